"""Budgets: which years ended over, or swung from over to under on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from holdfast.core.evidence.money import Budget

# What is under one in a hundred of the budget is no more than rounding.
NOTABLE = Decimal("0.01")


class Missed(NamedTuple):
    """The years that missed their budget with the records that say so, how many years are told of, and by which records."""

    missed: Mapping[int, tuple[Budget, ...]]
    years: int
    told: tuple[Budget, ...]


def over_budget(budget: Budget) -> Decimal | None:
    """How much more it cost than the budget, below zero for less; none where it is not known."""
    if budget.over is not None or None in (budget.budget, budget.outturn):
        return budget.over
    assert budget.budget is not None and budget.outturn is not None
    return budget.outturn - budget.budget


def missed_years(history: Iterable[Budget], since: int) -> Missed:
    """The years from `since` on in which the whole, or else a partner, ended over its budget or swung across it.

    The history is oldest first. What lies within a hundredth of the budget, of that year or an earlier one, is left out.
    """
    base: dict[str | None, Decimal] = {}
    series: dict[tuple[int, str | None], list[tuple[Decimal, Budget]]] = {}
    for budget in history:
        if budget.budget:
            base[budget.partner] = budget.budget
        over = over_budget(budget)
        if over is not None and budget.year >= since:
            notable = abs(over) >= NOTABLE * base.get(budget.partner, Decimal(0))
            series.setdefault((budget.year, budget.partner), []).append((over if notable else Decimal(0), budget))
    whole = {year for year, partner in series if partner is None}
    counted = {key: told for key, told in series.items() if key[1] is None or key[0] not in whole}
    missed = {key[0]: tuple(budget for _, budget in told) for key, told in counted.items() if _is_missed([over for over, _ in told])}
    return Missed(missed, len({year for year, _ in counted}), tuple(budget for told in counted.values() for _, budget in told))


def _is_missed(overs: list[Decimal]) -> bool:
    return overs[-1] > 0 or (max(overs) > 0 > min(overs))
