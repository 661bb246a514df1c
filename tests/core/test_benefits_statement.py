"""The benefits statement: progress, forecast, years by partner, what is kept apart, and the warnings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.money import Benefit, CaseVersion, CashLine
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.scope import Service
from holdfast.core.finance.statement import BenefitsStatement, statement_of
from holdfast.core.indicators.benefits import realised_share
from holdfast.core.indicators.money import benefit_from_one_source, services_without_effect
from tests.make import evidence, make

TODAY = dt.date(2027, 6, 1)
A, B = (make(Partner, partner=code, name=code.upper()) for code in "ab")
STAKES = (make(Stake, partner="a", cost_share=0.75), make(Stake, partner="b", cost_share=0.25))
_labels = count(1)


def line(category: str, year: int, likely: float | None, **fields: Any) -> CashLine:
    return make(CashLine, **{"category": category, "year": year, "likely": likely, "label": f"l{next(_labels)}", **fields})


def benefit(name: str, **fields: Any) -> Benefit:
    whole = {"owner": "Head", "measure": "Ledger", "unit": "GBP a year", "baseline": 100, "target": 60, "due": dt.date(2029, 3, 31)}
    return make(Benefit, **{"benefit": name, "name": name.title(), **whole, **fields})


def statement(*records: Record) -> BenefitsStatement:
    return statement_of(evidence(A, B, *records, as_at=TODAY))


@pytest.mark.parametrize(
    ("fields", "progress", "realised", "forecast"),
    [
        ({}, "not_measured", None, None),
        ({"actuals": {"2026": 90}}, "behind", 0.25, 0.75),
        ({"actuals": {"2025": 95, "2026": 80}}, "on_the_way", 0.5, 1.0),
        ({"actuals": {"2026": 60}}, "met", 1.0, 3.0),
        ({"due": dt.date(2027, 3, 31), "actuals": {"2026": 80}}, "late", 0.5, 0.5),
        ({"due": dt.date(2027, 3, 31)}, "late", None, None),
        ({"target": None}, "no_target", None, None),
    ],
)
def test_where_a_benefit_stands_and_is_heading(
    fields: dict[str, Any], progress: str, realised: float | None, forecast: float | None
) -> None:
    found = statement(benefit("desk", on=dt.date(2026, 1, 1), **fields)).benefits[0]
    assert (found.progress, found.realised) == (progress, realised)
    assert found.forecast == (None if forecast is None else pytest.approx(forecast))


def test_what_is_missing_is_named() -> None:
    found = statement(benefit("desk", owner="", measure="", baseline=None, target=None, due=None))
    assert found.benefits[0].missing == ("owner", "measure", "baseline", "target", "date")
    assert found.ownerless == ("desk",)
    assert any("no baseline" in words for words in found.warnings)


def test_cashable_displaced_and_unclear_money_are_kept_apart() -> None:
    found = statement(
        benefit("one", cashable=True),
        benefit("two", cashable=False, target=70),
        benefit("three", target=90),
        benefit("days", unit="days", cashable=True),
    )
    assert (found.cashable, found.displaced, found.unclear) == (40, 30, 10)
    assert statement().cashable is None


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        *((unit, True) for unit in ("GBP", "GBP a year", "£ per annum", "£/year", "£000 a year")),
        *((unit, False) for unit in ("GBP a device", "£ per call", "£/month", "GBP each laptop")),
    ],
)
def test_the_price_of_one_thing_is_not_added_to_sums_of_money(unit: str, counts: bool) -> None:
    found = statement(benefit("one", cashable=True), benefit("two", cashable=True, unit=unit, baseline=412, target=355))
    assert found.cashable == (97 if counts else 40)
    assert found.benefits[1].is_money
    alone = statement(benefit("two", cashable=True, unit=unit, baseline=412, target=355))
    assert alone.cashable == (57 if counts else None)


LINES = (
    line("saving", 2025, 100),
    line("saving", 2025, 80, status="actual"),
    line("saving", 2026, 200),
    line("saving", 2026, 100, status="actual"),
    line("saving", 2027, 300),
)


def test_the_years_of_each_partner_and_the_share_realised() -> None:
    found = statement(*STAKES, *LINES)
    years = {(row.partner, row.year): row for row in found.years}
    assert (years["a", 2026].planned, years["a", 2026].actual) == (150, 75)
    assert years["b", 2026].realised == 0.5
    assert years["b", 2027].actual is None
    assert found.realised == pytest.approx(0.6)
    assert found.forecast == Decimal(180) + Decimal("180.00")
    reading = realised_share.read(evidence(A, B, *STAKES, *LINES, as_at=TODAY))
    assert reading.value == found.realised


def test_without_shares_what_belongs_to_all_stays_with_all() -> None:
    assert {row.partner for row in statement(*LINES).years} == {None}


def test_an_unknown_amount_leaves_its_year_unknown() -> None:
    found = statement(*STAKES, line("saving", 2027, 5), line("saving", 2027, None))
    assert all(row.planned is None for row in found.years)
    assert found.planned is None


def test_gross_savings_and_one_source_are_warned_of() -> None:
    found = statement(line("saving", 2027, 9, benefit_source="staff"), line("saving", 2028, 9, benefit_source="staff"))
    assert any("Only gross savings" in words for words in found.warnings)
    assert any("100% of the planned benefits come from one source, staff" in words for words in found.warnings)


def test_the_warning_of_one_source_reads_what_the_indicator_reads() -> None:
    lines = (
        line("saving", 2027, 85, benefit_source="procurement"),
        line("saving", 2027, 15, benefit_source="staff"),
        line("running", 2027, 1),
    )
    reading = benefit_from_one_source.read(evidence(A, B, *lines, as_at=TODAY))
    assert reading.value == 0.85
    assert any("85%" in words and "procurement" in words for words in statement(*lines).warnings)


def test_a_net_benefit_as_large_as_the_gross_is_warned_of() -> None:
    lines = (line("investment", 2026, 50), line("saving", 2027, 90))
    assert any(
        "no less than all planned benefits" in words for words in statement(*lines, make(CaseVersion, version="1", net_benefit=90)).warnings
    )
    assert not any("no less" in words for words in statement(*lines, make(CaseVersion, version="1", net_benefit=40)).warnings)


def test_income_is_warned_of_by_what_is_known_of_its_contract() -> None:
    found = statement(line("income", 2027, 5), line("income", 2027, 6, contracted=False), line("income", 2027, 7, contracted=True))
    assert any("is counted though nobody has said" in words for words in found.warnings)
    assert any("left out of every sum" in words for words in found.warnings)


def test_services_without_effect_are_those_of_the_indicator() -> None:
    services = (make(Service, service="desk", name="Desk"), make(Service, service="web", name="Web"))
    lines = (line("saving", 2027, 5, service="desk", from_sharing=False), line("saving", 2027, 5, service="web"))
    found = statement(*services, *lines)
    reading = services_without_effect.read(evidence(A, B, *services, *lines, as_at=TODAY))
    assert reading.value == 1
    assert any(words.endswith("nothing of its own, for: Desk.") for words in found.warnings)


@pytest.mark.parametrize(
    ("stage", "value", "due", "progress"),
    [
        ("case", 100, dt.date(2029, 3, 31), "not_begun"),
        ("live", 100, dt.date(2029, 3, 31), "behind"),
        (None, 100, dt.date(2029, 3, 31), "behind"),
        ("case", 110, dt.date(2029, 3, 31), "behind"),
        ("case", 100, dt.date(2027, 3, 31), "late"),
    ],
)
def test_a_value_at_its_baseline_before_go_live_says_where_it_starts(stage: str | None, value: int, due: dt.date, progress: str) -> None:
    desk = benefit("desk", on=dt.date(2026, 1, 1), due=due, actuals={"2026": value})
    found = statement_of(evidence(A, B, desk, as_at=TODAY, **({"stage": stage} if stage else {}))).benefits[0]
    assert found.progress == progress
