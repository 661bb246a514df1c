"""The ledger of each arrangement in memory, brought up to date by reading only what is new.

An entry never changes, so what was read once stays true; what is kept here is thrown away without loss. A process keeps the
ledgers it used last. A chain that does not follow what is kept (a restored back-up) is read anew from the start.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from holdfast.core.evidence import Arrangement as Head
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.answers import Answers, Round
from holdfast.core.evidence.check import HEAD, KIND_OF
from holdfast.core.rounds.counted import has_promise, unsaid_in
from holdfast.core.schema import build
from holdfast.ledger import Envelope, Reader, Standing, standing
from holdfast.ledger.digest import GENESIS
from holdfast.ledger.standing import follow
from holdfast.ledger.verify import follows
from holdfast.web.arrangements.models import Arrangement, StoredEntry
from holdfast.web.arrangements.models.entry import COLUMNS, Row
from holdfast.web.arrangements.shelf import Room, Shelf

LEDGERS_KEPT = 200
EVIDENCE_KEPT = 32
RESULTS_KEPT = 32
# Over all ledgers: three of each for somebody with a portfolio of 200. A result takes 0.2 to 3 MB, so some 300 MB in all.
ROOM_FOR_EVIDENCE = Room(600)
ROOM_FOR_RESULTS = Room(600)
# How often a reading that another thread's append overtakes is taken up again before the ledger is read anew.
ATTEMPTS = 5
T = TypeVar("T")
# Where the erasing of words says of which rounds they were.
ROUNDS_ERASED = "rounds"
NOTHING_ASKED: tuple[frozenset[int], Evidence] = (frozenset(), Evidence(Head(name=""), ()))


@dataclass(slots=True)
class LedgerState:
    """One ledger up to entry `count`: its envelopes, what stands, and every record it can still read, by entry number.

    `answers` holds the records of each entry that tells several: a sealed answer, or a round with its figures. `empty` are the
    entries that had no words when they were read. `whole` is every record that is here, whoever may read it.
    `kept` is the evidence of readers who asked, carried on with each entry; `results` is what was worked out from the ledger
    as it stands, and goes with the next entry. Both are dropped when words are erased, and so is `asked_last`: a course asks for
    the same records day after day. `sheets` and `promised` are the rounds of which answer sheets, and a smallest group, were ever told;
    `erased_of` are those of which words were erased, as the erasing says.
    """

    arrangement: str
    count: int = 0
    chains: list[str] = field(default_factory=lambda: [GENESIS])
    envelopes: list[Envelope] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    records: dict[int, Record | Head] = field(default_factory=dict)
    answers: dict[int, tuple[Record, ...]] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)
    kept: Shelf[tuple[Reader, dt.datetime | None], Evidence] = field(default_factory=lambda: Shelf(ROOM_FOR_EVIDENCE, EVIDENCE_KEPT))
    results: Shelf[Hashable, object] = field(default_factory=lambda: Shelf(ROOM_FOR_RESULTS, RESULTS_KEPT))
    lock: threading.RLock = field(default_factory=threading.RLock)
    work: threading.RLock = field(default_factory=threading.RLock)
    whole: Evidence | None = None
    asked_last: tuple[frozenset[int], Evidence] = NOTHING_ASKED
    entry_of: dict[str, int] = field(default_factory=dict)
    heads: list[tuple[int, Head]] = field(default_factory=list)
    on: dict[int, dt.date] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)
    erased_of: set[str] = field(default_factory=set)

    def evidence(self, reader: Reader, *, known_at: dt.datetime | None = None) -> Evidence:
        """What a reader may read, as known now or at an earlier moment; immutable, and kept for the next who asks.

        This and `among` are the doors of evidence: nobody's own answers, told on the promise of a smallest group, go through.
        """
        with self.lock:
            raw = self._readable(reader, known_at)
            if not self.sheets & self.promised:
                return raw
            key = ("in_confidence", reader, known_at)
            found = cast(Evidence | None, self.results.get(key))
            if found is None:
                found = self._in_confidence(raw)
                self.results.put(key, found)
            return found

    def _in_confidence(self, raw: Evidence) -> Evidence:
        """The same without anybody's own answers: a promise that was made once stands, whatever is said of the round later.

        No figures are made of them here. They would change with every word on the round, and two sets of them would tell too much.
        """
        return raw.where(lambda record: not unsaid_in(record, self.promised), arrangement=raw.arrangement)

    def _readable(self, reader: Reader, known_at: dt.datetime | None) -> Evidence:
        with self.lock:
            found = self.kept.get((reader, known_at))
            if found is None:
                stood = self.standing if known_at is None else standing(self.envelopes, known_at=known_at)
                readable = [record for number in stood.readable(reader) for record in self.told(number)]
                heads = [head for head in readable if isinstance(head, Head)]
                found = Evidence(heads[-1] if heads else Head(name=""), (record for record in readable if isinstance(record, Record)))
                self.kept.put((reader, known_at), found)
            return found

    def among(self, numbers: frozenset[int]) -> Evidence:
        """The records of these entries, whoever may read them: whoever asks has made sure that the reader may."""
        with self.lock:
            whole = self._whole()
            if numbers == self.asked_last[0]:
                return self.asked_last[1]
            entry_of = self.entry_of
            head = next((head for number, head in reversed(self.heads) if number in numbers), None)
            found = self._in_confidence(whole.where(lambda record: entry_of[record.id] in numbers, arrangement=head))
            self.asked_last = numbers, found
            return found

    def known_on(self, numbers: Collection[int], day: dt.date) -> frozenset[int]:
        """Those of these entries of which anything was known by a day; the head of the arrangement has no day."""
        with self.lock:
            self._whole()
            on = self.on
            return frozenset(number for number in numbers if on.get(number, dt.date.min) <= day)

    def _whole(self) -> Evidence:
        """Every record, with what leads from it to its entry and from an entry to its day."""
        if self.whole is None:
            told = [(envelope.number, record) for envelope in self.envelopes for record in self.told(envelope.number)]
            records = [(number, record) for number, record in told if isinstance(record, Record)]
            self.whole = Evidence(Head(name=""), (record for _, record in records))
            self.asked_last = NOTHING_ASKED
            self.entry_of = {record.id: number for number, record in records}
            self.heads = [(number, head) for number, head in told if isinstance(head, Head)]
            self.on = {}
            for number, record in records:
                self.on[number] = min(record.on, self.on.get(number, record.on))
        return self.whole

    def told(self, number: int) -> tuple[Record | Head, ...]:
        """What one entry tells: one record, or all that it tells together; nothing where its words were erased, or are not here."""
        if number in self.answers:
            return self.answers[number]
        found = self.records.get(number)
        return () if found is None else (found,)

    @property
    def in_confidence(self) -> frozenset[int]:
        """The entries that tell what somebody answered on the promise of a smallest group.

        A ledger may have them from elsewhere. They stay in its chain, and their words are for nobody.
        """
        if not self.sheets & self.promised:
            return frozenset()
        told = ((envelope.number, record) for envelope in tuple(self.envelopes) for record in self.told(envelope.number))
        return frozenset(number for number, record in told if unsaid_in(record, self.promised))

    def ever_told(self) -> Iterator[Record | Head]:
        """Every record that was ever told and not erased, whoever may read it and whether or not it stands."""
        return (record for envelope in tuple(self.envelopes) for record in self.told(envelope.number))

    def result(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` works out from the ledger as it stands, kept until the next entry."""
        found = self.results.get(key)
        if found is not None:
            return cast(T, found)
        # One at a time: of fifty people who ask after an entry, one works it out and the others take what it found.
        with self.work:
            found = self.results.get(key)
            if found is not None:
                return cast(T, found)
            head = self.chains[-1]
            made = make()
            with self.lock:
                # What was worked out beside an append is not kept: it may hold words that have just been erased.
                if self.chains[-1] == head:
                    self.results.put(key, made)
            return made

    def catch_up(self, rows: Iterator[Row]) -> bool:
        """Read the rows that follow; false where they do not follow what is kept."""
        for row in rows:
            envelope = row.envelope(self.arrangement)
            is_next = row.number == self.count + 1 and follows(self.chains[-1], envelope, row.payload_digest, row.chain)
            if not is_next or not row.is_as_told():
                return False
            self._take(row, envelope)
        return True

    def let_go(self) -> None:
        """Keep nothing that can be worked out again: the ledger is no longer kept itself."""
        self.kept.clear()
        self.results.clear()

    def fork(self) -> Standing:
        """What stands, as a copy that may be led on."""
        with self.lock:
            return self.standing.copy()

    def ends(self, arrangement: Arrangement) -> bool:
        """Whether this is the ledger up to where the arrangement says that it ends."""
        return self.count == arrangement.count and self.chains[-1] == arrangement.head

    def is_explained(self, imported: int) -> bool:
        """Whether wherever words are missing, an entry says that they were erased, or they never came here with an import."""
        return all(number <= imported or number in self.standing.erased for number in self.empty)

    def _take(self, row: Row, envelope: Envelope) -> None:
        new: Record | Head | None = None
        if envelope.act == "record" and row.payload is not None:
            payload = json.loads(row.payload)
            new = self.records[row.number] = record_of(row.number, payload)
            if isinstance(new, Record) and "parts" in payload:
                self.answers[row.number] = (new, *answer_of(row.number, payload))
        if envelope.act == "seal" and row.payload is not None:
            self.answers[row.number] = answer_of(row.number, json.loads(row.payload))
        if row.payload is None:
            self.empty.add(row.number)
        self._note_rounds(row, envelope)
        self._carry(envelope, new)
        follow(self.standing, envelope)
        self.envelopes.append(envelope)
        self.count = row.number
        self.chains.append(row.chain)
        self.results.clear()
        self.whole = None
        self.asked_last = NOTHING_ASKED
        if envelope.act == "redact" and envelope.target is not None:
            self.records.pop(envelope.target, None)
            self.answers.pop(envelope.target, None)

    def _note_rounds(self, row: Row, envelope: Envelope) -> None:
        """Keep what must be known of a round for good, when its words are erased too."""
        for told in self.told(row.number):
            if isinstance(told, Answers):
                self.sheets.add(told.round)
            if isinstance(told, Round) and has_promise(told):
                self.promised.add(told.round)
        if envelope.act == "redact" and row.payload is not None:
            erased = json.loads(row.payload).get(ROUNDS_ERASED, ())
            self.erased_of.update(erased)
            self.promised.update(erased)

    def _carry(self, envelope: Envelope, new: Record | Head | None) -> None:
        """Carry the evidence that is kept on by one entry, or drop it where that is not so simple.

        Evidence as known at a moment before the entry stays what it is.
        """
        gone = self.records.get(envelope.target) if envelope.target is not None and envelope.act in ("record", "retire") else None
        is_one = not self.answers.keys() & {envelope.number, envelope.target}
        is_simple = envelope.act in ("record", "retire", "open") and is_one and not isinstance(new, Head) and not isinstance(gone, Head)
        for key in self.kept.keys():
            reader, known_at = key
            if known_at is not None and known_at < envelope.entered and envelope.act != "redact":
                continue
            found = self.kept.get(key) if known_at is None and is_simple else None
            if found is None:
                self.kept.drop(key)
                continue
            if isinstance(gone, Record) and envelope.target in self.standing.records and self.standing.may_read(envelope.target, reader):
                found = found.without(gone)
            if isinstance(new, Record) and self.standing.may_open(envelope, reader):
                found = found.beside(new)
            self.kept.put(key, found)


