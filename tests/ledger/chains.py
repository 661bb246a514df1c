"""Ledgers for the tests: written by hand, and drawn at random."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from holdfast.ledger import Entry, Envelope
from holdfast.ledger.digest import GENESIS

ARRANGEMENT = "0b9f7c1e-6f0a-4a53-9a52-2f6f1d2f8a10"
AUTHOR = "6a1f0c52-3d7e-4a0f-8a63-0f6a2f1f9d11"
START = dt.datetime(2026, 11, 2, 9, 0, 0, 125, tzinfo=dt.UTC)
BODIES = ("ostley", "marlshire", "thornmere")
VISIBILITIES = ("private", "sealed", "partners", "public")


def envelope(number: int = 1, **more: Any) -> Envelope:
    """An envelope: a record that Ostley tells all partners, where nothing else is said."""
    said: dict[str, Any] = {
        "arrangement": ARRANGEMENT,
        "number": number,
        "act": "record",
        "body": "ostley",
        "visibility": "partners",
        "author": AUTHOR,
        "entered": START + dt.timedelta(seconds=number),
    }
    return Envelope(**{**said, **more})


def chain(envelopes: Sequence[Envelope], payloads: Sequence[Any] = ()) -> list[Entry]:
    """Entries that follow each other, each with a salt of its own."""
    made: list[Entry] = []
    for place, found in enumerate(envelopes):
        payload = payloads[place] if place < len(payloads) else {"section": "gates", "record": {"name": f"gate {place}"}}
        salt = bytes([place % 256]) * 32
        made.append(Entry.make(found, payload, salt=salt, previous=made[-1].chain if made else GENESIS))
    return made


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2**53) + 1, 2**53 - 1) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
SMALL = st.sampled_from([{}, {"reason": "Entered twice"}, {"section": "gates", "record": {"name": "é", "cost": "1.50", "done": False}}])


@st.composite
def acts(draw: st.DrawFn, least: int = 0, most: int = 14) -> list[Envelope]:
    """Envelopes in any order of acts, as a ledger without rules might hold them; some share a moment."""
    found: list[Envelope] = []
    moment = START
    for number in range(1, draw(st.integers(least, most)) + 1):
        moment += dt.timedelta(seconds=draw(st.integers(0, 2)))
        found.append(
            envelope(
                number,
                act=draw(st.sampled_from(("record", "record", "record", "retire", "reveal", "redact", "open", "close", "succeed"))),
                body=draw(st.sampled_from(("", *BODIES))),
                visibility=draw(st.sampled_from(VISIBILITIES)),
                entered=moment,
                exchange=draw(st.none() | st.integers(1, 2)),
                target=draw(st.none() | st.integers(1, most)),
                heir=draw(st.none() | st.sampled_from(BODIES)),
            )
        )
    return found


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[Entry]:
    """Whole ledgers of any content; some entries are closed."""
    envelopes = draw(acts(least, 6))
    entries = chain(envelopes, draw(st.lists(SMALL, min_size=len(envelopes), max_size=len(envelopes))))
    closed = draw(st.sets(st.integers(1, 6), max_size=3))
    return [entry.closed() if entry.envelope.number in closed else entry for entry in entries]


def altered(entry: Entry, **fields: Any) -> Entry:
    """The entry with some of its own fields, or of its envelope's, set to something else and nothing worked out anew."""
    own = {name: value for name, value in fields.items() if name in Entry.__dataclass_fields__}
    of_envelope = {name: value for name, value in fields.items() if name not in own}
    return dataclasses.replace(entry, envelope=dataclasses.replace(entry.envelope, **of_envelope), **own)
