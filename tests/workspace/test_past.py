"""Looking back: against evidence and assessments made anew for each moment."""

from __future__ import annotations

import datetime as dt

import pytest

from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.core.over_time import TIME
from holdfast.ledger import Reader
from holdfast.ledger.reader import PARTNERS, PUBLIC
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.moment import Moment, end_of
from holdfast.web.arrangements.past import MOST_STEPS, clock_for, compared, course
from holdfast.web.arrangements.state import LedgerState, state_of
from tests.workspace.days import EARLIER, LATER, TODAY, dispute, entered, on
from tests.workspace.personas import Persona

pytestmark = pytest.mark.usefixtures("began")
NOW = Moment(TODAY)
SINCE = dt.date(2026, 11, 20)


@pytest.fixture
def told(ann: Persona, ben: Persona) -> LedgerState:
    """A ledger in which both bodies told things on several days, some of them private, one retired, one entered late."""
    entered(EARLIER, ann, "gates", gate="vote", name="The vote", body="Cabinet", planned="2027-01-01")
    dispute(EARLIER, ben)
    entered(LATER, ben, "events", type="parallel_plan", partner="marlshire", about="hidden", visibility="private")
    row = dispute(LATER, ann, "network")
    dispute(LATER + dt.timedelta(days=1), ann, "late", on=EARLIER)
    with on(LATER + dt.timedelta(days=2)):
        changes.append(by=ann.place, changes=[Change(act="retire", target=row.number, reason="Settled")])
    dispute(LATER + dt.timedelta(days=3), ann, "rules")
    return state_of(ann.place.arrangement)


def _exposures(state: LedgerState, reader: Reader, day: dt.date, known_at: dt.datetime | None) -> dict[str, float]:
    assessment = assess(state.evidence(reader, known_at=known_at).as_at(day), load_catalogue())
    return {finding.id: finding.exposure for finding in (*assessment.findings, *assessment.patterns)}


READERS = [Reader(frozenset({"ostley"})), Reader(frozenset({"marlshire"})), PARTNERS, PUBLIC]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.audience)
def test_both_ends_are_what_an_assessment_made_anew_says(told: LedgerState, reader: Reader) -> None:
    for clock, known in (("known", end_of(SINCE)), ("facts", None)):
        found = compared(told, reader, since=SINCE, moment=NOW, clock=clock).changes  # type: ignore[arg-type]
        assert {id: seen.exposure for id, seen in found.before.seen.items()} == _exposures(told, reader, SINCE, known)
        assert {id: seen.exposure for id, seen in found.after.seen.items()} == _exposures(told, reader, TODAY, None)
        for change in found.findings.values():
            assert sum(move.by for move in change.moves) == pytest.approx(change.by)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.audience)
def test_the_course_is_what_assessments_made_anew_say(told: LedgerState, reader: Reader) -> None:
    days = [EARLIER, LATER, TODAY]
    for clock in ("known", "facts"):
        for glance in course(told, reader, days, clock=clock, moment=NOW):  # type: ignore[arg-type]
            known = end_of(glance.as_at) if clock == "known" else None
            assert {id: seen.exposure for id, seen in glance.seen.items()} == _exposures(told, reader, glance.as_at, known)


def test_by_what_was_known_each_entry_is_a_step_in_its_order(told: LedgerState) -> None:
    found = compared(told, PARTNERS, since=SINCE, moment=NOW)
    assert found.clock == "known"
    steps = [[item.envelope.number for item in taken.told] for taken in found.steps.values()]
    assert len(steps) == 4
    assert steps == sorted(steps)
    moved = [move.step for change in found.changes.findings.values() for move in change.moves]
    assert set(moved) <= {TIME, *found.steps}


def test_by_the_facts_a_record_entered_late_stands_at_its_own_day(told: LedgerState) -> None:
    found = compared(told, PARTNERS, since=SINCE, moment=NOW, clock="facts")
    numbers = {item.envelope.number for taken in found.steps.values() for item in taken.told}
    late = next(n for n, record in told.records.items() if getattr(record, "dispute", "") == "late")
    assert late not in numbers
    assert late in {
        item.envelope.number for taken in compared(told, PARTNERS, since=SINCE, moment=NOW).steps.values() for item in taken.told
    }


def test_a_private_entry_of_another_body_is_in_no_step(told: LedgerState) -> None:
    hidden = next(n for n, record in told.records.items() if getattr(record, "about", "") == "hidden")
    for clock in ("known", "facts"):
        for reader, is_in in ((PARTNERS, False), (READERS[0], False), (READERS[1], True)):
            found = compared(told, reader, since=SINCE, moment=NOW, clock=clock)  # type: ignore[arg-type]
            assert (hidden in {item.envelope.number for taken in found.steps.values() for item in taken.told}) is is_in
            named = {name for change in found.changes.findings.values() for move in change.moves for name in move.records}
            assert (f"events/{hidden}" in named) is is_in


def test_as_known_at_an_earlier_day_later_entries_do_not_count(told: LedgerState) -> None:
    moment = Moment(LATER, known_day=LATER, is_now=False)
    found = compared(told, PARTNERS, since=SINCE, moment=moment)
    assert {id: seen.exposure for id, seen in found.changes.after.seen.items()} == _exposures(told, PARTNERS, LATER, end_of(LATER))


def test_the_facts_serve_where_nothing_had_been_entered(told: LedgerState) -> None:
    assert clock_for(told, PARTNERS, SINCE) == "known"
    assert clock_for(told, PARTNERS, dt.date(2020, 1, 1)) == "facts"


def test_a_new_entry_makes_nothing_stale(told: LedgerState, ann: Persona) -> None:
    before = compared(told, PARTNERS, since=SINCE, moment=NOW).changes.after
    dispute(TODAY, ann, "votes")
    state = state_of(ann.place.arrangement)
    after = compared(state, PARTNERS, since=SINCE, moment=NOW).changes.after
    assert {id: seen.exposure for id, seen in after.seen.items()} == _exposures(state, PARTNERS, TODAY, None)
    assert after.as_at == before.as_at


def test_words_that_were_erased_are_in_no_past(told: LedgerState, ann: Persona) -> None:
    target = next(n for n, record in told.records.items() if getattr(record, "dispute", "") == "rules")
    with on(TODAY):
        changes.append(by=ann.place, changes=[Change(act="redact", target=target, reason="A name")])
    state = state_of(ann.place.arrangement)
    found = compared(state, PARTNERS, since=SINCE, moment=NOW)
    assert {id: seen.exposure for id, seen in found.changes.after.seen.items()} == _exposures(state, PARTNERS, TODAY, None)


def test_many_entries_are_taken_together_by_days(ann: Persona) -> None:
    for hour in range(MOST_STEPS + 2):
        day = LATER + dt.timedelta(days=hour % 4)
        with on(day, hour=8):
            dispute_row = {"dispute": f"d{hour}", "subject": f"D{hour}", "opened": "2026-02-01", "on": day, "source": "s"}
            changes.append(by=ann.place, changes=[Change(section="disputes", raw=dispute_row)])
    found = compared(state_of(ann.place.arrangement), PARTNERS, since=SINCE, moment=NOW, clock="known")
    assert 0 < len(found.steps) <= MOST_STEPS
    assert sum(len(taken.told) for taken in found.steps.values()) >= MOST_STEPS + 2
