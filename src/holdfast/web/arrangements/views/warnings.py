"""Early warnings: the list, setting one aside for one's own body, and how often a person wants to hear of them."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.catalogue import load_catalogue
from holdfast.core.early_warnings import EarlyWarning, token_of
from holdfast.ledger.told import Told
from holdfast.web.arrangements import changes_follow
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.deeds import Deed, DeedBook, number_of
from holdfast.web.arrangements.models.following import Every
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import LedgerState, state_of
from holdfast.web.arrangements.warned import set_aside_by, warned

DEEDS_SHOWN = 4
DAYS_AT_MOST = 366
UNPROCESSABLE = 422


class SetAsideForm(forms.Form):
    """Why a warning need not be seen, and until when."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Your own body will read this. No other body will."),
        error_messages={"required": gettext_lazy("Say why it can wait")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("It comes back after this day, if it still holds. A year at most."),
        error_messages={
            "required": gettext_lazy("Say until when it can wait"),
            "invalid": gettext_lazy("Until: enter a real date, such as 2026-12-31"),
        },
    )

    def clean_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < day <= today + dt.timedelta(days=DAYS_AT_MOST):
            raise forms.ValidationError(_("Until: enter a day to come, within a year"))
        return day


class FollowForm(forms.Form):
    """How often a person wants a digest by e-mail."""

    digest = forms.ChoiceField(
        label=gettext_lazy("Send me what changed and what to look at"),
        choices=Every.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how often"), "invalid_choice": gettext_lazy("Choose how often")},
    )


@for_members(Permission.READ)
def warnings(request: HttpRequest, member: Member) -> HttpResponse:
    state = state_of(member.arrangement)
    found = warned(member, state)
    lines = deeds_of(member, state, found.open)
    context = {
        "lines": lines,
        "aside": found.aside,
        "actions": load_catalogue().actions,
        "may_set_aside": bool(member.body) and member.may(Permission.RECORD),
    }
    return show(request, member, "workspace/over_time/warnings.html", context)


def deeds_of(member: Member, state: LedgerState, found: tuple[EarlyWarning, ...]) -> list[tuple[EarlyWarning, tuple[Deed, ...], int]]:
    """Each warning with the entries behind it, and how many more: they come from what the member may read, so each may be named."""
    book = DeedBook(member.arrangement, state, assessed(member.arrangement, member.reader).evidence)
    made = []
    for warning in found:
        numbers = dict.fromkeys(number for reference in warning.because if (number := number_of(reference)) and state.told(number))
        deeds = book.together(_deed(book, state, number) for number in numbers)
        made.append((warning, deeds[:DEEDS_SHOWN], max(0, len(deeds) - DEEDS_SHOWN)))
    return made


def _deed(book: DeedBook, state: LedgerState, number: int) -> Deed:
    return book.deed(Told(state.envelopes[number - 1], frozenset({number}), frozenset(), True))


@for_members(Permission.READ, post=Permission.RECORD)
def set_aside(request: HttpRequest, member: Member, token: str) -> HttpResponse:
    """The form for one warning; only one that the member can see now can be set aside."""
    warning = next((item for item in warned(member, state_of(member.arrangement)).open if item.token == token), None)
    if warning is None:
        messages.info(request, _("That warning no longer holds, or is set aside already."))
        return redirect("warnings", arrangement=member.arrangement.public_id)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changes_follow.set_aside(by=member, key=warning.key, **form.cleaned_data)
        messages.success(request, _("Set aside. It comes back if it still holds after that day."))
        return redirect("warnings", arrangement=member.arrangement.public_id)
    context = {"form": form, "warning": warning}
    return show(request, member, "workspace/over_time/set_aside.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.RECORD)
def take_up(request: HttpRequest, member: Member, token: str) -> HttpResponse:
    """Brings a warning back into the list."""
    key = next((key for key in set_aside_by(member) if token_of(key) == token), None)
    if request.method == "POST" and key:
        changes_follow.take_up(by=member, key=key)
        messages.success(request, _("The warning is back in the list."))
    return redirect("warnings", arrangement=member.arrangement.public_id)


@for_members(Permission.READ)
def follow(request: HttpRequest, member: Member) -> HttpResponse:
    """How often somebody wants a digest of this arrangement."""
    following = changes_follow.following_of(member.membership)
    form = FollowForm(request.POST if request.method == "POST" else None, initial={"digest": following.digest})
    if request.method == "POST" and form.is_valid():
        changes_follow.choose_digest(by=member, every=form.cleaned_data["digest"])
        messages.success(request, _("Your choice is kept."))
        return redirect("follow", arrangement=member.arrangement.public_id)
    context = {"form": form, "email": member.user.email, "sent": following.sent}
    return show(request, member, "workspace/over_time/follow.html", context, status=UNPROCESSABLE if form.errors else 200)
