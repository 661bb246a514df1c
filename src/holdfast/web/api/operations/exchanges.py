"""Sealed exchanges, as far as the pages show them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Router, Schema

from holdfast.core.alignment.told import PartState, Told
from holdfast.ledger.canonical import plain_record
from holdfast.ledger.receipt import Proof
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.api.schemas import component
from holdfast.web.arrangements.exchanges import (
    Answered,
    Place,
    Progress,
    answers_in,
    exchange_of,
    exchanges_of,
    kinds_in,
    parts_of,
    places,
    takes_part,
)
from holdfast.web.arrangements.models import Exchange
from holdfast.web.arrangements.permissions import Member, Permission

router = Router()
PLACE = "/arrangements/{uuid:arrangement}/exchanges"


class ExchangeLine(Schema):
    """One exchange: who takes part, what is asked, and when it opens or has opened."""

    number: int
    bodies: list[str]
    sections: list[str]
    closes_on: dt.date
    opened: dt.datetime | None


class ExchangesShown(Schema):
    """The exchanges of the arrangement, the oldest first."""

    items: list[ExchangeLine]


class OwnPart(Schema):
    """One part of your own body's answer."""

    section: str
    state: str
    missing: str = Field(description="What is missing from it, if anything is.")


class PartTold(Schema):
    """One part of an answer, once the exchange has opened; why it says nothing, where it does."""

    section: str
    state: PartState
    records: list[component("RecordSaid")]  # type: ignore[valid-type]


class PlaceShown(Schema):
    """One partner's place. Before the exchange opens, how far it is; from then on, what it told and what its digests prove."""

    body: str
    progress: Progress
    proof: Proof | Literal["no_answer"] | None
    entry: int | None
    told: list[PartTold]


class ExchangeShown(ExchangeLine):
    """One exchange with every place in it; `own` are the parts of your own body's answer while it is sealed."""

    places: list[PlaceShown]
    own: list[OwnPart]


@router.get(PLACE, response=ExchangesShown, url_name="api_exchanges", summary="Sealed exchanges")
@needs(Permission.READ)
def exchanges(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """Every exchange of the arrangement."""
    return {"items": [line(exchange) for exchange in exchanges_of(request.member.arrangement)]}


def line(exchange: Exchange) -> dict[str, Any]:
    """An exchange in a list."""
    bodies = list(dict.fromkeys(place.holder for place in places(exchange)))
    return {
        "number": exchange.number,
        "bodies": bodies,
        "sections": exchange.sections,
        "closes_on": exchange.closes_on,
        "opened": exchange.opened,
    }


@router.get(f"{PLACE}/{{int:number}}", response=ExchangeShown, url_name="api_exchange", summary="One exchange")
@needs(Permission.READ)
def exchange(request: Asked, arrangement: UUID, number: int) -> dict[str, Any]:
    """While it is sealed, how far each partner is and no more. Once it has opened, everything that each told, and its proof."""
    member = request.member
    found = exchange_of(member.arrangement, number)
    answers = {answer.entry.envelope.number: answer for answer in answers_in(found)} if found.opened else {}
    own = _own(member, found) if not found.opened and takes_part(member, found) else []
    return {**line(found), "places": [_place(found, place, answers) for place in places(found)], "own": own}


def _own(member: Member, exchange: Exchange) -> list[dict[str, Any]]:
    return [{"section": part.section, "state": part.state, "missing": part.missing} for part in parts_of(exchange, member)]


def _place(exchange: Exchange, place: Place, answers: dict[int, Answered]) -> dict[str, Any]:
    """A place as everybody may see it: what its digests are is told of answers that have opened, and of no other."""
    answer = answers.get(place.seal.number) if place.seal else None
    told = answer.told if answer else Told(place.holder, is_given=False)
    proof = answer.proof if answer else "no_answer"
    return {
        "body": place.seal.body if answer and place.seal else place.holder,
        "progress": place.progress,
        "proof": proof if exchange.opened else None,
        "entry": answer.entry.envelope.number if answer else None,
        "told": [_part(told, kind) for kind in kinds_in(exchange)] if exchange.opened else [],
    }


def _part(told: Told, kind: Any) -> dict[str, Any]:
    return {"section": kind.meta.section, "state": told.state(kind), "records": [plain_record(record) for record in told.of(kind)]}
