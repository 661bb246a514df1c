"""Will it hold? The first page of an arrangement, and each finding in full."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.core.catalogue import load_catalogue
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.changes_exchange import open_if_due
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.page.assessment import assessment_page
from holdfast.web.page.finding import finding_page
from holdfast.web.page.records import RecordBook


@for_members(Permission.READ)
def overview(request: HttpRequest, member: Member) -> HttpResponse:
    open_if_due(member.arrangement)
    found = assessed(member.arrangement, member.reader)
    page = assessment_page(
        found.assessment,
        found.evidence,
        load_catalogue(),
        link_of=lambda id: reverse("workspace_finding", args=[member.arrangement.public_id, id]),
        with_findings=False,
    )
    return show(request, member, "workspace/overview.html", {"page": page})


@for_members(Permission.READ)
def finding(request: HttpRequest, member: Member, problem: str) -> HttpResponse:
    found = assessed(member.arrangement, member.reader)
    try:
        of = found.assessment.finding(problem)
    except KeyError:
        raise Http404 from None
    page = finding_page(of, found.assessment, load_catalogue(), RecordBook(found.evidence), link="", is_overview=False)
    return show(request, member, "workspace/finding.html", {"found": page, "assessment": found.assessment})
