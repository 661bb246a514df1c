"""The exact sums against published examples, closed forms and a hand's work; per partner; and what is said where nothing is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.business_case import WholeCase, work_out
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Record
from holdfast.core.evidence.decisions import Gate, Milestone, Review
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.money import CaseVersion, CashLine, Option
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.people import Post
from holdfast.core.evidence.scope import Baseline, Service, Stage
from holdfast.core.finance.discount import peak_cash, present_value, rates_of, split
from holdfast.core.finance.optimism import remaining
from holdfast.core.finance.sums import Sums
from holdfast.core.indicators.money import payback_years
from tests.make import evidence, make

TODAY = dt.date(2026, 6, 1)
RATES = rates_of(load_catalogue())
A, B = (make(Partner, partner=code, name=code.upper()) for code in "ab")
STAKES = (make(Stake, partner="a", cost_share=0.7), make(Stake, partner="b", cost_share=0.3))
_labels = count(1)


def line(category: str, year: int, likely: float | None, **fields: Any) -> CashLine:
    return make(CashLine, **{"category": category, "year": year, "likely": likely, "label": f"l{next(_labels)}", **fields})


def case(*records: Record, trials: int = 500, **arrangement: Any) -> WholeCase:
    return work_out(evidence(A, B, *records, as_at=TODAY, **arrangement), load_catalogue(), trials=trials)


def planned(*records: Record, **arrangement: Any) -> Sums:
    return case(*records, **arrangement).case.whole.planned


def pounds(amounts: Mapping[int, float]) -> dict[int, Decimal]:
    return {year: Decimal(str(amount)) for year, amount in amounts.items()}


# --- discounting, against what the Green Book prints ---


@pytest.mark.parametrize(
    ("year", "factor"),
    [
        (1, "0.9662"),
        (2, "0.9335"),
        (5, "0.8420"),
        (10, "0.7089"),
        (20, "0.5026"),
        (30, "0.3563"),
        (40, "0.2651"),
        (75, "0.0942"),
        (125, "0.0274"),
    ],
)
def test_discount_factors_are_the_printed_ones(year: int, factor: str) -> None:
    """HM Treasury, The Green Book, annex on discounting: long-term factors, with the step down after year 30 and year 75."""
    assert round(RATES.factors(year + 1)[year], 4) == Decimal(factor)


def test_the_two_options_of_the_green_book_have_their_printed_values() -> None:
    """Annex 6 of the 2003 edition: £10m for £2.5m a year for four years is -£0.82m; £5m for £1.5m a year is £0.51m."""
    dear = present_value(pounds({0: -10, 1: 2.5, 2: 2.5, 3: 2.5, 4: 2.5}), 0, RATES)
    cheap = present_value(pounds({0: -5, 1: 1.5, 2: 1.5, 3: 1.5, 4: 1.5}), 0, RATES)
    assert (round(dear, 2), round(cheap, 2)) == (Decimal("-0.82"), Decimal("0.51"))


def test_an_annuity_has_its_closed_form() -> None:
    rate = Decimal("0.035")
    found = present_value({year: Decimal(1) for year in range(1, 21)}, 0, RATES)
    assert abs(found - (1 - (1 + rate) ** -20) / rate) < Decimal("1e-20")


@given(st.dictionaries(st.integers(2026, 2060), st.integers(0, 10**9), min_size=1), st.floats(0.001, 0.2), st.floats(0.001, 0.2))
def test_a_higher_rate_never_makes_a_later_benefit_worth_more(amounts: dict[int, int], one: float, two: float) -> None:
    from holdfast.core.finance.discount import Rates

    low, high = (Rates(((None, Decimal(str(rate))),)) for rate in sorted((one, two)))
    money = {year: Decimal(amount) for year, amount in amounts.items()}
    assert present_value(money, 2026, high) <= present_value(money, 2026, low)


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(1, 1000), min_size=1, max_size=9))
def test_parts_add_up_to_the_penny(pence: int, shares: list[int]) -> None:
    amount = Decimal(pence) / 100
    parts = split(amount, [Decimal(share) for share in shares])
    assert sum(parts) == amount
    assert all(abs(part - amount * share / sum(shares)) < Decimal("0.01") for part, share in zip(parts, shares, strict=True))


def test_peak_cash_is_the_deepest_point() -> None:
    assert peak_cash(pounds({1: -5, 2: -3, 3: 4, 4: -1, 5: 9})) == 8
    assert peak_cash(pounds({1: 5})) == 0


# --- the sums of a plan ---

PLAN = (
    line("investment", 2026, 1000),
    line("running", 2027, 100),
    line("saving", 2027, 500),
    line("running", 2028, 100),
    line("saving", 2028, 900, partner="a"),
)


def test_the_sums_of_a_plan_by_hand() -> None:
    found = planned(*PLAN, *STAKES)
    d1, d2 = 1 / Decimal("1.035"), 1 / Decimal("1.035") ** 2
    assert found.costs == pytest.approx(1000 + 100 * d1 + 100 * d2)
    assert found.benefits == pytest.approx(500 * d1 + 900 * d2)
    assert found.net_present_value == pytest.approx(400 * d1 + 800 * d2 - 1000)
    assert found.ratio == pytest.approx(float((500 * d1 + 900 * d2) / (1000 + 100 * d1 + 100 * d2)))
    assert (found.payback, found.payback_year, found.peak_cash) == (2.75, 2028, 1000)
    assert found.yearly == ((2026, -1000), (2027, 400), (2028, 800))


def test_payback_is_the_one_the_indicator_reads() -> None:
    reading = payback_years.read(evidence(A, B, *PLAN, *STAKES, as_at=TODAY))
    assert reading.value == planned(*PLAN, *STAKES).payback


def test_the_partners_add_up_to_the_whole() -> None:
    found = case(*PLAN, *STAKES).case
    parts = [sums.planned for sums in found.partners.values()]
    for name in ("net_present_value", "costs", "benefits", "delay_month"):
        assert sum(getattr(part, name) for part in parts) == pytest.approx(getattr(found.whole.planned, name))
    assert parts[1].yearly == ((2026, -300), (2027, 120), (2028, -30))


def test_a_month_of_delay_costs_what_the_published_example_says() -> None:
    """A saving of £3m a year is about £8,000 a day (The Guardian, 2011): £250,000 a month, here discounted in the last year."""
    found = planned(line("investment", 2026, 1), *(line("saving", year, 3_000_000) for year in range(2026, 2036)), *STAKES)
    assert found.delay_month is not None
    undiscounted = 250_000
    assert undiscounted * float(RATES.factors(10)[9]) < found.delay_month
    yearly = float(sum(RATES.factors(10))) * 3_000_000
    later = sum(float(RATES.factors(11)[at]) * 3_000_000 * (11 / 12 if at == 0 else 1) for at in range(10))
    assert float(found.delay_month) == pytest.approx(yearly - later, rel=1e-9)
    assert 365 * 8_000 == pytest.approx(3_000_000, rel=0.03)


def test_optimism_falls_as_risks_are_managed_as_in_the_published_example() -> None:
    """HM Treasury's worked example: an upper bound of 51% with 92% of it managed leaves 4%."""
    assert round(remaining(Decimal("0.51"), Decimal("0.04"), Decimal("0.92")), 2) == Decimal("0.04")
    assert remaining(Decimal(2), Decimal("0.1"), Decimal(0)) == 2
    assert remaining(Decimal(2), Decimal("0.1"), Decimal(1)) == Decimal("0.1")


