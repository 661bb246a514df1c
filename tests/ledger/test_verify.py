"""Verification: a whole ledger is whole, and whatever is altered, moved, taken out or put in is found."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.ledger import Entry, verify
from holdfast.ledger.digest import GENESIS
from tests.ledger.chains import AUTHOR, BODIES, VISIBILITIES, altered, chain, chains, envelope

# Something else for each field of an envelope and an entry, whatever stood there.
OTHERS: dict[str, tuple[Any, Any]] = {
    "arrangement": ("11111111-6f0a-4a53-9a52-2f6f1d2f8a10", "22222222-6f0a-4a53-9a52-2f6f1d2f8a10"),
    "number": (77, 78),
    "act": ("retire", "record"),
    "body": BODIES[:2],
    "visibility": VISIBILITIES[2:],
    "author": (AUTHOR.upper(), AUTHOR[::-1]),
    "entered": (dt.datetime(2031, 1, 1, tzinfo=dt.UTC), dt.datetime(2019, 1, 1, tzinfo=dt.UTC)),
    "exchange": (8, 9),
    "target": (8, None),
    "heir": ("wexcombe", None),
    "payload_digest": ("a" * 64, "b" * 64),
    "chain": ("a" * 64, "b" * 64),
}


@settings(max_examples=30)
@given(chains(least=0))
def test_a_whole_ledger_is_whole(entries: list[Entry]) -> None:
    found = verify(
        entries, head=entries[-1].chain if entries else GENESIS, anchors={entry.envelope.number: entry.chain for entry in entries}
    )
    assert found.is_whole
    assert found.count == len(entries)


@pytest.mark.parametrize("field", OTHERS)
@settings(max_examples=30)
@given(entries=chains(), data=st.data())
def test_an_altered_field_is_found(field: str, entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    old = getattr(entry.envelope if hasattr(entry.envelope, field) else entry, field)
    entries[place] = altered(entry, **{field: next(other for other in OTHERS[field] if other != old)})
    assert not verify(entries).is_whole


@pytest.mark.parametrize(
    "fields",
    [{"payload": {"x": 2}}, {"salt": b"z" * 32}, {"payload": None}, {"salt": None}, {"payload": {"x": 2}, "salt": None}, {"salt": b""}],
    ids=str,
)
def test_altered_words_are_found(fields: dict[str, Any]) -> None:
    entries = chain([envelope(1), envelope(2), envelope(3)], [{"x": 1}] * 3)
    entries[1] = altered(entries[1], **fields)
    assert verify(entries).faults == ("Entry 2: what it says was altered after it was entered.",)


@settings(max_examples=30)
@given(entries=chains(least=2), data=st.data())
def test_another_order_is_found(entries: list[Entry], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(entries))
    assume(turned != entries)
    assert not verify(turned).is_whole


@settings(max_examples=30)
@given(entries=chains(least=2), data=st.data())
def test_what_was_taken_out_is_found(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    gone = entries.pop(place)
    assert not verify(entries, head=gone.chain if place == len(entries) else entries[-1].chain).is_whole
    assert not verify(entries, anchors={gone.envelope.number: gone.chain}).is_whole


@settings(max_examples=30)
@given(entries=chains(), data=st.data())
def test_what_was_put_in_is_found(entries: list[Entry], data: st.DataObject) -> None:
    head = entries[-1].chain
    place = data.draw(st.integers(0, len(entries)))
    previous = entries[place - 1].chain if place else GENESIS
    entries.insert(place, Entry.make(envelope(place + 1, body="wexcombe"), {}, salt=b"x" * 32, previous=previous))
    assert not verify(entries, head=head).is_whole


def test_a_ledger_written_anew_from_one_place_on_is_found_by_a_receipt() -> None:
    envelopes = [envelope(number) for number in range(1, 6)]
    real, forged = chain(envelopes), chain(envelopes, [{}] * 2 + [{"forged": True}])
    assert verify(forged).is_whole
    assert verify(forged, anchors={5: real[4].chain}).faults == ("Entry 5 is not the one on the receipt.",)


def test_a_ledger_cut_short_is_found_by_a_receipt_or_by_its_head() -> None:
    entries = chain([envelope(number) for number in range(1, 4)])
    assert verify(entries[:2]).is_whole
    assert "receipt names it" in verify(entries[:2], anchors={3: entries[2].chain}).faults[0]
    assert "taken from its end" in verify(entries[:2], head=entries[2].chain).faults[0]


def test_entries_of_two_arrangements_do_not_make_one() -> None:
    other = envelope(2, arrangement="11111111-6f0a-4a53-9a52-2f6f1d2f8a10")
    assert verify(chain([envelope(1), other])).faults == ("Entry 2 belongs to another arrangement.",)


def test_a_moment_that_goes_back_is_found() -> None:
    late = dataclasses.replace(envelope(1), entered=envelope(9).entered)
    assert verify(chain([late, envelope(2)])).faults == ("Entry 2 was entered before the one that it follows.",)


@pytest.mark.parametrize("digest", ["", "zz", "é" * 64, "A" * 64])
@pytest.mark.parametrize("field", ["chain", "payload_digest"])
def test_a_digest_that_is_none_is_a_fault_and_no_crash(digest: str, field: str) -> None:
    entries = chain([envelope(1), envelope(2)])
    entries[0] = altered(entries[0], **{field: digest})
    assert not verify(entries).is_whole


@pytest.mark.parametrize("value", [float("nan"), 2**60, "\ud800"])
def test_words_that_no_ledger_could_hold_are_a_fault_and_no_crash(value: Any) -> None:
    entries = chain([envelope(1)])
    assert not verify([altered(entries[0], payload={"x": value})]).is_whole
    assert not verify([altered(entries[0], body="\ud800")]).is_whole
