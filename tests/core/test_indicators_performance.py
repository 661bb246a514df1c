"""How it performs: each indicator at its best, at its worst, not known and not applicable."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.communications import Rebrand
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.performance import Measure
from holdfast.core.indicators import performance as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

A, B, C, D, E = (make(Partner, id=code, partner=code, name=code.title()) for code in "abcde")
EARLIER = dt.date(2025, 6, 30)
LIVE = make(Milestone, milestone="live", name="Live", marks="go_live", done=dt.date(2025, 1, 1))
NEXT_YEAR = dt.date(2026, 7, 1)
NEW_NAME = make(Rebrand, rebrand="new", planned=dt.date(2026, 1, 31))


def measure(name: str, value: float, code: str | None = None, **fields: Any) -> Measure:
    return make(Measure, name=name, value=value, partner=code, **{"better": "lower", **fields})


def satisfied(code: str, value: float, **fields: Any) -> Measure:
    return measure("satisfaction", value, code, better="higher", **fields)


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.incidents_after_transfer, (measure("incidents", 50, baseline=50), measure("backlog", 10, baseline=20)), 1),
        (theme.incidents_after_transfer, (measure("incidents", 30, "a", baseline=10), measure("incidents", 20, "b", baseline=15)), 2),
        (theme.incidents_after_transfer, (measure("backlog", 40, baseline=20), measure("incidents", 9)), 2),
        (theme.incidents_after_transfer, (measure("incidents", 9, baseline=10, period=EARLIER), measure("incidents", 12)), 1.2),
        (theme.incidents_after_transfer, (measure("incidents", 3, baseline=0),), 10),
        (theme.incidents_after_transfer, (measure("incidents", 0, baseline=0),), 1),
        (theme.payment_errors, (measure("payment_errors", 5, baseline=10, target=2),), 0.5),
        (theme.payment_errors, (measure("payment_errors", 30, target=15),), 2),
        (theme.satisfaction_gap, (satisfied("a", 80, unit="%"), satisfied("b", 80, unit="%")), 0),
        (theme.satisfaction_gap, (satisfied("a", 80, unit="%"), satisfied("b", 55, unit="%")), 25),
        (theme.satisfaction_gap, (satisfied("a", 5), satisfied("b", 4), satisfied("b", 1, period=EARLIER)), 100 / 4.5),
        (theme.satisfaction_gap, (satisfied("a", 0.9, unit="share"), satisfied("b", 0.8, unit="share")), 10),
        (theme.performance_gap, (satisfied("a", 4), satisfied("b", 4)), 0),
        (
            theme.performance_gap,
            (satisfied("a", 4), satisfied("b", 4), *(measure("resolution_time", 6, "a"), measure("resolution_time", 2, "b"))),
            0.5,
        ),
        (theme.turnover_sickness, (measure("sickness", 8, "a", baseline=8), measure("sickness", 6, "b", baseline=8)), 1),
        (theme.turnover_sickness, (measure("sickness", 8, "a", period=EARLIER), measure("sickness", 12, "a")), 1.5),
        (
            theme.turnover_sickness,
            (
                measure("staff_turnover", 18, "a", baseline=10),
                measure("morale", 3, "a", baseline=3.6, better="higher"),
                measure("sickness", 1, "b", baseline=1),
            ),
            1.5,
        ),
        (theme.satisfaction_before_rebrand, (NEW_NAME, satisfied("a", 88, baseline=80), satisfied("b", 4.5, baseline=4)), 1.1),
        (theme.satisfaction_before_rebrand, (NEW_NAME, satisfied("a", 72, baseline=80), satisfied("a", 99, period=NEXT_YEAR)), 0.9),
        (theme.short_of_target, (satisfied("a", 90, target=80), measure("incidents", 5, "b", target=8)), 0),
        (theme.short_of_target, (satisfied("a", 40, target=80), satisfied("b", 99, target=80)), 0.25),
        (theme.short_of_target, (measure("incidents", 90, target=10),), 1),
    ],
)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(A, B, *records))
    assert reading.value == pytest.approx(value)
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (theme.incidents_after_transfer, (measure("incidents", 50, baseline=50), measure("backlog", 10))),
        (theme.incidents_after_transfer, (measure("incidents", 50),)),
        (theme.payment_errors, (measure("payment_errors", 50),)),
        (theme.satisfaction_gap, (satisfied("a", 80, unit="%"), satisfied("b", 4))),
        (theme.satisfaction_gap, (satisfied("a", 80), measure("satisfaction", 80))),
        (theme.satisfaction_gap, (C, D, E, satisfied("a", 80), satisfied("b", 80))),
        (theme.performance_gap, (satisfied("a", 4), measure("resolution_time", 4, "b"))),
        (theme.turnover_sickness, (measure("sickness", 8, "a"), measure("sickness", 9, "b"))),
        (theme.turnover_sickness, (measure("sickness", 8, "a", baseline=8),)),
        (theme.satisfaction_before_rebrand, (NEW_NAME, satisfied("a", 88, baseline=80))),
        (theme.satisfaction_before_rebrand, (NEW_NAME, satisfied("a", 88), satisfied("b", 88))),
        (theme.short_of_target, (satisfied("a", 40), satisfied("b", 40))),
        (theme.short_of_target, (C, D, E, satisfied("a", 80, target=80))),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


@pytest.mark.parametrize("reader", [theme.incidents_after_transfer, theme.payment_errors])
def test_nothing_is_compared_before_anything_is_transferred(reader: Any) -> None:
    records = measure("incidents", 5, baseline=5), measure("payment_errors", 5, baseline=5)
    assert reader.read(evidence(A, B, *records, stage="case")) == NOT_APPLICABLE
    assert reader.read(evidence(A, B, *records, LIVE, stage="case")).value == 1
    assert reader.read(evidence(A, B, *records, stage="transition")).value == 1


def test_reasons_name_the_records_that_decide() -> None:
    records = measure("sickness", 8, "a", id="first", period=EARLIER), measure("sickness", 12, "a", id="last")
    assert theme.turnover_sickness.read(evidence(A, B, *records)).because == ("measures/last", "measures/first")
