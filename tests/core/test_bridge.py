"""The walk from the plan to what the trials give, and the options beside each other: whole, partners, chance of loss."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from holdfast.core.business_case import WholeCase, work_out
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Record
from holdfast.core.evidence.money import CaseVersion, CashLine, Option
from holdfast.core.evidence.partners import Partner, Stake
from tests.make import evidence, make

TODAY = dt.date(2026, 6, 1)
BODIES = (
    *(make(Partner, partner=code, name=code.upper()) for code in "ab"),
    make(Stake, partner="a", cost_share=0.75),
    make(Stake, partner="b", cost_share=0.25),
)
_labels = count(1)


def line(category: str, year: int, likely: float | None, **fields: Any) -> CashLine:
    return make(CashLine, **{"category": category, "year": year, "likely": likely, "label": f"l{next(_labels)}", **fields})


PLAN = (line("investment", 2026, 800), *(line("saving", year, 300, low=200, high=330) for year in range(2027, 2033)))
IN_HOUSE = make(Option, option="own", name="Each on its own", kind="in_house", scored=True)
SHARED = make(Option, option="share", name="One service", kind="shared", scored=True)
NOTHING = make(Option, option="none", name="No change", kind="no_change", scored=True)
OWN_LINES = (line("investment", 2026, 100, option="own"), line("saving", 2027, 60, option="own"), line("saving", 2028, 60, option="own"))


def case(*records: Record, trials: int = 4_000, option: str | None = None) -> WholeCase:
    return work_out(evidence(*BODIES, *records, as_at=TODAY), load_catalogue(), trials=trials, option=option)


def test_the_bridge_leads_from_the_plan_to_the_mean_of_the_trials() -> None:
    found = case(*PLAN)
    bridge = found.bridge
    assert bridge is not None
    planned = found.case.whole.planned.net_present_value
    assert planned is not None
    assert abs(bridge.starts - planned) < 1
    assert bridge.ends == next(item for item in found.simulations if item.view == "adjusted").whole.mean
    assert bridge.starts + sum(step.amount for step in bridge.steps) == bridge.ends
    so_far = bridge.starts
    for step in bridge.steps:
        so_far += step.amount
        assert so_far == step.leaves


def test_each_step_takes_what_its_mean_takes_by_hand() -> None:
    found = case(*PLAN)
    assert found.bridge is not None
    steps = {step.driver: step.amount for step in found.bridge.steps}
    drivers = {driver.name: driver for driver in next(item for item in found.simulations if item.view == "adjusted").drivers}
    overrun = (drivers["set_up"].low + drivers["set_up"].likely + drivers["set_up"].high) / 3
    assert float(steps["set_up"]) == pytest.approx(-800 * overrun, abs=0.02)
    benefits = sum(300 / 1.035**year for year in range(1, 7))
    realised = (drivers["realised"].low + drivers["realised"].likely + drivers["realised"].high) / 3
    assert float(steps["realised"]) == pytest.approx(-benefits * (1 - realised), abs=0.02)
    assert steps[None] < 0, "the ranges reach further down than up"
    assert steps["delay"] < 0
    assert found.bridge.heaviest == min(found.bridge.steps, key=lambda step: step.amount)


def test_a_case_that_is_adjusted_already_loses_nothing_more_to_overrun() -> None:
    version = make(CaseVersion, version="1", why_changed="first", net_benefit=100, optimism_bias=True)
    bridge = case(*PLAN, version).bridge
    assert bridge is not None
    assert next(step for step in bridge.steps if step.driver == "set_up").amount == 0


def test_without_amounts_there_is_no_bridge() -> None:
    assert case().bridge is None
    assert case(*PLAN, line("running", 2027, None)).bridge is None


def test_options_stand_beside_each_other_for_the_whole_and_each_partner() -> None:
    found = case(*PLAN, *OWN_LINES, IN_HOUSE, SHARED, NOTHING)
    options = {item.option: item for item in found.case.options}
    own = options["own"]
    value = -100 + 60 / 1.035 + 60 / 1.035**2
    assert float(own.sums.net_present_value or 0) == pytest.approx(value, abs=0.01)
    assert own.partners["a"].planned.net_present_value is not None
    assert float(own.partners["a"].planned.net_present_value) == pytest.approx(0.75 * value, abs=0.02)
    assert own.adjusted.net_present_value is not None and own.adjusted.net_present_value < (own.sums.net_present_value or 0)
    assert options["share"].sums == found.case.whole.planned
    assert options["share"].partners == found.case.partners
    assert options["none"].partners["b"].planned.net_present_value == Decimal(0)
    assert set(found.option_chances) == {"own", "share"}, "no change cannot lose against itself"
    assert found.option_chances["own"].whole > 0.9, "a hundred out and 120 back is lost once it overruns"
    assert set(found.option_chances["own"].partners or {}) == {"a", "b"}


def test_an_option_of_which_nobody_knows_the_amounts_has_no_figures() -> None:
    found = case(*PLAN, IN_HOUSE, SHARED)
    own = next(item for item in found.case.options if item.option == "own")
    assert own.sums.net_present_value is None
    assert own.partners["a"].planned.net_present_value is None
    assert "own" not in found.option_chances


def test_another_option_can_be_worked_out_in_full() -> None:
    beside, alone = case(*PLAN, *OWN_LINES, IN_HOUSE, SHARED), case(*PLAN, *OWN_LINES, IN_HOUSE, SHARED, option="own")
    assert (beside.case.option, alone.case.option) == (None, "own")
    assert alone.case.whole.planned == next(item for item in beside.case.options if item.option == "own").sums
    assert alone.option_chances == beside.option_chances, "the same trials, whichever is looked at"
    chance = next(item for item in alone.simulations if item.view == "adjusted").whole.chance_of_loss
    assert alone.option_chances["own"].whole == chance
    assert case(*PLAN, IN_HOUSE, option="own").case.option is None, "without amounts the plan itself is shown"
    assert case(*PLAN, option="nobody").case.option is None


def test_nobody_can_leave_where_each_goes_its_own_way() -> None:
    alone = case(*PLAN, *OWN_LINES, IN_HOUSE, SHARED, option="own")
    for view in alone.simulations:
        assert next(driver for driver in view.drivers if driver.name == "leaving").likely == 0
    shared = next(view for view in case(*PLAN).simulations if view.view == "adjusted")
    assert next(driver for driver in shared.drivers if driver.name == "leaving").likely > 0


def test_a_contract_is_raised_for_running_too_whatever_the_arrangement_is() -> None:
    outsourced = make(Option, option="firm", name="A contract", kind="outsourced")
    lines = (line("investment", 2026, 100, option="firm"), line("running", 2027, 50, option="firm"))
    found = case(*PLAN, *lines, outsourced, option="firm")
    assert found.case.optimism.running > 0
    assert case(*PLAN).case.optimism.running == 0
