"""Scores with their ranges, from published figures and the typical answers that go with them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

import numpy as np

from holdfast.core.rounds.agreement import band, r_wg_j
from holdfast.core.rounds.census import POINTS
from holdfast.core.rounds.published import Figure, Group, Published, Split
from holdfast.core.rounds.results import GroupScore, Score
from holdfast.core.rounds.typical import Ints, typical_counts

# Two-sided 95 in 100 of Student's t by degrees of freedom; beyond the last it is nearly normal.
STUDENT = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.10, 2.09, 2.09)
NORMAL = 1.96
UNKNOWN = Score(None)
_POINT = np.arange(POINTS)


class Told(NamedTuple):
    """One published figure with its typical answers: how many gave each point, their variance, and how far their mean strays by chance."""

    figure: Figure
    counts: tuple[int, ...]
    variance: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A round's published figures, each with its typical answers, by split, group and question."""

    published: Published
    told: Mapping[tuple[Split, str, str], Told]

    def of(self, group: Group, question: str) -> Told:
        return self.told[group.split, group.id, question]


def reading_of(published: Published) -> Reading:
    """All figures of a round with their typical answers, worked out together."""
    figures = published.figures
    counts = typical_counts(figures.values())
    variances = _variances(counts)
    told = {
        key: Told(figure, tuple(row), variance, math.sqrt(variance / figure.answers) if figure.answers else 0.0)
        for (key, figure), row, variance in zip(figures.items(), counts.tolist(), variances, strict=True)
    }
    return Reading(published, told)


def _variances(counts: Ints) -> list[float]:
    """The variance of each group's typical answers (of a sample, n - 1); 0 for one answer or none."""
    people = counts.sum(1)
    total, squares = counts @ _POINT, counts @ _POINT**2
    spread = (squares - total * total / np.maximum(people, 1)) / np.maximum(people - 1, 1)
    found: list[float] = np.maximum(spread, 0.0).tolist()
    return found


def student(answers: int) -> float:
    """How many standard errors hold the mean of so many answers 95 times in 100."""
    freedom = answers - 1
    return STUDENT[freedom - 1] if 1 <= freedom <= len(STUDENT) else NORMAL


def score_of(told: Told) -> Score:
    """The score of one group on one question. The range holds what chance and rounding may hide."""
    figure = told.figure
    if figure.level is None:
        return Score(None, dont_know=figure.dont_know)
    half = student(figure.answers) * told.standard_error + figure.step / 2
    return Score(
        figure.level,
        max(0.0, figure.level - half),
        min(POINTS - 1.0, figure.level + half),
        figure.answers,
        figure.dont_know,
        figure.agreement,
    )


def score_of_all(groups: Sequence[Group], told: Sequence[Told]) -> Score:
    """All bodies together, each counted once: the mean of their levels."""
    weighed = [(len(group.members), each) for group, each in zip(groups, told, strict=True)]
    unsure = [(weight, each.figure.dont_know) for weight, each in weighed if each.figure.dont_know is not None]
    dont_know = sum(weight * share for weight, share in unsure) / sum(weight for weight, _ in unsure) if unsure else None
    known = [(weight, each, each.figure.level) for weight, each in weighed if each.figure.level is not None]
    if not known:
        return Score(None, dont_know=dont_know)
    whole = sum(weight for weight, _, _ in known)
    level = sum(weight * level for weight, _, level in known) / whole
    error = math.hypot(*(weight * each.standard_error for weight, each, _ in known)) / whole
    answers = sum(each.figure.answers for _, each, _ in known)
    half = student(answers) * error + sum(weight * each.figure.step / 2 for weight, each, _ in known) / whole
    return Score(level, max(0.0, level - half), min(POINTS - 1.0, level + half), answers, dont_know)


def score_of_area(scores: Iterable[Score], told: Iterable[Told] = ()) -> Score:
    """The mean of the questions of an area. The same people answered them, so their errors are taken not to even out."""
    listed = list(scores)
    unsure = [score.dont_know for score in listed if score.dont_know is not None]
    dont_know = sum(unsure) / len(unsure) if unsure else None
    known = [(score.level, score.low, score.high, score.answers) for score in listed if score.level is not None]
    if not known:
        return Score(None, dont_know=dont_know)
    level, low, high = (fmean(row[place] or 0.0 for row in known) for place in range(3))
    variances = [each.variance for each in told if each.figure.agreement is not None]
    agreement = band(r_wg_j(variances)) if variances else None
    return Score(level, low, high, min(row[3] for row in known), dont_know, agreement)


def group_scores(reading: Reading, split: Split, question: str) -> tuple[GroupScore, ...]:
    """The scores of all groups of a split on one question."""
    found = ((group, reading.of(group, question)) for group in reading.published.groups(split))
    return tuple(GroupScore(group, score_of(told), told.figure) for group, told in found)
