"""The assessment for the reader a token stands for: as at any day, as known on any day, over time, and what if."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ninja import Field, Query, Router

from holdfast.core.assessment import Glance
from holdfast.core.diagnosis.what_if import what_if as worked_out
from holdfast.core.evidence.hints import nearest
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.api.moments import MomentWanted, moment_of
from holdfast.web.api.refusals import NotRight
from holdfast.web.api.schemas import Course, Given, Warnings, WhatIfShown, component
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.looking import course_of
from holdfast.web.arrangements.past import clock_for
from holdfast.web.arrangements.permissions import Permission
from holdfast.web.arrangements.since import months_before
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.warned import warned
from holdfast.web.catalogue import site_catalogue
from holdfast.web.refusal import Fault

router = Router()
PLACE = "/arrangements/{uuid:arrangement}"


class Ticks(Given):
    """What is taken as put right."""

    lever: list[str] = Field([], max_length=200, description="Indicators brought to healthy.")
    action: list[str] = Field([], max_length=200, description="Actions done: all their indicators healthy.")


@router.get(f"{PLACE}/assessment", response=component("Assessment"), url_name="api_assessment", summary="Will it hold?")
@needs(Permission.READ)
def assessment(request: Asked, arrangement: UUID, moment: Query[MomentWanted]) -> dict[str, Any]:
    """The whole assessment of what you may read: what `holdfast assess --json` prints."""
    at = moment_of(request)
    return assessed(request.member.arrangement, request.member.reader, as_at=at.as_at, known_at=at.known_at).assessment.to_dict()


@router.get(f"{PLACE}/over-time", response=Course, url_name="api_over_time", summary="Over time")
@needs(Permission.READ)
def over_time(request: Asked, arrangement: UUID, moment: Query[MomentWanted]) -> dict[str, Any]:
    """The outlook and every finding, month by month."""
    at, member = moment_of(request), request.member
    state = state_of(member.arrangement)
    evidence = assessed(member.arrangement, member.reader, as_at=at.as_at, known_at=at.known_at).evidence
    clock = clock_for(state, member.reader, months_before(at.as_at, 1))
    return {"clock": clock, "points": [_point(glance) for glance in course_of(member, state, evidence, clock, at)]}


def _point(glance: Glance) -> dict[str, Any]:
    return {"as_at": glance.as_at, "outlook": glance.outlook, "findings": list(glance.seen.values())}


@router.get(f"{PLACE}/warnings", response=Warnings, url_name="api_warnings", summary="Early warnings")
@needs(Permission.READ)
def warnings(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """What to look at before it becomes a problem. What your body has set aside says until when, and comes last."""
    found = warned(request.member, state_of(request.member.arrangement))
    rows = [*((warning, None) for warning in found.open), *((warning, note.until) for warning, note in found.aside)]
    items = [
        {
            "key": warning.key,
            "text": warning.text,
            "since": warning.since,
            "because": list(warning.because),
            "action": warning.action,
            "aside_until": until,
        }
        for warning, until in rows
    ]
    return {"items": items}


@router.get(f"{PLACE}/what-if", response=WhatIfShown, url_name="api_what_if", summary="What if")
@needs(Permission.READ)
def what_if(request: Asked, arrangement: UUID, ticks: Query[Ticks]) -> dict[str, Any]:
    """Where everything would stand with readings and actions put right. Nothing is recorded."""
    catalogue, member = site_catalogue(), request.member
    faults = [*_unknown("lever", ticks.lever, catalogue.indicators), *_unknown("action", ticks.action, catalogue.actions)]
    if faults:
        raise NotRight(faults)
    found = worked_out(assessed(member.arrangement, member.reader).evidence, catalogue, indicators=ticks.lever, actions=ticks.action)
    return {
        "before": _point(found.before),
        "after": _point(found.after),
        "mended": sorted(found.ticked),
        "can_be_mended": sorted(found.worrying),
    }


def _unknown(field: str, names: list[str], known: Mapping[str, Any]) -> list[Fault]:
    return [Fault([field], f"“{name[:80]}” is not in the catalogue{nearest(name, known)}") for name in names if name not in known]