def test_optimism_starts_at_the_upper_end_and_raises_costs_to_set_up() -> None:
    found = case(*PLAN, *STAKES).case
    assert found.optimism.set_up == 2.0
    assert found.whole.planned.net_present_value - found.whole.adjusted.net_present_value == 2000  # type: ignore[operator]
    managed = case(*PLAN, *STAKES, make(Review, kind="due_diligence", done=TODAY, seen_by_all=True, on=TODAY)).case
    assert managed.optimism.set_up == pytest.approx(2 * 5 / 6)


def test_a_case_that_is_adjusted_already_is_not_adjusted_twice() -> None:
    found = case(*PLAN, *STAKES, make(CaseVersion, version="1", optimism_bias=True))
    assert found.case.optimism.stated
    assert found.case.whole.planned.net_present_value == found.case.whole.adjusted.net_present_value
    assert found.simulations[1].drivers[0].is_fixed


def test_outsourcing_raises_the_running_cost_too() -> None:
    found = case(*PLAN, *STAKES, type="contract").case
    assert found.optimism.running == 0.41


# --- what is not known ---


def test_a_line_without_an_amount_leaves_its_sums_unknown_and_the_rest_known() -> None:
    found = case(*PLAN, *STAKES, line("running", 2029, None, partner="a"))
    assert found.case.whole.planned.net_present_value is None
    assert found.case.partners["a"].planned.net_present_value is None
    assert found.case.partners["b"].planned.net_present_value is not None
    assert "has no amount" in found.case.whole.planned.why_not[0]
    assert found.simulations == ()
    assert found.sensitivity is None


