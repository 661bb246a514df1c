"""What a partner's 100 points say: its first reason, and its whole order of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from holdfast.core.evidence.alignment import Driver, Motive

ALL_POINTS = 100.0
ROUNDING = 1.0
DRIVERS: Sequence[Driver] = get_args(Driver)


def first_reasons(motives: Iterable[Motive]) -> frozenset[Driver]:
    """The reasons with the most points, or none while the points not yet given could overtake them."""
    points = {motive.driver: motive.weight for motive in motives}
    most = max(points.values(), default=0.0)
    left = ALL_POINTS - sum(points.values())
    if not most or left >= most + ROUNDING:
        return frozenset()
    return frozenset(driver for driver, weight in points.items() if weight == most)


def all_reasons(motives: Iterable[Motive]) -> tuple[float, ...] | None:
    """The points of every reason in the order of `DRIVERS`, or none until all 100 are given; a reason not named has none."""
    points = {motive.driver: motive.weight for motive in motives}
    if sum(points.values()) < ALL_POINTS - ROUNDING:
        return None
    return tuple(points.get(driver, 0.0) for driver in DRIVERS)
