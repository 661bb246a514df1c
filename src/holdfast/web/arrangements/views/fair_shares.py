"""Fair shares in the workspace: of what a member may read; figures changed for a sum stay in that member's own session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.shared_risk import Spread, spread_of
from holdfast.web.arrangements.assessed import evidence_now
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.fair_shares import frame as pages
from holdfast.web.fair_shares.asked import Asked, Given, faults_of
from holdfast.web.fair_shares.changing import read_sent
from holdfast.web.fair_shares.frame import Frame
from holdfast.web.fair_shares.played import NotPlayed, Played, play
from holdfast.web.fair_shares.resting import figure_groups
from holdfast.web.fair_shares.views import UNPROCESSABLE, csv_of

KEPT = "fair_shares"
LAYOUT = {"layout": "workspace/base.html"}


def _played(member: Member, changes: Mapping[str, float]) -> Played | NotPlayed:
    """Worked out once for each reader, day, change and state of the ledger."""
    key = (KEPT, member.reader, timezone.localdate(), tuple(sorted(changes.items())))
    return state_of(member.arrangement).result(key, lambda: play(evidence_now(member), changes))


def _spread(member: Member) -> Spread | None:
    def work_out() -> tuple[Spread | None]:
        return (spread_of(evidence_now(member), site_catalogue()),)

    catalogue = site_catalogue()
    return state_of(member.arrangement).result(("shared_risk", member.reader, timezone.localdate(), catalogue.digest), work_out)[0]


def _given(request: HttpRequest, member: Member) -> Given:
    kept = request.session.get(KEPT, {}).get(str(member.arrangement.public_id), {})
    return Given.of(kept)


def _keep(request: HttpRequest, member: Member, given: Given) -> None:
    """Never in an address, which is logged, nor in the ledger: what somebody tries out is theirs."""
    request.session[KEPT] = {**request.session.get(KEPT, {}), str(member.arrangement.public_id): given.plain}


def _frame(request: HttpRequest, member: Member, here: str) -> Frame | NotPlayed:
    given = _given(request, member)
    played = _played(member, given.changes)
    if isinstance(played, NotPlayed) and given.changes:
        # What was recorded since may have taken away what the changes were about.
        given = given.changed({})
        _keep(request, member, given)
        messages.info(request, _("The evidence has changed, so the figures you had changed were put back."))
        played = _played(member, {})
    if isinstance(played, NotPlayed):
        return played
    asked, at = Asked.of(request.GET, timezone.localdate()), member.arrangement.public_id
    return Frame(
        here=here,
        asked=asked,
        given=given,
        played=played,
        chosen=played.chosen(asked.rule),
        path=lambda page: reverse(f"shares_{page}", args=[at]),
        carried={},
        finding=reverse("workspace_finding", args=[at, pages.VOTES]),
        entry=lambda record: _entry(member, record),
        is_posted=True,
    )


def _entry(member: Member, record: str) -> str:
    """The page of the entry that holds a record, which is named by its section and number."""
    number = record.partition("/")[2].partition(".")[0]
    return reverse("entry", args=[member.arrangement.public_id, int(number)]) if number.isdecimal() else ""


def _show(
    request: HttpRequest, member: Member, here: str, content: Callable[[Frame], Mapping[str, Any]], *, status: int = 200
) -> HttpResponse:
    frame = _frame(request, member, here)
    if isinstance(frame, NotPlayed):
        return show(request, member, "fair_shares/not_yet.html", {**LAYOUT, "faults": frame.faults})
    return show(request, member, f"fair_shares/{here}.html", {**LAYOUT, "fair": frame, **content(frame)}, status=status)


@for_members(Permission.READ)
def overview(request: HttpRequest, member: Member) -> HttpResponse:
    return _show(request, member, "overview", pages.overview)


@for_members(Permission.READ)
def checks(request: HttpRequest, member: Member) -> HttpResponse:
    return _show(request, member, "checks", lambda frame: pages.structure(frame, _spread(member)))


@for_members(Permission.READ)
def moves(request: HttpRequest, member: Member) -> HttpResponse:
    return _show(request, member, "moves", pages.membership)


@for_members(Permission.READ)
def statements(request: HttpRequest, member: Member) -> HttpResponse:
    faults = faults_of(request.POST)
    if faults:
        return _show(request, member, "statements", lambda frame: {**pages.recharge(frame), "faults": faults}, status=UNPROCESSABLE)
    frame = _frame(request, member, "statements")
    if request.method == "POST" and isinstance(frame, Frame):
        _keep(request, member, frame.given.settled(request.POST))
        asked = Asked.of(request.POST, timezone.localdate())
        return HttpResponseRedirect(replace(frame, asked=asked).to("statements", year=asked.year, partner=asked.partner))
    return _show(request, member, "statements", pages.recharge)


@for_members(Permission.READ)
def statements_csv(request: HttpRequest, member: Member) -> HttpResponse:
    frame = _frame(request, member, "statements")
    if isinstance(frame, NotPlayed):
        return HttpResponseRedirect(reverse("shares_overview", args=[member.arrangement.public_id]))
    return csv_of(frame)


@for_members(Permission.READ)
def rests_on(request: HttpRequest, member: Member) -> HttpResponse:
    if request.method != "POST":
        return _show(request, member, "rests_on", lambda frame: {"groups": figure_groups(frame.played, frame.entry)})
    frame = _frame(request, member, "rests_on")
    if isinstance(frame, NotPlayed):
        return HttpResponseRedirect(reverse("shares_overview", args=[member.arrangement.public_id]))
    sent = read_sent(frame.played, request.POST, lambda changes: _played(member, changes), frame.entry)
    if not sent.is_usable:
        return _show(request, member, "rests_on", lambda frame: {"groups": sent.groups, "sent": sent}, status=UNPROCESSABLE)
    _keep(request, member, frame.given.changed(sent.changes))
    return HttpResponseRedirect(frame.overview)
