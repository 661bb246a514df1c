"""Who is told what: each indicator at its best, at its worst, not known and not applicable."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.communications import Message, Pulse, Rebrand
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Partner
from holdfast.core.indicators import communications as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

A, B = (make(Partner, id=code, partner=code, name=code.title()) for code in "ab")
TODAY = dt.date(2026, 1, 1)
LONG_AGO, A_YEAR_AGO, DECEMBER, LATER = dt.date(2023, 1, 1), dt.date(2025, 1, 1), dt.date(2025, 12, 2), dt.date(2026, 7, 1)
DAYS_A_MONTH = 365.25 / 12
COMPLETE = make(Register, id="all", section="messages", complete_from=A_YEAR_AGO, complete_to=TODAY)
NEW_LIST = make(Register, id="new", section="messages", complete_from=DECEMBER, complete_to=TODAY)


def told(code: str | None, sent: dt.date | None, audience: str = "staff", **fields: Any) -> Message:
    return make(Message, partner=code, audience=audience, sent=sent, **fields)


def briefed(code: str | None, cross_party: bool | None) -> Message:
    return told(code, LONG_AGO, "members", cross_party=cross_party)


def pulse(code: str | None, on: dt.date = TODAY, audience: str = "staff", **fields: Any) -> Pulse:
    return make(Pulse, partner=code, audience=audience, on=on, **fields)


def rebrand(planned: dt.date | None, cost: int | None = None, name: str = "new") -> Rebrand:
    return make(Rebrand, id=name, rebrand=name, planned=planned, cost=cost)


def live(**dates: dt.date) -> Milestone:
    return make(Milestone, id="live", milestone="live", name="Live", marks="go_live", **dates)


def spent(year: int, likely: int | None, **fields: Any) -> CashLine:
    return make(CashLine, **{"category": "investment", "year": year, "likely": likely, **fields})


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.cross_party_briefing, (briefed("a", True), briefed("b", False), briefed("b", True)), 1),
        (theme.cross_party_briefing, (briefed("a", False), briefed("b", False)), 0),
        (theme.cross_party_briefing, (briefed("a", False), briefed(None, True)), 1),
        (theme.cross_party_briefing, (briefed("a", True), COMPLETE), 0.5),
        (theme.days_since_staff_message, (told("a", TODAY), told("b", DECEMBER), told("b", TODAY)), 0),
        (theme.days_since_staff_message, (told("a", TODAY), told("b", DECEMBER), told("b", LONG_AGO)), 30),
        (theme.days_since_staff_message, (told("a", LONG_AGO), told(None, DECEMBER)), 30),
        (theme.days_since_staff_message, (told("a", TODAY), NEW_LIST), 0),
        (theme.days_since_staff_message, (told("a", TODAY), COMPLETE), 365),
        (theme.staff_worries, (pulse("a", worry=0.1), pulse("b", worry=0.2), pulse("b", A_YEAR_AGO, worry=0.9)), 0.2),
        (theme.staff_worries, (pulse("a", worry=0.7), pulse("b", audience="customers", worry=0.9)), 0.7),
        (theme.seen_as_own, (pulse("a", sees_as_colleague=0.8), pulse("b", audience="customers", sees_as_colleague=0.7)), 0.7),
        (theme.seen_as_own, (pulse("a", sees_as_colleague=0.8), pulse("a", audience="customers", sees_as_colleague=0.3)), 0.3),
        (theme.union_meetings, (told(None, DECEMBER, "unions"),), 1),
        (theme.union_meetings, (told(None, LONG_AGO, "unions"), COMPLETE), 0),
        (theme.rebrand_months, (rebrand(TODAY), live(done=LONG_AGO)), 1096 / DAYS_A_MONTH),
        (theme.rebrand_months, (rebrand(TODAY), rebrand(LATER, name="next"), live(planned=LONG_AGO, done=DECEMBER)), 30 / DAYS_A_MONTH),
        (theme.rebrand_months, (rebrand(TODAY), live(planned=LONG_AGO, forecast=LATER)), 0),
        (theme.brand_spend, (rebrand(TODAY, 0), spent(2025, 100)), 0),
        (theme.brand_spend, (rebrand(TODAY, 30), spent(2025, 100), spent(2026, None, low=10, high=90)), 0.2),
        (
            theme.brand_spend,
            (rebrand(TODAY, 30), spent(2025, 900), spent(2025, 60, status="actual"), spent(2025, 9, category="saving")),
            0.5,
        ),
        (theme.brand_spend, (rebrand(TODAY, 300), spent(2025, 100)), 1),
    ],
)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(A, B, *records, as_at=TODAY))
    assert reading.value == pytest.approx(value)
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (theme.cross_party_briefing, (briefed("a", True),)),
        (theme.cross_party_briefing, (briefed("a", None), briefed("b", None))),
        (theme.days_since_staff_message, (told("a", None, planned=DECEMBER), told("a", TODAY, "public"))),
        (theme.days_since_staff_message, (NEW_LIST,)),
        (theme.staff_worries, (pulse("a", worry=0.1),)),
        (theme.staff_worries, (pulse("a", trust=0.1), pulse("b", trust=0.1))),
        (theme.seen_as_own, (pulse("a", sees_as_colleague=0.9),)),
        (theme.union_meetings, (told(None, LONG_AGO, "unions"), NEW_LIST)),
        (theme.rebrand_months, (rebrand(None), live(done=LONG_AGO))),
        (theme.rebrand_months, (rebrand(TODAY),)),
        (theme.brand_spend, (rebrand(TODAY, 30),)),
        (theme.brand_spend, (rebrand(TODAY, 30), spent(2025, None))),
        (theme.brand_spend, (rebrand(TODAY, 1), rebrand(LATER, name="next"), spent(2025, 100))),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records, as_at=TODAY)) == NOT_KNOWN


def test_bodies_without_elected_members_have_no_parties_to_brief() -> None:
    bodies = [make(Partner, partner=code, name=code, type="health") for code in "cd"]
    assert theme.cross_party_briefing.read(evidence(*bodies)) == NOT_APPLICABLE


def test_a_name_launched_before_the_service_waits_for_nothing() -> None:
    assert theme.rebrand_months.read(evidence(A, rebrand(TODAY), stage="transition")).value == 0
    assert theme.rebrand_months.read(evidence(A, rebrand(TODAY), stage="live")) == NOT_KNOWN


def test_reasons_name_the_records_that_decide() -> None:
    records = pulse("a", id="calm", worry=0.1), pulse("b", id="tense", worry=0.6)
    assert theme.staff_worries.read(evidence(A, B, *records)).because == ("pulses/tense",)
