"""Typical answers: how a group with such published figures might have answered.

Everything beyond the published figures (ranges, gaps, readings) is worked out from typical answers and never from those given, so it
cannot tell more than the figures do. A group is taken to have answered in a bell shape around its level, as wide as its agreement
says, with the shares that were published; as many people as are said to have answered at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from holdfast.core.rounds.census import POINTS
from holdfast.core.rounds.published import Agreement

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# The variance at the middle of each band of agreement; where none is said, that of moderate disagreement.
VARIANCE: Mapping[Agreement | None, float] = {"strong": 0.35, "some": 0.8, "little": 1.4, None: 1.0}
TURNS = 40
# Answers of a round that are counted one by one: ten times those of 32 partners with 100 people each and 60 questions.
MOST_COUNTED = 4_000_000
_POINT = np.arange(POINTS)
_PARTS = (slice(0, 2), slice(2, 3), slice(3, 5))


class Summary(Protocol):
    """What is known of a group's answers to one question: a published figure, or a tally on record."""

    @property
    def answers(self) -> int: ...
    @property
    def level(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def agree(self) -> float | None: ...
    @property
    def agreement(self) -> Agreement | None: ...


def typical_counts(summaries: Iterable[Summary]) -> Ints:
    """How many of each group gave each point, by group: whole people, as many as are said to have answered. None for no level."""
    told = list(summaries)
    people = np.asarray([summary.answers if summary.level is not None else 0 for summary in told], np.int64)
    if not people.any():
        return np.zeros((len(told), POINTS), np.int64)
    level = np.asarray([summary.level or 0.0 for summary in told])
    variance = np.asarray([VARIANCE[summary.agreement] for summary in told])
    parts = np.asarray([_parts(summary) for summary in told])
    return _whole(_shares(level, variance, parts), people, level)


def thinned(counts: Ints) -> Ints:
    """The same groups with fewer people in the same proportions, where they say to be more than a reading can count one by one.

    A figure on record may be any number, also one that was mistyped; beyond so many people a reading no longer depends on it.
    """
    total = sum(map(int, counts.sum(1)))
    if total <= MOST_COUNTED:
        return counts
    # A few people of a small group among many stay a few, and not nobody.
    fewer: Ints = np.ceil(counts * (MOST_COUNTED / total)).astype(np.int64)
    return fewer


def _parts(summary: Summary) -> tuple[float, float, float]:
    """The shares of low, middle and high points; not a number where they are not said."""
    if summary.low is None or summary.agree is None:
        return (np.nan, np.nan, np.nan)
    return summary.low, max(0.0, 1 - summary.low - summary.agree), summary.agree


def _shares(level: Floats, variance: Floats, parts: Floats) -> Floats:
    """Shares of the points with these levels, variances and parts, as nearly as all three can be had."""
    width = np.maximum(variance, 0.05)[:, None]
    shares = np.exp(-((_POINT[None, :] - level[:, None]) ** 2) / (2 * width)) + 1e-9
    shares /= shares.sum(1, keepdims=True)
    has_parts = ~np.isnan(parts[:, 0])
    for _ in range(TURNS):
        for place, part in enumerate(_PARTS):
            held = shares[:, part].sum(1)
            wanted = np.where(has_parts, np.nan_to_num(parts[:, place]) + 1e-6, held)
            shares[:, part] *= (wanted / held)[:, None]
        shares /= shares.sum(1, keepdims=True)
        mean = shares @ _POINT
        spread = shares @ _POINT**2 - mean**2
        # One step towards the level, tilting the shares by the point.
        tilt = np.clip((level - mean) / np.maximum(spread, 0.05), -3, 3)
        shares *= np.exp(tilt[:, None] * (_POINT[None, :] - mean[:, None]))
        shares /= shares.sum(1, keepdims=True)
    found: Floats = shares
    return found


def _whole(shares: Floats, people: Ints, level: Floats) -> Ints:
    """Whole people by largest remainder, then moved a point at a time until their mean is as near the level as it can be."""
    exact = shares * people[:, None]
    counts = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(-(exact - counts), axis=1, kind="stable")
    missing = people - counts.sum(1)
    counts[np.arange(len(counts))[:, None], order] += np.arange(POINTS)[None, :] < missing[:, None]
    for row in np.flatnonzero(people):
        _move(counts[row], round(level[row] * int(people[row])))
    return counts


def _move(counts: Ints, total: int) -> None:
    """Move people by a point, from where most stand, until their points add up to the total.

    Far from it, which they are only where the figures contradict each other, they are moved many at a time.
    """
    while (short := total - int(counts @ _POINT)) != 0:
        step = 1 if short > 0 else -1
        movable = counts.copy()
        movable[-1 if step > 0 else 0] = 0
        start = int(movable.argmax())
        people = max(1, min(abs(short) // 4, int(movable[start]) // 2))
        counts[start] -= people
        counts[start + step] += people
