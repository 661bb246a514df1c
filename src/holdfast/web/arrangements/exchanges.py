"""Sealed exchanges as a page may read them: who takes part, how far each is, and what was told once it has opened."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.alignment.complete import missing
from holdfast.core.alignment.told import SEALED_KINDS, Told, Why
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.alignment import NoGoArea
from holdfast.core.evidence.facts import services_in_scope
from holdfast.core.evidence.scope import Service
from holdfast.ledger import Entry, Envelope, Standing
from holdfast.ledger.digest import GENESIS
from holdfast.ledger.reader import PARTNERS
from holdfast.ledger.receipt import Proof, proof
from holdfast.web.arrangements.assessed import evidence_now
from holdfast.web.arrangements.models import Arrangement, Exchange, ExchangeDraft, StoredEntry
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import answer_of, state_of

# What others may know of a body before an exchange opens: this and nothing else.
Progress = Literal["not_begun", "working", "done"]
ANSWERED, UNANSWERED = "answered", "unanswered"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A body in an exchange; `holder` is who speaks for it now, and `seal` the answer that stands for it."""

    body: str
    holder: str
    progress: Progress
    seal: Envelope | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a body's own answer: the fields of its records, and what is missing from it."""

    kind: type[Record]
    state: str
    rows: Sequence[Row]
    revision: int
    missing: str = ""

    @property
    def section(self) -> str:
        """The section of its records."""
        return self.kind.meta.section

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to say: it is answered in full, or left out on purpose."""
        return self.state != UNANSWERED and not self.missing


@dataclass(frozen=True, slots=True)
class Answered:
    """One body's whole answer as the ledger holds it, with the chain digest before it and whether a later entry erases it."""

    entry: Entry
    previous: str
    is_redacted: bool

    @property
    def proof(self) -> Proof:
        """What its digests say of it, worked out anew."""
        return proof(self.entry, self.previous, is_redacted=self.is_redacted)

    @property
    def told(self) -> Told:
        """What it says; where its words were erased, every part says so."""
        body, payload = self.entry.envelope.body, self.entry.payload
        if payload is None:
            return Told(body, declined=dict.fromkeys((kind.meta.section for kind in SEALED_KINDS), "erased"))
        declined: Mapping[str, Why] = payload.get("declined", {})
        return Told(body, answer_of(self.entry.envelope.number, payload), declined)


def exchanges_of(arrangement: Arrangement) -> tuple[Exchange, ...]:
    """All exchanges of an arrangement, the oldest first. Those of a ledger that was brought in are set up from its entries."""
    found = {exchange.number: exchange for exchange in Exchange.objects.filter(arrangement=arrangement)}
    for number in state_of(arrangement).standing.begun - found.keys():
        found[number] = _set_up(arrangement, number)
    return tuple(found[number] for number in sorted(found))


def _set_up(arrangement: Arrangement, number: int) -> Exchange:
    rows = {row.act: row for row in StoredEntry.objects.filter(arrangement=arrangement, exchange=number, act__in=("open", "close"))}
    terms = json.loads(rows["open"].payload or "{}")
    made, _ = Exchange.objects.get_or_create(
        arrangement=arrangement,
        number=number,
        defaults={
            "bodies": terms["bodies"],
            "sections": terms["sections"],
            "closes_on": dt.date.fromisoformat(terms["closes_on"]),
            "opened": rows["close"].entered if "close" in rows else None,
        },
    )
    return made


def exchange_of(arrangement: Arrangement, number: int) -> Exchange:
    """One exchange.

    Raises:
        Http404: there is none of this number.
    """
    found = next((exchange for exchange in exchanges_of(arrangement) if exchange.number == number), None)
    if found is None:
        raise Http404
    return found


def own_exchange(member: Member, number: int) -> Exchange:
    """An exchange in which the person's body takes part.

    Raises:
        Http404: there is none of this number.
        PermissionDenied: the body takes no part in it.
    """
    found = exchange_of(member.arrangement, number)
    if not takes_part(member, found):
        raise PermissionDenied(_("Your body does not take part in this exchange. You can read all of it once it has opened."))
    return found


def kinds_in(exchange: Exchange) -> tuple[type[Record], ...]:
    """The kinds that are sealed in an exchange, in the order in which they are asked."""
    return tuple(kind for kind in SEALED_KINDS if kind.meta.section in exchange.sections)


def places(exchange: Exchange) -> tuple[Place, ...]:
    """Every body that takes part, in the order of the exchange; two that became one have one place, unless both had answered."""
    standing = state_of(exchange.arrangement).standing
    working = {standing.heir(body) for body in ExchangeDraft.objects.filter(exchange=exchange).values_list("body", flat=True)}
    found = [_place(exchange.number, body, standing, working) for body in exchange.bodies]
    return tuple({(place.holder, place.seal and place.seal.number): place for place in reversed(found)}.values())[::-1]


def _place(number: int, body: str, standing: Standing, working: set[str]) -> Place:
    seal, holder = standing.seal_of(number, body), standing.heir(body)
    return Place(body, holder, "done" if seal else "working" if holder in working else "not_begun", seal)


