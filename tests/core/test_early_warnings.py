"""Early warnings: for each rule what sets it off, and what keeps it quiet."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import cache, partial

import pytest

from holdfast.core.assess import assess
from holdfast.core.assessment import Glance, Outlook, Rating
from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.core.early_warnings import RULES, EarlyWarning, Watch, early_warnings
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.alignment import Appetite, NoGoArea
from holdfast.core.evidence.communications import Message
from holdfast.core.evidence.decisions import Decision, Dispute, Gate, Milestone, Reply
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.history import Event, Register, Task
from holdfast.core.evidence.money import Benefit, CaseVersion
from holdfast.core.evidence.partners import Election, Partner
from holdfast.core.evidence.people import Post
from holdfast.core.evidence.scope import Service
from holdfast.core.over_time import RatingMove, Step, changes
from holdfast.files import read
from tests.core.test_over_time import EXAMPLE
from tests.make import evidence, make

NOW, THEN = dt.date(2026, 11, 9), dt.date(2026, 10, 9)
A, B = make(Partner, partner="a", name="Ostley"), make(Partner, partner="b", name="Marlshire")
DESK = make(Service, service="desk", name="Desk", in_scope=True)
VOTE = make(Gate, gate="vote", name="The vote", body="Cabinet", planned="2027-03-01")


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def warned(*records: Record, later: Sequence[Record] = ()) -> tuple[EarlyWarning, ...]:
    """The warnings on these records; `later` ones were told on 1 November."""
    before, after = evidence(*records), evidence(*records, *later)
    step = Step("told", lambda: after, tuple(f"{record.meta.section}/{record.id}" for record in later))
    found = changes(Step("start", lambda: before), THEN, NOW, [step], catalogue())
    return early_warnings(
        Watch(after.as_at(NOW), assess(after, catalogue(), as_at=NOW), found, {"told": dt.date(2026, 11, 1)}, catalogue())
    )


def of(rule: str, *records: Record, later: Sequence[Record] = ()) -> list[EarlyWarning]:
    return [found for found in warned(*records, later=later) if found.rule == rule]


def gate(on: str, planned: str, forecast: str | None = None, **more: object) -> Gate:
    return make(Gate, gate="vote", name="The vote", body="Cabinet", on=on, planned=planned, forecast=forecast, **more)


def post(**fields: object) -> Post:
    return make(Post, **{"post": "pm", "title": "Programme manager", "duties": ["programme"], **fields})


SLIPS = (gate("2026-01-01", "2026-06-01"), gate("2026-05-01", "2026-06-01", "2026-09-01"))
THIRD = gate("2026-08-01", "2026-06-01", "2027-01-15")
SILENT = make(Message, audience="staff", sent="2025-12-01")
CASES: dict[str, tuple[Sequence[Record], Sequence[Record]]] = {
    "notice_to_leave": (
        [make(Event, type="exit_notice", about="Wexcombe", on="2026-09-01")],
        [make(Event, type="exit_notice", on="2026-09-01", resolved=True), make(Event, type="exit_notice", on="2025-01-01")],
    ),
    "red_line_in_scope": (
        [A, B, DESK, make(NoGoArea, partner="a", subject="desk", firmness="red_line")],
        [A, B, DESK, make(NoGoArea, partner="a", subject="planning", firmness="red_line")],
    ),
    "decision_blocked": (
        [make(Decision, subject="Site", outcome="blocked", on="2026-11-01")],
        [
            make(Decision, subject="Site", outcome="blocked", on="2026-08-01"),
            make(Decision, subject="Site", outcome="agreed", on="2026-11-01"),
        ],
    ),
    "gate_slipped_again": ([*SLIPS, THIRD], SLIPS),
    "gate_overdue": (SLIPS, [*SLIPS, THIRD]),
    "election_in_window": (
        [A, VOTE, make(Election, partner="a", date="2027-02-01")],
        [A, VOTE, make(Election, partner="a", date="2027-05-06")],
    ),
    "deputy_missing": (
        [post(leaves="2027-03-01")],
        [
            post(leaves="2027-03-01", deputy="dep"),
            post(post="dep", title="Deputy"),
            post(post="other", leaves="2027-03-01", handover="tested"),
        ],
    ),
    "contract_ending": (
        [make(Contract, contract="net", supplier="Netco", ends="2027-06-01")],
        [
            make(Contract, contract="net", supplier="Netco", ends="2027-06-01"),
            make(Decision, subject="Renew the Netco contract", outcome="agreed"),
            make(Contract, contract="old", supplier="Oldco", ends="2029-06-01"),
        ],
    ),
    "post_vacant": (
        [
            A,
            B,
            post(vacant_since="2025-12-01", on="2026-10-01"),
            make(Register, section="posts", complete_from="2025-01-01", complete_to="2026-11-09", on="2026-11-09"),
        ],
        [
            A,
            B,
            post(vacant_since="2026-10-01", on="2026-10-01"),
            make(Register, section="posts", complete_from="2025-01-01", complete_to="2026-11-09", on="2026-11-09"),
        ],
    ),
    "staff_silence": ([A, SILENT], [A, make(Message, audience="staff", sent="2026-11-01", on="2026-11-01")]),
    "dispute_open_long": (
        [make(Dispute, dispute="d", subject="Desk", opened="2026-01-01")],
        [
            make(Dispute, dispute="d", subject="Desk", opened="2026-01-01", closed="2026-01-01"),
            make(Dispute, dispute="e", subject="Network", opened="2026-11-01", on="2026-11-01"),
        ],
    ),
    "reply_overdue": (
        [B, make(Reply, partner="b", paper="Terms", asked="2026-01-01")],
        [
            make(Reply, partner="b", paper="Terms", asked="2026-01-01"),
            make(Reply, partner="b", paper="Terms", asked="2026-01-01", answered="2026-01-01"),
        ],
    ),
    "appetites_apart": (
        [
            A,
            B,
            make(Appetite, partner="a", category="financial", level="averse"),
            make(Appetite, partner="b", category="financial", level="open"),
        ],
        [
            A,
            B,
            make(Appetite, partner="a", category="financial", level="open"),
            make(Appetite, partner="b", category="financial", level="open"),
        ],
    ),
    "benefit_overdue": (
        [make(Benefit, benefit="b", name="Less paper", due="2026-04-01")],
        [
            make(Benefit, benefit="b", name="Less paper", due="2026-04-01", actuals={"2026": "5"}),
            make(Benefit, benefit="c", name="Later", due="2026-10-01"),
        ],
    ),
    "milestone_late": (
        [make(Milestone, milestone="m", name="Move", planned="2026-10-01")],
        [
            make(Milestone, milestone="m", name="Move", planned="2026-10-01", done="2026-09-01", on="2026-09-01"),
            make(Milestone, milestone="n", name="Go", planned="2026-10-01", forecast="2027-01-01"),
        ],
    ),
    "task_late": (
        [make(Task, task="t", title="Name deputies", due="2026-11-08", status="doing")],
        [
            make(Task, task="t", due="2026-11-08", status="done"),
            make(Task, task="u", due="2026-11-08", status="dropped"),
            make(Task, task="v", due="2026-11-09"),
            make(Task, task="w"),
        ],
    ),
    "case_outdated": (
        [VOTE, make(CaseVersion, version="1", on="2025-06-01")],
        [VOTE, make(CaseVersion, version="1", on="2025-06-01"), make(CaseVersion, version="2", on="2026-06-01")],
    ),
    "register_outdated": (
        [make(Register, section="disputes", complete_from="2025-01-01", complete_to="2025-12-31")],
        [make(Register, section="disputes", complete_from="2025-01-01", complete_to="2026-10-31", on="2026-10-31")],
    ),
    "evidence_old": ([make(Partner, partner="a", name="A", on="2026-08-01")], [make(Partner, partner="a", name="A", on="2026-10-01")]),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_set_off_and_keeps_quiet(rule: str) -> None:
    fires, quiet = CASES[rule]
    (found,) = of(rule, *fires)
    assert found.text.endswith(".")
    assert found.since <= NOW
    known = {f"{record.meta.section}/{record.id}" for record in fires}
    assert set(found.because) <= known
    assert found.because or rule == "evidence_old"
    assert of(rule, *quiet) == []


def test_the_outlook_that_fell() -> None:
    dispute = make(Dispute, dispute="d", subject="Desk", opened="2025-06-01", on="2026-10-20")
    before, after = evidence(A, B), evidence(A, B, dispute)
    found = changes(Step("start", lambda: before), THEN, NOW, [Step("told", lambda: after, (f"disputes/{dispute.id}",))], catalogue())
    fell = dataclasses.replace(
        found, before=_rated(found.before, "amber"), after=_rated(found.after, "red"), ratings=(RatingMove("told", "amber", "red"),)
    )
    rose = dataclasses.replace(fell, before=fell.after, after=fell.before)
    assessment = assess(after, catalogue(), as_at=NOW)
    day = {"told": dt.date(2026, 11, 1)}
    (warning,) = [
        item for item in early_warnings(Watch(after.as_at(NOW), assessment, fell, day, catalogue())) if item.rule == "outlook_fell"
    ]
    assert warning.text == "The outlook fell from amber to red."
    assert warning.since == dt.date(2026, 11, 1)
    assert warning.because == (f"disputes/{dispute.id}",)
    assert "outlook_fell" not in {item.rule for item in early_warnings(Watch(after.as_at(NOW), assessment, rose, day, catalogue()))}


def _by(whole: Evidence, date: dt.date) -> Evidence:
    return whole.where(lambda record: record.on <= date)


def _rated(glance: Glance, rating: Rating) -> Glance:
    outlook = Outlook(rating=rating, best=rating, worst=rating, coverage=1.0, rule="")
    return Glance(as_at=glance.as_at, outlook=outlook, seen=glance.seen)


def test_a_crossing_names_the_day_and_the_record_that_did_it() -> None:
    whole = read(EXAMPLE)
    dates = sorted({record.on for record in whole.records if THEN < record.on <= NOW})
    steps = [
        Step(
            date.isoformat(),
            partial(_by, whole, date),
            tuple(f"{record.meta.section}/{record.id}" for record in whole.records if record.on == date),
        )
        for date in dates
    ]
    found = changes(Step("start", partial(_by, whole, THEN)), THEN, NOW, steps, catalogue())
    days = {date.isoformat(): date for date in dates}
    made = early_warnings(Watch(whole.as_at(NOW), assess(whole, catalogue(), as_at=NOW), found, days, catalogue()))
    crossed = [item for item in made if item.rule in ("became_exposed", "became_watch")]
    for item in crossed:
        change = found.findings[item.finding]
        assert change.before.state != change.after.state
        assert item.action in catalogue().actions
    assert {item.finding for item in crossed} == {
        id
        for id in catalogue().problems
        if found.findings[id].after.state in ("exposed", "watch")
        and found.findings[id].before.state != found.findings[id].after.state
        and (found.findings[id].before.state, found.findings[id].after.state) != ("exposed", "watch")
    }


def test_every_rule_is_tested_and_names_actions_that_exist() -> None:
    results = {"outlook_fell", "became_exposed", "became_watch"}
    assert {rule.id for rule in RULES} == {*CASES, *results}
    assert all(rule.action in {"", *catalogue().actions} for rule in RULES)


def test_nothing_known_warns_of_nothing() -> None:
    assert warned() == ()


def test_a_warning_keeps_its_name_while_it_goes_on() -> None:
    first = of("deputy_missing", post(leaves="2027-03-01"))[0]
    again = of("deputy_missing", post(leaves="2027-03-01"), post(leaves="2027-02-01", on="2026-06-01"))[0]
    assert first.key == again.key == "deputy_missing:posts/pm"
    assert first.because != again.because
