"""Every write of a sealed exchange: it begins, a body fills in its answer, seals it or takes it back, and it opens.

An answer that is being filled in is a working copy outside the ledger. Once its body says that it is done, the whole answer
becomes one entry, so that the ledger tells nobody how much there is or how often it was changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.alignment.told import SEALED_SECTIONS, Why
from holdfast.ledger.canonical import plain_record
from holdfast.ledger.rules import DONE, GONE, OPENED, LedgerRefused
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.exchanges import (
    ANSWERED,
    Row,
    draft_of,
    parts_of,
    places,
    takes_part,
)
from holdfast.web.arrangements.models import Arrangement, Exchange, ExchangeDraft, StoredEntry
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of

AT_LEAST = 2
LONGEST = dt.timedelta(days=366)
LEFT_OUT: tuple[Why, ...] = ("rather_not_say", "does_not_apply")
TAKEN_BACK = "Taken back by its own body before the exchange opened"
MEANWHILE = "Somebody of your body has saved this part meanwhile."


class SavedMeanwhile(LedgerRefused):
    """A colleague has saved the part since this person began from it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Who opens an exchange: nobody. It opens by what was agreed when it began."""

    body: str = ""
    author: str = ""


def begin_exchange(*, by: Member, bodies: Sequence[str], sections: Collection[str], closes_on: dt.date, agreed: str) -> Exchange:
    """A new exchange between these bodies; `agreed` says where the date was agreed.

    Raises:
        LedgerRefused: what is wrong with it, in a sentence.
        PermissionDenied: the person may not begin one.
    """
    kinds = [section for section in SEALED_SECTIONS if section in sections]
    today = timezone.localdate()
    if len(set(bodies)) < AT_LEAST:
        raise LedgerRefused(_("Choose at least two partners: an exchange needs somebody to exchange with."))
    if not kinds:
        raise LedgerRefused(_("Choose at least one thing to tell each other."))
    if not today < closes_on <= today + LONGEST:
        raise LedgerRefused(_("Choose a closing date from tomorrow on, and at most a year ahead."))
    with transaction.atomic():
        changes.locked(by.arrangement)
        number = max(state_of(by.arrangement).standing.begun, default=0) + 1
        terms = {"bodies": list(dict.fromkeys(bodies)), "sections": kinds, "closes_on": closes_on.isoformat()}
        changes.append(by=by, changes=[Change(act="open", exchange=number, terms=terms, reason=agreed)])
        return Exchange.objects.create(
            arrangement=by.arrangement, number=number, bodies=terms["bodies"], sections=kinds, closes_on=closes_on
        )


def save_part(*, by: Member, exchange: Exchange, section: str, state: str, rows: Sequence[Row], seen: int) -> None:
    """Keep one part of the body's answer. `seen` is the number of the saving that the person began from.

    Raises:
        EvidenceRefused: something typed is not right; every fault at once.
        LedgerRefused: the body has said that it is done, or a colleague has saved the part meanwhile.
        PermissionDenied: it is not this person's to fill in.
    """
    if not by.may(Permission.RECORD) or not takes_part(by, exchange):
        raise PermissionDenied
    kept = _checked(by, exchange, section, rows) if state == ANSWERED else list(rows)
    with transaction.atomic():
        changes.locked(by.arrangement)
        _still_open(by, exchange)
        if state_of(by.arrangement).standing.seal_of(exchange.number, by.body):
            raise LedgerRefused(DONE)
        draft = draft_of(exchange, by.body) or ExchangeDraft(exchange=exchange, body=by.body)
        revision = draft.parts.get(section, {}).get("revision", 0)
        if revision != seen:
            raise SavedMeanwhile(MEANWHILE)
        draft.parts = {**draft.parts, section: {"state": state, "rows": kept, "revision": revision + 1}}
        draft.save()


def _checked(by: Member, exchange: Exchange, section: str, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as the check of evidence understood them, without what every record of the answer is given in the end."""
    made = changes.checked(by, [_answer(by, exchange, {section: rows}, {})]).get(0, ())
    given = _given(by, exchange)
    return [{name: value for name, value in plain_record(record).items() if name not in given} for record in made]


