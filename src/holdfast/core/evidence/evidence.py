"""All records of one arrangement, and which of them hold at a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

from holdfast.core.evidence.arrangement import Arrangement
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.record import Record

R = TypeVar("R", bound=Record)
Keyed = tuple[tuple[tuple[object, ...], Record], ...]
T = TypeVar("T")


class Evidence:
    """An immutable set of records, read at one date.

    `of(kind)` gives the records of a kind that hold at `date`: for a state the latest per key, for an
    event all. Whatever became known after `date` does not exist.
    """

    def __init__(self, arrangement: Arrangement, records: Iterable[Record], *, date: dt.date | None = None) -> None:
        by_kind: dict[type[Record], list[Record]] = {}
        for record in records:
            by_kind.setdefault(type(record), []).append(record)
        self._set(arrangement, {kind: tuple(found) for kind, found in by_kind.items()}, {}, date)

    def _set(
        self,
        arrangement: Arrangement,
        by_kind: Mapping[type[Record], tuple[Record, ...]],
        keyed: dict[type[Record], Keyed],
        date: dt.date | None,
    ) -> None:
        self.arrangement = arrangement
        self._all = by_kind
        # The keys of states, shared with the same records at other dates: a course reads them a dozen times.
        self._keyed = keyed
        self._holding: dict[type[Record], tuple[Record, ...]] = {}
        self._facts: dict[Callable[[Evidence], Any], Any] = {}
        self._date = date

    @cached_property
    def date(self) -> dt.date:
        """The date the evidence is read at: given, else the arrangement's, else the latest record's."""
        given = self._date or self.arrangement.as_at
        return given or max((record.on for found in self._all.values() for record in found), default=dt.date(1, 1, 1))

    def as_at(self, date: dt.date) -> Evidence:
        """The same records read at another date."""
        other = Evidence.__new__(Evidence)
        other._set(self.arrangement, self._all, self._keyed, date)
        return other

    def where(self, keep: Callable[[Record], bool], *, arrangement: Arrangement | None = None) -> Evidence:
        """Those records that are to be kept, read at the same date; with another head of the arrangement where one is given."""
        other = Evidence.__new__(Evidence)
        states = {kind: tuple(pair for pair in self._keys(kind) if keep(pair[1])) for kind in self._all if kind.meta.shape == "state"}
        by_kind = {
            kind: tuple(record for _, record in states[kind]) if kind in states else tuple(filter(keep, found))
            for kind, found in self._all.items()
        }
        other._set(arrangement or self.arrangement, by_kind, states, self._date)
        return other

    @property
    def known_records(self) -> int:
        """How many records were known by the date."""
        return sum(record.on <= self.date for found in self._all.values() for record in found)

    def __len__(self) -> int:
        return sum(len(found) for found in self._all.values())

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record, whatever its date, in order of kind and as given within a kind."""
        return tuple(record for found in self._all.values() for record in found)

    def every(self, kind: type[R]) -> tuple[R, ...]:
        """All records of a kind whatever their date, as given."""
        return cast(tuple[R, ...], self._all.get(kind, ()))

    def without(self, gone: Record) -> Evidence:
        """The same evidence with one record left out."""
        kept = tuple(record for record in self.every(type(gone)) if record is not gone)
        return self._with(type(gone), kept)

    def beside(self, new: Record) -> Evidence:
        """The same evidence with one record more, the last of its kind."""
        return self._with(type(new), (*self.every(type(new)), new))

    def _with(self, kind: type[Record], records: tuple[Record, ...]) -> Evidence:
        """The same evidence with other records of one kind; the rest is shared, not copied."""
        by_kind = {**self._all, kind: records}
        if not records:
            del by_kind[kind]
        other = Evidence.__new__(Evidence)
        keyed = {of: pairs for of, pairs in self._keyed.items() if of is not kind}
        other._set(self.arrangement, by_kind, keyed, self._date)
        return other

    def history(self, kind: type[R]) -> tuple[R, ...]:
        """All records of a kind known by the date, superseded ones included, oldest first."""
        return tuple(sorted((record for record in self.every(kind) if record.on <= self.date), key=lambda record: record.on))

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The records of a kind that hold at the date, in order of key or date."""
        holding = self._holding.get(kind)
        if holding is None:
            holding = self._holding[kind] = self._hold(kind)
        return cast(tuple[R, ...], holding)

    def once(self, work: Callable[[Evidence], T]) -> T:
        """What this function makes of the evidence, worked out once: many indicators ask for the same plain facts."""
        if work not in self._facts:
            self._facts[work] = work(self)
        return cast(T, self._facts[work])

    def _hold(self, kind: type[Record]) -> tuple[Record, ...]:
        date = self.date
        found = self._all.get(kind, ())
        if kind.meta.shape == "event":
            return tuple(record for record in found if record.on <= date)
        latest: dict[tuple[object, ...], Record] = {}
        for key, record in self._keys(kind):
            if record.on <= date:
                held = latest.get(key)
                # Of two that became known on one day the one given later holds: a ledger may hold both.
                if held is None or held.on <= record.on:
                    latest[key] = record
        return tuple(latest.values())

    def _keys(self, kind: type[Record]) -> Keyed:
        """The records of a state with their keys, which are worked out once."""
        keyed = self._keyed.get(kind)
        if keyed is None:
            keyed = self._keyed[kind] = tuple((record.key(), record) for record in self._all.get(kind, ()))
        return keyed

    def is_complete(self, kind: type[Record], start: dt.date, end: dt.date, partner: str | None = None) -> bool:
        """Whether a register says that this kind's list is complete from start to end.

        A register without a partner speaks for all. Absence of a record is a fact only then.
        """
        return any(
            register.section == kind.meta.section
            and register.partner in (None, partner)
            and register.complete_from <= start
            and register.complete_to >= end
            for register in self.of(Register)
        )
