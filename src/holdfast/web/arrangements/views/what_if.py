"""What if: tick readings and actions, and see where everything would stand. The address holds the ticks, so it can be kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.core.catalogue import load_catalogue
from holdfast.core.diagnosis.what_if import what_if as worked_out
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.page.what_if import what_if_page


@for_members(Permission.READ)
def what_if(request: HttpRequest, member: Member) -> HttpResponse:
    catalogue = load_catalogue()
    levers = [name for name in request.GET.getlist("lever") if name in catalogue.indicators]
    actions = [name for name in request.GET.getlist("action") if name in catalogue.actions]
    found = assessed(member.arrangement, member.reader)
    page = what_if_page(
        worked_out(found.evidence, catalogue, indicators=levers, actions=actions),
        found.assessment,
        catalogue,
        levers=levers,
        actions=actions,
        link_of=lambda id: reverse("workspace_finding", args=[member.arrangement.public_id, id]),
    )
    return show(request, member, "workspace/over_time/what_if.html", {"page": page, "assessment": found.assessment})
