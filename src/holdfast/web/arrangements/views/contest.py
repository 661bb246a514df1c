"""Saying that a finding, a reading or a record is wrong: the words then stand beside it for everybody who reads it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.web.arrangements import contested
from holdfast.web.arrangements.evidence.drafts import arrived, forget, keeps_what_is_typed
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission

UNPROCESSABLE = 422


class ContestForm(forms.Form):
    """What is wrong, in words."""

    says_instead = forms.CharField(
        label=gettext_lazy("What is wrong, and what would be right?"),
        help_text=gettext_lazy(
            "A sentence or two. Everybody who may read what you contest will read this beside it, under your body’s name."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say what is wrong, in a sentence or two.")},
    )


@keeps_what_is_typed(Permission.READ, post=Permission.RECORD)
def contest(request: HttpRequest, member: Member, about: str, of: str) -> HttpResponse:
    title = contested.title_of(member, about, of)
    came = arrived(request, member)
    form = ContestForm(came.data)
    if request.method == "POST" and form.is_valid():
        try:
            contested.contest(by=member, about=about, of=of, **form.cleaned_data)
        except EvidenceRefused as refused:
            form.add_error("says_instead", [fault.message for fault in refused.faults])
        else:
            forget(member, came.key)
            messages.success(request, _("Your words now stand beside it."))
            return redirect(_back(member.arrangement, about, of))
    context = {"form": form, "title": title, "back": _back(member.arrangement, about, of), "can_send": member.may(Permission.RECORD)}
    context |= {"key": came.key.signed, "is_restored": came.is_restored}
    return show(request, member, "workspace/contest/form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _back(arrangement: Arrangement, about: str, of: str) -> str:
    if about == "finding":
        return reverse("workspace_finding", args=[arrangement.public_id, of])
    return reverse("overview", args=[arrangement.public_id])
