"""The arrangements of the person for whom a program acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.core.evidence.facts import partners_in
from holdfast.ledger.canonical import plain_record
from holdfast.web.api.asked import Asked
from holdfast.web.api.changes import begin_once
from holdfast.web.api.door import needs
from holdfast.web.api.paging import paged
from holdfast.web.api.refusals import NotRight, ReadsOnly, form_faults
from holdfast.web.api.schemas import ArrangementShown, Begun, NewArrangement, Portfolio, Token, Wanted
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.in_portfolio import PortfolioRow, portfolio_rows
from holdfast.web.arrangements.permissions import Permission
from holdfast.web.arrangements.views.portfolio import NewArrangement as NewForm
from holdfast.web.refusal import Fault

router = Router()


@router.get("/token", response=Token, url_name="api_token", summary="Who asks")
@needs()
def token(request: Asked) -> dict[str, Any]:
    """The token you sent, and the person it acts for."""
    person, shown = request.person, request.token
    author = {"id": str(person.public_id), "name": person.name, "post": person.post}
    return {
        "name": shown.name,
        "may_write": shown.may_write,
        "may_look_after_people": shown.may_look_after_people,
        "is_for_all": shown.is_for_all,
        "expires": shown.expires,
        "person": author,
    }


@router.get("/arrangements", response=Portfolio, url_name="api_arrangements", summary="Your arrangements")
@needs()
def arrangements(request: Asked, response: HttpResponse, wanted: Query[Wanted]) -> dict[str, Any]:
    """Every arrangement in which you take part and that this token is for, by name, each at a glance."""
    rows, altered = portfolio_rows(request.person)
    opens = request.token.opens
    mine = [row for row in rows if opens(row.member.arrangement.public_id)]
    gone = [member.arrangement.public_id for member in altered if opens(member.arrangement.public_id)]
    return {**paged(request, response, wanted, mine, _summaries), "altered": gone}


def _summaries(rows: Sequence[PortfolioRow]) -> list[Any]:
    return [
        {
            "id": row.member.arrangement.public_id,
            "name": row.name,
            "role": row.member.role,
            "body": row.member.body,
            "outlook": {"rating": row.rating, "coverage": row.coverage},
            "rating_a_month_ago": row.before,
            "first_finding": row.top.id if row.top else None,
            "next_decision": row.gate.name if row.gate else None,
            "next_decision_on": row.gate_day,
            "late_actions": row.late,
        }
        for row in rows
    ]


@router.post("/arrangements", response={201: Begun}, url_name="api_begin", summary="Begin an arrangement")
@needs()
def begin(request: Asked, new: NewArrangement) -> dict[str, Any]:
    """A new arrangement with your body as its first partner and you as its lead. The token must be for all your arrangements."""
    if not request.token.is_for_all:
        raise ReadsOnly
    form = NewForm(new.dict())
    faults = form_faults(form)
    if faults:
        raise faults
    try:
        made = begin_once(by=request.person, once=request.once, sent=[request.path, request.read], **form.cleaned_data)
    except EvidenceRefused as refused:
        raise NotRight(Fault([], fault.message) for fault in refused.faults) from None
    return {"id": made.public_id, "name": made.name}


@router.get("/arrangements/{uuid:arrangement}", response=ArrangementShown, url_name="api_arrangement", summary="One arrangement")
@needs(Permission.READ)
def one(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """Its name, stage and legal form, its partners today, and your place in it."""
    member = request.member
    evidence = assessed(member.arrangement, member.reader).evidence
    return {
        "id": member.arrangement.public_id,
        "head": plain_record(evidence.arrangement),
        "partners": [{"body": partner.partner, "name": partner.name} for partner in partners_in(evidence)],
        "role": member.role,
        "body": member.body,
        "may": [permission for permission in Permission if member.may(permission)],
    }
