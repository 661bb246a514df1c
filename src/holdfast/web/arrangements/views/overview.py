"""Will it hold? The first page of an arrangement, and each finding in full, now or as at another moment."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from holdfast.web.arrangements import changes_follow
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.deeds import DeedBook
from holdfast.web.arrangements.looking import Looking, course_of
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.past import compared
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.tasks import task_rows
from holdfast.web.arrangements.told_since import change_lines
from holdfast.web.arrangements.waiting import first_steps, waiting_for
from holdfast.web.arrangements.warned import warned
from holdfast.web.catalogue import site_catalogue
from holdfast.web.page.assessment import assessment_page
from holdfast.web.page.finding import finding_page
from holdfast.web.page.over_time import course_page, finding_course, since_page
from holdfast.web.page.records import RecordBook

CHANGES_SHOWN = 5
WARNINGS_SHOWN = 5


@for_members(Permission.READ)
def overview(request: HttpRequest, member: Member) -> HttpResponse:
    looking = Looking.of(request.GET)
    following = changes_follow.visited(by=member)
    state, catalogue = state_of(member.arrangement), site_catalogue()
    found = assessed(member.arrangement, member.reader, as_at=looking.moment.as_at, known_at=looking.moment.known_at)
    link_of = finding_links(member, looking)
    page = assessment_page(found.assessment, found.evidence, catalogue, link_of=link_of, with_findings=False)
    past = compared(state, member.reader, since=looking.since.day, moment=looking.moment, clock=looking.since.clock)
    since = since_page(past.changes, past.since, past.clock, catalogue, link_of)
    book = DeedBook(member.arrangement, state, found.evidence)
    problems = [row for row in since.rows if row.kind == "problem"]
    context = {
        "page": page,
        "looking": looking,
        "last_visit": following.last_visit and timezone.localdate(following.last_visit),
        "since": since,
        "changed": change_lines(problems[:CHANGES_SHOWN], past, book, moves=1, deeds=1),
        "changed_more": max(0, len(problems) - CHANGES_SHOWN),
        "course": course_page(course_of(member, state, found.evidence, past.clock, looking.moment)),
        "warned": warned(member, state) if looking.moment.is_now else None,
        "warnings_shown": WARNINGS_SHOWN,
        "waiting": (*waiting_for(member, found.evidence), *first_steps(member, found.evidence)) if looking.moment.is_now else (),
        "ask_by_link": way_to_ask(member),
    }
    return show(request, member, "workspace/overview.html", context, status=looking.status)


@for_members(Permission.READ)
def finding(request: HttpRequest, member: Member, problem: str) -> HttpResponse:
    looking = Looking.of(request.GET)
    state, catalogue = state_of(member.arrangement), site_catalogue()
    found = assessed(member.arrangement, member.reader, as_at=looking.moment.as_at, known_at=looking.moment.known_at)
    try:
        of = found.assessment.finding(problem)
    except KeyError:
        raise Http404 from None
    past = compared(state, member.reader, since=looking.since.day, moment=looking.moment, clock=looking.since.clock)
    since = since_page(past.changes, past.since, past.clock, catalogue, finding_links(member, looking))
    book = DeedBook(member.arrangement, state, found.evidence)
    glances = course_of(member, state, found.evidence, past.clock, looking.moment)
    context = {
        "found": finding_page(of, found.assessment, catalogue, RecordBook(found.evidence), link="", is_overview=False),
        "assessment": found.assessment,
        "looking": looking,
        "since": since,
        "changed": change_lines([row for row in since.rows if row.id == problem], past, book),
        "course": finding_course(problem, glances, catalogue),
        "tasks": [row for row in task_rows(member, state, found.evidence, found.assessment) if row.task.finding == problem],
        **ways_to_act(member),
    }
    return show(request, member, "workspace/finding.html", context, status=looking.status)


def finding_links(member: Member, looking: Looking) -> Callable[[str], str]:
    """The addresses of findings, at the moment that is looked at."""
    return lambda id: reverse("workspace_finding", args=[member.arrangement.public_id, id]) + looking.moment.query


def ways_to_act(member: Member) -> dict[str, str]:
    """Where a suggestion leads: to try it out, and for those who may record, to take it on."""
    at = [member.arrangement.public_id]
    take_on = reverse("new_task", args=at) if member.may(Permission.RECORD) else ""
    return {"do_this": take_on, "try_this": reverse("what_if", args=at)}


def way_to_ask(member: Member) -> str:
    """Where somebody can be asked for one fact by link, for those who may record."""
    return reverse("ask", args=[member.arrangement.public_id]) if member.may(Permission.RECORD) else ""
