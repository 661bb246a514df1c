"""Beginning a sealed exchange, and your own body's answer to one: its parts, saying that it is done, taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from holdfast.core.evidence.alignment import NoGoArea
from holdfast.core.evidence.check import EvidenceRefused
from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.scope import Service
from holdfast.ledger.canonical import plain_record
from holdfast.web.api.asked import Asked
from holdfast.web.api.changes import done, entered
from holdfast.web.api.door import needs
from holdfast.web.api.kinds import GIVEN_BY_AN_EXCHANGE
from holdfast.web.api.operations.exchanges import PLACE, ExchangeLine, line
from holdfast.web.api.operations.people import Nothing
from holdfast.web.api.refusals import NotRight, form_faults
from holdfast.web.api.schemas import Given, Made, component
from holdfast.web.arrangements import changes_exchange
from holdfast.web.arrangements.assessed import evidence_now
from holdfast.web.arrangements.exchange_forms import BeginForm
from holdfast.web.arrangements.exchanges import (
    ANSWERED,
    Part,
    Row,
    answered_at,
    exchange_of,
    kept_back,
    kinds_in,
    parts_of,
    takes_part,
    told_free,
)
from holdfast.web.arrangements.models import Exchange
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.refusal import Fault

router = Router()
MOST_RECORDS = 500
Answer = Literal["answered", "rather_not_say", "does_not_apply"]


class NewExchange(Given):
    """What is agreed before an exchange begins. Once begun, nobody can change it."""

    bodies: list[str] = Field(max_length=500, description="The short names of those who answer.")
    sections: list[str] = Field(max_length=20, description="What is told, such as motives and depth_wishes.")
    closes_on: dt.date = Field(description="The last day to answer: from tomorrow on, a year ahead at most.")
    agreed: str = Field(min_length=1, max_length=300, description="Where this was agreed. Everybody can read it.")


class PartGiven(Given):
    """One part of your body's answer. What stands in it is sealed with all the others, once your body is done."""

    state: Answer = Field("answered", description="Or why this part is left out.")
    records: list[component("AnyPart")] = Field([], max_length=MOST_RECORDS)  # type: ignore[valid-type]
    revision: int = Field(ge=0, le=2**31 - 1, description="The revision that you began from; 0 where nothing is saved yet.")


class PartShown(Schema):
    """One part of your body's answer, as far as it is saved."""

    section: str
    state: Answer | Literal["unanswered", "erased", "no_answer"]
    missing: str = Field(description="What is missing from it, if anything is.")
    revision: int
    records: list[component("AnyPart")]  # type: ignore[valid-type]


class AnswerShown(Schema):
    """Your body's answer. `entry` is the entry it was sealed in; until then nobody outside your body knows any of it."""

    entry: int | None
    is_finished: bool = Field(description="Whether it can be sealed, or is.")
    parts: list[PartShown]


@router.post(PLACE, response={201: ExchangeLine}, url_name="api_begin_exchange", summary="Begin a sealed exchange")
@needs(Permission.EXCHANGE)
def begin(request: Asked, arrangement: UUID, new: NewExchange) -> dict[str, Any]:
    """A new exchange. It opens on the day after its last, or as soon as everybody is done."""
    member = request.member
    bodies = [(partner.partner, partner.name) for partner in partners_in(evidence_now(member))]
    form = BeginForm(new.dict(), bodies=bodies, today=timezone.localdate())
    faults = form_faults(form)
    if faults:
        raise faults
    (number,) = done(request, lambda: [changes_exchange.begin_exchange(by=member, **form.cleaned_data).number])
    return line(exchange_of(member.arrangement, number))


@router.get(f"{PLACE}/{{int:number}}/answer", response=AnswerShown, url_name="api_answer", summary="Your body's answer")
@needs(Permission.READ)
def answer(request: Asked, arrangement: UUID, number: int) -> dict[str, Any]:
    """What your own body has saved or sealed. No other body is told any of it before the exchange opens."""
    member = request.member
    found = _own(member, number)
    seal = state_of(member.arrangement).standing.seal_of(number, member.body)
    parts = _sealed(found, seal.number) if seal else [_part(part) for part in parts_of(found, member)]
    is_finished = bool(seal) or all(part.is_finished for part in parts_of(found, member))
    return {"entry": seal.number if seal else None, "is_finished": is_finished, "parts": parts}