def record_of(number: int, payload: Mapping[str, Any]) -> Record | Head:
    """The record that a payload holds; its reference is the number of its entry."""
    if payload["section"] == HEAD:
        return build(Head, payload["record"])
    return build(KIND_OF[payload["section"]], {**payload["record"], "id": str(number)})


def number_of(record: Record) -> int:
    """The number of the entry that tells a record; a sealed answer tells several."""
    return int(record.id.partition(".")[0])


def answer_of(number: int, payload: Mapping[str, Any]) -> tuple[Record, ...]:
    """The records that an entry tells together; the reference of each is the number of the entry and its place in it."""
    told = [(section, said) for section, records in payload["parts"].items() for said in records]
    return tuple(build(KIND_OF[section], {**said, "id": f"{number}.{place}"}) for place, (section, said) in enumerate(told, start=1))


# By the row as well as by the public id: one that was deleted and then brought in again may hold fewer words than before.
_STATES: OrderedDict[tuple[int, str], LedgerState] = OrderedDict()
_LOCK = threading.Lock()
_AS_READ: ContextVar[bool] = ContextVar("as_read", default=False)


@contextmanager
def as_read() -> Iterator[None]:
    """For a page of many arrangements whose rows were read just now: ledgers stand as those rows say, and none is asked for again."""
    token = _AS_READ.set(True)
    try:
        yield
    finally:
        _AS_READ.reset(token)


