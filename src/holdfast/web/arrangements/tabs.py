"""The navigation of one arrangement: groups, and in each group its pages in order.

To add a page, add one line to the group it belongs to: its name as people read it, and the name of its route (one whose
address has no variable part but the arrangement). Pages below that address count as its own. A page is shown to those
whose role may look at it, which the page itself says (`for_members`); a group without a page to show is not shown. A group
leads to its first page.
"""

from __future__ import annotations

import functools
import uuid
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.web.arrangements.permissions import Member, MemberView, Permission
from holdfast.web.navigation import Place

Pages = tuple[tuple[Promise, str], ...]

OVERVIEW: Pages = (
    (_("The answer"), "overview"),
    (_("Over time"), "over_time"),
)
EVIDENCE: Pages = (
    (_("What is recorded"), "evidence"),
    (_("Asked by link"), "requests"),
    (_("Sealed exchange"), "exchanges"),
)
READINESS: Pages = ((_("Readiness rounds"), "rounds"),)
MONEY: Pages = (
    (_("Business case"), "business_case"),
    (_("Benefits"), "case_benefits"),
    (_("Fair shares"), "shares_overview"),
)
ROAD: Pages = (
    (_("Road to a decision"), "case_road"),
    (_("People it depends on"), "case_people"),
    (_("Stages"), "case_stages"),
)
ACT: Pages = (
    (_("Actions"), "tasks"),
    (_("Risk register"), "risk_register"),
    (_("What if"), "what_if"),
    (_("Early warnings"), "warnings"),
)
RECORDS: Pages = (
    (_("Papers"), "papers"),
    (_("History"), "history"),
    (_("Export"), "export"),
    (_("People"), "people"),
    (_("Successors"), "successors"),
)
GROUPS: tuple[tuple[Promise, Pages], ...] = (
    (_("Overview"), OVERVIEW),
    (_("Evidence"), EVIDENCE),
    (_("Readiness"), READINESS),
    (_("Money"), MONEY),
    (_("Road ahead"), ROAD),
    (_("Act"), ACT),
    (_("Papers and people"), RECORDS),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One group of the navigation, with its pages where this is the group one is in and there are several."""

    name: Promise
    link: str
    is_here: bool
    pages: tuple[Place, ...]


def tabs(request: HttpRequest, member: Member) -> tuple[Tab, ...]:
    """The navigation of an arrangement; one's own place is the page whose address the request is under."""
    groups = [(name, [(page, _link(route, member)) for page, route in pages if member.may(_needs(route))]) for name, pages in GROUPS]
    links = [link for _, pages in groups for _, link in pages]
    here = max((link for link in links if request.path.startswith(link)), key=len, default="")
    return tuple(_tab(name, pages, here) for name, pages in groups if pages)


def _tab(name: Promise, pages: list[tuple[Promise, str]], here: str) -> Tab:
    places = tuple(Place(page, link, link == here) for page, link in pages)
    is_here = any(place.is_here for place in places)
    return Tab(name, places[0].link, is_here, places if is_here and len(places) > 1 else ())


def _link(route: str, member: Member) -> str:
    return reverse(route, args=[member.arrangement.public_id])


@functools.cache
def _needs(route: str) -> Permission:
    """What looking at a page asks for."""
    return cast(MemberView, resolve(reverse(route, args=[uuid.UUID(int=0)])).func).needs["GET"]