def _own(member: Member, number: int) -> Exchange:
    """An exchange in which the person's body takes part."""
    found = exchange_of(member.arrangement, number)
    if not takes_part(member, found):
        raise PermissionDenied
    return found


def _sealed(found: Exchange, entry: int) -> list[dict[str, Any]]:
    told = answered_at(found.arrangement, entry).told
    return [
        {
            "section": kind.meta.section,
            "state": told.state(kind),
            "missing": "",
            "revision": 0,
            "records": [_said(plain_record(record)) for record in told.of(kind)],
        }
        for kind in kinds_in(found)
    ]


def _part(part: Part) -> dict[str, Any]:
    """A part as it was saved. What was typed in one that is left out has not been checked, so it is not told."""
    rows = part.rows if part.state == ANSWERED else ()
    said = [_said(row) for row in rows]
    return {"section": part.section, "state": part.state, "missing": part.missing, "revision": part.revision, "records": said}


def _said(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in GIVEN_BY_AN_EXCHANGE}


@router.post(f"{PLACE}/{{int:number}}/answer/done", response={201: Made}, url_name="api_seal", summary="Seal the answer")
@needs(Permission.CORRECT)
def seal(request: Asked, arrangement: UUID, number: int, nothing: Nothing) -> dict[str, Any]:
    """Your body is done: its whole answer becomes one sealed entry. Where it was the last one, the exchange opens."""
    member = request.member
    return entered(request, lambda: [changes_exchange.seal(by=member, exchange=_own(member, number))])


@router.post(f"{PLACE}/{{int:number}}/answer/take-back", response={201: Made}, url_name="api_take_back", summary="Take the answer back")
@needs(Permission.CORRECT)
def take_back(request: Asked, arrangement: UUID, number: int, nothing: Nothing) -> dict[str, Any]:
    """Your body is not done after all: what it sealed is erased, so that it never opens, and can be changed and sealed anew."""
    member = request.member
    return entered(request, lambda: [changes_exchange.take_back(by=member, exchange=_own(member, number))])


@router.post(
    f"{PLACE}/{{int:number}}/answer/{{slug:section}}", response=PartShown, url_name="api_part", summary="Save a part of the answer"
)
@needs(Permission.RECORD)
def part(request: Asked, arrangement: UUID, number: int, section: str, given: PartGiven) -> dict[str, Any]:
    """Keep one part of your body's answer. Nobody outside your body can see it, nor that it was saved."""
    member = request.member
    found = _own(member, number)
    if section not in found.sections:
        raise Http404
    if given.records and given.state != ANSWERED:
        raise NotRight([Fault(["records"], _("A part that is left out holds no records."))])

    def make() -> list[int]:
        rows = _ROWS.get(section, _as_given)(member, given.records) if given.state == ANSWERED else []
        changes_exchange.save_part(by=member, exchange=found, section=section, state=given.state, rows=rows, seen=given.revision)
        return [given.revision + 1]

    try:
        done(request, make)
    except EvidenceRefused as refused:
        raise NotRight(Fault(_where(fault.row, fault.field), fault.message) for fault in refused.faults) from None
    return next(_part(part) for part in parts_of(found, member) if part.section == section)


def _where(row: int | None, field: str) -> list[str | int]:
    return ["records"] if row is None else ["records", row - 1, field]


def _as_given(member: Member, rows: Sequence[Row]) -> Sequence[Row]:
    return rows


def _with_the_rest(member: Member, rows: Sequence[Row]) -> Sequence[Row]:
    """What is not named as kept back is told to be free, as on the page."""
    return told_free([dict(row) for row in rows], evidence_now(member).of(Service), kept_back(member))


# Parts of which a body names only some records, and the others follow.
_ROWS: Mapping[str, Callable[[Member, Sequence[Row]], Sequence[Row]]] = {NoGoArea.meta.section: _with_the_rest}
