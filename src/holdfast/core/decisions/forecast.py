"""When a decision is likely to come: its date, plus slippage as this arrangement has known it and as public cases have."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, mean, stdev

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import bounds
from holdfast.core.evidence.facts import DAYS_A_MONTH, DAYS_A_YEAR

PERCENTILES = (0.1, 0.5, 0.9)
# A published range is read as its tenth and ninetieth percentile; these many deviations of a normal distribution lie between them.
DEVIATIONS = 2.5631
# How many own slips weigh as much as the published range.
OWN_HALF = 2


@dataclass(frozen=True, slots=True)
class SlipRate:
    """How far a date moves for each month it lies ahead, as a lognormal factor on the time left: its mean log and deviation."""

    centre: float
    spread: float
    own: int
    words: str

    def days_at(self, days: float, share: float) -> float:
        """The days within which the decision comes with this chance."""
        return days * math.exp(self.centre + self.spread * normal_quantile(share))

    def chance_by(self, days: float, limit: float) -> float:
        """The chance that a decision `days` ahead has come within `limit` days."""
        if limit <= 0:
            return 0.0
        if days <= 0:
            return 1.0
        return normal_share((math.log(limit / days) - self.centre) / self.spread)


def slip_rate(ratios: Sequence[float], catalogue: Catalogue) -> SlipRate:
    """From the arrangement's own ratios of time taken to time planned, joined with the published range of delay.

    The range (10 to 54% longer) gives a mean and a deviation of the log; each own ratio counts as one more observation beside
    OWN_HALF of the published, as in the formula's n / (n + 2).
    """
    published = catalogue.parameters["optimism_bias_ict_duration"]
    low, high = bounds(published)
    lows, highs = math.log(1 + low), math.log(1 + high)
    base, base_spread = (lows + highs) / 2, (highs - lows) / DEVIATIONS
    logs = [math.log(ratio) for ratio in ratios if ratio > 0]
    if not logs:
        return SlipRate(
            base,
            base_spread,
            0,
            f"Public works ran {low:.0%} to {high:.0%} over time; this arrangement has no slippage of its own on record.",
        )
    weight = len(logs) / (len(logs) + OWN_HALF)
    centre = weight * mean(logs) + (1 - weight) * base
    own_spread = stdev(logs) if len(logs) > 1 else base_spread
    apart = weight * (1 - weight) * (mean(logs) - base) ** 2
    spread = math.sqrt(weight * own_spread**2 + (1 - weight) * base_spread**2 + apart)
    times = math.exp(mean(logs))
    many = "1 date" if len(logs) == 1 else f"{len(logs)} dates"
    words = f"{many} of its own took {times:.2f} times what was planned; public works ran {low:.0%} to {high:.0%} over time."
    return SlipRate(centre, max(spread, base_spread), len(logs), words)


@dataclass(frozen=True, slots=True)
class Window:
    """The dates by which a decision comes with a chance of 10, 50 and 90 in 100."""

    early: dt.date
    middle: dt.date
    late: dt.date


def days_ahead(today: dt.date, expected: dt.date) -> float:
    """How far a decision lies ahead. What is overdue has no time left to stretch: it is given a month."""
    return max((expected - today).days, DAYS_A_MONTH if expected <= today else 1)


def window(today: dt.date, days: float, rate: SlipRate) -> Window:
    """The window of a decision that lies so many days ahead."""
    return Window(*(later(today, rate.days_at(days, share)) for share in PERCENTILES))


def later(date: dt.date, days: float) -> dt.date:
    """So many days later, or the last day there is."""
    return date + min(dt.timedelta(days=round(min(days, 3_000_000))), dt.date.max - date)


def chance_left_before(today: dt.date, days: float, rate: SlipRate, leaves: dt.date | None, tenure: float) -> float:
    """The chance that a decision so many days ahead falls after its backer has left.

    With a leaving date: the chance of coming later than that. Without: a backer stays on for years like those of public leaders, so the
    chance of having left by day t is `1 - exp(-t / tenure)`, averaged over the window's distribution.
    """
    if leaves is not None:
        return 1.0 - rate.chance_by(days, (leaves - today).days)
    steps = 99
    times = [rate.days_at(days, (step + 0.5) / steps) / DAYS_A_YEAR for step in range(steps)]
    return mean(1 - math.exp(-time / tenure) for time in times)


def normal_share(score: float) -> float:
    """The share of a normal distribution below a score."""
    return 0.5 * (1 + math.erf(score / math.sqrt(2)))


def normal_quantile(share: float) -> float:
    """The score below which this share of a normal distribution lies."""
    return NormalDist().inv_cdf(share)
