"""What cash lines add up to: the amount of a line, the net of each year, the largest source of benefit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from holdfast.core.evidence.facts import of_arrangement
from holdfast.core.evidence.money import CashLine

GAINS = frozenset({"saving", "income"})
ZERO = Decimal(0)
PENNY = Decimal("0.01")
YEAR_END = (3, 31)
MIXED = "other"


def in_pennies(value: float) -> Decimal:
    """A computed amount as money."""
    return Decimal(repr(float(value))).quantize(PENNY)


def last_whole_year(date: dt.date) -> int:
    """The latest financial year, April to March, that has ended by the date: 2026 for 31 March 2027, 2025 for the day before."""
    return date.year - (1 if (date.month, date.day) >= YEAR_END else 2)


def financial_year(date: dt.date) -> int:
    """The financial year of a date: 2026 for 31 March 2027, 2027 for the day after."""
    return date.year if (date.month, date.day) > YEAR_END else date.year - 1


def amount(line: CashLine) -> Decimal | None:
    """The likely amount of a line, else the middle of what is given, else none."""
    if line.likely is not None:
        return line.likely
    given = [value for value in (line.low, line.high) if value is not None]
    return sum(given, ZERO) / len(given) if given else None


def planned(lines: Iterable[CashLine]) -> list[CashLine]:
    """The plan of the arrangement itself: no actuals, and nothing of another option."""
    return [line for line in of_arrangement(lines) if line.status == "plan"]


def total(lines: Iterable[CashLine]) -> Decimal | None:
    """The sum of the amounts, or none where one is not known."""
    amounts = [amount(line) for line in lines]
    known = [value for value in amounts if value is not None]
    return sum(known, ZERO) if len(known) == len(amounts) else None


def is_unsigned(line: CashLine) -> bool:
    """Income that is known to be without a contract: a hope, which no sum counts."""
    return line.category == "income" and line.contracted is False


def yearly_net(lines: Iterable[CashLine]) -> Mapping[int, Decimal] | None:
    """Savings and income less all costs in each year, income without a contract left out. None where an amount is not known."""
    net: dict[int, Decimal] = {}
    for line in lines:
        if is_unsigned(line):
            continue
        value = amount(line)
        if value is None:
            return None
        net[line.year] = net.get(line.year, ZERO) + (value if line.category in GAINS else -value)
    return net


def benefits_by_service(lines: Iterable[CashLine]) -> Mapping[str, Sequence[CashLine]]:
    """The planned savings and income of each service that has any on record."""
    found: dict[str, list[CashLine]] = {}
    for line in lines:
        if line.category in GAINS and line.service:
            found.setdefault(line.service, []).append(line)
    return found


def has_effect(lines: Iterable[CashLine]) -> bool:
    """Whether any of a service's planned benefits is more than nothing and due to sharing, as far as is known."""
    return any(line.from_sharing is not False and amount(line) != 0 for line in lines)


def largest_source(lines: Sequence[CashLine]) -> tuple[float, tuple[CashLine, ...]] | None:
    """The share of these benefits that comes from the one source that gives most, and its lines.

    Income that names no source is one, and what stands under "other" is a mixture. None where nothing
    has a source, an amount is not known, or all amounts are zero. The share is at least this while a
    saving names no source.
    """
    gross = total(lines)
    by_source: dict[str, list[CashLine]] = {}
    for line in lines:
        source = line.benefit_source or ("income" if line.category == "income" else MIXED)
        if source != MIXED:
            by_source.setdefault(source, []).append(line)
    if not gross or not by_source:
        return None
    sums = {source: sum((amount(line) or ZERO for line in found), ZERO) for source, found in by_source.items()}
    largest = max(sorted(sums), key=lambda source: sums[source])
    return float(sums[largest] / gross), tuple(by_source[largest])
