"""What a reader was told entry by entry: against the whole ledger read anew after each entry."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest

from holdfast.ledger import Envelope, Reader, standing
from holdfast.ledger.reader import PARTNERS, PUBLIC
from holdfast.ledger.rules import LedgerRefused, refuse
from holdfast.ledger.standing import Standing, follow
from holdfast.ledger.told import readable_at, told

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OSTLEY, MARLSHIRE = Reader(frozenset({"ostley"})), Reader(frozenset({"marlshire"}))
READERS = (OSTLEY, MARLSHIRE, PARTNERS, PUBLIC)


def _envelope(number: int, **fields: object) -> Envelope:
    common = {"arrangement": "a", "act": "record", "body": "ostley", "visibility": "partners", "author": "x"}
    return Envelope(**{**common, "number": number, "entered": START + dt.timedelta(hours=number), **fields})  # type: ignore[arg-type]


def _some(seed: int) -> list[Envelope]:
    """A ledger of every act, by chance, of what the rules let through."""
    dice = random.Random(seed)
    found, made = Standing(), list[Envelope]()
    while len(made) < 60:
        act = dice.choice(["record"] * 6 + ["retire", "reveal", "redact", "close", "succeed"])
        standing_now = list(found.records) or [0]
        envelope = _envelope(
            len(made) + 1,
            act=act,
            body=dice.choice(["ostley", "marlshire", "wexcombe"]),
            visibility=dice.choice(["private", "sealed", "partners", "public"]),
            exchange=dice.choice([1, 2]) if act in ("record", "close") else None,
            target=dice.choice(standing_now) if act in ("retire", "reveal", "redact") or dice.random() < 0.2 else None,
            heir=dice.choice(["ostley", "marlshire", "wexcombe"]) if act == "succeed" else None,
        )
        try:
            refuse(found, envelope)
        except LedgerRefused:
            continue
        follow(found, envelope)
        made.append(envelope)
    return made


def _slow(envelopes: Sequence[Envelope], reader: Reader) -> frozenset[int]:
    return frozenset(standing(envelopes).readable(reader))


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.audience)
def test_it_is_what_reading_anew_would_give(seed: int, reader: Reader) -> None:
    envelopes = _some(seed)
    at = random.Random(seed).randrange(len(envelopes))
    start, since = told(envelopes, reader, after=envelopes[at].entered)
    assert start == _slow(envelopes[: at + 1], reader)
    said = {item.envelope.number: item for item in since}
    before = start
    for place in range(at + 1, len(envelopes)):
        after = _slow(envelopes[: place + 1], reader)
        item = said.get(place + 1)
        assert (item.added, item.removed) == (after - before, before - after) if item else after == before
        before = after


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.audience)
def test_what_could_be_read_at_several_moments(reader: Reader) -> None:
    envelopes = _some(3)
    places = (0, 10, 11, 40, 59)
    found = readable_at(envelopes, reader, [START, *(envelopes[place].entered for place in places)])
    assert found == [frozenset(), *(_slow(envelopes[: place + 1], reader) for place in places)]


def test_a_private_entry_of_another_body_is_passed_over() -> None:
    envelopes = [_envelope(1, visibility="private"), _envelope(2)]
    assert [item.envelope.number for item in told(envelopes, MARLSHIRE)[1]] == [2]
    assert [item.envelope.number for item in told(envelopes, OSTLEY)[1]] == [1, 2]


def test_what_was_sealed_comes_with_the_opening() -> None:
    sealed = [_envelope(number, visibility="sealed", exchange=1) for number in (1, 2)]
    found = told([*sealed, _envelope(3, act="close", exchange=1)], MARLSHIRE)[1]
    assert [(item.envelope.number, item.added) for item in found] == [(3, frozenset({1, 2}))]


def test_a_retirement_that_may_not_be_read_is_not_open() -> None:
    envelopes = [_envelope(1), _envelope(2, act="retire", target=1, visibility="private")]
    (_, gone) = told(envelopes, MARLSHIRE)[1]
    assert (gone.removed, gone.is_open) == (frozenset({1}), False)
    assert told(envelopes, OSTLEY)[1][1].is_open
