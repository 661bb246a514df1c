"""A partner's statement for a year, line by line to the penny, with what is trued up once the year's cost is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.from_evidence import SharingGame
from holdfast.core.sharing.pennies import to_pennies
from holdfast.core.sharing.shares import named

WORKING_TOGETHER = "Working together"


@dataclass(frozen=True, slots=True)
class RechargeLine:
    """One service: what it costs all, the partner's share of the whole, and what it pays of it."""

    name: str
    cost: Decimal
    share: float
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Recharge:
    """One partner's statement: lines that add up to `planned`, and `true_up` to pay (or get back, below zero).

    `true_up` is none until the actual cost is known; a difference within the tolerance is carried, not paid.
    """

    partner: str
    year: int
    rule: str
    lines: tuple[RechargeLine, ...]
    planned: Decimal
    actual: Decimal | None
    true_up: Decimal | None


def recharges(game: SharingGame, rule: str, year: int, *, actual: float | None = None, tolerance: float = 0.0) -> tuple[Recharge, ...]:
    """A statement for every partner. Each service goes by the partner's share of the whole, so that a row is cost times share.

    `actual` is what the year did cost; the tolerance is a part of the planned cost within which nobody settles.
    """
    if tolerance < 0:
        raise Impossible("the tolerance of a true-up is a part of the cost, 0 or more")
    amounts = named(game.inquiry.table, game.inquiry.dealt(rule).split)
    total = sum(amounts.values())
    costs = {service.name: service.shared_cost for service in game.services}
    together = total - sum(costs.values())
    if abs(together) > 0.005:
        costs[WORKING_TOGETHER] = together
    planned = to_pennies(amounts, total)
    whole = to_pennies(costs, total)
    cells = _cells(planned, whole, {name: amount / total for name, amount in amounts.items()})
    differs = actual is not None and abs(actual - total) > tolerance * abs(total)
    settled = (
        to_pennies({name: amount * (actual or 0.0) / total for name, amount in amounts.items()}, actual or 0.0) if differs else planned
    )
    return tuple(
        Recharge(
            partner,
            year,
            rule,
            tuple(RechargeLine(name, whole[name], amounts[partner] / total, cells[partner][name]) for name in whole),
            planned[partner],
            None if actual is None else Decimal(str(actual)).quantize(Decimal("0.01")),
            None if actual is None else settled[partner] - planned[partner],
        )
        for partner in amounts
    )


def _cells(planned: Mapping[str, Decimal], whole: Mapping[str, Decimal], parts: Mapping[str, float]) -> dict[str, dict[str, Decimal]]:
    """Amounts by partner and service that add up both ways: partner by partner, of what is left of each service."""
    left = dict(whole)
    rest = 1.0
    cells: dict[str, dict[str, Decimal]] = {}
    for partner, amount in planned.items():
        is_last = len(cells) == len(planned) - 1
        exact = {name: cost if is_last else cost * Decimal(str(parts[partner] / rest)) for name, cost in left.items()}
        cells[partner] = to_pennies(exact, amount)
        left = {name: cost - cells[partner][name] for name, cost in left.items()}
        rest -= parts[partner]
    return cells
