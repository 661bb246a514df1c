"""Indicators of how it performs: against the time before sharing, and between partners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import get_args

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.communications import Rebrand
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.facts import go_live
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.performance import Measure, MeasureName
from holdfast.core.indicators.absence import so_far
from holdfast.core.indicators.present import present, speak_for_all
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, reads
from holdfast.core.performance.series import Series, comparable, gap_in_points, gap_of_mean, ratio, series_of, shortfall, when, worsening

BEFORE_TRANSFER = frozenset({"exploring", "case", "approved"})
HALF_AS_MUCH_AGAIN = 1.5
WIDE_GAP = 10.0
A_QUARTER = 0.25
RISING = 1.25
LITTLE_BETTER = 1.05
WELL_SHORT = 0.15


def _is_before_transfer(evidence: Evidence) -> bool:
    return evidence.arrangement.stage in BEFORE_TRANSFER and go_live(evidence) is None


def _against_before(evidence: Evidence, series: Sequence[Series], *, or_target: bool) -> Reading:
    """All latest values over all levels before, for each measure and unit; the highest of these ratios."""
    if _is_before_transfer(evidence):
        return NOT_APPLICABLE
    sums: dict[tuple[str, str], list[tuple[float, float, Series]]] = {}
    for one in series:
        before = one.latest.target if one.baseline is None and or_target else one.baseline
        if before is not None:
            sums.setdefault((one.latest.name, one.latest.unit), []).append((one.latest.value, before, one))
    if not sums:
        return NOT_KNOWN
    ratios = [(ratio(sum(value for value, _, _ in group), sum(before for _, before, _ in group)), group) for group in sums.values()]
    highest, worst = max(ratios, key=lambda item: item[0])
    complete = sum(map(len, sums.values())) == len(series)
    records = [record for _, _, one in worst for record in one.records]
    return so_far(highest, records, complete=complete, tells=highest >= HALF_AS_MUCH_AGAIN)


@reads(Measure, Milestone)
def incidents_after_transfer(evidence: Evidence) -> Reading:
    """Latest incidents, or backlog, over their level before sharing, the higher ratio of the two, 10 at most (P03.2, R15).

    Not applicable before anything has been transferred.
    """
    return _against_before(evidence, series_of(present(evidence, Measure), {"incidents", "backlog"}), or_target=False)


@reads(Measure, Milestone)
def payment_errors(evidence: Evidence) -> Reading:
    """Latest wrong or duplicate payments over their level before sharing, else over their target, a ratio, 10 at most (P03.6, K17).

    Not applicable before anything has been transferred.
    """
    return _against_before(evidence, series_of(present(evidence, Measure), {"payment_errors"}), or_target=True)


@reads(Measure, Partner)
def satisfaction_gap(evidence: Evidence) -> Reading:
    """Highest less lowest partner's latest satisfaction for one service and unit, in points of 100, the widest (P05.6, R12, R11)."""
    groups = list(comparable(series_of(present(evidence, Measure), {"satisfaction"})))
    if not groups:
        return NOT_KNOWN
    widest = max(groups, key=gap_in_points)
    points = gap_in_points(widest)
    enough = speak_for_all(evidence, Measure, {measure.partner for group in groups for measure in group})
    return so_far(points, widest, complete=enough, tells=points >= WIDE_GAP)


@reads(Measure, Partner)
def performance_gap(evidence: Evidence) -> Reading:
    """Best less worst partner as a share of their mean, the mean over the measures that two or more partners have (P10.2, B2)."""
    series = series_of(present(evidence, Measure), {"satisfaction", "resolution_time", "project_delivery", "availability"})
    groups = list(comparable(series))
    if not groups:
        return NOT_KNOWN
    mean = sum(map(gap_of_mean, groups)) / len(groups)
    measures = [measure for group in groups for measure in group]
    enough = speak_for_all(evidence, Measure, {measure.partner for measure in measures})
    return so_far(mean, measures, complete=enough, tells=mean >= A_QUARTER)


@reads(Measure, Partner)
def turnover_sickness(evidence: Evidence) -> Reading:
    """How many times worse staff turnover, sickness and morale are than before, the mean of a partner, the worst partner (P14.6, L8).

    Before means the level before sharing, else the first value on record.
    """
    series = series_of(present(evidence, Measure), {"staff_turnover", "sickness", "morale"})
    groups: dict[str | None, list[tuple[float, Series]]] = {}
    for one in series:
        before = one.first.value if one.baseline is None and one.first is not one.latest else one.baseline
        if before is not None:
            groups.setdefault(one.latest.partner, []).append((worsening(one, before), one))
    if not groups:
        return NOT_KNOWN
    means = [(sum(times for times, _ in group) / len(group), group) for group in groups.values()]
    highest, worst = max(means, key=lambda item: item[0])
    records = [record for _, one in worst for record in (*one.records, *(() if one.based else (one.first,)))]
    return so_far(highest, records, complete=speak_for_all(evidence, Measure, groups.keys()), tells=highest >= RISING)


@reads(Measure, Rebrand, Partner)
def satisfaction_before_rebrand(evidence: Evidence) -> Reading:
    """Latest satisfaction before the new name over satisfaction before sharing, the lowest of any partner and service (C07.2, B2)."""
    end = min((rebrand.planned for rebrand in evidence.of(Rebrand) if rebrand.planned), default=dt.date.max)
    before = (measure for measure in present(evidence, Measure) if when(measure)[0] <= end)
    series = [one for one in series_of(before, {"satisfaction"}) if one.baseline is not None]
    if not series:
        return NOT_KNOWN
    ratios = [(ratio(one.latest.value, one.baseline or 0.0), one) for one in series]
    lowest = min(kept for kept, _ in ratios)
    records = [record for kept, one in ratios if kept == lowest for record in one.records]
    enough = speak_for_all(evidence, Measure, {one.latest.partner for one in series})
    return so_far(lowest, records, complete=enough, tells=lowest < LITTLE_BETTER)


@reads(Measure, Partner)
def short_of_target(evidence: Evidence) -> Reading:
    """How far the latest values fall short of their targets, as a share of the target, the mean over all with one (P10.9, Z1).

    What beats its target counts as none, so that one good measure does not hide a bad one.
    """
    aimed = [one for one in series_of(present(evidence, Measure), get_args(MeasureName)) if one.latest.target]
    if not aimed:
        return NOT_KNOWN
    mean = sum(shortfall(one.latest) for one in aimed) / len(aimed)
    enough = speak_for_all(evidence, Measure, {one.latest.partner for one in aimed})
    return so_far(mean, [one.latest for one in aimed], complete=enough, tells=mean >= WELL_SHORT)


READERS = (
    incidents_after_transfer,
    payment_errors,
    satisfaction_gap,
    performance_gap,
    turnover_sickness,
    satisfaction_before_rebrand,
    short_of_target,
)