def state_of(arrangement: Arrangement) -> LedgerState:
    """The ledger of an arrangement as it stands in the database now."""
    known = _known(arrangement) if _AS_READ.get() else None
    if known is not None:
        return known
    name = str(arrangement.public_id)
    key = (arrangement.pk, name)
    with _LOCK:
        state = _STATES.setdefault(key, LedgerState(name))
        _STATES.move_to_end(key)
        while len(_STATES) > LEDGERS_KEPT:
            _STATES.popitem(last=False)[1].let_go()
    with state.lock:
        if _catch_up(state, arrangement):
            return state
    former, state = state, LedgerState(name)
    if not _catch_up(state, arrangement):
        raise BrokenChain(arrangement)
    with _LOCK:
        _STATES[key] = state
    former.let_go()
    return state


def forget_ledgers() -> None:
    """Let go of every ledger that is kept: words that are erased later must not stay where nobody looks for them."""
    with _LOCK:
        while _STATES:
            _STATES.popitem()[1].let_go()


def locked_state(arrangement: Arrangement) -> LedgerState:
    """The same, of an arrangement whose row was just read and locked: nothing is looked for that cannot have come."""
    return _known(arrangement) or state_of(arrangement)


def _known(arrangement: Arrangement) -> LedgerState | None:
    """The ledger as it is kept, where it ends as the row at hand says."""
    key = (arrangement.pk, str(arrangement.public_id))
    with _LOCK:
        state = _STATES.get(key)
        if state is None:
            return None
        _STATES.move_to_end(key)
    with state.lock:
        return state if state.ends(arrangement) and state.is_explained(arrangement.imported) else None


def _catch_up(state: LedgerState, arrangement: Arrangement) -> bool:
    """Read on to where the database says that the ledger ends; false where what was read does not lead there.

    Both ends must meet: entries that another transaction has written and then taken back would otherwise stay here. The
    arrangement at hand may be older than the rows, so its end is read again before anything is held against it.
    """
    for _ in range(ATTEMPTS):
        if not state.catch_up(_rows(arrangement, state.count)):
            return False
        if not state.ends(arrangement):
            arrangement.refresh_from_db(fields=("count", "head", "name"))
        if state.ends(arrangement):
            return state.is_explained(arrangement.imported)
        if arrangement.count <= state.count:
            return False
    return False


class BrokenChain(Exception):
    """The stored ledger of this arrangement does not fit together: somebody altered the database."""

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__(f"the ledger of {arrangement.public_id} has been altered")
        self.arrangement = arrangement


def _rows(arrangement: Arrangement, after: int) -> Iterator[Row]:
    found = StoredEntry.objects.filter(arrangement=arrangement, number__gt=after).order_by("number")
    return (Row(*values) for values in found.values_list(*COLUMNS).iterator(chunk_size=2000))
