"""What happens to whole bodies and to the arrangement itself: successors, and deletion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements import changes_bodies, changes_retention
from holdfast.web.arrangements.assessed import names_for
from holdfast.web.arrangements.models import Ending, Succession
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members

UNPROCESSABLE = 422


class SuccessorForm(forms.Form):
    """Which body takes whose place."""

    body = forms.ChoiceField(label=gettext_lazy("The body that goes"))
    heir = forms.ChoiceField(
        label=gettext_lazy("The body that takes its place"),
        help_text=gettext_lazy("Record it as a partner first, if it is not on the list."),
    )

    def __init__(self, names: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose one")), *names.items()]
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


@for_members(Permission.READ, post=Permission.HEAD)
def successors(request: HttpRequest, member: Member) -> HttpResponse:
    names = names_for(member)
    form = SuccessorForm(names, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes_bodies.propose_successor(by=member, known=names, **form.cleaned_data)
        except LedgerRefused as refused:
            form.add_error("heir", str(refused))
        else:
            messages.success(request, _("Proposed. Somebody of the body that goes now has to hand its place over."))
            return redirect("successors", arrangement=member.arrangement.public_id)
    found = Succession.objects.filter(arrangement=member.arrangement).select_related("proposed_by").order_by("-proposed")
    rows = [{"it": it, "body": names.get(it.body, it.body), "heir": names.get(it.heir, it.heir)} for it in found]
    context = {"form": form, "rows": rows, "can_propose": member.may(Permission.HEAD), "can_settle": member.may(Permission.CORRECT)}
    return show(request, member, "workspace/bodies/successors.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.READ, post=Permission.CORRECT)
def successor(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Hand one's place over, or decline; GET leads back to the list."""
    held = get_object_or_404(Succession, arrangement=member.arrangement, pk=number)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "hand_over":
                changes_bodies.hand_over(by=member, succession=held)
                messages.success(request, _("Your place has been handed over."))
            else:
                changes_bodies.decline_successor(by=member, succession=held)
                messages.success(request, _("The proposal is closed."))
        except LedgerRefused as refused:
            messages.warning(request, str(refused))
    return redirect("successors", arrangement=member.arrangement.public_id)


@for_members(Permission.READ, post=Permission.CORRECT)
def ending(request: HttpRequest, member: Member) -> HttpResponse:
    """Deleting the arrangement: propose, agree, object."""
    held = Ending.objects.filter(arrangement=member.arrangement).select_related("proposed_by").first()
    if request.method == "POST":
        act = _DO.get(request.POST.get("do", ""))
        if act is not None:
            act(member, held)
            messages.success(request, _("Your body’s word is recorded."))
        return redirect("ending", arrangement=member.arrangement.public_id)
    names = names_for(member)
    bodies = [(names.get(body, body), bool(held and body in held.agreed)) for body in sorted(changes_bodies.bodies_of(member.arrangement))]
    context = {
        "ending": held,
        "bodies": bodies,
        "can_propose": member.may(Permission.HEAD),
        "can_agree": member.may(Permission.CORRECT),
        "has_agreed": bool(held and member.body in held.agreed),
    }
    return show(request, member, "workspace/bodies/ending.html", context)


def _propose(member: Member, held: Ending | None) -> None:
    changes_bodies.propose_ending(by=member)


def _agree(member: Member, held: Ending | None) -> None:
    if held:
        changes_bodies.agree_to_ending(by=member, ending=held)


def _object(member: Member, held: Ending | None) -> None:
    if held:
        changes_bodies.object_to_ending(by=member, ending=held)


def _keep(member: Member, held: Ending | None) -> None:
    changes_retention.keep(by=member)


_DO = {"propose": _propose, "agree": _agree, "object": _object, "keep": _keep}
