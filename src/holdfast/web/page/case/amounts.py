"""Amounts as the pages of the case show them, and the straight axis that their pictures share."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from holdfast.reports.pictures.axis import Tick, percent
from holdfast.web.page.values import mark_of

THOUSAND, MILLION = 1_000, 1_000_000
# Below this a table in thousands would round too much away.
LEAST_FOR_THOUSANDS = 100_000
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
FEWEST_TICKS = 4
MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class Amounts:
    """How amounts of one case are written: whole in sentences, in thousands in tables where they are large enough."""

    mark: str
    unit: int

    @classmethod
    def of(cls, currency: str, values: Iterable[Decimal | None]) -> Amounts:
        """For a case with these amounts."""
        largest = max((abs(value) for value in values if value is not None), default=Decimal(0))
        return cls(mark_of(currency), THOUSAND if largest >= LEAST_FOR_THOUSANDS else 1)

    @property
    def unit_words(self) -> str:
        """What a table's amounts are in."""
        mark = self.mark.strip()
        return _("%(mark)s thousand") % {"mark": mark} if self.unit == THOUSAND else mark

    def cell(self, value: Decimal | None) -> str:
        """An amount in a table; empty where it is not known."""
        return "" if value is None else minus(f"{round(value / self.unit):,}")

    def signed(self, value: Decimal | None) -> str:
        """The same with a plus where it adds."""
        return "" if value is None else minus(f"{round(value / self.unit):+,}")

    def exact(self, value: Decimal) -> str:
        """An amount to the pound."""
        return f"{'−' if value < 0 else ''}{self.mark}{abs(value):,.0f}"

    def outcome(self, value: Decimal) -> str:
        """What a case ends with, in a sentence: £3.9 million, a loss of £368,000."""
        return _("a loss of %(amount)s") % {"amount": self.words(-value)} if round(value) < 0 else self.words(abs(value))

    def words(self, value: Decimal | None) -> str:
        """An amount in a sentence: £3.9 million, £246,000."""
        if value is None:
            return _("not known")
        size, sign = abs(value), "−" if value < 0 else ""
        if size >= MILLION:
            return _("%(amount)s million") % {"amount": f"{sign}{self.mark}{size / MILLION:,.1f}"}
        digits = -3 if size >= LEAST_FOR_THOUSANDS else -2 if size >= 10 * THOUSAND else 0
        return f"{sign}{self.mark}{round(size, digits):,.0f}"


def minus(text: str) -> str:
    """A number with a true minus."""
    return text.replace("-", "−") if text not in ("-0", "+0") else "0"


def whole_share(share: float) -> str:
    """A share as a whole percentage with a true minus, and nothing as nothing."""
    return f"{round(100 * share) or 0}%".replace("-", "−")


def chance(share: float) -> str:
    """A chance in words of a hundred; what is rounded to an end says so."""
    if 0 < share < 0.005:
        return _("under 1%")
    if 0.995 <= share < 1:
        return _("over 99%")
    return f"{share:.0%}"


def year_words(year: int) -> str:
    """A financial year: 2027/28."""
    return f"{year}/{(year + 1) % 100:02d}"


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight axis over amounts that always holds nothing gained, nothing lost."""

    low: float
    high: float
    amounts: Amounts

    @classmethod
    def around(cls, values: Iterable[Decimal | float], amounts: Amounts) -> Axis:
        """The axis that holds all these amounts."""
        found = [0.0, *map(float, values)]
        low, high = min(found), max(found)
        spare = ((high - low) or 1.0) * MARGIN
        return cls(low - spare, high + spare, amounts)

    def share(self, value: Decimal | float) -> float:
        """How far along an amount stands."""
        return (float(value) - self.low) / (self.high - self.low)

    def at(self, value: Decimal | float) -> str:
        """The place of an amount."""
        return percent(self.share(value))

    def width(self, one: Decimal | float, two: Decimal | float) -> str:
        """The length between two amounts."""
        return percent(abs(self.share(two) - self.share(one)))

    @property
    def zero(self) -> str:
        """The place of nothing gained, nothing lost."""
        return self.at(0)

    @property
    def values(self) -> tuple[float, ...]:
        """The round amounts that are named."""
        rough = (self.high - self.low) / FEWEST_TICKS
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(step * power for step in STEPS if step * power >= rough)
        return tuple(place * step for place in range(math.ceil(self.low / step), math.floor(self.high / step) + 1))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The named amounts in their places."""
        return tuple(Tick(self.at(value), self._label(value)) for value in self.values)

    def _label(self, value: float) -> str:
        """A round amount, short: £2m, −£500k."""
        size, sign = abs(value), "−" if value < 0 else ""
        for unit, letter in ((MILLION, _("m")), (THOUSAND, _("k"))):
            if size >= unit:
                return f"{sign}{self.amounts.mark}{size / unit:g}{letter}"
        return f"{sign}{self.amounts.mark}{size:g}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a picture: where it begins, how wide it is, and how it is filled."""

    left: str
    width: str
    tone: str = ""


def bar(axis: Axis, one: Decimal | float, two: Decimal | float, tone: str = "") -> Bar:
    """The bar between two amounts."""
    return Bar(axis.at(min(float(one), float(two))), axis.width(one, two), tone)
