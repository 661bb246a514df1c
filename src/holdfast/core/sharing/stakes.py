"""Cost against vote: who pays for more, or less, than they decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from holdfast.core.evidence.partners import Stake

POINTS_A_SHARE = 100


class Mismatch(NamedTuple):
    """The largest difference between a cost share and a vote share, in points of 100, and whose it is."""

    points: float
    stakes: tuple[Stake, ...]


def largest_mismatch(stakes: Iterable[Stake]) -> Mismatch | None:
    """The largest of `100 * |cost share - vote share|` over the partners, or none where no stake gives both.

    Paying 69% for half of the votes is 19 points, and so is paying 31% for the other half.
    """
    found = [
        (round(POINTS_A_SHARE * abs(stake.cost_share - stake.vote_share), 6), stake)
        for stake in stakes
        if stake.cost_share is not None and stake.vote_share is not None
    ]
    if not found:
        return None
    largest = max(points for points, _ in found)
    return Mismatch(largest, tuple(stake for points, stake in found if points == largest))
