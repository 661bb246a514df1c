"""On how few posts it rests: the smallest set of leavers against trying every set, the plan, the alarms."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Post, Tie
from holdfast.core.people.continuity import resilience_of
from holdfast.core.people.departures import Reliance, breakage_of, departures_of
from tests.make import evidence, make

TODAY = dt.date(2026, 1, 1)
PARTNERS = tuple(make(Partner, partner=code, name=code) for code in ("a", "b", "c"))


def post(name: str, **fields: Any) -> Post:
    return make(Post, **{"post": name, "title": name.upper(), **fields})


def tie(one: str, two: str, through: str, level: str = "staff") -> Tie:
    return make(Tie, partner=one, towards=two, through=through, level=level)


def slow_least(carriers: Sequence[Sequence[str]], posts: Sequence[str]) -> int | None:
    """Try every set of leavers, smallest first, with every deputy able to take over one thing only."""
    for size in range(1, len(posts) + 1):
        for gone in combinations(posts, size):
            if any(set(group) <= set(gone) for group in carriers if group):
                return size
    return None


@given(st.lists(st.lists(st.sampled_from("pqrstu"), unique=True, max_size=4), max_size=6))
def test_the_smallest_set_is_what_trying_every_set_finds(carriers: list[list[str]]) -> None:
    found = departures_of(Reliance(f"duty {at}", "duty", tuple(sorted(group))) for at, group in enumerate(carriers))
    assert found.at_least == slow_least(carriers, "pqrstu")
    assert all(len(reliance.posts) == found.at_least for reliance in found.smallest)


def apart(partners: Sequence[str], ties: Iterable[tuple[str, str, str]], gone: Iterable[str]) -> bool:
    groups = [{code} for code in partners]
    for one, two, through in ties:
        if through not in gone:
            joined = [group for group in groups if one in group or two in group]
            groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    return len(groups) > 1


PAIRS = st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from("pqrs")).filter(lambda item: item[0] != item[1])


@given(st.lists(PAIRS, max_size=8))
def test_the_smallest_cut_is_what_trying_every_set_finds(ties: list[tuple[str, str, str]]) -> None:
    linked = sorted({code for one, two, _ in ties for code in (one, two)})
    found = breakage_of("abcd", ties)
    if len(linked) < 2 or apart(linked, ties, ()):
        assert found is None
        return
    posts = sorted({through for _, _, through in ties})
    least = next(size for size in range(1, len(posts) + 1) if any(apart(linked, ties, gone) for gone in combinations(posts, size)))
    assert found is not None
    assert found.exact
    assert len(found.posts) == least
    assert apart(linked, ties, found.posts)
    assert len(found.groups) > 1


def test_a_duty_rests_on_its_holders_and_their_deputies() -> None:
    found = resilience_of(evidence(*PARTNERS, post("x", partner="a", duties=["finance"], deputy="y"), post("y", partner="a")))
    assert found.departures.at_least == 2
    assert found.departures.smallest[0].posts == ("x", "y")
    assert found.departures.smallest[0].what == "finance (a)"


def test_an_empty_deputy_post_carries_nothing() -> None:
    posts = (post("x", partner="a", duties=["finance"], deputy="y"), post("y", partner="a", vacant_since=dt.date(2025, 6, 1)))
    found = resilience_of(evidence(*PARTNERS, *posts))
    assert found.departures.at_least == 1
    assert found.plan[0].missing == ("somebody in the deputy's post", "a handover plan")
    assert found.plan[0].covered is False or found.plan[0].covered is None


def test_a_tie_passes_to_a_deputy_only_by_a_tested_handover() -> None:
    ties = (tie("a", "b", "x"),)
    planned = resilience_of(evidence(*PARTNERS, post("x", deputy="y", handover="planned"), post("y"), *ties))
    tested = resilience_of(evidence(*PARTNERS, post("x", deputy="y", handover="tested"), post("y"), *ties))
    assert planned.departures.at_least == 1
    assert tested.departures.at_least == 2


def test_one_post_can_hold_all_partners_together() -> None:
    ties = (tie("a", "b", "x"), tie("b", "c", "x"), tie("a", "b", "y"))
    found = resilience_of(evidence(*PARTNERS, post("x"), post("y"), *ties))
    assert found.breakage is not None
    assert found.breakage.posts == ("x",)
    assert found.breakage.groups == (("a", "b"), ("c",))


def test_a_leaving_date_raises_an_alarm_that_says_what_goes() -> None:
    first = post("x", partner="a", duties=["finance"], deputy="y", leaves=dt.date(2026, 3, 2))
    second = post("y", partner="a", leaves=dt.date(2026, 9, 1))
    found = resilience_of(evidence(*PARTNERS, first, second))
    assert [(alarm.post, alarm.days, len(alarm.loses)) for alarm in found.alarms] == [("x", 60, 0), ("y", 243, 1)]
    assert "others carry on" in found.alarms[0].words
    assert "finance (a)" in found.alarms[1].words


def test_nothing_on_record_is_said_in_words() -> None:
    found = resilience_of(evidence(*PARTNERS))
    assert found.departures.at_least is None
    assert found.breakage is None
    assert "nobody can say" in found.remarks[0]


def test_posts_of_those_who_have_left_do_not_count() -> None:
    gone = make(Partner, partner="d", name="d", left=dt.date(2025, 1, 1))
    found = resilience_of(evidence(*PARTNERS, gone, post("x", partner="d", duties=["finance"])))
    assert found.departures.at_least is None


@pytest.mark.parametrize(("posts", "duties"), [(200, 1_000)])
def test_a_large_arrangement(posts: int, duties: int) -> None:
    dice = random.Random(1)
    names = [f"p{at}" for at in range(posts)]
    reliances = [Reliance(f"duty {at}", "duty", tuple(sorted(dice.sample(names, dice.randint(2, 6))))) for at in range(duties)]
    ties = [(f"b{dice.randrange(10)}", f"c{dice.randrange(2)}", dice.choice(names)) for _ in range(400)]
    codes = [f"b{at}" for at in range(10)] + ["c0", "c1"]
    found = departures_of(reliances)
    breakage_of(codes, ties)
    assert found.at_least == min(len(reliance.posts) for reliance in reliances)
