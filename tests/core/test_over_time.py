"""What changed and which step did it: against whole assessments, one after another."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Hashable, Sequence
from functools import partial
from pathlib import Path

import pytest

from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.decisions import Dispute
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Team
from holdfast.core.over_time import TIME, Changes, Look, Step, changes, glance, is_worse
from holdfast.core.words import SCALE
from holdfast.files import read
from tests.make import evidence, make

EXAMPLE = Path(__file__).parents[2] / "examples/four-councils.toml"
THEN, NOW = dt.date(2026, 6, 30), dt.date(2026, 11, 9)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def whole(catalogue: Catalogue) -> Evidence:
    return read(EXAMPLE, questions=frozenset(catalogue.questions)).as_at(NOW)


@pytest.fixture(scope="module")
def steps(whole: Evidence) -> list[Step]:
    """One step for each date on which something became known."""
    dates = sorted({record.on for record in whole.records if THEN < record.on <= NOW})
    return [_step(date, whole) for date in dates]


def _step(date: dt.date, whole: Evidence) -> Step:
    records = tuple(f"{record.meta.section}/{record.id}" for record in whole.records if record.on == date)
    return Step(date.isoformat(), lambda: whole.where(lambda record: record.on <= date), records)


@pytest.fixture(scope="module")
def found(whole: Evidence, steps: Sequence[Step], catalogue: Catalogue) -> Changes:
    return changes(Step("start", lambda: whole.where(lambda record: record.on <= THEN)), THEN, NOW, steps, catalogue)


def _exposures(assessment: Assessment) -> dict[str, tuple[str, float]]:
    return {finding.id: (finding.state, finding.exposure) for finding in (*assessment.findings, *assessment.patterns)}


def test_the_ends_are_what_assessments_say(whole: Evidence, catalogue: Catalogue, found: Changes) -> None:
    for seen, date in ((found.before, THEN), (found.after, NOW)):
        slow = assess(whole, catalogue, as_at=date)
        assert {id: (one.state, one.exposure) for id, one in seen.seen.items()} == _exposures(slow)
        assert seen.outlook.rating == slow.outlook.rating
        assert glance(whole.as_at(date), catalogue).seen == seen.seen


def test_the_moves_are_the_differences_of_whole_assessments(
    whole: Evidence, steps: Sequence[Step], catalogue: Catalogue, found: Changes
) -> None:
    before = _exposures(assess(whole.where(lambda record: record.on <= THEN), catalogue, as_at=THEN))
    states = [(TIME, whole.where(lambda record: record.on <= THEN)), *((step.key, step.evidence()) for step in steps)]
    seen: dict[str, list[tuple[str, float]]] = {id: [] for id in before}
    for key, evidence_then in states:
        after = _exposures(assess(evidence_then, catalogue, as_at=NOW))
        for id, (state, exposure) in after.items():
            if state != before[id][0] or abs(exposure - before[id][1]) > 1e-9:
                seen[id].append((key, exposure - before[id][1]))
        before = after
    assert any(seen.values())
    for id, change in found.findings.items():
        assert [move.step for move in change.moves] == [key for key, _ in seen[id]]
        assert [move.by for move in change.moves] == pytest.approx([by for _, by in seen[id]])


def test_the_moves_add_up(found: Changes) -> None:
    for change in found.findings.values():
        assert sum(move.by for move in change.moves) == pytest.approx(change.by)
    ratings = [found.before.outlook.rating, *(move.after for move in found.ratings)]
    assert [move.before for move in found.ratings] == ratings[:-1]
    assert ratings[-1] == found.after.outlook.rating


def _told(*records: Record) -> tuple[Step, ...]:
    """A step for each record, after the first."""
    return tuple(
        Step(str(place), partial(evidence, *records[: place + 1]), (f"{records[place].meta.section}/{records[place].id}",))
        for place in range(1, len(records))
    )


def _changes(first: Sequence[Record], steps: Sequence[Step], catalogue: Catalogue) -> Changes:
    return changes(Step("start", partial(evidence, *first)), NOW, NOW, steps, catalogue)


def test_a_move_names_the_record_that_did_it(catalogue: Catalogue) -> None:
    partner = make(Partner, partner="a", name="A")
    dispute = make(Dispute, dispute="d", subject="Desk", opened="2025-06-01")
    found = _changes([partner], _told(partner, dispute), catalogue)
    (move,) = found.findings["unwillingness_to_compromise"].moves
    assert move.records == (f"disputes/{dispute.id}",)
    assert move.by > 0


def test_of_a_step_of_many_records_only_those_are_named_that_a_reading_rests_on(catalogue: Catalogue) -> None:
    partner = make(Partner, partner="a", name="A")
    dispute = make(Dispute, dispute="d", subject="Desk", opened="2025-06-01")
    team = make(Team, team="Desk", posts=10.0)
    step = Step("import", partial(evidence, partner, dispute, team), (f"teams/{team.id}", f"disputes/{dispute.id}"))
    found = _changes([partner], [step], catalogue)
    (move,) = found.findings["unwillingness_to_compromise"].moves
    assert move.records == (f"disputes/{dispute.id}",)


def test_a_record_that_goes_is_named_too(catalogue: Catalogue) -> None:
    partner = make(Partner, partner="a", name="A")
    dispute = make(Dispute, dispute="d", subject="Desk", opened="2025-06-01")
    step = Step("retired", partial(evidence, partner), (f"disputes/{dispute.id}",))
    found = _changes([partner, dispute], [step], catalogue)
    (move,) = found.findings["unwillingness_to_compromise"].moves
    assert (move.step, move.records) == ("retired", (f"disputes/{dispute.id}",))
    assert move.by < 0


def test_time_alone_moves_a_finding_and_names_no_record(catalogue: Catalogue) -> None:
    dispute = make(Dispute, dispute="d", subject="Desk", opened="2025-12-30")
    found = changes(Step("start", partial(evidence, dispute)), dt.date(2026, 1, 2), NOW, (), catalogue)
    (move,) = found.findings["unwillingness_to_compromise"].moves
    assert (move.step, move.records) == (TIME, ())
    assert move.by > 0


def test_nothing_told_and_no_time_is_no_change(whole: Evidence, catalogue: Catalogue) -> None:
    found = changes(Step("start", lambda: whole), NOW, NOW, (), catalogue)
    assert not any(change.is_changed or change.moves for change in found.findings.values())
    assert found.ratings == ()


def test_what_is_remembered_of_named_states_changes_nothing(whole: Evidence, catalogue: Catalogue, found: Changes) -> None:
    dates = sorted({record.on for record in whole.records if THEN < record.on <= NOW})
    named = [dataclasses.replace(_step(date, whole), state=date) for date in dates]
    start = Step("start", lambda: whole.where(lambda record: record.on <= THEN), state=THEN)
    held: dict[tuple[Hashable, dt.date], Look] = {}
    half = changes(start, THEN, NOW, named[: len(named) // 2], catalogue, remembered=held)
    assert half.after.seen != found.after.seen
    worked_out = len(held)
    assert changes(start, THEN, NOW, named, catalogue, remembered=held) == found
    assert len(held) == worked_out + len(named) - len(named) // 2


def test_worse() -> None:
    assert is_worse("red", "amber", SCALE)
    assert not is_worse("green", "amber", SCALE)
    assert not is_worse("amber", "amber", SCALE)
    assert not is_worse("cannot_tell", "amber", SCALE)
    assert not is_worse("red", "cannot_tell", SCALE)
