"""How far two groups stand apart, with a range: by permutation where few answered, by bootstrap where many did, both exact.

Permutation: if one group's answers were the other's moved by some amount, then after moving them back any split of all the people
into two groups would have been as likely. The range holds the amounts at which the split that was seen is not among the most
extreme in a hundred. Every split is counted, so there is no chance in it.

Bootstrap: the percentiles of the difference when both groups are drawn again from their own answers. With five points all such
draws can be counted too (the ideal bootstrap of Efron and Tibshirani 1993), so there is no chance in that either, and no seed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfast.core.rounds.census import POINTS

Method = Literal["permutation", "bootstrap"]
# Up to so many people in both groups together every split is counted.
PERMUTED_UP_TO = 24
SURE = 0.95
# How near to its true place the end of a range is looked for, in points.
NEAR = 0.002
_POINT = np.arange(POINTS)


class Range(NamedTuple):
    """A difference of means with the range that holds it as surely as was asked."""

    difference: float
    low: float
    high: float
    method: Method


def difference(one: tuple[int, ...], other: tuple[int, ...], *, sure: float = SURE) -> Range:
    """The mean of one group less that of the other; groups are counts of the points 0 to 4."""
    if sum(one) + sum(other) <= PERMUTED_UP_TO:
        return _permuted(one, other, sure)
    return _bootstrapped(one, other, sure)


def forget() -> None:
    """Forget the ranges that were worked out before, so that they can be timed."""
    _permuted.cache_clear()
    _bootstrapped.cache_clear()


def sure_of_widest(pairs: int) -> float:
    """How sure each range must be for that of the widest of so many pairs to be 95 in 100 sure (Bonferroni)."""
    return 1 - (1 - SURE) / max(1, pairs)


def permutation_p(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of all splits whose means differ at least as much as those seen (two-sided, exact)."""
    return _Splits(one, other).share_as_far(0.0)


class _Splits:
    """Every split of the people of two groups into groups of the same sizes: how likely each sum of the first group is."""

    def __init__(self, one: tuple[int, ...], other: tuple[int, ...]) -> None:
        self.first, self.second = sum(one), sum(other)
        self.seen = float(np.asarray(one) @ _POINT)
        whole = self.seen + float(np.asarray(other) @ _POINT)
        ways_one, ways_other = _ways(one), _ways(other)
        taken = np.arange(max(0, self.first - self.second), self.first + 1)
        weights, sums, own = [], [], []
        for stay in taken:
            product = np.outer(ways_one[stay], ways_other[self.first - stay])
            rows, columns = np.nonzero(product)
            weights.append(product[rows, columns])
            sums.append(rows + columns)
            own.append(np.full(len(rows), stay))
        self.weights = np.concatenate(weights) / math.comb(self.first + self.second, self.first)
        self.sums, self.own, self.whole = np.concatenate(sums).astype(float), np.concatenate(own), whole

    def share_as_far(self, moved: float) -> float:
        """The share of splits at least as extreme as the one seen, once the first group's answers are moved back by an amount."""
        size = self.first + self.second
        middle = (self.whole - moved * self.first) * self.first / size
        apart = np.abs(self.sums - moved * self.own - middle)
        seen = abs(self.seen - moved * self.first - middle)
        return float(self.weights[apart >= seen - 1e-9].sum())


def _ways(counts: tuple[int, ...]) -> NDArray[np.float64]:
    """How many ways there are to choose so many people (row) whose points add up to so much (column)."""
    people = sum(counts)
    ways = np.zeros((people + 1, people * (POINTS - 1) + 1))
    ways[0, 0] = 1
    for point, count in enumerate(counts):
        new = np.zeros_like(ways)
        for chosen in range(count + 1):
            width = ways.shape[1] - chosen * point
            new[chosen:, chosen * point :] += math.comb(count, chosen) * ways[: people + 1 - chosen, :width]
        ways = new
    return ways


@lru_cache(maxsize=4096)
def _permuted(one: tuple[int, ...], other: tuple[int, ...], sure: float) -> Range:
    splits = _Splits(one, other)
    seen = splits.seen / splits.first - (splits.whole - splits.seen) / splits.second
    ends = []
    for direction in (-1, 1):
        inside, outside = 0.0, float(POINTS - 1) - direction * seen
        while outside - inside > NEAR:
            middle = (inside + outside) / 2
            if splits.share_as_far(seen + direction * middle) > 1 - sure:
                inside = middle
            else:
                outside = middle
        ends.append(seen + direction * outside)
    return Range(seen, max(ends[0], 1.0 - POINTS), min(ends[1], POINTS - 1.0), "permutation")


@lru_cache(maxsize=4096)
def _bootstrapped(one: tuple[int, ...], other: tuple[int, ...], sure: float) -> Range:
    """The percentiles of the difference over all samples that could be drawn again from both groups, each as likely as it is."""
    sums, others = _drawn_again(one), _drawn_again(other)
    first, second = sum(one), sum(other)
    seen = float(np.asarray(one) @ _POINT / first - np.asarray(other) @ _POINT / second)
    # For each sum of the first group, the sum of the second that has the same mean; and how likely at least each sum of the second is.
    level = np.arange(len(sums)) * (second / first) - 1e-9
    at_least = 1 - np.concatenate([[0.0], np.cumsum(others)])

    def share_up_to(amount: float) -> float:
        """How likely the difference is to be an amount or less."""
        least = np.ceil(level - amount * second).astype(np.intp)
        return float(sums @ at_least.take(least, mode="clip"))

    low, high = (_root(share_up_to, share) for share in ((1 - sure) / 2, (1 + sure) / 2))
    return Range(seen, low, high, "bootstrap")


def _root(share_up_to: Callable[[float], float], share: float) -> float:
    """The least amount up to which so great a share lies."""
    low, high = 1.0 - POINTS, POINTS - 1.0
    while high - low > NEAR:
        middle = (low + high) / 2
        low, high = (middle, high) if share_up_to(middle) < share else (low, middle)
    return high


def _drawn_again(counts: tuple[int, ...]) -> NDArray[np.float64]:
    """How likely each sum of points is when as many answers are drawn again from those given, with replacement."""
    people = sum(counts)
    length = people * (POINTS - 1) + 1
    once = np.fft.rfft(np.asarray(counts) / people, n=2 * length)
    return np.maximum(np.fft.irfft(once**people, n=2 * length)[:length], 0.0)