def takes_part(member: Member, exchange: Exchange) -> bool:
    """Whether the person's body takes part, itself or in the place of another."""
    heir = state_of(exchange.arrangement).standing.heir
    return bool(member.body) and member.body in {heir(body) for body in exchange.bodies}


def draft_of(exchange: Exchange, body: str) -> ExchangeDraft | None:
    """The working copy of a body, or of one whose place it took."""
    heir = state_of(exchange.arrangement).standing.heir
    return next((draft for draft in ExchangeDraft.objects.filter(exchange=exchange) if heir(draft.body) == body), None)


def parts_of(exchange: Exchange, member: Member) -> tuple[Part, ...]:
    """The parts of the person's own body's answer, as far as it has saved them."""
    draft = draft_of(exchange, member.body)
    saved = draft.parts if draft else {}
    plan = planned(evidence_now(member))
    return tuple(part_of(kind, saved.get(kind.meta.section), plan, member.body) for kind in kinds_in(exchange))


def part_of(kind: type[Record], saved: Mapping[str, Any] | None, plan: Sequence[str], body: str) -> Part:
    """One part as it was saved; what was saved has been checked, so it can be built."""
    if saved is None:
        return Part(kind, UNANSWERED, (), 0)
    said = missing(kind, records_of(kind, saved["rows"], body), plan) if saved["state"] == ANSWERED else ""
    return Part(kind, saved["state"], saved["rows"], saved["revision"], said)


def records_of(kind: type[Record], rows: Sequence[Row], body: str) -> tuple[Record, ...]:
    """The records of rows that have been checked, for a look at what they say."""
    told = {kind.meta.section: [{**row, "partner": body, "on": "2000-01-01", "source": "-"} for row in rows]}
    return answer_of(0, {"parts": told})


def planned(evidence: Evidence) -> tuple[str, ...]:
    """The short names of the services in the plan."""
    return tuple(service.service for service in services_in_scope(evidence))


def earlier_rows(exchange: Exchange, member: Member, kind: type[Record]) -> Sequence[Row]:
    """What the person's body told of a part in an earlier exchange, to begin the form with."""
    for other in reversed(exchanges_of(exchange.arrangement)):
        if other.number < exchange.number and other.opened:
            rows = _rows_in(other, member, kind.meta.section)
            if rows:
                return rows
    return ()


def _rows_in(exchange: Exchange, member: Member, section: str) -> Sequence[Row]:
    """What the body sealed in an exchange, or had begun to fill in when it opened without it."""
    seal = state_of(exchange.arrangement).standing.seal_of(exchange.number, member.body)
    if seal is None:
        draft = draft_of(exchange, member.body)
        unfinished: Sequence[Row] = draft.parts.get(section, {}).get("rows", ()) if draft else ()
        return unfinished
    payload = answered_at(exchange.arrangement, seal.number).entry.payload
    sealed: Sequence[Row] = payload["parts"].get(section, ()) if payload else ()
    return sealed


def kept_back(member: Member) -> tuple[str, ...]:
    """What the other partners know the person's body to keep back."""
    known = state_of(member.arrangement).evidence(PARTNERS).as_at(timezone.localdate())
    return tuple(area.subject for area in known.of(NoGoArea) if area.partner == member.body and area.firmness != "no_limit")


def told_free(rows: Sequence[dict[str, Any]], services: Sequence[Service], known: Sequence[str]) -> list[dict[str, Any]]:
    """What is kept back, with what is not named told to be free: every service, and what the others know to be kept back so far.

    Never what only the body itself knows of, such as an answer that it took back: that would give it away.
    """
    named = {row.get("subject") for row in rows}
    free = dict.fromkeys([*(service.service for service in services), *known])
    return [*rows, *({"subject": subject, "firmness": "no_limit"} for subject in free if subject not in named)]


def answers_in(exchange: Exchange) -> tuple[Answered, ...]:
    """The answers that were sealed in an exchange, read anew from the database; only for one that has opened."""
    arrangement = exchange.arrangement
    seals = [place.seal.number for place in places(exchange) if place.seal]
    return tuple(answered_at(arrangement, number) for number in dict.fromkeys(seals))


def answered_at(arrangement: Arrangement, number: int) -> Answered:
    """One sealed answer with the chain digest before it, read anew from the database."""
    rows = {row.number: row for row in StoredEntry.objects.filter(arrangement=arrangement, number__in=(number - 1, number))}
    previous = rows[number - 1].chain if number > 1 else GENESIS
    is_redacted = StoredEntry.objects.filter(arrangement=arrangement, act="redact", target=number).exists()
    return Answered(rows[number].entry(str(arrangement.public_id)), previous, is_redacted)


def told_in(exchange: Exchange, answers: Sequence[Answered]) -> tuple[Told, ...]:
    """What each body told, in the order of the exchange, those who did not answer included."""
    by_number = {answer.entry.envelope.number: answer for answer in answers}
    return tuple(_told(place, by_number) for place in places(exchange))


def _told(place: Place, answers: Mapping[int, Answered]) -> Told:
    return answers[place.seal.number].told if place.seal else Told(place.holder, is_given=False)


def earlier(exchange: Exchange) -> Exchange | None:
    """The exchange before this one that has opened, or none."""
    found = [other for other in exchanges_of(exchange.arrangement) if other.number < exchange.number and other.opened]
    return found[-1] if found else None
