"""What a list that may be incomplete still tells: presence may expose, absence is known only from a register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.history import Register
from holdfast.core.indicators.reading import NOT_KNOWN, Reading, known

WINDOW = dt.timedelta(days=365)
# What is not settled goes on weighing: it is read for three years, though a list need be complete for one only.
UNSETTLED = dt.timedelta(days=3 * 365)
# What a body wants, or says it has set up, is taken to hold for a council's term of four years and no longer.
TERM = dt.timedelta(days=4 * 365)


def codes_in(evidence: Evidence) -> frozenset[str]:
    """The short names of the partners that take part at the date."""
    return evidence.once(_codes_in)


def _codes_in(evidence: Evidence) -> frozenset[str]:
    return frozenset(partner.partner for partner in partners_in(evidence))


def year_before(date: dt.date) -> dt.date:
    """The day 365 days earlier, or the first day there is."""
    return date - min(WINDOW, date - dt.date.min)


def unsettled_since(date: dt.date) -> dt.date:
    """The day three years earlier, or the first day there is."""
    return date - min(UNSETTLED, date - dt.date.min)


def term_before(date: dt.date) -> dt.date:
    """The day a council's term of four years earlier, or the first day there is."""
    return date - min(TERM, date - dt.date.min)


def registers_of(evidence: Evidence, kind: type[Record], start: dt.date, end: dt.date) -> dict[str | None, Register]:
    """The registers that call this kind's list complete from start to end, by partner (none for the whole)."""
    return {
        register.partner: register
        for register in evidence.of(Register)
        if register.section == kind.meta.section and register.complete_from <= start and register.complete_to >= end
    }


def complete_by(evidence: Evidence, kind: type[Record], start: dt.date, end: dt.date) -> tuple[Register, ...]:
    """The registers that make the list complete for everybody: the one for the whole, or one of each partner. Else none."""
    found = registers_of(evidence, kind, start, end)
    if None in found:
        return (found[None],)
    codes = codes_in(evidence)
    return tuple(found[code] for code in sorted(codes)) if codes and codes <= found.keys() else ()


def so_far(value: float, records: Iterable[Record], *, complete: bool, tells: bool) -> Reading:
    """The value where the list is complete, or where what is there tells enough already."""
    return known(value, records) if complete or tells else NOT_KNOWN


def share_of_yes(answers: Iterable[tuple[bool | None, Record]], total: int) -> Reading:
    """The share of yes among the answers given. Where some are missing, only a no among the given makes it known."""
    given = [(answer, record) for answer, record in answers if answer is not None]
    if not given or not total:
        return NOT_KNOWN
    yes = sum(answer for answer, _ in given if answer is not None)
    records = [record for _, record in given]
    return so_far(yes / len(given), records, complete=len(given) >= total, tells=yes < len(given))
