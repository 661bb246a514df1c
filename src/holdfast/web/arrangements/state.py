"""The ledger of each arrangement in memory, brought up to date by reading only what is new.

An entry never changes, so what was read once stays true; what is kept here is thrown away without loss. A process keeps the
ledgers it used last. A chain that does not follow what is kept (a restored back-up) is read anew from the start.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfast.core.evidence import Arrangement as Head
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.check import HEAD, KIND_OF
from holdfast.core.schema import build
from holdfast.ledger import Envelope, Reader, Standing, standing
from holdfast.ledger.canonical import canonical
from holdfast.ledger.digest import GENESIS, chain_digest, payload_digest
from holdfast.ledger.standing import follow
from holdfast.web.arrangements.models import Arrangement, StoredEntry

LEDGERS_KEPT = 200
EVIDENCE_KEPT = 8


@dataclass(slots=True)
class LedgerState:
    """One ledger up to entry `count`: its envelopes, what stands, and every record it can still read, by entry number.

    `answers` holds the records of each sealed answer, which are one entry.
    """

    arrangement: str
    count: int = 0
    chains: list[str] = field(default_factory=lambda: [GENESIS])
    envelopes: list[Envelope] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    records: dict[int, Record | Head] = field(default_factory=dict)
    answers: dict[int, tuple[Record, ...]] = field(default_factory=dict)
    kept: OrderedDict[tuple[Reader, dt.datetime | None], Evidence] = field(default_factory=OrderedDict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def evidence(self, reader: Reader, *, known_at: dt.datetime | None = None) -> Evidence:
        """What a reader may read, as known now or at an earlier moment; immutable, and kept for the next who asks."""
        with self.lock:
            found = self.kept.get((reader, known_at))
            if found is None:
                stood = self.standing if known_at is None else standing(self.envelopes, known_at=known_at)
                readable = [record for number in stood.readable(reader) for record in self.told(number)]
                heads = [head for head in readable if isinstance(head, Head)]
                found = Evidence(heads[-1] if heads else Head(name=""), (record for record in readable if isinstance(record, Record)))
                self.kept[reader, known_at] = found
                while len(self.kept) > EVIDENCE_KEPT:
                    self.kept.popitem(last=False)
            return found

    def told(self, number: int) -> tuple[Record | Head, ...]:
        """The records of one entry: one, or all of a sealed answer; none where its words were erased."""
        return self.answers[number] if number in self.answers else tuple(filter(None, [self.records.get(number)]))

    def catch_up(self, rows: Iterator[StoredEntry]) -> bool:
        """Read the rows that follow; false where they do not follow what is kept."""
        for row in rows:
            envelope = row.envelope(self.arrangement)
            linked = chain_digest(self.chains[-1], canonical(envelope.plain()), row.payload_digest) == row.chain
            if not linked or row.number != self.count + 1 or not _is_as_told(row):
                return False
            self._take(row, envelope)
        return True

    def fork(self) -> Standing:
        """What stands, as a copy that may be led on."""
        with self.lock:
            return self.standing.copy()

    def holds(self, number: int, chain: str) -> bool:
        """Whether the entry of this number is here, with this chain digest."""
        return number <= self.count and self.chains[number] == chain

    def _take(self, row: StoredEntry, envelope: Envelope) -> None:
        follow(self.standing, envelope)
        self.envelopes.append(envelope)
        self.count = row.number
        self.chains.append(row.chain)
        self.kept.clear()
        if envelope.act == "record" and row.payload is not None:
            self.records[row.number] = record_of(row.number, json.loads(row.payload))
        if envelope.act == "seal" and row.payload is not None:
            self.answers[row.number] = answer_of(row.number, json.loads(row.payload))
        if envelope.act == "redact" and envelope.target is not None:
            self.records.pop(envelope.target, None)
            self.answers.pop(envelope.target, None)


def _is_as_told(row: StoredEntry) -> bool:
    """Whether what a row says is what was entered; what has been erased says nothing."""
    if row.payload is None or row.salt is None:
        return True
    return payload_digest(bytes(row.salt), row.payload.encode()) == row.payload_digest


def record_of(number: int, payload: Mapping[str, Any]) -> Record | Head:
    """The record that a payload holds; its reference is the number of its entry."""
    if payload["section"] == HEAD:
        return build(Head, payload["record"])
    return build(KIND_OF[payload["section"]], {**payload["record"], "id": str(number)})


def answer_of(number: int, payload: Mapping[str, Any]) -> tuple[Record, ...]:
    """The records of a sealed answer; the reference of each is the number of the entry and its place in it."""
    told = [(section, said) for section, records in payload["parts"].items() for said in records]
    return tuple(build(KIND_OF[section], {**said, "id": f"{number}.{place}"}) for place, (section, said) in enumerate(told, start=1))


def number_of(record: Record) -> int:
    """The entry that a record of the ledger stands in; several stand in one sealed answer."""
    return int(record.id.split(".")[0])


_STATES: OrderedDict[str, LedgerState] = OrderedDict()
_LOCK = threading.Lock()


def state_of(arrangement: Arrangement) -> LedgerState:
    """The ledger of an arrangement as it stands in the database now."""
    key = str(arrangement.public_id)
    with _LOCK:
        state = _STATES.setdefault(key, LedgerState(key))
        _STATES.move_to_end(key)
        while len(_STATES) > LEDGERS_KEPT:
            _STATES.popitem(last=False)
    with state.lock:
        if state.catch_up(_rows(arrangement, state.count)) and state.holds(arrangement.count, arrangement.head):
            return state
    return _anew(arrangement, key)


def _anew(arrangement: Arrangement, key: str) -> LedgerState:
    state = LedgerState(key)
    if not state.catch_up(_rows(arrangement, 0)) or not state.holds(arrangement.count, arrangement.head):
        raise BrokenChain(key)
    with _LOCK:
        _STATES[key] = state
    return state


class BrokenChain(Exception):
    """The stored ledger does not fit together: somebody altered the database. `holdfast verify` tells where."""


def _rows(arrangement: Arrangement, after: int) -> Iterator[StoredEntry]:
    return StoredEntry.objects.filter(arrangement=arrangement, number__gt=after).order_by("number").iterator(chunk_size=2000)
