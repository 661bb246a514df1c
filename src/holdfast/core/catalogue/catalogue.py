"""The whole catalogue as one object, with the links between its entries worked out once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from holdfast.core.catalogue.model import (
    Action,
    Case,
    Floor,
    Indicator,
    OutlookRule,
    Parameter,
    Prior,
    Problem,
    Question,
    Questionnaire,
    Source,
    Strength,
    Weight,
)

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Catalogue:
    """Every entry by id. Definitions never enter a database: they are read from files."""

    problems: Mapping[str, Problem]
    patterns: Mapping[str, Problem]
    indicators: Mapping[str, Indicator]
    questions: Mapping[str, Question]
    actions: Mapping[str, Action]
    parameters: Mapping[str, Parameter]
    cases: Mapping[str, Case]
    sources: Mapping[str, Source]
    weights: Mapping[str, Weight]
    floors: Mapping[str, Floor]
    priors: Mapping[str, Prior]
    rules: tuple[OutlookRule, ...]
    case_readings: Mapping[str, Mapping[str, float]]
    digest: str
    local: tuple[str, ...] = ()
    questionnaires: Mapping[str, Questionnaire] = field(default_factory=dict)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """The problems, then the patterns: both are scored by the same formula."""
        return (*self.problems.values(), *self.patterns.values())

    @property
    def sample_half(self) -> float:
        """The k of n / (n + k): this many answers make a survey reading half known."""
        return self.floors["sample_half"].value

    def problem_or_pattern(self, id: str) -> Problem:
        """The problem or pattern with this id; KeyError where there is none."""
        return self.problems.get(id) or self.patterns[id]

    def is_local(self, shelf: str, id: str) -> bool:
        """Whether a local addition brought or changed this entry; shelves are named as in `local`."""
        return f"{shelf}/{id}" in self._local

    def is_local_reading(self, indicator: str) -> bool:
        """Whether a reading was shaped locally: by its indicator, or by the question that it is read from or that stands in."""
        if not self.local:
            return False
        found = self.indicators[indicator]
        return self.is_local("indicators", indicator) or self.is_local("questions", found.question or found.proxy)

    def with_priors(self, priors: Mapping[str, Prior]) -> Catalogue:
        """The same catalogue starting from other priors (for leave-one-out checks)."""
        return dataclasses.replace(self, priors={**self.priors, **priors})

    def problems_of_indicator(self, indicator: str) -> tuple[tuple[Problem, Strength], ...]:
        """The problems and patterns an indicator bears on, with the strength of each link."""
        return tuple((problem, problem.indicators[indicator]) for problem in self._by_indicator.get(indicator, ()))

    def actions_of_indicator(self, indicator: str) -> tuple[Action, ...]:
        """The actions that bring an indicator to healthy."""
        return self._actions_by_indicator.get(indicator, ())

    def actions_for(self, problem: str) -> tuple[Action, ...]:
        """The actions that mend any indicator of a problem or pattern, in the catalogue's order."""
        linked = self.problem_or_pattern(problem).indicators
        return tuple(action for action in self.actions.values() if any(name in linked for name in action.indicators))

    def cases_for(self, problem: str) -> tuple[Case, ...]:
        """The public cases in which a problem or pattern is documented."""
        return tuple(case for case in self.cases.values() if any(problem in (r.problem, r.pattern) for r in case.reasons))

    def indicators_of_question(self, question: str) -> tuple[Indicator, ...]:
        """The indicators a question informs: the survey ones it is for, the record-based ones it stands in for."""
        return self._by_question.get(question, ())

    def problems_of_question(self, question: str) -> tuple[Problem, ...]:
        """The problems and patterns a question informs through its indicators."""
        informed = {indicator.id for indicator in self.indicators_of_question(question)}
        return tuple(problem for problem in self.all_problems if informed & set(problem.indicators))

    @cached_property
    def _local(self) -> frozenset[str]:
        return frozenset(self.local)

    @cached_property
    def _by_indicator(self) -> Mapping[str, tuple[Problem, ...]]:
        return _grouped((name, problem) for problem in self.all_problems for name in problem.indicators)

    @cached_property
    def _actions_by_indicator(self) -> Mapping[str, tuple[Action, ...]]:
        return _grouped((name, action) for action in self.actions.values() for name in action.indicators)

    @cached_property
    def _by_question(self) -> Mapping[str, tuple[Indicator, ...]]:
        return _grouped((i.question or i.proxy, i) for i in self.indicators.values() if i.question or i.proxy)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    grouped: dict[K, list[V]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in grouped.items()}
