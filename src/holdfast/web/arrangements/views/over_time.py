"""The arrangement over time: the outlook and every finding month by month, and each change with the entry that made it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from holdfast.core.catalogue import load_catalogue
from holdfast.web.arrangements import changes_follow
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.deeds import DeedBook
from holdfast.web.arrangements.looking import Looking, course_of
from holdfast.web.arrangements.moment import day_of
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.past import compared
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.told_since import change_lines
from holdfast.web.arrangements.views.overview import finding_links
from holdfast.web.page.over_time import course_page, heat_rows, since_page

DEEDS_SHOWN = 6


@for_members(Permission.READ)
def over_time(request: HttpRequest, member: Member) -> HttpResponse:
    looking = Looking.of(request.GET)
    following = changes_follow.visited(by=member)
    state, catalogue = state_of(member.arrangement), load_catalogue()
    found = assessed(member.arrangement, member.reader, as_at=looking.moment.as_at, known_at=looking.moment.known_at)
    link_of = finding_links(member, looking)
    past = compared(state, member.reader, since=looking.since.day, moment=looking.moment, clock=looking.since.clock)
    since = since_page(past.changes, past.since, past.clock, catalogue, link_of)
    glances = course_of(member, state, found.evidence, past.clock, looking.moment)
    context = {
        "assessment": found.assessment,
        "looking": looking,
        "last_visit": following.last_visit and day_of(following.last_visit),
        "since": since,
        "course": course_page(glances),
        "heat": heat_rows(glances, [finding.id for finding in found.assessment.findings], catalogue, link_of),
        "changed": change_lines(since.rows, past, DeedBook(member.arrangement, state, found.evidence), deeds=DEEDS_SHOWN),
    }
    return show(request, member, "workspace/over_time/over_time.html", context, status=looking.status)
