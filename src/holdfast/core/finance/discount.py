"""Discounting: what an amount of a later year is worth in the first, at a real rate that steps down with time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.catalogue import Catalogue
from holdfast.core.finance.cash import PENNY, ZERO

ONE = Decimal(1)
# The last year, counted from 0, to which each rate applies.
STEPS: Sequence[tuple[int | None, str]] = ((30, "discount_rate"), (75, "discount_rate_after_30"), (None, "discount_rate_after_75"))


@dataclass(frozen=True, slots=True)
class Rates:
    """Real discount rates, each with the last year to which it applies; none means for good."""

    steps: tuple[tuple[int | None, Decimal], ...]

    def of_year(self, year: int) -> Decimal:
        """The rate by which year `year` is discounted to the one before; years count from 0."""
        return next(rate for last, rate in self.steps if last is None or year <= last)

    def factors(self, years: int) -> tuple[Decimal, ...]:
        """The discount factor of each year: 1 for year 0, then each the one before over (1 + rate).

        >>> [round(factor, 4) for factor in Rates(((None, Decimal("0.035")),)).factors(3)]
        [Decimal('1'), Decimal('0.9662'), Decimal('0.9335')]
        """
        found = [ONE]
        for year in range(1, years):
            found.append(found[-1] / (ONE + self.of_year(year)))
        return tuple(found[:years])


def rates_of(catalogue: Catalogue) -> Rates:
    """The Green Book's rates, from the dated parameters."""
    return Rates(tuple((last, Decimal(str(catalogue.parameters[name].value))) for last, name in STEPS))


def present_value(amounts: Mapping[int, Decimal], base: int, rates: Rates) -> Decimal:
    """The amounts by year as one sum in the base year; a year before it counts in full."""
    if not amounts:
        return ZERO
    factors = rates.factors(max(max(amounts) - base, 0) + 1)
    return sum((amount * factors[max(year - base, 0)] for year, amount in amounts.items()), ZERO)


def peak_cash(net: Mapping[int, Decimal]) -> Decimal:
    """The most that has ever been paid out beyond what has come back by the end of a year, undiscounted."""
    so_far, deepest = ZERO, ZERO
    for year in sorted(net):
        so_far += net[year]
        deepest = min(deepest, so_far)
    return -deepest


def split(amount: Decimal, shares: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """An amount in pennies by shares, so that the parts add up to it: left-over pennies go to the largest remainders.

    >>> split(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    (Decimal('33.34'), Decimal('33.33'), Decimal('33.33'))
    """
    whole = sum(shares, ZERO)
    exact = [amount * share / whole for share in shares]
    parts = [value.quantize(PENNY, rounding="ROUND_FLOOR") for value in exact]
    missing = amount - sum(parts, ZERO)
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: int(missing / PENNY)]:
        parts[at] += PENNY
    rest = amount - sum(parts, ZERO)
    return (parts[0] + rest, *parts[1:]) if rest else tuple(parts)


def added(amounts: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """Amounts added up by year."""
    found: dict[int, Decimal] = {}
    for year, amount in amounts:
        found[year] = found.get(year, ZERO) + amount
    return found
