"""How exactly a group's answers may be said: every figure is rounded, the more coarsely the fewer answered.

A step is always more than two answers wide, so that the highest and the lowest figure also cover groups of whom one answered
otherwise: an extreme figure never means that all answered alike. Figures are held as whole codes: two sets of answers that
have the same codes cannot be told apart by anything that is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfast.core.rounds.agreement import BANDS, SOME_FROM, STRONG_FROM, chance_variance
from holdfast.core.rounds.census import POINTS, UNSURE, Counts
from holdfast.core.rounds.published import Figure, Group, Split

Ints = NDArray[np.int64]


# From so many answers: the number that is said, the step of the mean point, and the step of shares (0 where none is said).
TIERS = ((3, 1.0, 0.0), (5, 0.5, 0.0), (16, 0.25, 0.25), (41, 0.1, 0.1), (100, 0.1, 0.05))
# The same for the share of those who do not know.
UNSURE_TIERS = ((3, 1.0), (5, 0.5), (16, 0.25), (41, 0.1))
# Agreement is a matter of one body: it is said of partners, not of roles. People stand in two groups, and the second must tell less,
# so that the two together do not tell too much.
AGREEMENT_IN: Split = "partner"
AGREEMENT_FROM_ANSWERS = 5


class Codes(NamedTuple):
    """The figures of groups as whole numbers; -1 where nothing is said. The last axis of the answers is gone."""

    tier: Ints
    level: Ints
    low: Ints
    agree: Ints
    agreement: Ints
    unsure_tier: Ints
    unsure: Ints


_UNSURE_EDGES = np.asarray([tier[0] for tier in UNSURE_TIERS])
_UNSURE_STEP = np.asarray([tier[1] for tier in UNSURE_TIERS])
_POINT = np.arange(POINTS)


def codes_of(counts: Counts, minimum: int, split: Split) -> Codes:
    """What may be said of each group's answers; `counts` has the answers on its last axis."""
    edges, level_steps, share_steps = (np.asarray(column) for column in zip(*TIERS, strict=True))
    points = counts[..., :POINTS].astype(np.int64)
    answers = points.sum(-1)
    enough = answers >= minimum
    tier = np.where(enough, np.searchsorted(edges, answers, side="right") - 1, -1)
    many = np.maximum(answers, 1)
    total = points @ _POINT
    level = np.where(enough, _rounded(total / many, level_steps[tier]), -1)
    share_step = share_steps[tier]
    shares = enough & (share_step > 0)
    step = np.where(shares, share_step, 1.0)
    low = np.where(shares, _rounded(points[..., :2].sum(-1) / many, step), -1)
    agree = np.where(shares, _rounded(points[..., 3:].sum(-1) / many, step), -1)
    squares = points @ _POINT**2
    spread = (squares - total * total / many) / np.maximum(answers - 1, 1)
    alike = 1 - spread / chance_variance()
    bands = (alike >= SOME_FROM - 1e-9).astype(np.int64) + (alike >= STRONG_FROM - 1e-9)
    agreement = np.where(enough & (answers >= AGREEMENT_FROM_ANSWERS) & (split == AGREEMENT_IN), bands, -1)
    asked = answers + counts[..., UNSURE]
    known = asked >= minimum
    unsure_tier = np.where(known, np.searchsorted(_UNSURE_EDGES, asked, side="right") - 1, -1)
    unsure = np.where(known, _rounded(counts[..., UNSURE] / np.maximum(asked, 1), _UNSURE_STEP[unsure_tier]), -1)
    return Codes(tier, level, low, agree, agreement, unsure_tier, unsure)


def _rounded(values: NDArray[np.float64], step: NDArray[np.float64]) -> Ints:
    """Each value in whole steps, the nearest; halves up."""
    return np.floor(values / step + 0.5 + 1e-9).astype(np.int64)


def same(one: Codes, other: Codes) -> NDArray[np.bool_]:
    """Where two sets of answers cannot be told apart by what is published."""
    equal = np.ones(np.broadcast_shapes(one.level.shape, other.level.shape), bool)
    for here, there in zip(one, other, strict=True):
        equal &= here == there
    return equal


def figures_of(
    split: Split, groups: Sequence[Group], questions: Sequence[str], counts: Counts, held_back: NDArray[np.bool_], minimum: int
) -> Iterator[Figure]:
    """The figure of each group on each question, from counts by group, question and answer."""
    codes = [part.tolist() for part in codes_of(counts, minimum, split)]
    for row, group in enumerate(groups):
        for column, question in enumerate(questions):
            if held_back[row, column]:
                yield Figure(question, group, "singles_out")
            else:
                yield _figure(question, group, [part[row][column] for part in codes], minimum)


def _figure(question: str, group: Group, codes: Sequence[int], minimum: int) -> Figure:
    """One figure from its codes."""
    tier, level, low, agree, agreement, unsure_tier, unsure = codes
    unsure_step = UNSURE_TIERS[unsure_tier][1] if unsure_tier >= 0 else 0.0
    dont_know = _times(unsure, unsure_step) if unsure_step else None
    if tier < 0:
        return Figure(question, group, "few", dont_know=dont_know, dont_know_step=unsure_step)
    at_least, step, share_step = TIERS[tier]
    below = TIERS[tier + 1][0] if tier + 1 < len(TIERS) else group.people + 1
    about = round(group.people * (1 - (dont_know or 0.0)))
    shares = (_times(low, share_step), _times(agree, share_step)) if share_step else (None, None)
    return Figure(
        question,
        group,
        answers=max(at_least, minimum, min(about, below - 1)),
        level=_times(level, step),
        step=step,
        low=shares[0],
        middle=max(0.0, round(1 - shares[0] - shares[1], 6)) if shares[0] is not None and shares[1] is not None else None,
        agree=shares[1],
        share_step=share_step,
        dont_know=dont_know,
        dont_know_step=unsure_step,
        agreement=BANDS[agreement] if agreement >= 0 else None,
    )


def _times(code: int, step: float) -> float:
    return round(code * step, 6)
