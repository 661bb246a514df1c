"""Decisions and club rules: each indicator at its best, at its worst, not known and not applicable."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

import pytest

from holdfast.core.decisions.slippage import restatements, slip_of
from holdfast.core.evidence import Record
from holdfast.core.evidence.decisions import Decision, Dispute, Gate, Milestone, Reply, Review, Rule
from holdfast.core.evidence.history import Event, Register
from holdfast.core.evidence.money import CaseVersion
from holdfast.core.evidence.partners import Election, Partner
from holdfast.core.evidence.people import Post, Tie
from holdfast.core.evidence.scope import Service
from holdfast.core.indicators import READERS, club_rules, joint_decisions
from holdfast.core.indicators import decisions as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

TODAY = dt.date(2026, 1, 1)
IN_MONTHS = frozenset({"go_live_slip", "months_to_decision", "delay_cost", "terms_open_months"})
A, B = (make(Partner, partner=code, name=code.title(), type="district") for code in "ab")
_names = count(1)


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days)


def milestone(marks: str = "other", **fields: Any) -> Milestone:
    return make(Milestone, **{"milestone": f"m{next(_names)}", "name": "Step", "marks": marks, **fields})


def live(days: int) -> Milestone:
    return milestone("go_live", done=days_ago(days))


def service(phase: int | None) -> Service:
    return make(Service, service=f"s{next(_names)}", name="Desk", phase=phase)


def review(kind: str, days: int, **fields: Any) -> Review:
    return make(Review, **{"kind": kind, "done": days_ago(days), **fields})


def earlier(verdict: str, days: int) -> Review:
    return review("earlier_joint_work", days, verdict=verdict)


def decision(outcome: str, days: int = 10, **fields: Any) -> Decision:
    return make(Decision, **{"subject": f"Matter {next(_names)}", "outcome": outcome, "on": days_ago(days), **fields})


def decisions(needed: int, free: int, days: int = 10) -> list[Record]:
    return [decision("agreed", days, needed_every_council=place < needed) for place in range(needed + free)]


def sums(*values: int) -> list[Record]:
    return [decision("agreed", value=value) for value in values]


def gate(name: str = "approval", **fields: Any) -> Gate:
    return make(Gate, **{"gate": name, "name": name.title(), **fields})


def rule(topic: str, status: str = "agreed", **fields: Any) -> Rule:
    return make(Rule, topic=topic, status=status, **fields)


def missed(code: str, number: int) -> list[Record]:
    return [milestone(partner=code, planned=days_ago(90), done=days_ago(60)) for _ in range(number)]


def met(code: str) -> Milestone:
    return milestone(partner=code, planned=days_ago(90), done=days_ago(95))


def replies(code: str, *days: int) -> list[Record]:
    return [
        make(Reply, partner=code, paper=f"Paper {place}", asked=days_ago(100), answered=days_ago(100 - waited))
        for place, waited in enumerate(days)
    ]


def election(code: str, days: int, **fields: Any) -> Election:
    return make(Election, partner=code, date=TODAY + dt.timedelta(days), **fields)


def post(**fields: Any) -> Post:
    return make(Post, **{"post": f"p{next(_names)}", "title": "Chief executive", "influence": 4, **fields})


def tie(code: str, towards: str, through: str) -> Tie:
    return make(Tie, partner=code, towards=towards, through=through, level="managers")


def all_of(section: str) -> Register:
    return make(Register, section=section, complete_from=dt.date(2015, 1, 1), complete_to=TODAY)


AHEAD = gate(forecast=TODAY + dt.timedelta(180), body="Cabinet", level="cabinet")
TAKEN = gate(decided=days_ago(100), outcome="go")
PAPER = milestone("first_paper", done=days_ago(1096))
BOTH_VOTE_LATER = (election("a", 400), election("b", 400))
FIRST_CASE = make(CaseVersion, source="case", version="1", why_changed="first", on=days_ago(300))
BLOCKED_THREE_TIMES = [decision("blocked") for _ in range(3)]
SAFE_ELECTION = election("b", 60, control_may_change=False)
LIMIT = rule("delegated_limit", value=50)
LEAD_PASSED_ON = [
    make(Partner, partner="c", name="C", role="lead", on=days_ago(900)),
    make(Partner, partner="c", name="C", role="member"),
    make(Partner, partner="d", name="D", role="lead"),
]
TOPICS = (
    (READERS["reserved_matters"], "reserved_matters"),
    (READERS["separate_identity"], "separate_identity"),
    (READERS["go_alone_clause"], "go_alone"),
    (READERS["closure_cost_settled"], "closure_cost"),
    (READERS["next_services_agreed"], "next_services"),
    (READERS["chair_rotation"], "chair"),
    (club_rules.lead_rotation, "chair"),
)
KNOWN: list[tuple[Any, Any, float]] = [
    (theme.single_cutover, (service(1), service(2)), 0),
    (theme.single_cutover, (live(90), live(30)), 0),
    (theme.single_cutover, (service(1), service(1)), 1),
    (theme.single_cutover, (milestone("go_live", planned=TODAY), all_of("milestones")), 1),
    (theme.readiness_checked, (live(30), review("readiness", 75, contingency=True)), 1),
    (theme.readiness_checked, (live(30), review("readiness", 35, contingency=False)), 0),
    (theme.readiness_checked, (live(30), review("readiness", 75, contingency=False)), 0.5),
    (theme.readiness_checked, (live(30), all_of("reviews")), 0),
    (theme.go_live_slip, (milestone("go_live", planned=days_ago(400), done=days_ago(400)),), 0),
    (theme.go_live_slip, (milestone("go_live", planned=dt.date(2017, 4, 1), forecast=dt.date(2018, 6, 1)),), 14),
    (theme.go_live_slip, (milestone("go_live", planned=dt.date(2025, 7, 1)),), 6),
    (theme.delay_cost, (milestone("go_live", planned=days_ago(9), done=days_ago(9)), gate()), 0),
    (theme.delay_cost, (gate(planned=dt.date(2025, 1, 1), decided=TODAY), gate("next")), 1),
    (theme.missed_milestones_gap, (met("a"), met("b")), 0),
    (theme.missed_milestones_gap, (*missed("a", 4), met("b")), 4),
    (theme.missed_milestones_gap, (*missed("a", 1), all_of("milestones")), 1),
    (theme.reply_time_ratio, (*replies("a", 5, 6, 7), *replies("b", 6, 6, 40)), 1),
    (theme.reply_time_ratio, (*replies("a", 5, 6, 7), *replies("b", 24, 1, 80)), 4),
    (theme.vision_before_case, (review("vision", 400), FIRST_CASE), 1),
    (theme.vision_before_case, (review("vision", 100), FIRST_CASE), 0),
    (theme.vision_before_case, (all_of("reviews"), FIRST_CASE), 0),
    (joint_decisions.blocked_decisions, (all_of("decisions"), decision("agreed")), 0),
    (joint_decisions.blocked_decisions, (*BLOCKED_THREE_TIMES, decision("deferred", partner="a"), decision("blocked", 400)), 4),
    (joint_decisions.vetoes_after_setup, (live(731), all_of("decisions"), decision("blocked", 900)), 0),
    (joint_decisions.vetoes_after_setup, (live(100), decision("blocked"), decision("deferred"), gate(outcome="deferred")), 3),
    (joint_decisions.blocking_refusal, (all_of("decisions"),), 0),
    (joint_decisions.blocking_refusal, (decision("blocked", about="site", subject="Control room"),), 1),
    (joint_decisions.open_disputes_age, (all_of("disputes"),), 0),
    (joint_decisions.open_disputes_age, (make(Dispute, dispute="d", subject="Costs", opened=days_ago(120)),), 120),
    (theme.due_diligence, (review("due_diligence", 50, seen_by_all=True), review("due_diligence", 90)), 1),
    (theme.due_diligence, (review("due_diligence", 50, seen_by_all=False),), 0.5),
    (theme.due_diligence, (all_of("reviews"),), 0),
    (joint_decisions.approvals_by_every_partner, (*decisions(1, 9), all_of("decisions")), 0.1),
    (joint_decisions.approvals_by_every_partner, decisions(3, 1), 0.75),
    (joint_decisions.full_council_trend, (*decisions(1, 0), *decisions(1, 0, 400), all_of("decisions")), 0),
    (joint_decisions.full_council_trend, (*decisions(3, 0), *decisions(1, 0, 400)), 2),
    (theme.evidence_of_value, (live(700), review("audit", 50, verdict="good"), review("audit", 90, verdict="poor")), 1),
    (theme.evidence_of_value, (live(700), review("audit", 50, verdict="poor")), 0),
    (theme.evidence_of_value, (live(700), review("post_implementation", 50, verdict="mixed")), 0.5),
    (theme.evidence_of_value, (live(700), all_of("reviews")), 0),
    (theme.changes_in_window, (AHEAD, post(), *BOTH_VOTE_LATER, all_of("posts")), 0),
    (theme.changes_in_window, (AHEAD, post(leaves=TODAY + dt.timedelta(90)), election("a", 60), SAFE_ELECTION), 2),
    (theme.changes_in_window, (AHEAD, post(influence=1, supportive=True, vacant_since=days_ago(9)), post(influence=2, leaves=TODAY)), 1),
    (joint_decisions.against_evaluation, (decision("agreed", against_evaluation=True),), 1),
    (joint_decisions.against_evaluation, (decision("agreed", against_evaluation=False), all_of("decisions")), 0),
    (joint_decisions.earlier_joint_work, (earlier("good", 50), earlier("poor", 90)), 1),
    (joint_decisions.earlier_joint_work, (earlier("poor", 50),), 0),
    (theme.early_delivery, (live(700), milestone("system", done=days_ago(600)), milestone("system", done=days_ago(500))), 1),
    (theme.early_delivery, (live(700), milestone("system", planned=days_ago(500))), 0),
    (club_rules.terms_agreed, (rule("exit"), rule("dispute"), rule("scrutiny")), 1),
    (club_rules.terms_agreed, (live(700), rule("exit"), rule("cost_sharing", "open")), 0.5),
    (club_rules.terms_agreed, (rule("exit"), rule("cost_sharing", "disputed")), 0.5),
    (club_rules.terms_open_months, (live(730), rule("exit"), rule("dispute"), rule("scrutiny")), 0),
    (club_rules.terms_open_months, (live(365), rule("exit"), rule("delegations", "open")), 12),
    (club_rules.informal_base, (rule("exit"),), 1),
    (theme.plan_reviewed, (review("gateway", 50, verdict="good"), review("audit", 90, verdict="poor")), 1),
    (theme.plan_reviewed, (live(300), review("audit", 10, verdict="good"), review("gateway", 400, verdict="poor")), 0),
    (theme.decision_path, (AHEAD, rule("delegations")), 1),
    (theme.decision_path, (gate(body="Cabinet"), rule("delegations", "open")), 0),
    (theme.decision_path, (AHEAD, gate("next", planned=TODAY), all_of("gates")), 0.5),
    (theme.months_to_decision, (milestone("first_paper", done=dt.date(2024, 6, 22)), gate(decided=dt.date(2025, 9, 22), outcome="go")), 15),
    (theme.months_to_decision, (PAPER, gate()), 36),
    (club_rules.delegated_limit, (LIMIT, *sums(10, 50)), 1),
    (club_rules.delegated_limit, (LIMIT, *sums(10, 51, 90, 99)), 0.25),
    (club_rules.delegated_limit, (rule("delegated_limit", "disputed", value=50),), 0),
    (club_rules.papers_reach_all, (rule("access_to_papers"), review("audit", 9, seen_by_all=True)), 1),
    (club_rules.papers_reach_all, (rule("access_to_papers"), review("audit", 9, seen_by_all=False)), 0),
    (club_rules.informal_base, (tie("a", "b", "head-a"), tie("b", "a", "head-b")), 0),
    (club_rules.lead_rotation, LEAD_PASSED_ON, 1),
    *((reader, (rule(topic),), 1.0) for reader, topic in TOPICS),
    *((reader, (rule(topic, partner="a"), rule(topic, "disputed", partner="b")), 0.5) for reader, topic in TOPICS),
    *((reader, (rule(topic), rule(topic, "open", partner="b")), 0.5) for reader, topic in TOPICS),
    *((reader, (all_of("rules"),), 0.0) for reader, topic in TOPICS),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "records", "value"), KNOWN)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(A, B, *records))
    assert reading.value == pytest.approx(value, abs=0.05 if reader.id in IN_MONTHS else 1e-9)
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (theme.single_cutover, (milestone("go_live", planned=TODAY),)),
        (theme.single_cutover, (service(1), service(None))),
        (theme.readiness_checked, (live(30),)),
        (theme.readiness_checked, (live(30), review("readiness", 75))),
        (theme.go_live_slip, (milestone("go_live", planned=TODAY + dt.timedelta(90)),)),
        (theme.delay_cost, (gate(planned=days_ago(9), decided=TODAY), gate("next"))),
        (theme.missed_milestones_gap, missed("a", 4)),
        (theme.missed_milestones_gap, (met("a"), milestone(partner="b", planned=days_ago(90), on=days_ago(99)))),
        (theme.reply_time_ratio, (*replies("a", 1, 1), *replies("b", 9, 9, 9))),
        (theme.vision_before_case, (FIRST_CASE,)),
        (joint_decisions.blocked_decisions, (decision("blocked"), decision("deferred"))),
        (joint_decisions.vetoes_after_setup, (live(731), decision("blocked"))),
        (joint_decisions.blocking_refusal, (decision("blocked", about="budget"),)),
        (joint_decisions.blocking_refusal, (decision("blocked", 50, about="site", subject="Depot"), decision("agreed", subject="depot"))),
        (joint_decisions.open_disputes_age, (make(Dispute, dispute="d", subject="Costs", opened=days_ago(9), closed=TODAY),)),
        (theme.due_diligence, (review("due_diligence", 50),)),
        (joint_decisions.approvals_by_every_partner, decisions(2, 0)),
        (joint_decisions.full_council_trend, decisions(3, 0)),
        (theme.evidence_of_value, (live(700), review("audit", 50))),
        (theme.changes_in_window, (AHEAD, post(), *BOTH_VOTE_LATER)),
        (theme.changes_in_window, (gate(),)),
        (theme.early_delivery, (live(700), milestone("system", done=days_ago(600)))),
        (
            theme.early_delivery,
            (live(700), milestone("system", done=days_ago(600)), milestone("system", done=days_ago(500)), make(Event, type="incident")),
        ),
        (club_rules.terms_agreed, (rule("exit"), rule("dispute"))),
        (club_rules.terms_agreed, (rule("exit"), rule("dispute"), rule("scrutiny", "open"))),
        (club_rules.terms_open_months, (live(365), rule("exit"), rule("dispute"))),
        (theme.plan_reviewed, (live(300), review("audit", 10, verdict="good"))),
        (theme.go_live_slip, (milestone("go_live", planned=days_ago(1500), done=days_ago(1200)),)),
        (theme.decision_path, (AHEAD,)),
        (theme.decision_path, (AHEAD, gate("next", planned=TODAY), rule("delegations"))),
        (theme.evidence_of_value, (live(700), review("post_implementation", 50, verdict="good"))),
        (theme.months_to_decision, (PAPER,)),
        (club_rules.delegated_limit, (rule("delegated_limit", value=50),)),
        (club_rules.papers_reach_all, (review("audit", 9, seen_by_all=True), review("audit", 9))),
        (club_rules.informal_base, (tie("a", "b", "head-a"),)),
        *((reader, (rule(topic, partner="a"),)) for reader, topic in TOPICS),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


@pytest.mark.parametrize(
    ("reader", "records", "stage"),
    [
        (theme.readiness_checked, (milestone("go_live", planned=TODAY + dt.timedelta(90)),), "transition"),
        (joint_decisions.vetoes_after_setup, (), "case"),
        (theme.single_cutover, (live(400), service(1), service(1)), "live"),
        (theme.evidence_of_value, (), "approved"),
        (club_rules.terms_open_months, (rule("exit", "open"),), "case"),
        (theme.plan_reviewed, (live(800), review("gateway", 900, verdict="poor")), "live"),
        (theme.changes_in_window, (TAKEN,), "live"),
        (theme.decision_path, (TAKEN,), "live"),
    ],
)
def test_not_applicable(reader: Any, records: tuple[Record, ...], stage: str) -> None:
    assert reader.read(evidence(A, B, *records, stage=stage)) == NOT_APPLICABLE


def test_one_partner_alone_has_no_cutover_of_several() -> None:
    assert theme.single_cutover.read(evidence(A, service(1), service(1))) == NOT_APPLICABLE


@pytest.mark.parametrize(("form", "value"), [("joint_committee", 1), ("company", 1), ("memorandum", 0), ("informal", 0)])
def test_the_legal_form_says_whether_it_binds(form: str, value: float) -> None:
    reading = club_rules.informal_base.read(evidence(A, B, type=form))
    assert (reading.value, reading.because) == (value, ())


def test_gates_that_are_not_listed_leave_no_path_before_the_start() -> None:
    assert theme.decision_path.read(evidence(A, B, all_of("gates"), stage="case")).value == 0


def test_slip_is_measured_from_the_first_date_ever_set() -> None:
    before = make(Milestone, milestone="start", name="Start", marks="go_live", planned=dt.date(2025, 1, 1), on=days_ago(500))
    after = make(Milestone, milestone="start", name="Start", marks="go_live", planned=dt.date(2026, 1, 1), done=TODAY)
    assert theme.go_live_slip.read(evidence(before, after)).value == pytest.approx(12, abs=0.05)


def test_a_date_that_moves_as_a_partner_joins_is_a_new_plan() -> None:
    first = make(Milestone, milestone="start", name="Start", marks="go_live", planned=dt.date(2025, 1, 1), on=days_ago(500))
    moved = make(
        Milestone,
        milestone="start",
        name="Start",
        marks="go_live",
        planned=dt.date(2025, 1, 1),
        forecast=dt.date(2025, 7, 1),
        on=days_ago(400),
    )
    joined = make(Partner, id="c", partner="c", name="C", joined=days_ago(410))
    assert theme.go_live_slip.read(evidence(first, moved)).value == pytest.approx(6, abs=0.1)
    assert theme.go_live_slip.read(evidence(first, moved, joined)).value == 0


def test_a_term_that_is_opened_again_counts_from_that_day() -> None:
    again = rule("exit", "disputed", on=days_ago(61))
    reading = club_rules.terms_open_months.read(evidence(A, B, live(2000), rule("exit", on=days_ago(1900)), again))
    assert reading.value == pytest.approx(2, abs=0.05)


def test_a_step_nobody_has_spoken_of_since_its_date_has_no_slip() -> None:
    planned = dt.date(2025, 1, 1)
    assert slip_of(milestone(planned=planned, on=days_ago(900)), planned) is None


def test_only_a_changed_benefit_or_reason_restates_a_case() -> None:
    history = [
        make(CaseVersion, version=str(place), net_benefit=net, why_changed=why)
        for place, (net, why) in enumerate([(9, "first"), (9, "refined"), (None, None), (8, None), (None, "delay")])
    ]
    assert [version.version for version in restatements(history)] == ["3", "4"]


def test_a_reply_still_awaited_counts_only_after_some_weeks() -> None:
    answered = replies("a", 5, 5, 5) + replies("b", 5, 5)
    waiting = make(Reply, partner="b", paper="Last", asked=days_ago(9))
    overdue = make(Reply, partner="b", paper="Last", asked=days_ago(60))
    assert theme.reply_time_ratio.read(evidence(A, B, *answered, waiting)) == NOT_KNOWN
    assert theme.reply_time_ratio.read(evidence(A, B, *answered, overdue)).value == 1
