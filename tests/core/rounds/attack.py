"""An insider who knows who answered and in which role, and everything published, and solves for what each person said.

One linear programme a question, all rounds together, answers that may be split between values (integrality relaxed). People of
one partner and role who took part in the same rounds cannot be told apart, so one set of variables serves them all: how many
of them gave each answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from holdfast.core.evidence.answers import AnswerValue
from holdfast.core.rounds.census import PLACE, VALUES
from holdfast.core.rounds.codes import TIERS, UNSURE_TIERS
from holdfast.core.rounds.published import Figure, Published

# Partner, role, the rounds in which they took part, and what the insider knows they said (of themselves), if anything.
Kind = tuple[str, str, tuple[int, ...], AnswerValue | None]
POINT = range(5)
FEW = 1e-6
VARIANCE = {"little": (1.0, None), "some": (0.6, 1.0), "strong": (None, 0.6)}
Row = tuple[dict[int, float], float, float]


@dataclass
class Insider:
    """What is known of one question: how many people of each kind there are, and what each round published."""

    question: str
    people: Counter[Kind]
    rounds: Sequence[Published]
    kinds: list[Kind] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = sorted(self.people, key=str)

    def rows(self) -> Iterator[Row]:
        """Everything known, as linear rows over how many of each kind gave each answer."""
        for at, kind in enumerate(self.kinds):
            columns = [at * len(VALUES) + value for value in range(len(VALUES))]
            yield dict.fromkeys(columns, 1.0), self.people[kind], self.people[kind]
            if kind[3] is not None:
                yield {columns[PLACE[kind[3]]]: 1.0}, self.people[kind], self.people[kind]
        for place, published in enumerate(self.rounds):
            for figure in published.figures.values():
                if figure.question == self.question:
                    yield from self._figure(figure, published.minimum, place)

    def _figure(self, figure: Figure, minimum: int, place: int) -> Iterator[Row]:
        def row(by_value: Mapping[int, float]) -> dict[int, float]:
            return {
                at * len(VALUES) + value: weight
                for at, (partner, role, rounds, _) in enumerate(self.kinds)
                if place in rounds and (partner if figure.group.split == "partner" else role) in figure.group.members
                for value, weight in by_value.items()
            }

        if figure.withheld == "singles_out":
            return
        infinity = highspy.kHighsInf
        points = dict.fromkeys(POINT, 1.0)
        asked = points | {PLACE["dont_know"]: 1.0}
        if figure.dont_know is not None:
            yield row(asked), minimum, infinity
            yield from _between(row, asked, {PLACE["dont_know"]: 1.0}, figure.dont_know, figure.dont_know_step)
            starts = [start for start, step in UNSURE_TIERS if step == figure.dont_know_step]
            yield row(asked), starts[0], next((start - 1 for start, _ in UNSURE_TIERS if start > starts[-1]), infinity)
        else:
            yield row(asked), 0, minimum - 1
        if figure.level is None:
            yield row(points), 0, minimum - 1
            return
        starts = [start for start, _, _ in TIERS if start <= figure.answers]
        yield row(points), max(minimum, starts[-1]), next((start - 1 for start, _, _ in TIERS if start > figure.answers), infinity)
        yield from _between(row, points, {value: float(value) for value in POINT}, figure.level, figure.step)
        if figure.low is not None and figure.agree is not None:
            yield from _between(row, points, {0: 1.0, 1: 1.0}, figure.low, figure.share_step)
            yield from _between(row, points, {3: 1.0, 4: 1.0}, figure.agree, figure.share_step)
        if figure.agreement is not None:
            yield from self._agreement(figure, row)

    @staticmethod
    def _agreement(figure: Figure, row) -> Iterator[Row]:  # type: ignore[no-untyped-def]
        """The band of the variance, with the mean anywhere in its step."""
        assert figure.level is not None and figure.agreement is not None
        least, most = VARIANCE[figure.agreement]
        middle, half = figure.level, figure.step / 2
        if most is not None:
            yield row({value: value * value - most - (middle + half) ** 2 for value in POINT}), -highspy.kHighsInf, -most + FEW
        if least is not None:
            lower = max(0.0, middle - half)
            yield row({value: value * value - least - lower**2 for value in POINT}), -least - FEW, highspy.kHighsInf


def _between(row, base: Mapping[int, float], part: Mapping[int, float], share: float, step: float) -> Iterator[Row]:  # type: ignore[no-untyped-def]
    """The part is the share of the base, to the nearest step."""
    for edge, is_upper in ((share + step / 2, True), (share - step / 2, False)):
        weights = row({value: part.get(value, 0.0) - edge * base.get(value, 0.0) for value in {*base, *part}})
        yield (weights, -highspy.kHighsInf, FEW) if is_upper else (weights, -FEW, highspy.kHighsInf)


def narrowed(insider: Insider) -> list[str]:
    """Everybody whose answer can be only one, and every group under the minimum whose answers can add up to only one sum."""
    solver = _solver(insider)
    found = []
    minimum = max(published.minimum for published in insider.rounds)
    for at, kind in enumerate(insider.kinds):
        if kind[3] is not None:
            continue
        for value in range(len(VALUES)):
            if _least(solver, {at * len(VALUES) + value: 1.0}) > insider.people[kind] - 1e-4:
                found.append(f"{kind} said {VALUES[value]}")
    for name, members in _small_groups(insider, minimum):
        sum_of = {at * len(VALUES) + value: float(value + 1) for at in members for value in range(len(VALUES))}
        least, most = _least(solver, sum_of), -_least(solver, {column: -weight for column, weight in sum_of.items()})
        if most - least < 1e-4:
            found.append(f"{name} together")
    return found


def _small_groups(insider: Insider, minimum: int) -> Iterator[tuple[str, list[int]]]:
    """The kinds of each partner, role, and partner with role, of whom there are too few in every round in which they took part."""
    for place in range(len(insider.rounds)):
        groups: dict[str, list[int]] = {}
        for at, (partner, role, rounds, knows) in enumerate(insider.kinds):
            if place in rounds and knows is None:
                for name in (partner, role, f"{partner}, {role}"):
                    groups.setdefault(name, []).append(at)
        for name, members in groups.items():
            if sum(insider.people[insider.kinds[at]] for at in members) < minimum:
                yield f"{name} in round {place}", members


def _solver(insider: Insider) -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    infinity = highspy.kHighsInf
    for _ in range(len(insider.kinds) * len(VALUES)):
        solver.addVar(0.0, infinity)
    for weights, low, high in insider.rows():
        columns = np.asarray(list(weights), np.int32)
        solver.addRow(low, high, len(columns), columns, np.asarray(list(weights.values()), np.float64))
    return solver


def _least(solver: highspy.Highs, weights: Mapping[int, float]) -> float:
    """The least value of a sum; whatever was published is true, so there is one."""
    columns = solver.getNumCol()
    costs = np.zeros(columns)
    for column, weight in weights.items():
        costs[column] = weight
    solver.changeColsCost(columns, np.arange(columns, dtype=np.int32), costs)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, "the insider's programme must allow what is true"
    return float(solver.getInfo().objective_function_value)
