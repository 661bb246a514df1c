"""Saying that a finding, a reading or a record is wrong: the words then stand beside it for everybody who reads it."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Indicator, Problem
from holdfast.core.evidence.check import EvidenceRefused
from holdfast.ledger import Visibility
from holdfast.ledger.reader import PARTNERS
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.evidence.drafts import arrived, forget, keeps_what_is_typed
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.page.records import RecordBook

UNPROCESSABLE = 422
SAID_IN = "Said in Holdfast"


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
    title = _title(member, about, of)
    came = arrived(request, member)
    form = ContestForm(came.data)
    if request.method == "POST" and form.is_valid():
        raw = {"partner": member.body, "about": about, "of": of, "on": timezone.localdate(), "source": SAID_IN, **form.cleaned_data}
        try:
            append(by=member, changes=[Change(section="contests", raw=raw, visibility=_readers(member, about, of))])
        except EvidenceRefused as refused:
            form.add_error("says_instead", [fault.message for fault in refused.faults])
        else:
            forget(member, came.key)
            messages.success(request, _("Your words now stand beside it."))
            return redirect(_back(member.arrangement, about, of))
    context = {"form": form, "title": title, "back": _back(member.arrangement, about, of), "can_send": member.may(Permission.RECORD)}
    context |= {"key": came.key.signed, "is_restored": came.is_restored}
    return show(request, member, "workspace/contest/form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _readers(member: Member, about: str, of: str) -> Visibility:
    """Who reads what is said of a record: nobody who may not read the record. Of a finding all partners speak."""
    if about != "record":
        return "partners"
    standing, number = state_of(member.arrangement).standing, int(of.partition(".")[0])
    return "partners" if standing.may_read(number, PARTNERS) else "private"


def _title(member: Member, about: str, of: str) -> str:
    """The name of what is contested, or 404 where the person may not read it or it does not exist."""
    catalogue, found = site_catalogue(), assessed(member.arrangement, member.reader)
    if about == "record":
        behind = RecordBook(found.evidence).numbered(of)
        if behind is None:
            raise Http404
        return f"{behind.kind} {of}"
    title = _entry_title(catalogue, about, of)
    if title is None:
        raise Http404
    return title


def _entry_title(catalogue: Catalogue, about: str, of: str) -> str | None:
    shelves: Mapping[str, Mapping[str, Problem | Indicator]] = {
        "finding": {**catalogue.problems, **catalogue.patterns},
        "indicator": catalogue.indicators,
    }
    entry = shelves.get(about, {}).get(of)
    return entry.title if entry else None


def _back(arrangement: Arrangement, about: str, of: str) -> str:
    if about == "finding":
        return reverse("workspace_finding", args=[arrangement.public_id, of])
    return reverse("overview", args=[arrangement.public_id])
