"""What is shared: each indicator at its best, at its worst, not known and not applicable."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.scope import Baseline, Service, ServiceException, Stage
from holdfast.core.indicators import scope as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

A, B = (make(Partner, id=code, partner=code, name=code.title()) for code in "ab")
COMPANY = make(Partner, id="co", partner="co", name="Company", type="company")
LONG_AGO, LATELY, LATER = dt.date(2022, 1, 1), dt.date(2024, 1, 1), dt.date(2026, 9, 1)


def service(code: str, **fields: Any) -> Service:
    return make(Service, id=code, service=code, name=code.title(), **fields)


def baseline(code: str, name: str, **fields: Any) -> Baseline:
    return make(Baseline, id=f"{code}-{name}", partner=code, service=name, **fields)


def whole(code: str, name: str) -> Baseline:
    return baseline(code, name, cost=100, volume=10, performance_known=True, agreed=True)


def exception(code: str, name: str, **fields: Any) -> ServiceException:
    return make(ServiceException, id=f"{code}-{name}", partner=code, service=name, what="Own forms", **fields)


def stages(*answers: bool | None) -> list[Record]:
    return [make(Stage, id=f"s{order}", stage=f"s{order}", order=order, stands_alone=answer) for order, answer in enumerate(answers, 1)]


GO_LIVE = make(Milestone, milestone="live", name="Live", marks="go_live", done=LATELY)
DESK, PAYROLL, OUT = service("desk"), service("payroll"), service("museums", in_scope=False)
COMPLETE = make(Register, id="all", section="exceptions", complete_from=dt.date(2025, 1, 1), complete_to=dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.baseline_coverage, (DESK, OUT, whole("a", "desk"), whole("b", "desk")), 1),
        (theme.baseline_coverage, (DESK, PAYROLL, whole("a", "desk")), 0.25),
        (theme.baseline_coverage, (DESK, baseline("a", "desk", cost=1, volume=1, performance_known=True, agreed=False)), 0),
        (theme.performance_assessed, (DESK, whole("a", "desk"), whole("b", "desk")), 1),
        (theme.performance_assessed, (DESK, *(baseline(code, "desk", performance_known=False) for code in "ab")), 0),
        (theme.performance_assessed, (DESK, PAYROLL, whole("a", "desk"), baseline("b", "desk", performance_known=False)), 0.5),
        (theme.services_apart, (service("desk", integrated=True, same_for_all=True),), 0),
        (theme.services_apart, (service("desk", same_for_all=False), PAYROLL), 1),
        (theme.services_apart, (GO_LIVE, service("desk", same_for_all=False, integrated=False), service("payroll", integrated=False)), 3),
        (theme.hosting_spread, (service("desk", host="a"), service("payroll", host="b")), 0.5),
        (theme.hosting_spread, (service("desk", host="a"), service("payroll", host="a")), 1),
        (theme.hosting_spread, (*(service(name, host="a") for name in ("desk", "payroll")), service("audit")), 2 / 3),
        (theme.service_level_variants, (service("desk", service_levels=1), service("payroll", service_levels=1)), 1),
        (theme.service_level_variants, (service("desk", service_levels=5), PAYROLL), 5),
        (theme.exceptions_share, (DESK, COMPLETE), 0),
        (theme.exceptions_share, (DESK, PAYROLL, exception("a", "desk"), exception("b", "desk", ends=LATER)), 0.5),
        (theme.exceptions_share, (DESK, COMPLETE, exception("a", "desk", ends=LATELY)), 0),
        (theme.scope_unopened, (service("desk", shared_since=LONG_AGO), service("payroll", shared_since=LATELY)), 0),
        (theme.scope_unopened, (service("desk", shared_since=LONG_AGO), service("payroll", shared_since=LATER), OUT), 0.5),
        (theme.stages_stand_alone, stages(True, True), 1),
        (theme.stages_stand_alone, stages(False, False), 0),
        (theme.stages_stand_alone, stages(True, False, None), 0.5),
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
        (theme.baseline_coverage, (DESK, OUT, whole("a", "museums"))),
        (theme.performance_assessed, (DESK, whole("a", "desk"))),
        (theme.performance_assessed, (DESK, *(baseline(code, "desk", cost=1) for code in "ab"))),
        (theme.hosting_spread, (service("desk", host="a"), PAYROLL)),
        (theme.hosting_spread, (service("desk", host="a"),)),
        (theme.service_level_variants, (service("desk", service_levels=2), PAYROLL)),
        (theme.exceptions_share, (DESK,)),
        (theme.exceptions_share, (DESK, exception("a", "desk", ends=LATELY))),
        (theme.stages_stand_alone, stages(True, None)),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


@pytest.mark.parametrize(
    ("reader", "records", "stage"),
    [
        (theme.hosting_spread, (COMPANY, service("desk", host="co"), service("payroll", host="co")), "live"),
        (theme.scope_unopened, (service("desk", shared_since=LATELY), PAYROLL), "live"),
        (theme.scope_unopened, (DESK,), "case"),
    ],
)
def test_not_applicable(reader: Any, records: tuple[Record, ...], stage: str) -> None:
    assert reader.read(evidence(A, B, *records, stage=stage)) == NOT_APPLICABLE


def test_reasons_name_the_records_that_decide() -> None:
    assert theme.scope_unopened.read(evidence(A, B, service("desk", shared_since=LONG_AGO), PAYROLL)).because == ("services/payroll",)
    assert theme.exceptions_share.read(evidence(A, B, DESK, COMPLETE)).because == ("registers/all",)