def seal(*, by: Member, exchange: Exchange) -> StoredEntry:
    """The body is done: its whole answer becomes one sealed entry. Where it was the last one, the exchange opens.

    Raises:
        LedgerRefused: something is missing, or the body is done already, or the exchange has opened.
        PermissionDenied: the person may not say so for their body.
    """
    if not by.may(Permission.CORRECT) or not takes_part(by, exchange):
        raise PermissionDenied
    with transaction.atomic():
        changes.locked(by.arrangement)
        _still_open(by, exchange)
        parts = parts_of(exchange, by)
        if not all(part.is_finished for part in parts):
            raise LedgerRefused(_("Your answer is not finished: each part needs an answer, or has to be left out on purpose."))
        told = {part.section: part.rows for part in parts if part.state == ANSWERED}
        declined = {part.section: part.state for part in parts if part.state in LEFT_OUT}
        (row,) = changes.append(by=by, changes=[_answer(by, exchange, told, declined)])
    open_if_due(by.arrangement)
    return row


def take_back(*, by: Member, exchange: Exchange) -> StoredEntry:
    """The body is not done after all: what it sealed is erased, so that it never opens, and can be changed and sealed anew.

    Raises:
        LedgerRefused: there is nothing to take back, or the exchange has opened.
        PermissionDenied: the person may not say so for their body.
    """
    if not by.may(Permission.CORRECT) or not takes_part(by, exchange):
        raise PermissionDenied
    with transaction.atomic():
        arrangement = changes.locked(by.arrangement)
        _still_open(by, exchange)
        found = state_of(arrangement).standing.seal_of(exchange.number, by.body)
        if found is None:
            raise LedgerRefused(GONE)
        erased = Change(act="redact", exchange=exchange.number, target=found.number, reason=TAKEN_BACK)
        (row,) = changes.enter(arrangement, by, [erased], {})
        StoredEntry.objects.filter(arrangement=arrangement, number=found.number).update(payload=None, salt=None)
    by.arrangement.refresh_from_db()
    return row


def open_if_due(arrangement: Arrangement) -> None:
    """Open the exchange that is due, if there is one. Whoever comes second finds it open, and nothing is entered twice."""
    for exchange in Exchange.objects.filter(arrangement=arrangement, opened__isnull=True):
        exchange.arrangement = arrangement
        if not _is_due(exchange):
            continue
        with transaction.atomic():
            fresh = changes.locked(arrangement)
            if exchange.number not in state_of(fresh).standing.opened and _is_due(exchange):
                _open(fresh, exchange)
        arrangement.refresh_from_db()


def _open(arrangement: Arrangement, exchange: Exchange) -> None:
    # What was sealed is in the ledger now. What was not finished stays its body's own, to begin the next exchange with.
    heir = state_of(arrangement).standing.heir
    sealed = {place.holder for place in places(exchange) if place.seal}
    done = [draft.pk for draft in ExchangeDraft.objects.filter(exchange=exchange) if heir(draft.body) in sealed]
    (row,) = changes.enter(arrangement, Calendar(), [Change(act="close", exchange=exchange.number)], {})
    Exchange.objects.filter(pk=exchange.pk).update(opened=row.entered)
    ExchangeDraft.objects.filter(pk__in=done).delete()


def _is_due(exchange: Exchange) -> bool:
    return timezone.localdate() > exchange.closes_on or all(place.seal for place in places(exchange))


def _still_open(by: Member, exchange: Exchange) -> None:
    if exchange.number in state_of(by.arrangement).standing.opened:
        raise LedgerRefused(OPENED)
    if timezone.localdate() > exchange.closes_on:
        raise LedgerRefused(_("The closing date has passed: nothing can be changed any more."))


def _answer(by: Member, exchange: Exchange, told: Mapping[str, Sequence[Row]], declined: Mapping[str, str]) -> Change:
    given = _given(by, exchange)
    return Change(
        act="seal",
        exchange=exchange.number,
        visibility="sealed",
        parts={section: [{**row, **given} for row in rows] for section, rows in told.items()},
        terms={"declined": dict(declined)},
    )


def _given(by: Member, exchange: Exchange) -> dict[str, str]:
    """What every record of an answer has in common."""
    return {"partner": by.body, "on": timezone.localdate().isoformat(), "source": f"Sealed exchange {exchange.number}"}
