"""The business case of an arrangement, a page for each part, worked out from what its reader may read, now or as at another moment."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.web.arrangements.assessed import assessed, case_for
from holdfast.web.arrangements.looking import Looking
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.catalogue import site_catalogue
from holdfast.web.page.case.pages import WORTH, form_for, part_context


def links_of(member: Member) -> Callable[[str], str]:
    """Gives the address of each part of the case in this arrangement."""
    place = [member.arrangement.public_id]
    return lambda part: reverse("business_case" if part == WORTH else f"case_{part}", args=place)


@for_members(Permission.READ)
def business_case(request: HttpRequest, member: Member, part: str = WORTH) -> HttpResponse:
    looking = Looking.of(request.GET)
    as_at, known_at = looking.moment.as_at, looking.moment.known_at
    evidence = assessed(member.arrangement, member.reader, as_at=as_at, known_at=known_at).evidence
    form = form_for(request.GET, evidence)
    asked = form.asked
    whole = case_for(
        member.arrangement, member.reader, trials=asked.trials, seed=asked.seed, option=asked.option, as_at=as_at, known_at=known_at
    )

    context = part_context(part, whole, evidence, site_catalogue(), form, links_of(member))
    around = {"page_base": "workspace/base.html", "parts": (), "looking": looking}
    return show(request, member, "case/page.html", {**context, **around}, status=max(form.status, looking.status))
