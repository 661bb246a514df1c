"""Which changes of an answer, or of two, leave every figure of a group as it is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfast.core.rounds.census import POINTS, VALUES, Counts
from holdfast.core.rounds.codes import codes_of, same
from holdfast.core.rounds.published import Split

Bools = NDArray[np.bool_]
Places = NDArray[np.intp]
OTHER = ~np.eye(len(VALUES), dtype=bool)
# A point more, or a point less; the other of the two is 1 less this place.
STEPS = (0, 1)
SIZE = (1, -1)


class Free(NamedTuple):
    """What the figures of groups do not notice, by group (or name) and question.

    `change`: one answer becoming another. `nudge`, by step and point: a point becoming the next. `pair`, by step, point and other
    point: that, while in the same group somebody's other point goes the other way.
    """

    change: Bools
    nudge: Bools
    pair: Bools

    def or_where(self, held_back: Bools) -> Free:
        """The same with nothing noticed where nothing is published."""
        everything = all_free(*held_back.shape)
        return Free(*(part | (full & _widened(held_back, part)) for part, full in zip(self, everything, strict=True)))


def _widened(held_back: Bools, part: Bools) -> Bools:
    return held_back.reshape(*held_back.shape, *(1 for _ in range(part.ndim - 2)))


def all_free(groups: int, questions: int) -> Free:
    """Nothing is noticed."""
    nudge, pair = _possible()
    whole = (OTHER, nudge, pair)
    return Free(*(np.broadcast_to(part, (groups, questions, *part.shape)).copy() for part in whole))


def _possible() -> tuple[Bools, Bools]:
    """The nudges, and pairs of nudges, that stay between the lowest and the highest point."""
    point = np.arange(POINTS)
    nudge = np.stack([(point + SIZE[step] >= 0) & (point + SIZE[step] < POINTS) for step in STEPS])
    return nudge, nudge[:, :, None] & nudge[::-1, None, :]


def free_in(counts: Counts, minimum: int, split: Split) -> Free:
    """What the figures of groups do not notice, from their counts by group, question and answer."""
    one = np.eye(len(VALUES), dtype=np.int32)
    before = counts[:, :, None, None, :]
    change = _unnoticed(before, one[None, :, :] - one[:, None, :], minimum, split) & (counts > 0)[..., None] & OTHER
    steps = np.zeros((len(STEPS), POINTS, len(VALUES)), np.int32)
    nudge, possible = _possible()
    for step in STEPS:
        for start in np.flatnonzero(nudge[step]):
            steps[step, start] = one[start + SIZE[step]] - one[start]
    moves = steps[:, :, None, :] + steps[::-1, None, :, :]
    pair = _unnoticed(counts[:, :, None, None, None, :], moves, minimum, split) & possible
    held = counts[..., :POINTS] > 0
    # Two people with one point each must be two.
    two = held[:, :, :, None] & held[:, :, None, :] & ((counts[..., :POINTS] > 1)[..., None] | OTHER[:POINTS, :POINTS])
    point = np.arange(POINTS)
    single = np.stack([change[:, :, point, np.clip(point + SIZE[step], 0, POINTS - 1)] & nudge[step] for step in STEPS], axis=2)
    return Free(change, single, pair & two[:, :, None])


def _unnoticed(counts: Counts, moves: Counts, minimum: int, split: Split) -> Bools:
    return same(codes_of(counts, minimum, split), codes_of(np.maximum(counts + moves, 0), minimum, split))
