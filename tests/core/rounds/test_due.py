"""When a round is due again."""

from __future__ import annotations

import datetime as dt

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.answers import Round
from holdfast.core.evidence.history import Event
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Post
from holdfast.core.rounds.due import Due, due_again
from tests.make import evidence, make

TODAY = dt.date(2026, 9, 1)
LAST = dt.date(2026, 5, 1)
ROUND = make(Round, id="spring", round="spring", closed=LAST, on=LAST)


def due(*records: Record, on: dt.date = TODAY) -> tuple[Due, ...]:
    return due_again(evidence(*records).as_at(on), on)


def event(type: str, day: dt.date, **fields: object) -> Event:
    return make(Event, id=f"{type}-{day}", type=type, happened=day, on=day, **fields)


def test_nothing_is_due_before_a_first_round() -> None:
    assert due(event("leader_change", dt.date(2026, 6, 1))) == ()
    assert due(make(Round, round="open", opened=LAST, on=LAST), event("leader_change", dt.date(2026, 6, 1))) == ()
    assert due(make(Round, round="quick", questionnaire="quick_check", closed=LAST, on=LAST), event("leader_change", TODAY)) == ()


def test_nothing_is_due_when_nothing_happened() -> None:
    assert due(ROUND) == ()


@pytest.mark.parametrize("type", ["leader_change", "control_change", "partner_joined", "exit_notice", "reorganisation"])
def test_an_event_since_the_last_round_makes_one_due(type: str) -> None:
    assert due(ROUND, event(type, dt.date(2026, 6, 1))) == (Due("event", f"events/{type}-2026-06-01", dt.date(2026, 6, 1)),)


def test_a_small_event_or_one_of_before_does_not() -> None:
    assert due(ROUND, event("complaint", dt.date(2026, 6, 1), impact=1), event("leader_change", LAST)) == ()
    assert [found.reason for found in due(ROUND, event("incident", dt.date(2026, 6, 1), impact=3))] == ["event"]


def test_a_leaving_date_makes_one_due_ahead_of_it() -> None:
    soon = make(Post, id="ce", post="ce", title="Chief Executive", influence=4, leaves=TODAY + dt.timedelta(days=60))
    later = make(Post, id="later", post="later", title="Director", influence=4, leaves=TODAY + dt.timedelta(days=160))
    small = make(Post, id="small", post="small", title="Clerk", influence=1, leaves=TODAY + dt.timedelta(days=60))
    assert due(ROUND, soon, later, small) == (Due("leaving", "posts/ce", TODAY + dt.timedelta(days=60)),)


def test_a_partner_that_leaves_makes_one_due() -> None:
    assert [found.record for found in due(ROUND, make(Partner, id="a", partner="a", name="Ostley", left=dt.date(2026, 8, 1)))] == [
        "partners/a"
    ]


def test_a_year_makes_one_due_on_the_day() -> None:
    year = LAST + dt.timedelta(days=365)
    assert due(ROUND, on=year - dt.timedelta(days=1)) == ()
    assert due(ROUND, on=year) == (Due("year", "rounds/spring", year),)


def test_a_later_round_answers_what_was_due() -> None:
    again = make(Round, id="autumn", round="autumn", closed=dt.date(2026, 8, 1), on=dt.date(2026, 8, 1))
    assert due(ROUND, again, event("leader_change", dt.date(2026, 6, 1))) == ()


def test_events_come_first_and_the_latest_of_them() -> None:
    post = make(Post, id="ce", post="ce", title="Chief Executive", leaves=dt.date(2027, 5, 20))
    events = (event("leader_change", dt.date(2026, 6, 1)), event("strategy_change", dt.date(2026, 7, 1)))
    found = due(ROUND, post, *events, on=dt.date(2027, 5, 2))
    assert [(each.reason, each.on.month) for each in found] == [("event", 7), ("event", 6), ("leaving", 5), ("year", 5)]
