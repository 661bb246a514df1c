"""What a partner's 100 points say: its first reason, and its whole order of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from holdfast.core.evidence.alignment import Direction, Driver, Motive

ALL_POINTS = 100.0
ROUNDING = 1.0
DRIVERS: Sequence[Driver] = get_args(Driver)
EXPANDING: frozenset[Direction] = frozenset({"grow", "commercialise"})


@dataclass(frozen=True, slots=True)
class Opposed:
    """The partners that want to grow or to trade, and those that want to become smaller."""

    expanding: tuple[str, ...]
    shrinking: tuple[str, ...]


def opposed(directions: Iterable[tuple[str, Direction]]) -> Opposed | None:
    """Who pulls against whom, each partner with a direction it gave; none where no two partners do."""
    given = tuple(directions)
    expanding = tuple(dict.fromkeys(partner for partner, direction in given if direction in EXPANDING))
    shrinking = tuple(dict.fromkeys(partner for partner, direction in given if direction == "shrink"))
    return Opposed(expanding, shrinking) if expanding and shrinking and len({*expanding, *shrinking}) > 1 else None


def points_left(points: Mapping[Driver, float]) -> float:
    """How many of the 100 points are not yet given; below zero where too many are."""
    return ALL_POINTS - sum(points.values())


def are_all_given(points: Mapping[Driver, float]) -> bool:
    """Whether the points add up to 100, but for rounding."""
    return abs(points_left(points)) <= ROUNDING


def first_reasons(motives: Iterable[Motive]) -> frozenset[Driver]:
    """The reasons with the most points, or none while the points not yet given could overtake them."""
    points = {motive.driver: motive.weight for motive in motives}
    most = max(points.values(), default=0.0)
    if not most or points_left(points) >= most + ROUNDING:
        return frozenset()
    return frozenset(driver for driver, weight in points.items() if weight == most)


def all_reasons(motives: Iterable[Motive]) -> tuple[float, ...] | None:
    """The points of every reason in the order of `DRIVERS`, or none until all 100 are given; a reason not named has none."""
    points = {motive.driver: motive.weight for motive in motives}
    if points_left(points) > ROUNDING:
        return None
    return tuple(points.get(driver, 0.0) for driver in DRIVERS)
