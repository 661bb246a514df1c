"""The money: each indicator at its best, at its worst, not known and not applicable; payback against a slow version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.evidence import Record
from holdfast.core.evidence.decisions import Gate, Milestone
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import Benefit, Budget, CaseVersion, CashLine, Option
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.scope import Service
from holdfast.core.finance.benefits import realised_in_cash
from holdfast.core.finance.cash import financial_year, last_whole_year
from holdfast.core.finance.payback import undiscounted_payback
from holdfast.core.indicators import benefits, promises
from holdfast.core.indicators import money as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

TODAY = dt.date(2026, 1, 1)
_labels = count(1)


def line(category: str, amount: int | None, **fields: Any) -> CashLine:
    return make(CashLine, **{"category": category, "year": 2027, "likely": amount, "label": f"line {next(_labels)}", **fields})


def benefit(name: str, **fields: Any) -> Benefit:
    return make(Benefit, **{"benefit": name, "name": name.title(), **fields})


def version(name: str, **fields: Any) -> CaseVersion:
    return make(CaseVersion, version=name, **fields)


def saved(year: int, amount: int) -> CashLine:
    return make(CashLine, category="saving", year=year, likely=amount, status="actual")


def aim(target: float, on: dt.date) -> Benefit:
    return benefit("staff", unit="GBP", target=target, on=on)


def spent(year: int, budget: float, outturn: float) -> Budget:
    return make(Budget, year=year, budget=str(budget), outturn=str(outturn))


def over(sum: int, on: dt.date) -> Budget:
    return make(Budget, year=2025, over=sum, on=on)


def let(value: int) -> Contract:
    return make(Contract, contract="it", supplier="Supplier", total_value=value)


def option(kind: str, scored: bool | None = None) -> Option:
    return make(Option, option=kind.replace("_", "-"), name=kind, kind=kind, scored=scored)


def service(code: str, **fields: Any) -> Service:
    return make(Service, service=code, name=code.title(), **fields)


def live(day: dt.date) -> Milestone:
    return make(Milestone, milestone="go-live", name="Go-live", marks="go_live", done=day)


def gate(**fields: Any) -> Gate:
    return make(Gate, gate="approval", name="Approval", **fields)


def all_of(section: str) -> Register:
    return make(Register, section=section, complete_from=dt.date(2015, 1, 1), complete_to=TODAY)


def whole(name: str, **fields: Any) -> Benefit:
    return benefit(name, owner="Head of finance", measure="Ledger", baseline=0, target=100, due=dt.date(2027, 3, 31), **fields)


CASE = version("1", risks_stated=True)
GO = gate(decided=dt.date(2025, 6, 30), outcome="go")
EARLY, LATE = dt.date(2025, 6, 1), dt.date(2025, 9, 1)
OPTIONS = (option("no_change", True), option("in_house", True), option("outsourced", True))
FOUR_YEARS_AGO, TWO_YEARS_AGO, LAST_SUMMER = dt.date(2021, 7, 1), dt.date(2023, 7, 1), dt.date(2025, 7, 1)


def priced(low: int | None, high: int | None, amount: int | None = 5) -> CashLine:
    return line("saving", amount, low=low, high=high)


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.case_before_decision, (CASE, *OPTIONS), 1),
        (theme.case_before_decision, (version("1", risks_stated=False),), 0),
        (theme.case_before_decision, (GO, version("1", on=LATE), all_of("case_versions")), 0),
        (theme.case_before_decision, (CASE, all_of("options")), 0),
        (theme.options_compared, OPTIONS, 0),
        (theme.options_compared, (option("shared", True), all_of("options")), 3),
        (theme.options_compared, (option("in_house", False), option("shared", True)), 1),
        (
            theme.benefit_from_one_source,
            [line("saving", 25, benefit_source=name) for name in ("staff", "systems", "property", "other")],
            0.25,
        ),
        (
            theme.benefit_from_one_source,
            (line("saving", 85, benefit_source="procurement"), line("saving", 15, benefit_source="other")),
            0.85,
        ),
        (theme.benefit_from_one_source, (line("income", 60), line("saving", 40)), 0.6),
        (theme.services_without_effect, (service("desk"), line("saving", 5, service="desk")), 0),
        (theme.services_without_effect, (service("desk"), line("saving", 5, service="desk", from_sharing=False)), 1),
        (theme.services_without_effect, (service("desk"), service("web"), all_of("cash_lines")), 2),
        (theme.benefit_restated_down, (version("1", net_benefit=8), version("2", net_benefit=10)), 0),
        (theme.benefit_restated_down, (version("1", net_benefit=9_000_000), version("2", net_benefit=2_500_000)), 6.5 / 9),
        (theme.benefit_restated_down, (version("1", net_benefit=9), all_of("case_versions")), 0),
        (theme.figures_as_ranges, (priced(1, 9), version("1", optimism_bias=True)), 1),
        (theme.figures_as_ranges, (priced(1, 9), priced(None, None), version("1", optimism_bias=False)), 0.25),
        (theme.figures_as_ranges, [priced(None, None) for _ in range(5)], 0),
        (theme.payback_years, (line("investment", 5, year=2026), line("saving", 2), line("saving", 6, year=2028)), 2.5),
        (theme.payback_years, (line("investment", 50, year=2026), line("saving", 2), line("saving", 2, year=2030)), 5),
        (theme.payback_years, (version("1", payback_years=2), version("2", payback_years=4), line("saving", 6)), 4),
        (theme.uncontracted_income, (line("saving", 60), line("income", 40, contracted=True)), 0),
        (theme.uncontracted_income, (line("saving", 60), line("income", 40, contracted=False)), 0.4),
        (theme.uncontracted_income, (line("saving", 60), all_of("cash_lines")), 0),
        (theme.uncontracted_income, (line("income", None, contracted=False),), 1),
        (benefits.complete_benefits, (whole("staff"), whole("systems")), 1),
        (benefits.complete_benefits, (whole("staff"), benefit("systems", owner="Nobody yet")), 0.5),
        (benefits.complete_benefits, (all_of("benefits"),), 0),
        (benefits.tracked_two_years, (live(FOUR_YEARS_AGO), benefit("staff", actuals={"2022": 4, "2023": 5})), 1),
        (benefits.tracked_two_years, (live(FOUR_YEARS_AGO), benefit("staff", actuals={"2020/21": 4, "2021/22": 5}), benefit("systems")), 0),
        (benefits.tracked_two_years, (live(FOUR_YEARS_AGO), benefit("staff", due=dt.date(2022, 3, 31), actuals={"2020": 4, "2021": 5})), 1),
        (
            benefits.tracked_two_years,
            (live(FOUR_YEARS_AGO), benefit("staff", actuals={"2024": 5}), benefit("systems"), all_of("benefits")),
            0.5,
        ),
        (benefits.realised_share, (line("saving", 254, year=2024), line("saving", 70, year=2024, status="actual")), 70 / 254),
        (
            benefits.realised_share,
            (benefit("staff", unit="GBP", target=100, due=dt.date(2025, 3, 31), actuals={"2024": 90, "2023": 1}),),
            0.9,
        ),
        (benefits.realised_share, (benefit("cost", unit="GBP a user", baseline=500, target=400, actuals={"2024": 480}),), 0.2),
        (benefits.non_money_benefits, (benefit("speed", unit="days", measure="Log", baseline=4), benefit("staff", unit="GBP")), 1),
        (benefits.non_money_benefits, (benefit("speed", unit="days"), all_of("benefits")), 0),
        (benefits.non_money_benefits, (benefit("posts", unit="posts", actuals={"2024": 62}),), 1),
        (benefits.non_money_benefits, (benefit("staff", unit="GBP"), all_of("benefits")), 0),
        (
            benefits.returns_late,
            (live(TWO_YEARS_AGO), benefit("staff", on=LAST_SUMMER, actuals={"2022": 1, "2024": 1}), benefit("staff", on=TWO_YEARS_AGO)),
            0.5,
        ),
        (benefits.returns_late, (live(dt.date(2024, 4, 1)), benefit("staff", on=dt.date(2024, 5, 1)), all_of("benefits")), 1),
        (theme.case_restatements, (version("1", why_changed="first"), all_of("case_versions")), 0),
        (theme.case_restatements, (version("1", net_benefit=9), version("2", net_benefit=8), version("3", why_changed="error")), 2),
        (theme.case_restatements, (version("1", net_benefit=9), version("2", net_benefit=10), all_of("case_versions")), 0),
        (theme.case_restatements, (version("1", investment=9), version("2", investment=4), all_of("case_versions")), 1),
        (theme.case_restatements, (version("1", net_benefit=9), version("2", net_benefit=8), version("3", net_benefit=9)), 2),
        (benefits.savings_fall, (saved(2023, 8), saved(2024, 6), saved(2025, 2)), 0.75),
        (benefits.savings_fall, (benefit("staff", unit="GBP", actuals={"2023": 4, "2024": 5}),), 0),
        (benefits.targets_eased, (aim(100, EARLY), aim(60, LATE), aim(80, TODAY)), 2),
        (benefits.targets_eased, (aim(60, EARLY), aim(80, LATE), all_of("benefits")), 0),
        (promises.budget_misses, (spent(2024, 100, 99), spent(2025, 100, 100.5)), 0),
        (promises.budget_misses, (spent(2024, 100, 120), spent(2025, 100, 105)), 2),
        (promises.budget_misses, (over(9, EARLY), over(-9, TODAY)), 1),
        (promises.headline_spread, (version("1", net_benefit=50, other_figure=40),), 0.2),
        (promises.headline_spread, (version("1", net_benefit=50, other_figure=50),), 0),
        (promises.contracts_over_plan, (version("1", investment=80), let(150)), 1.875),
        (promises.contracts_over_plan, (version("1", investment=80), let(40), all_of("contracts")), 0.5),
        (theme.delay_cost_shown, (version("1", shows_delay_cost=True), version("2")), 1),
        (theme.delay_cost_shown, (version("1", shows_delay_cost=True), version("2", shows_delay_cost=False)), 0),
        (theme.savings_booked_early, (GO, line("saving", 10, booked=True)), 0),
        (
            theme.savings_booked_early,
            (GO, service("web", in_scope=False), line("saving", 3, service="web", booked=True), line("saving", 9)),
            0.25,
        ),
    ],
)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(*records))
    assert reading.value == pytest.approx(value)
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (benefits.savings_fall, (saved(2025, 8),)),
        (benefits.targets_eased, (aim(60, EARLY),)),
        (benefits.targets_eased, (aim(60, EARLY), aim(40, LATE), make(Partner, id="c", partner="c", name="C", joined=LATE))),
        (promises.budget_misses, (spent(2025, 100, 100.5),)),
        (promises.headline_spread, (version("1", net_benefit=50),)),
        (promises.contracts_over_plan, (version("1", investment=80), let(40))),
        (promises.contracts_over_plan, (let(400),)),
        (theme.case_before_decision, (CASE,)),
        (theme.case_before_decision, (version("1"), *OPTIONS)),
        (theme.options_compared, OPTIONS[:2]),
        (theme.benefit_from_one_source, (line("saving", 9), line("saving", 4, benefit_source="staff"))),
        (theme.benefit_from_one_source, (line("saving", None, benefit_source="staff"), line("saving", 9, benefit_source="staff"))),
        (theme.benefit_from_one_source, (line("income", 9),)),
        (theme.services_without_effect, (service("desk"), service("web"), line("saving", 5, service="desk"))),
        (theme.benefit_restated_down, (version("1", net_benefit=9),)),
        (theme.case_before_decision, (GO, version("1", why_changed="first", on=LATE))),
        (theme.figures_as_ranges, (priced(1, 9),)),
        (theme.figures_as_ranges, (priced(None, None),)),
        (theme.payback_years, (line("saving", 9),)),
        (theme.payback_years, (line("investment", 9, year=2026), line("saving", 1))),
        (theme.payback_years, (line("investment", None, year=2026), line("saving", 1))),
        (theme.uncontracted_income, (line("saving", 60),)),
        (theme.uncontracted_income, (line("saving", 90), line("income", 5, contracted=False), line("income", 5))),
        (benefits.tracked_two_years, (live(FOUR_YEARS_AGO), benefit("staff"))),
        (benefits.tracked_two_years, (live(FOUR_YEARS_AGO), benefit("staff", actuals={"2024": 5}), benefit("systems"))),
        (benefits.realised_share, (benefit("staff", unit="GBP", target=100, due=dt.date(2029, 3, 31), actuals={"2024": 9}),)),
        (benefits.realised_share, (line("saving", 5, year=2025), line("saving", 1, year=2025, status="actual"))),
        (benefits.realised_share, (benefit("posts", unit="posts", target=10, actuals={"2024": 9}),)),
        (benefits.tracked_two_years, (live(FOUR_YEARS_AGO), benefit("staff", actuals={"2021": 5}))),
        (benefits.non_money_benefits, (benefit("staff", unit="GBP"),)),
        (benefits.non_money_benefits, (benefit("speed", unit="days"),)),
        (benefits.returns_late, (live(TWO_YEARS_AGO), benefit("staff", on=TWO_YEARS_AGO))),
        (theme.case_restatements, (version("1"), version("2", why_changed="delay"))),
        (theme.savings_booked_early, (GO, line("saving", 9))),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(*records)) == NOT_KNOWN


@pytest.mark.parametrize(
    ("reader", "records", "stage"),
    [
        (benefits.tracked_two_years, (), "case"),
        (benefits.tracked_two_years, (live(LAST_SUMMER), benefit("staff")), "live"),
        (benefits.realised_share, (), "case"),
        (benefits.returns_late, (), "transition"),
        (benefits.returns_late, (live(LAST_SUMMER), benefit("staff", on=LAST_SUMMER), all_of("benefits")), "live"),
    ],
)
def test_not_applicable(reader: Any, records: tuple[Record, ...], stage: str) -> None:
    assert reader.read(evidence(*records, stage=stage)) == NOT_APPLICABLE


def test_a_decision_put_off_counts_once_for_each_new_date() -> None:
    moved = [gate(on=day, outcome="deferred", forecast=until) for day, until in ((EARLY, LATE), (LATE, TODAY), (TODAY, TODAY))]
    assert theme.case_restatements.read(evidence(*moved)).value == 2


def test_a_case_begun_anew_does_not_restate_the_one_before() -> None:
    versions = [
        version("old", net_benefit=99, why_changed="first", on=EARLY),
        version("new", net_benefit=50, why_changed="first", on=LATE),
        version("new 2", net_benefit=40, why_changed="refined"),
    ]
    assert theme.benefit_restated_down.read(evidence(*versions)).value == pytest.approx(0.2)
    assert theme.benefit_restated_down.read(evidence(*versions[::-1])).value == pytest.approx(0.2)


def test_savings_in_budgets_before_the_decision_are_early() -> None:
    booked, free = line("saving", 1, booked=True), line("saving", 3, booked=False)
    assert theme.savings_booked_early.read(evidence(booked, free, stage="case")).value == pytest.approx(0.25)
    assert theme.savings_booked_early.read(evidence(booked, free, stage="live")).value == 0
    assert theme.savings_booked_early.read(evidence(booked, free)) == NOT_KNOWN


def test_entry_without_a_date_leaves_the_case_before_it_unknown() -> None:
    assert theme.case_before_decision.read(evidence(CASE, *OPTIONS, stage="live")) == NOT_KNOWN


def test_payback_leaves_out_income_nobody_has_signed_for() -> None:
    records = (line("investment", 4, year=2026), line("saving", 8), line("income", None, contracted=False))
    assert theme.payback_years.read(evidence(*records)).value == pytest.approx(1.5)


def test_actual_savings_are_compared_with_the_same_partners_plan() -> None:
    both = [line("saving", 10, year=2024, partner="a"), line("saving", 5, year=2024, partner="a", status="actual")]
    found = realised_in_cash([*both, line("saving", 90, year=2024, partner="b")], 2024)
    assert found is not None and found.share == pytest.approx(0.5) and found.records == tuple(both)


@pytest.mark.parametrize(
    ("day", "year", "ended"), [(dt.date(2027, 3, 30), 2026, 2025), (dt.date(2027, 3, 31), 2026, 2026), (dt.date(2027, 4, 1), 2027, 2026)]
)
def test_financial_years_run_from_april_to_march(day: dt.date, year: int, ended: int) -> None:
    assert (financial_year(day), last_whole_year(day)) == (year, ended)


@pytest.mark.parametrize(
    ("net", "years"),
    [
        ({}, None),
        ({2026: -5, 2027: 6, 2028: 6}, 1 + 5 / 6),
        ({2026: -79, 2030: 39.5, 2031: 39.5}, 6),
        ({2026: -5, 2027: 10, 2028: -10, 2029: 10}, 3.5),
        ({2026: 5, 2027: 1}, 0),
        ({2026: -5, 2027: 4}, None),
    ],
)
def test_payback_by_hand(net: Mapping[int, float], years: float | None) -> None:
    found = undiscounted_payback({year: Decimal(str(value)) for year, value in net.items()})
    assert found == (years if years is None else pytest.approx(years))


def _payback_by_small_steps(net: Mapping[int, Decimal]) -> float | None:
    """The slow version: walk through every hundredth of a year, and take the end of the last step that is under water."""
    steps = 100
    first, last, held, under = min(net), max(net), Decimal(0), 0
    for step in range((last - first + 1) * steps):
        held += net.get(first + step // steps, Decimal(0)) / steps
        if held < 0:
            under = step + 1
    return None if held < 0 else under / steps


@given(st.dictionaries(st.integers(2020, 2030), st.integers(-50, 50).map(Decimal), min_size=1))
def test_payback_agrees_with_small_steps(net: dict[int, Decimal]) -> None:
    fast, slow = undiscounted_payback(net), _payback_by_small_steps(net)
    assert (fast is None) == (slow is None)
    if fast is not None and slow is not None:
        assert 0 <= fast - slow <= 0.01 + 1e-9 or fast == pytest.approx(slow)
