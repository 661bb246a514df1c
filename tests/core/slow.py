"""The formula a second time: slow, obvious, written from the design's words and sharing no code with the product."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Problem
from holdfast.core.indicators.measure import Measured


@dataclass(frozen=True)
class Slow:
    """What the design says of one problem, in log-odds but for coverage."""

    now: float
    low: float
    high: float
    coverage: float

    @property
    def exposure(self) -> float:
        return share(self.now)

    @property
    def width(self) -> float:
        return share(self.high) - share(self.low)


def share(log_odds: float) -> float:
    """exposure = 1 / (1 + exp(-sum))"""
    return 1 / (1 + math.exp(-log_odds))


def group_rule(contributions: Iterable[float]) -> float:
    """max(0, largest) + min(0, smallest)"""
    listed = list(contributions)
    return (max(0.0, max(listed)) + min(0.0, min(listed))) if listed else 0.0


def slow(problem: Problem, measured: Mapping[str, Measured], catalogue: Catalogue) -> Slow:
    """One problem, from the start."""
    groups: dict[str, list[tuple[Measured, float, float]]] = {}
    for name, strength in problem.indicators.items():
        if name in measured:
            weight = catalogue.weights[strength]
            group = catalogue.indicators[name].group or f"alone: {name}"
            groups.setdefault(group, []).append(
                (measured[name], weight.expose, weight.alarm if catalogue.indicators[name].telling == "alarm" else weight.protect)
            )
    prior = catalogue.priors[problem.id].value
    now = low = high = math.log(prior) - math.log(1 - prior)
    seen = whole = 0.0
    for members in groups.values():
        known = [found.weight * (found.concern * up - (1 - found.concern) * down) for found, up, down in members]
        rest = [1 - found.weight for found, _, _ in members]
        now += group_rule(adds for adds, (found, _, _) in zip(known, members, strict=True) if found.weight > 0)
        low += group_rule(adds + left * -down for adds, left, (_, _, down) in zip(known, rest, members, strict=True))
        high += group_rule(adds + left * up for adds, left, (_, up, _) in zip(known, rest, members, strict=True))
        seen += max(found.weight * (up + down) for found, up, down in members)
        whole += max(up + down for _, up, down in members)
    return Slow(now, low, high, seen / whole if whole else 0.0)


def slow_doubt(problems: Sequence[Problem], measured: Mapping[str, Measured], catalogue: Catalogue) -> float:
    """The sum of (high - low) over these problems."""
    return sum(slow(problem, measured, catalogue).width for problem in problems)
