"""The pages of one arrangement, in the order of its navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from holdfast.web.arrangements.permissions import Member
from holdfast.web.navigation import Place

TABS = (
    (_("Overview"), "overview"),
    (_("Over time"), "over_time"),
    (_("Early warnings"), "warnings"),
    (_("What if"), "what_if"),
    (_("Evidence"), "evidence"),
    (_("Sealed exchange"), "exchanges"),
    (_("Fair shares"), "shares_overview"),
    (_("Actions"), "tasks"),
    (_("History"), "history"),
    (_("People"), "people"),
)


def tabs(request: HttpRequest, member: Member) -> tuple[Place, ...]:
    """The navigation of an arrangement; the page's own place is the one whose address it is under."""
    links = [(name, reverse(page, args=[member.arrangement.public_id])) for name, page in TABS]
    here = max((link for _, link in links if request.path.startswith(link)), key=len, default="")
    return tuple(Place(name, link, link == here) for name, link in links)
