"""The one formula: weights of evidence added up in log-odds, with its bounds.

A problem starts from its prior log-odds. Each known indicator adds from `-protect` (at healthy; less for an
alarm) to `+expose` (at critical), linear in concern, times how far it is known; an unknown one adds nothing.
Indicators that measure the same thing share a group, which adds max(0, largest) + min(0, smallest).
`exposure = 1 / (1 + exp(-sum))`. After I. J. Good, Probability and the Weighing of Evidence (1950), and
the log-odds scorecards of credit rating.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Problem, Strength
from holdfast.core.indicators.measure import Measured


def logit(share: float) -> float:
    """Log-odds of a share between 0 and 1."""
    return math.log(share / (1 - share))


def exposure_of(log_odds: float) -> float:
    """The share whose log-odds these are."""
    return 1 / (1 + math.exp(-log_odds))


def combined(contributions: Iterable[float]) -> float:
    """What a group adds: its strongest push up and its strongest pull down, each counted once."""
    up = down = 0.0
    for contribution in contributions:
        if contribution > up:
            up = contribution
        elif contribution < down:
            down = contribution
    return up + down


class Term(NamedTuple):
    """One indicator's part in one problem, in log-odds.

    `known` is what it adds now, `low` and `high` what it would add if its unknown part turned out healthy, or critical:
    kept, since bounds, levers and questions ask for them again and again.
    """

    measured: Measured
    group: str
    expose: float
    protect: float
    known: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        return self.measured.weight > 0

    @property
    def healthy(self) -> float:
        """What it would add if it read healthy, known as far as it is now."""
        return -self.measured.weight * self.protect

    @property
    def span(self) -> float:
        return self.expose + self.protect

    def reading(self, measured: Measured) -> Term:
        """The same part, had the indicator been measured otherwise."""
        return _term(measured, self.group, self.expose, self.protect)

    def adds(self, weight: float, concern: float) -> float:
        """What it adds when known to this weight at this concern."""
        return _adds(weight, concern, self.expose, self.protect)


def _adds(weight: float, concern: float, expose: float, protect: float) -> float:
    return weight * (concern * (expose + protect) - protect)


def _term(measured: Measured, group: str, expose: float, protect: float) -> Term:
    unknown = 1 - measured.weight
    known = _adds(measured.weight, measured.concern, expose, protect)
    return Term(measured, group, expose, protect, known, known - unknown * protect, known + unknown * expose)


class Sum(NamedTuple):
    """A problem with its terms by group: everything that a finding is worked out from.

    `held` is what each group adds now, `mended` what it would add if its known readings were healthy, `group_of` the
    group of each known indicator: kept, since levers and actions ask for them again and again.
    """

    problem: Problem
    prior: float
    groups: Mapping[str, tuple[Term, ...]]
    held: Mapping[str, float]
    mended: Mapping[str, float]
    group_of: Mapping[str, str]
    log_odds: float

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(term for group in self.groups.values() for term in group)

    @property
    def low(self) -> float:
        return self.prior + sum(combined([term.low for term in group]) for group in self.groups.values())

    @property
    def high(self) -> float:
        return self.prior + sum(combined([term.high for term in group]) for group in self.groups.values())

    @property
    def coverage(self) -> float:
        """Known weight over all weight; a group counts its heaviest known member over its heaviest."""
        whole = sum(max([term.span for term in group]) for group in self.groups.values())
        seen = sum(max([term.span * term.measured.weight for term in group]) for group in self.groups.values())
        return seen / whole if whole else 0.0

    def with_healthy(self, indicators: Iterable[str]) -> float:
        """The log-odds if the groups of these indicators, as far as they are known, read healthy."""
        total = self.log_odds
        for name in {self.group_of[indicator] for indicator in indicators if indicator in self.group_of}:
            total += self.mended[name] - self.held[name]
        return total


def term_of(measured: Measured, strength: Strength, catalogue: Catalogue) -> Term:
    """An indicator's part in a problem to which it is linked with this strength."""
    weight = catalogue.weights[strength]
    protect = weight.protects(measured.indicator.telling)
    return _term(measured, measured.indicator.group or measured.indicator.id, weight.expose, protect)


def sum_of(problem: Problem, measured: Mapping[str, Measured], catalogue: Catalogue) -> Sum:
    """The terms of one problem, from the indicators that apply."""
    groups: dict[str, list[Term]] = {}
    for indicator, strength in problem.indicators.items():
        found = measured.get(indicator)
        if found is None:
            continue
        term = term_of(found, strength, catalogue)
        groups.setdefault(term.group, []).append(term)
    prior = logit(catalogue.priors[problem.id].value)
    known = {name: [term for term in terms if term.is_known] for name, terms in groups.items()}
    held = {name: combined([term.known for term in terms]) for name, terms in known.items()}
    mended = {name: combined([term.healthy for term in terms]) for name, terms in known.items()}
    group_of = {term.measured.indicator.id: name for name, terms in known.items() for term in terms}
    whole = {name: tuple(terms) for name, terms in groups.items()}
    return Sum(problem, prior, whole, held, mended, group_of, prior + sum(held.values()))
