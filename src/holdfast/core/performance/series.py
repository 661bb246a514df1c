"""Measures over time: the latest value of each, the first, the level before sharing, and how far partners are apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfast.core.evidence.performance import Measure, MeasureName

# A ratio against nothing has no size; beyond ten times, more tells no more.
HIGHEST_RATIO = 10.0


@dataclass(slots=True)
class Series:
    """One measure of one partner (or the whole) and service in one unit, over time."""

    first: Measure
    latest: Measure
    based: Measure | None = None

    @property
    def baseline(self) -> float | None:
        """The level before sharing, as last told."""
        return self.based.baseline if self.based else None

    @property
    def records(self) -> tuple[Measure, ...]:
        """The records the latest value and its baseline rest on."""
        return (self.latest, self.based) if self.based else (self.latest,)


def when(measure: Measure) -> tuple[dt.date, dt.date]:
    """The period a value is for, or the day it became known."""
    return measure.period or measure.on, measure.on


def series_of(measures: Iterable[Measure], names: Collection[MeasureName]) -> list[Series]:
    """The measures of these names, sorted into series in one pass."""
    found: dict[tuple[object, ...], Series] = {}
    for measure in measures:
        if measure.name in names:
            series = found.setdefault((measure.name, measure.partner, measure.service, measure.unit), Series(measure, measure))
            _add(series, measure)
    return list(found.values())


def _add(series: Series, measure: Measure) -> None:
    if when(measure) < when(series.first):
        series.first = measure
    if when(measure) > when(series.latest):
        series.latest = measure
    if measure.baseline is not None and (series.based is None or when(measure) > when(series.based)):
        series.based = measure


def ratio(value: float, before: float) -> float:
    """`value / before`, at most 10. Against nothing it is 1 for nothing and 10 for anything."""
    if before <= 0:
        return 1.0 if value <= 0 else HIGHEST_RATIO
    return min(HIGHEST_RATIO, value / before)


def shortfall(measure: Measure) -> float:
    """How far a value is on the wrong side of its target, over the target, at most 1; none where it is met or there is no target."""
    if not measure.target:
        return 0.0
    gap = measure.value - measure.target if measure.better == "lower" else measure.target - measure.value
    return min(1.0, max(0.0, gap / abs(measure.target)))


def worsening(series: Series, before: float) -> float:
    """How many times worse the latest value is than the one before: above 1 is worse, whichever way is better."""
    latest = series.latest
    return ratio(latest.value, before) if latest.better == "lower" else ratio(before, latest.value)


def comparable(series: Iterable[Series]) -> Iterator[Sequence[Measure]]:
    """The latest values of different partners for the same measure, service and unit, where there are two or more."""
    groups: dict[tuple[object, ...], list[Measure]] = {}
    for one in series:
        latest = one.latest
        if latest.partner:
            groups.setdefault((latest.name, latest.service, latest.unit), []).append(latest)
    return (group for group in groups.values() if len(group) > 1)


def gap(measures: Sequence[Measure]) -> float:
    """Highest less lowest value."""
    values = [measure.value for measure in measures]
    return max(values) - min(values)


def gap_of_mean(measures: Sequence[Measure]) -> float:
    """Highest less lowest value as a share of their mean; 0 where all are 0."""
    mean = sum(abs(measure.value) for measure in measures) / len(measures)
    return gap(measures) / mean if mean else 0.0


# Values in these units become points of 100 by this factor.
POINTS: Mapping[str, float] = {"%": 1, "percent": 1, "per cent": 1, "points": 1, "share": 100}


def gap_in_points(measures: Sequence[Measure]) -> float:
    """The gap in points of 100: as it is for percentages, else as a percentage of the mean (4.0 and 5.0 of 5: 22.2)."""
    factor = POINTS.get(measures[0].unit.casefold())
    return 100 * gap_of_mean(measures) if factor is None else factor * gap(measures)