def test_without_cost_shares_partners_figures_are_not_known_and_the_whole_is() -> None:
    found = case(*PLAN)
    assert found.case.whole.planned.net_present_value is not None
    assert {sums.planned.net_present_value for sums in found.case.partners.values()} == {None}
    assert found.simulations[0].partners is None
    assert any("shares of cost" in words for words in found.case.remarks)


def test_an_empty_case_is_said_in_words() -> None:
    found = case()
    assert found.case.whole.planned.net_present_value is None
    assert "No planned amounts" in found.case.remarks[0]
    assert found.to_dict()["simulations"] == []


def test_income_without_a_contract_is_left_out() -> None:
    with_hope = planned(*PLAN, *STAKES, line("income", 2028, 9_999, contracted=False))
    assert with_hope.net_present_value == planned(*PLAN, *STAKES).net_present_value


def test_what_stands_in_for_a_likely_amount_is_said() -> None:
    between = line("saving", 2028, None, low=100, high=300, label="desk")
    alone = line("running", 2028, None, low=50)
    found = planned_remarks(between)
    assert "The saving line “desk” of 2028/29 has no likely amount: the middle between low and high stands in for it." in found
    assert "1 planned amount has only a low or only a high: it is taken as likely." in planned_remarks(alone)
    assert "2 planned amounts have no likely amount" in " ".join(planned_remarks(between, line("saving", 2029, None, low=1, high=3)))
    assert not any("likely" in words for words in planned_remarks(line("saving", 2028, 200)))


def planned_remarks(*records: Record) -> tuple[str, ...]:
    return case(*records).case.plan.remarks


def test_past_years_are_named() -> None:
    assert any("years that have ended" in words for words in case(line("investment", 2020, 5), *PLAN, *STAKES).case.remarks)


def test_a_plan_that_never_pays_back_says_so() -> None:
    found = planned(line("investment", 2026, 1000), line("saving", 2027, 1), *STAKES)
    assert found.payback is None
    assert "does not pay back by the end of 2027/28" in found.why_not[0]


# --- options ---


def test_each_option_is_summed_from_its_own_lines() -> None:
    options = (
        make(Option, option="stay", name="Stay", kind="no_change", scored=True),
        make(Option, option="share", name="Share", kind="shared", scored=True),
        make(Option, option="alone", name="Alone", kind="in_house"),
        make(Option, option="sell", name="Sell", kind="outsourced"),
    )
    alone = (line("investment", 2026, 50, option="alone"), line("saving", 2027, 207, option="alone"))
    found = case(*PLAN, *alone, *STAKES, *options).case
    by_name = {item.option: item for item in found.options}
    assert by_name["alone"].sums.net_present_value == pytest.approx(Decimal(150))
    assert by_name["share"].sums.net_present_value == found.whole.planned.net_present_value
    assert by_name["stay"].sums.net_present_value == 0
    assert by_name["sell"].sums.net_present_value is None
    assert "Nobody has recorded" in by_name["sell"].sums.why_not[0]


def test_lines_of_another_option_are_not_the_arrangements_own() -> None:
    other = make(Option, option="alone", name="Alone", kind="in_house")
    more = (*PLAN, *STAKES, other, line("saving", 2027, 10_000, option="alone"))
    assert planned(*more).net_present_value == planned(*PLAN, *STAKES).net_present_value
    assert payback_years.read(evidence(A, B, *more, as_at=TODAY)).value == planned(*PLAN, *STAKES).payback


def test_no_change_costs_what_all_baselines_cost() -> None:
    desk = make(Service, service="desk", name="Desk")
    baselines = [make(Baseline, partner=code, service="desk", cost=cost) for code, cost in (("a", 60), ("b", 40))]
    known = case(*PLAN, *STAKES, desk, *baselines).case.no_change
    assert (known.yearly, known.missing) == (100, ())
    assert known.present_value == pytest.approx(100 * sum(RATES.factors(3)))
    gap = case(*PLAN, *STAKES, desk, baselines[0]).case.no_change
    assert (gap.yearly, gap.missing) == (None, (("b", "desk"),))


# --- simulation, seen from the case ---


def test_certain_amounts_give_certain_results_inside() -> None:
    inside = case(*PLAN, *STAKES).simulations[0]
    assert inside.view == "inside"
    assert inside.whole.deviation == pytest.approx(Decimal(0), abs=Decimal("0.01"))
    assert inside.whole.mean == pytest.approx(planned(*PLAN, *STAKES).net_present_value, abs=Decimal("0.05"))
    assert [band.percentiles[3] for band in inside.fan] == pytest.approx([-1000, -600, 200], abs=Decimal("0.05"))


