"""What to find out next: the answers that would narrow the doubt most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from holdfast.core.assessment import NextQuestion
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Indicator, Question
from holdfast.core.diagnosis.formula import Sum, Term, combined, exposure_of
from holdfast.core.indicators.measure import Measured

# The answers taken as equally likely: the concern at each of the five points of a question.
CONCERNS = (0.0, 0.25, 0.5, 0.75, 1.0)


class Candidate(NamedTuple):
    """Something that could be asked: which indicators it would make known, and how far."""

    kind: str
    id: str
    indicators: tuple[str, ...]
    weight: float


class Doubt:
    """The bounds of every problem, ready to say how a further answer would narrow them."""

    def __init__(self, sums: Iterable[Sum]) -> None:
        self._bounds: list[tuple[float, float, float]] = []
        self._whole: list[float] = []
        self._touched: dict[str, list[tuple[int, str]]] = {}
        self._groups: list[Mapping[str, tuple[Term, ...]]] = []
        for index, total in enumerate(sums):
            low, high = total.low, total.high
            self._bounds.append((low, high, exposure_of(high) - exposure_of(low)))
            self._groups.append(total.groups)
            self._whole.append(sum(max(term.span for term in group) for group in total.groups.values()))
            for name, terms in total.groups.items():
                for term in terms:
                    self._touched.setdefault(term.measured.indicator.id, []).append((index, name))

    @property
    def total(self) -> float:
        """The sum of (high - low) over the problems."""
        return sum(bounds[2] for bounds in self._bounds)

    def gain(self, candidate: Candidate) -> tuple[float, float]:
        """The mean fall of the total over equally likely answers, and the coverage it would add."""
        answered = set(candidate.indicators)
        touched: dict[int, set[str]] = {}
        for name in candidate.indicators:
            for index, group_name in self._touched.get(name, ()):
                touched.setdefault(index, set()).add(group_name)
        fall = coverage = 0.0
        for index, groups in touched.items():
            low, high, before = self._bounds[index]
            fixed_low, fixed_high = low, high
            members = [self._groups[index][name] for name in groups]
            for group in members:
                fixed_low -= combined([term.low for term in group])
                fixed_high -= combined([term.high for term in group])
                coverage += _covered(group, answered, candidate.weight) / self._whole[index]
            after = sum(_width_at(fixed_low, fixed_high, members, answered, candidate.weight, concern) for concern in CONCERNS)
            fall += before - after / len(CONCERNS)
        return fall, coverage


def _width_at(low: float, high: float, groups: Sequence[tuple[Term, ...]], answered: set[str], weight: float, concern: float) -> float:
    """The width of one problem once the answered terms of these groups read this concern at this weight."""
    for group in groups:
        lows, highs = [], []
        for term in group:
            if term.measured.indicator.id in answered and weight > term.measured.weight:
                adds = term.adds(weight, concern)
                lows.append(adds - (1 - weight) * term.protect)
                highs.append(adds + (1 - weight) * term.expose)
            else:
                lows.append(term.low)
                highs.append(term.high)
        low += combined(lows)
        high += combined(highs)
    return exposure_of(high) - exposure_of(low)


def _covered(group: tuple[Term, ...], answered: set[str], weight: float) -> float:
    """The weight of evidence that a group gains once these terms are known to this weight."""
    before = max(term.span * term.measured.weight for term in group)
    after = max(
        term.span * (max(weight, term.measured.weight) if term.measured.indicator.id in answered else term.measured.weight)
        for term in group
    )
    return after - before


def rank(candidates: Iterable[Candidate], doubt: Doubt) -> list[tuple[Candidate, float]]:
    """The candidates that would narrow the doubt, best first: by gain, then coverage gained, then id."""
    gains = [(candidate, *doubt.gain(candidate)) for candidate in candidates]
    useful = [item for item in gains if item[1] > 1e-12 or item[2] > 1e-12]
    useful.sort(key=lambda item: (-item[1], -item[2], item[0].id))
    return [(candidate, gain) for candidate, gain, _ in useful]


def next_questions(measured: Mapping[str, Measured], doubt: Doubt, catalogue: Catalogue) -> Iterator[NextQuestion]:
    """The unknown and partly known indicators, each by the record or survey question that would tell."""
    candidates = [
        Candidate("question" if found.indicator.measure else "record", found.indicator.id, (found.indicator.id,), 1.0)
        for found in measured.values()
        if found.weight < 1
    ]
    for candidate, gain in rank(candidates, doubt):
        indicator = catalogue.indicators[candidate.id]
        yield _asked(candidate, gain, indicator)


def _asked(candidate: Candidate, gain: float, indicator: Indicator) -> NextQuestion:
    return NextQuestion(
        kind="question" if indicator.measure else "record",
        id=indicator.question or indicator.id,
        partner=None,
        who=indicator.who,
        gain=gain,
        text=indicator.ask,
        indicators=candidate.indicators,
    )


def quick_candidates(questions: Iterable[Question], measured: Mapping[str, Measured], catalogue: Catalogue) -> Iterator[Candidate]:
    """The questions one person could answer now, each with the indicators it would stand for."""
    strength = catalogue.floors["proxy_strength"].value
    for question in questions:
        informed = tuple(found.id for found in catalogue.indicators_of_question(question.id) if found.id in measured)
        if informed:
            yield Candidate("question", question.id, informed, strength)
