"""The road to a decision: order and circles, forecasts, collisions, the chance that a backer has gone, the sheet and the log."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.catalogue import load_catalogue
from holdfast.core.decisions.forecast import SlipRate, chance_left_before, slip_rate, window
from holdfast.core.decisions.order import in_order
from holdfast.core.decisions.road import Road, road_of
from holdfast.core.evidence import Record
from holdfast.core.evidence.decisions import Decision, Gate, Milestone
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.money import CaseVersion
from holdfast.core.evidence.partners import Election, Partner
from holdfast.core.evidence.people import Post
from holdfast.core.indicators.decisions import delay_cost
from tests.make import evidence, make

TODAY = dt.date(2026, 1, 1)
PARTNER = make(Partner, partner="a", name="A")
EVEN = SlipRate(0.0, 0.1, 0, "")


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def gate(name: str, **fields: Any) -> Gate:
    return make(Gate, **{"gate": name, "name": name.title(), **fields})


def road(*records: Record) -> Road:
    return road_of(evidence(PARTNER, *records, as_at=TODAY), load_catalogue())


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_every_gate_comes_once_and_after_what_it_depends_on(depends: dict[str, list[str]]) -> None:
    order, circles = in_order(depends)
    assert sorted(order) == sorted(depends)
    if not circles:
        place = {name: at for at, name in enumerate(order)}
        assert all(place[before] < place[name] for name, found in depends.items() for before in found if before in place)
    for circle in circles:
        assert all(circle[at - 1] in depends[circle[at]] for at in range(len(circle)))


def test_a_circle_is_said_in_words_and_the_rest_is_still_worked_out() -> None:
    found = road(
        gate("one", planned=day(100), depends_on=["two"]), gate("two", planned=day(200), depends_on=["one"]), gate("three", planned=day(50))
    )
    assert any("wait for each other" in words and "One" in words and "Two" in words for words in found.remarks)
    assert [item.gate for item in found.gates if item.window] == ["three", "one", "two"]


def test_a_gate_set_before_the_one_it_depends_on_is_named() -> None:
    found = road(gate("vote", planned=day(50), depends_on=["advice"]), gate("advice", planned=day(200)))
    assert any("Vote" in words and "is set before Advice" in words for words in found.remarks)
    vote = next(item for item in found.gates if item.gate == "vote")
    advice = next(item for item in found.gates if item.gate == "advice")
    assert vote.window and advice.window
    assert vote.window.middle >= advice.window.middle


def test_a_date_in_the_past_is_said_and_taken_as_due() -> None:
    found = road(gate("vote", planned=day(-60)))
    assert any("has passed" in words for words in found.remarks)
    assert any("has passed" in words for words in found.gates[0].open_points)
    assert found.gates[0].window
    assert found.gates[0].window.late < day(60)


def test_without_own_slippage_the_published_range_is_the_window() -> None:
    rate = slip_rate([], load_catalogue())
    found = window(TODAY, 1000, rate)
    assert (found.early - TODAY).days == pytest.approx(1100, abs=2)
    assert (found.late - TODAY).days == pytest.approx(1540, abs=2)
    assert "no slippage of its own" in rate.words


def test_own_slippage_moves_the_forecast() -> None:
    catalogue = load_catalogue()
    on_time, late = slip_rate([1.0] * 6, catalogue), slip_rate([2.0] * 6, catalogue)
    assert on_time.centre < slip_rate([], catalogue).centre < late.centre
    assert late.centre == pytest.approx(0.75 * math.log(2) + 0.25 * slip_rate([], catalogue).centre)


def test_the_slip_is_the_one_the_indicator_reads() -> None:
    records = (gate("vote", planned=day(-100), on=day(-200)), gate("vote", planned=day(-100), forecast=day(200), on=day(-10)))
    found = road(*records)
    reading = delay_cost.read(evidence(PARTNER, *records, as_at=TODAY))
    assert found.gates[0].slip_months is not None
    assert reading.value == pytest.approx(found.gates[0].slip_months / 12)
    assert found.rate.own == 1


def test_collisions_name_what_stands_in_the_way() -> None:
    election = make(Election, partner="a", date=day(120), control_may_change=True)
    leaver = make(Post, post="chief", title="Chief", partner="a", duties=["sponsor"], leaves=day(110))
    contract = make(Contract, contract="desk", supplier="S", ends=day(125))
    found = road(gate("vote", planned=day(100)), election, leaver, contract).gates[0].collisions
    assert {item.cause for item in found} == {"election", "pre_election", "departure", "contract_end"}
    before = next(item for item in found if item.cause == "pre_election")
    assert (before.starts, before.ends) == (day(79), day(119))
    assert found[0].partner == "a"


def test_a_decision_in_august_meets_the_recess() -> None:
    found = road(gate("vote", planned=dt.date(2026, 7, 1)))
    assert any(item.cause == "recess" for item in found.gates[0].collisions)


def test_the_chance_that_a_backer_has_left() -> None:
    assert chance_left_before(TODAY, 100, EVEN, day(100), 3) == pytest.approx(0.5)
    assert chance_left_before(TODAY, 100, EVEN, day(-1), 3) == 1.0
    assert chance_left_before(TODAY, 100, EVEN, day(200), 3) < 1e-9
    unknown = chance_left_before(TODAY, 365, SlipRate(0.0, 1e-3, 0, ""), None, 3.25)
    assert unknown == pytest.approx(1 - math.exp(-365 / 365.25 / 3.25), abs=1e-3)


def test_a_backer_who_is_likely_to_go_first_shows_at_the_gate() -> None:
    sponsor = make(Post, post="chief", title="Chief", partner="a", duties=["sponsor"], leaves=day(90))
    against = make(Post, post="critic", title="Critic", partner="a", supportive=False, duties=["sponsor"])
    found = road(gate("vote", planned=day(100)), sponsor, against).gates[0]
    assert [backer.post for backer in found.backers] == ["chief"]
    assert found.chance_a_backer_is_gone is not None
    assert found.chance_a_backer_is_gone > 0.9


def test_a_gate_that_waits_for_a_later_one_loses_its_backers_meanwhile() -> None:
    sponsor = make(Post, post="chief", title="Chief", partner="a", duties=["sponsor"], leaves=day(200))
    patron = make(Post, post="patron", title="Patron", partner="a", duties=["sponsor"])
    found = road(
        gate("vote", planned=day(20), depends_on=["board"]),
        gate("board", planned=day(30), depends_on=["advice"]),
        gate("advice", planned=day(700)),
        sponsor,
        patron,
    )
    chances = {item.gate: item.chance_a_backer_is_gone for item in found.gates}
    assert chances["vote"] == chances["board"] == chances["advice"]
    assert chances["vote"] is not None
    assert chances["vote"] > 0.99
    assert len({item.window for item in found.gates}) == 1


def test_a_backer_of_an_overdue_gate_may_go_in_the_month_it_is_given() -> None:
    leaver = make(Post, post="chief", title="Chief", partner="a", duties=["sponsor"], leaves=day(20))
    found = road(gate("vote", planned=day(-60)), leaver).gates[0]
    assert found.chance_a_backer_is_gone is not None
    assert found.chance_a_backer_is_gone > 0.9


def test_the_sheet_says_what_is_missing_for_a_go() -> None:
    found = road(gate("vote", planned=day(50), depends_on=["advice"]), gate("advice", body="Officers", level="officer", criteria="Done"))
    vote = next(item for item in found.gates if item.gate == "vote")
    assert vote.open_points == (
        "Not said: which body decides.",
        "Not said: at which level.",
        "Not said: what must be true to pass.",
        "Waits for: Advice.",
    )


def test_the_log_and_the_versions_are_in_order() -> None:
    deferred = gate("vote", planned=day(-50), forecast=day(30), outcome="deferred", on=day(-60))
    decided = gate("board", decided=day(-20), outcome="go", on=day(-20))
    agreed = make(Decision, subject="Site", outcome="agreed", on=day(-40))
    versions = (make(CaseVersion, version="1", net_benefit=9, on=day(-90)), make(CaseVersion, version="2", net_benefit=5, on=day(-30)))
    found = road(deferred, decided, agreed, *versions)
    assert [(item.date, item.outcome) for item in found.log] == [(day(-60), "deferred"), (day(-40), "agreed"), (day(-20), "go")]
    assert [(item.version, item.restated) for item in found.versions] == [("1", False), ("2", True)]


def test_the_dated_cases_say_when_others_were_live() -> None:
    paper = make(Milestone, milestone="paper", name="Paper", marks="first_paper", done=day(-300))
    found = road(paper).live_like_others
    assert found is not None
    assert (found.middle - day(-300)).days == pytest.approx(24 * 365.25 / 12, abs=1)


def test_nothing_on_record_is_said() -> None:
    found = road()
    assert found.gates == ()
    assert found.last is None
    assert "no road to show" in found.remarks[0]


def test_an_arrangement_without_any_date_has_a_calendar_too() -> None:
    assert road_of(evidence(), load_catalogue()).gates == ()