def test_the_same_seed_gives_the_same_figures_and_another_does_not() -> None:
    ranged = (*PLAN, line("saving", 2028, 300, low=10, high=900), *STAKES)
    assert case(*ranged).simulations == case(*ranged).simulations
    other = work_out(evidence(A, B, *ranged, as_at=TODAY), load_catalogue(), trials=500, seed=2)
    assert other.simulations[0].whole.mean != case(*ranged).simulations[0].whole.mean


def test_the_stress_case_is_marked_and_worse() -> None:
    inside, adjusted, stress = case(*PLAN, *STAKES).simulations
    assert "stress case" in stress.marked
    assert inside.whole.mean > adjusted.whole.mean
    assert inside.whole.mean > stress.whole.mean
    assert all(driver.source for driver in adjusted.drivers)


def test_nothing_is_delayed_once_it_is_live() -> None:
    live = make(Milestone, milestone="live", name="Live", marks="go_live", done=dt.date(2026, 1, 1))
    assert case(*PLAN, *STAKES, live).simulations[1].drivers[3].high == 0


# --- stages ---


def test_a_stage_is_worth_its_lines_less_what_stopping_costs() -> None:
    stages = (
        make(Stage, stage="one", order=1, services=["desk"], starts=dt.date(2026, 5, 1), exit_cost=10),
        make(Stage, stage="two", order=2, services=["web"], starts=dt.date(2027, 5, 1), exit_cost=30),
    )
    services = (make(Service, service="desk", name="Desk"), make(Service, service="web", name="Web"))
    lines = (
        line("investment", 2026, 100, service="desk"),
        line("saving", 2027, 207, service="desk"),
        line("investment", 2027, 103.5, service="web"),
        line("saving", 2028, 300, service="web"),
    )
    found = case(*services, *stages, *lines, *STAKES).stages.stages
    assert found[0].value_if_stopped == pytest.approx(Decimal(200 - 100) - 10 / Decimal("1.035"))
    assert found[0].pays_its_way
    assert found[0].at_risk == pytest.approx(Decimal(100 + 20))
    assert found[1].value_if_stopped == planned(*lines, *STAKES).net_present_value
    assert found[1].at_risk is None


def test_a_stage_without_a_cost_of_stopping_is_not_known() -> None:
    stages = (make(Stage, stage="one", order=1), make(Stage, stage="two", order=2, starts=dt.date(2027, 5, 1)))
    first = case(*stages, *PLAN, *STAKES).stages.stages[0]
    assert first.value_if_stopped is None
    assert first.can_stop is None
    assert "what stopping here would cost" in first.why_not[0]


def test_a_post_that_falls_empty_first_speaks_against_stopping() -> None:
    stages = (
        make(Stage, stage="one", order=1, starts=dt.date(2026, 5, 1), exit_cost=0),
        make(Stage, stage="two", order=2, starts=dt.date(2027, 5, 1)),
    )
    alone = make(Post, post="chief", title="Chief", duties=["programme"], handover="none", leaves=dt.date(2026, 12, 1))
    later = make(Post, post="chief", title="Chief", duties=["programme"], handover="none", leaves=dt.date(2028, 12, 1))
    assert case(*stages, *PLAN, *STAKES).stages.stages[0].can_stop
    assert case(*stages, *PLAN, *STAKES, alone).stages.stages[0].posts == ("Chief",)
    assert case(*stages, *PLAN, *STAKES, alone).stages.stages[0].can_stop is False
    assert case(*stages, *PLAN, *STAKES, later).stages.stages[0].can_stop


def test_a_contract_that_ends_first_speaks_against_stopping() -> None:
    stages = (
        make(Stage, stage="one", order=1, starts=dt.date(2026, 5, 1), exit_cost=0),
        make(Stage, stage="two", order=2, services=["web"], starts=dt.date(2027, 5, 1)),
    )
    web = make(Service, service="web", name="Web")
    ends = make(Contract, contract="agency", supplier="S", service="web", ends=dt.date(2027, 3, 31))
    assert case(web, *stages, *PLAN, *STAKES, ends).stages.stages[0].contracts == ("agency",)


def test_gates_and_people_are_part_of_it() -> None:
    found = case(make(Gate, gate="vote", name="Vote", planned=TODAY)).to_dict()
    assert found["road"]["gates"][0]["gate"] == "vote"
    assert found["people"]["departures"]["at_least"] is None
