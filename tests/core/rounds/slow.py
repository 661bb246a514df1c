"""The same figures worked out the slow way: answer by answer, split by split, world by world."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from holdfast.core.rounds.asked import Response
from holdfast.core.rounds.census import PLACE, VALUES
from holdfast.core.rounds.codes import codes_of, same
from holdfast.core.rounds.publish import Kept
from tests.core.rounds.people import QUESTIONS


def r_wg(points: Sequence[int]) -> float:
    """One less the variance of the answers over that of a fair five-sided die."""
    die = statistics.pvariance(range(5))
    return max(0.0, 1 - statistics.variance(points) / die)


def spearman_brown(reliability: float, times: int) -> float:
    """What a test so many times as long would reach."""
    return times * reliability / (1 + (times - 1) * reliability)


def permutation_p(one: Sequence[int], other: Sequence[int], moved: float = 0.0) -> float:
    """The share of all splits whose means differ as much as those seen, once the first group is moved back."""
    whole = [point - moved for point in one] + list(other)
    seen = abs(statistics.fmean(whole[: len(one)]) - statistics.fmean(whole[len(one) :]))
    far = []
    for chosen in itertools.combinations(range(len(whole)), len(one)):
        first = [whole[place] for place in chosen]
        rest = [whole[place] for place in range(len(whole)) if place not in chosen]
        far.append(abs(statistics.fmean(first) - statistics.fmean(rest)) >= seen - 1e-9)
    return sum(far) / len(far)


def answers_in_keeping(people: Sequence[Response], kept: Kept) -> NDArray[np.int64]:
    """Every way in which these people could have answered one question with all figures that are said staying the same.

    A row a way, a column a person, the places of the answers. Of a figure that is held back nothing is known, and the insider is
    not given the guard's decisions to reason with.
    """
    ways = np.asarray(list(itertools.product(range(len(VALUES)), repeat=len(people))))
    true = [PLACE[person.answers[QUESTIONS[0]]] for person in people]
    fits = np.ones(len(ways), bool)
    for figure in kept.published.figures.values():
        if figure.withheld == "singles_out":
            continue
        of = "partner" if figure.group.split == "partner" else "role"
        inside = [at for at, person in enumerate(people) if getattr(person, of) in figure.group.members]
        counts = np.stack([(ways[:, inside] == value).sum(1) for value in range(len(VALUES))], axis=-1)
        seen = np.bincount([true[at] for at in inside], minlength=len(VALUES))
        minimum = kept.published.minimum
        fits &= same(codes_of(counts, minimum, figure.group.split), codes_of(seen[None], minimum, figure.group.split))
    return ways[fits]
