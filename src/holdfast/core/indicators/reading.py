"""What an indicator returns: a value with the records it was read from, not known, or not applicable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from holdfast.core.evidence.evidence import Evidence
from holdfast.core.evidence.record import Record


class Reading(NamedTuple):
    """One number read from evidence, in the indicator's unit.

    Unknown is never zero and never healthy.
    """

    state: Literal["known", "not_known", "not_applicable"]
    value: float | None = None
    records: tuple[Record, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        """The records behind it, each once, named as "section/id"."""
        return tuple(dict.fromkeys(reference(record) for record in self.records))


NOT_KNOWN = Reading("not_known")
NOT_APPLICABLE = Reading("not_applicable")


def reference(record: Record) -> str:
    """How a record is named in a reading: its section and its id."""
    return f"{record.meta.section}/{record.id}"


def known(value: float, records: Iterable[Record]) -> Reading:
    """A reading of this value, read from these records."""
    return Reading("known", float(value), tuple(records))


class Reader(NamedTuple):
    """A record-based indicator: the function that reads it, and the kinds of record it reads."""

    id: str
    kinds: tuple[type[Record], ...]
    read: Callable[[Evidence], Reading]


def reads(*kinds: type[Record]) -> Callable[[Callable[[Evidence], Reading]], Reader]:
    """Declare which kinds of record an indicator function reads; the first is what to record to make it known."""

    def decorate(function: Callable[[Evidence], Reading]) -> Reader:
        return Reader(function.__name__, kinds, function)

    return decorate
