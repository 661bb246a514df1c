"""Who takes part: bodies and their people, invitations, roles, hand-over, and the log of access."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.web.accounts import letters
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.looking_after import NOBODY, may_end, partners, roles_to_give, roles_to_offer
from holdfast.web.arrangements.models import Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.open_items import open_items
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.people import access_log, bodies, roles_in_words
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.forms import ShortName, sent

UNPROCESSABLE = 422
OWN_PEOPLE = gettext_lazy("Each body looks after its own people. Ask an editor or a lead of that body.")


class Invite(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={
            "required": gettext_lazy("Enter an e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address such as name@example.gov.uk"),
        },
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose a role")}
    )

    def __init__(self, roles: tuple[Role, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles
        _offer(self, roles)


class InviteBody(Invite):
    """A body that is new to the arrangement, with its first person."""

    name = forms.CharField(
        label=gettext_lazy("Full name of the body"), max_length=200, error_messages={"required": gettext_lazy("Enter the name of the body")}
    )
    body = ShortName()
    field_order = ("name", "body", "email", "role")

    def __init__(self, roles: tuple[Role, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(roles, *args, **kwargs)
        self.fields["email"].label = _("E-mail address of its first person")
        self.fields["role"].help_text = _(
            "From then on this person looks after the people of the body; you cannot invite anybody else for it."
        )


class ChangeRole(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("New role"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose a role")}
    )

    def __init__(self, roles: tuple[Role, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, roles)


class HandOver(forms.Form):
    to = forms.ModelChoiceField(
        Membership.objects.none(),
        label=gettext_lazy("To whom"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a colleague"), "invalid_choice": gettext_lazy("Choose a colleague of this list")},
    )

    def __init__(self, leaver: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = _colleagues(leaver)
        field.label_from_instance = lambda place: f"{place.user.name}, {place.user.post}" if place.user.post else place.user.name


def _offer(form: forms.Form, roles: tuple[Role, ...]) -> None:
    field: Any = form.fields["role"]
    field.choices = [(role.value, role.label) for role in roles]
    if len(roles) == 1:
        field.initial = roles[0].value


def _colleagues(leaver: Membership) -> Any:
    found = Membership.objects.filter(arrangement=leaver.arrangement, body=leaver.body, ended__isnull=True, user__is_active=True)
    return found.exclude(pk=leaver.pk).exclude(body="").select_related("user").order_by("user__name")


@for_members(Permission.READ)
def people(request: HttpRequest, member: Member) -> HttpResponse:
    context = {
        "bodies": bodies(member),
        "roles": roles_in_words(tuple(Role)),
        "may_see_log": member.may(Permission.ACCESS),
        "may_bring_in": member.may(Permission.FIRST_PEOPLE),
        "log": access_log(member),
    }
    return show(request, member, "people/list.html", context)


@for_members(Permission.PEOPLE)
def invite(request: HttpRequest, member: Member, body: str) -> HttpResponse:
    """Invite somebody for a body of the arrangement."""
    here = partners(member)
    roles = roles_to_offer(member, body)
    if body not in here or not roles:
        raise PermissionDenied(OWN_PEOPLE)
    return _invite(request, member, Invite(roles, sent(request)), body, _("Invite somebody of %(body)s") % {"body": here[body].name})


@for_members(Permission.FIRST_PEOPLE)
def invite_auditor(request: HttpRequest, member: Member) -> HttpResponse:
    form = Invite(roles_to_offer(member, NOBODY), sent(request))
    return _invite(request, member, form, NOBODY, _("Invite an auditor"))


@for_members(Permission.FIRST_PEOPLE)
def invite_body(request: HttpRequest, member: Member) -> HttpResponse:
    """Bring in a body that is new to the arrangement, with its first person."""
    form = InviteBody((Role.LEAD, Role.EDITOR), sent(request))
    body = form.cleaned_data["body"] if form.is_bound and form.is_valid() else NOBODY
    if body in partners(member):
        form.add_error("body", _("A body of this short name takes part already"))
    return _invite(request, member, form, body, _("Bring in a body"))


def _invite(request: HttpRequest, member: Member, form: Invite, body: str, title: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            return _invited(request, member, form.cleaned_data, body)
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
        except EvidenceRefused as wrong:
            for fault in wrong.faults:
                form.add_error(None, fault.message)
    context = {"form": form, "title": title, "words": roles_in_words(form.roles)}
    return show(request, member, "people/invite.html", context, status=UNPROCESSABLE if form.errors else 200)


def _invited(request: HttpRequest, member: Member, given: Mapping[str, Any], body: str) -> HttpResponse:
    """Make the invitation, send it, and show its link this once."""
    role = Role(given["role"])
    partner = None
    if "name" in given:
        source = member.user.post or member.user.name
        partner = {"partner": body, "name": given["name"], "on": timezone.localdate().isoformat(), "source": source}
    made, token = changes_people.invite(by=member, email=given["email"], body=body, role=role, partner=partner)
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    context = {"invitation": made, "place": made.place, "link": link, "back": reverse("people", args=[member.arrangement.public_id])}
    subject = _("%(name)s invites you to %(arrangement)s") % {"name": member.user.name, "arrangement": member.arrangement.name}
    context["is_sent"] = letters.send(request, made.email, subject, "invitations/letter.txt", context)
    return show(request, member, "people/invited.html", context)


@for_members(Permission.READ, post=Permission.PEOPLE)
def withdraw(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    found = get_object_or_404(OfferedPlace.objects.select_related("invitation"), pk=place, arrangement=member.arrangement)
    if request.method == "POST":
        changes_people.withdraw(by=member, place=found)
        messages.success(request, _("The invitation no longer works."))
    return redirect("people", arrangement=member.arrangement.public_id)


def _place(member: Member, place: int) -> Membership:
    found: Membership = get_object_or_404(
        Membership.objects.select_related("user", "arrangement"), pk=place, arrangement=member.arrangement, ended__isnull=True
    )
    if not may_end(member, found) and not roles_to_give(member, found):
        raise PermissionDenied(OWN_PEOPLE)
    return found


@for_members(Permission.READ)
def one(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    """One person's place: another role, hand-over, the end of access."""
    found = _place(member, place)
    roles = roles_to_give(member, found)
    form = ChangeRole(roles, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            changes_people.set_role(by=member, place=found, role=Role(form.cleaned_data["role"]))
            messages.success(request, _("%(name)s has the new role from now on.") % {"name": found.user.name})
            return redirect("people", arrangement=member.arrangement.public_id)
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
    context = {
        "place": found,
        "form": form,
        "words": roles_in_words(roles),
        "may_end": may_end(member, found),
        "has_colleagues": _colleagues(found).exists(),
        "body_name": _body_name(member, found.body),
    }
    return show(request, member, "people/one.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.READ)
def hand_over(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    """Hand somebody's work over to a colleague, and end their access."""
    found = _ending(member, place)
    form = HandOver(found, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            changes_people.hand_over(by=member, leaver=found, to=form.cleaned_data["to"])
            return _gone(request, member, found)
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
    context = {"place": found, "form": form, "items": open_items(member, found), "has_colleagues": _colleagues(found).exists()}
    return show(request, member, "people/hand_over.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.READ)
def end(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    """End somebody's access, after asking once more."""
    found = _ending(member, place)
    refusal = ""
    if request.method == "POST":
        try:
            changes_people.end(by=member, place=found)
            return _gone(request, member, found)
        except ChangeRefused as refused:
            refusal = str(refused)
    context = {"place": found, "items": open_items(member, found), "refusal": refusal, "has_colleagues": _colleagues(found).exists()}
    return show(request, member, "people/end.html", context, status=UNPROCESSABLE if refusal else 200)


def _ending(member: Member, place: int) -> Membership:
    found = _place(member, place)
    if not may_end(member, found):
        raise PermissionDenied(OWN_PEOPLE)
    return found


def _gone(request: HttpRequest, member: Member, place: Membership) -> HttpResponse:
    if place.user_id == member.user.pk:
        messages.success(request, _("You have left %(arrangement)s.") % {"arrangement": member.arrangement.name})
        return redirect("portfolio")
    messages.success(request, _("%(name)s has no access any more.") % {"name": place.user.name})
    return redirect("people", arrangement=member.arrangement.public_id)


def _body_name(member: Member, body: str) -> str:
    found = partners(member).get(body)
    return found.name if found else body
