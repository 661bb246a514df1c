"""Where each problem starts: from how often the casebook documents it, around one base."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from statistics import mean, variance

from holdfast.core.catalogue.catalogue import Catalogue
from holdfast.core.catalogue.model import Case, Confidence, Prior

COUNTS: Mapping[Confidence, float] = {"high": 1.0, "medium": 2 / 3, "low": 1 / 3}
FIRST_NUMBER = 101
BASIS = "Casebook frequency by the rule of how-the-sums-work, parameters 10 and 11."
LEVEL = "Level start, parameter 12."


def priors(catalogue: Catalogue, cases: Iterable[Case]) -> dict[str, Prior]:
    """The prior of every problem from these cases, and of every pattern.

    Frequency f = (sum of confidence + 1/2) / (cases + 1); log-odds = logit(base) + pull x (logit f - mean logit f).
    The add-half keeps a problem that no case documents above zero (Jeffreys' rule).
    """
    listed = list(cases)
    logits = {problem: _log_odds(_frequency(problem, listed)) for problem in catalogue.problems}
    middle = mean(logits.values())
    base = _log_odds(catalogue.floors["prior_base"].value)
    pull = catalogue.floors["prior_pull"].value
    made = {}
    for number, (problem, logit) in enumerate(logits.items(), FIRST_NUMBER):
        value = 1 / (1 + math.exp(-(base + pull * (logit - middle))))
        made[problem] = Prior(id=problem, number=number, value=round(value, 3), basis=BASIS)
    level = catalogue.floors["pattern_base"].value
    for number, pattern in enumerate(catalogue.patterns, FIRST_NUMBER + len(logits)):
        made[pattern] = Prior(id=pattern, number=number, value=level, basis=LEVEL)
    return made


def reliability(catalogue: Catalogue, cases: Iterable[Case]) -> float:
    """How far the frequencies tell the problems apart beyond chance: 1 less sampling variance over the variance of their log-odds.

    The sampling variance of logit f from n cases is 1 / (n f (1 - f)). Empirical Bayes (Efron and Morris 1975) draws each
    estimate towards the mean by just this much, which is what the pull of parameter 11 does.
    """
    listed = list(cases)
    shares = [_frequency(problem, listed) for problem in catalogue.problems]
    sampling = mean(1 / ((len(listed) + 1) * share * (1 - share)) for share in shares)
    spread = variance([_log_odds(share) for share in shares])
    return max(0.0, 1 - sampling / spread) if spread else 0.0


def _frequency(problem: str, cases: list[Case]) -> float:
    found = sum(max((COUNTS[r.confidence] for r in case.reasons if r.problem == problem), default=0.0) for case in cases)
    return (found + 0.5) / (len(cases) + 1)


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))
