"""The one way amounts are rounded: to the penny, or to the pound where a page says so, so that the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

PENNY = Decimal("0.01")
POUND = Decimal(1)


def to_pennies(amounts: Mapping[str, float | Decimal], whole: float | Decimal, unit: Decimal = PENNY) -> dict[str, Decimal]:
    """Each amount down to the penny (or another unit), then one more for those that lost most, until they add up to the rounded whole."""
    exact = {name: Decimal(str(amount)) for name, amount in amounts.items()}
    down = {name: amount.quantize(unit, ROUND_FLOOR) for name, amount in exact.items()}
    left = int((Decimal(str(whole)).quantize(unit, ROUND_HALF_EVEN) - sum(down.values(), Decimal(0))) / unit)
    # Equal to a millionth of the unit is equal: of equals the first by name gets it, whatever rounding left in the last digits.
    lost = {name: round((exact[name] - down[name]) / unit, 6) for name in exact}
    order = sorted(exact, key=lambda name: (-lost[name], name), reverse=left < 0)
    for turn in range(abs(left)):
        down[order[turn % len(order)]] += unit if left > 0 else -unit
    return down
