"""Indicators of the road to a decision: gates and dates, go-live, pace, reviews; with those of joint decisions and club rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from statistics import median

from holdfast.core.decisions.slippage import Slip, slips
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.decisions import Gate, Milestone, Reply, Review, Rule
from holdfast.core.evidence.facts import (
    DAYS_A_YEAR,
    changes_of_members,
    decision_window,
    expected,
    go_live,
    latest,
    months_between,
    partners_in,
    services_in_scope,
)
from holdfast.core.evidence.history import Event, Register
from holdfast.core.evidence.money import CaseVersion
from holdfast.core.evidence.partners import Election, Partner
from holdfast.core.evidence.people import Post
from holdfast.core.evidence.scope import Service, Stage
from holdfast.core.finance.case_versions import present_case
from holdfast.core.indicators import club_rules, joint_decisions
from holdfast.core.indicators.absence import codes_in, complete_by, share_of_yes, so_far, term_before, unsettled_since, year_before
from holdfast.core.indicators.partners import WITHOUT_ELECTIONS, without_window
from holdfast.core.indicators.predicates import is_live
from holdfast.core.indicators.present import present
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, known, reads

EARLIEST_CHECK, LATEST_CHECK = 60, 30
HALF_YEAR = 183
A_MONTH = 31
PATIENCE = 28
ENOUGH_PAPERS = 3
SLOWER_BY = 2
MANY_MISSED = 2
MONTHS_A_YEAR = 12
HALF_A_YEARS_SAVING = 0.5
YEARS_OF_EVIDENCE = 3
INFLUENTIAL = 3
VISIBLE_WITHIN = 2 * DAYS_A_YEAR
MOVES = frozenset({"go_live", "transfer", "system"})
SLOW_DECISION = 23.5
PLAN_CHECKS = frozenset({"gateway", "audit", "independent"})
OUTSIDE_CHECKS = frozenset({"audit", "independent"})


def _go_lives(evidence: Evidence) -> list[Milestone]:
    return [milestone for milestone in present(evidence, Milestone) if milestone.marks == "go_live"]


def _date(milestone: Milestone) -> dt.date | None:
    return milestone.done or milestone.forecast or milestone.planned


@reads(Milestone, Stage, Service, Partner, Register)
def single_cutover(evidence: Evidence) -> Reading:
    """1 where everything moves on one date in more than one partner, 0 where services or partners move in phases (P03.1, R17).

    A stage that brings in every service at once is one date, and so are dates within a month. Early is the
    first year: a move before that tells nothing any more.
    """
    codes, services, start = codes_in(evidence), services_in_scope(evidence), year_before(evidence.date)
    if len(codes) == 1:
        return NOT_APPLICABLE
    staged = [stage for stage in evidence.of(Stage) if stage.starts is None or stage.starts >= start]
    whole = [stage for stage in staged if len(services) > 1 and {service.service for service in services} <= {*stage.services}]
    if whole:
        return known(1, whole)
    moves = [(date, step) for step in present(evidence, Milestone) if step.marks in MOVES and (date := _date(step)) and date >= start]
    dated: list[tuple[dt.date, Record]] = [*moves, *((stage.starts, stage) for stage in staged if stage.starts)]
    live = go_live(evidence)
    if live and live < start and not dated:
        return NOT_APPLICABLE
    phased = [service for service in services if service.phase is not None]
    if _are_apart([date for date, _ in dated]):
        return known(0, [record for _, record in dated])
    if len({service.phase for service in phased}) > 1:
        return known(0, phased)
    registers = complete_by(evidence, Milestone, evidence.date, evidence.date) if moves else ()
    by_partner = bool(codes) and codes <= {step.partner for _, step in moves}
    all_at_once = len(phased) == len(services) > 1
    records = [*(record for _, record in dated), *phased, *registers]
    return so_far(1, records, complete=bool(registers) or by_partner, tells=all_at_once)


def _are_apart(dates: Sequence[dt.date]) -> bool:
    """Whether some of the dates lie more than a month from others."""
    return bool(dates) and (max(dates) - min(dates)).days > A_MONTH


@reads(Review, Milestone, Register)
def readiness_checked(evidence: Evidence) -> Reading:
    """Mean of two yes (1) or no (0): readiness checked 30 to 60 days before the first go-live, contingency plan written (P03.4, M7)."""
    start = go_live(evidence) or min(filter(None, map(_date, _go_lives(evidence))), default=None)
    if start is None:
        return NOT_KNOWN
    days_left = (start - evidence.date).days
    checks = [(review.done, review) for review in present(evidence, Review) if review.kind == "readiness" and review.done]
    before = [(done, review) for done, review in checks if done <= start]
    if not before:
        day = min(start, evidence.date)
        registers = complete_by(evidence, Review, day, day)
        return NOT_APPLICABLE if days_left > LATEST_CHECK else known(0, registers) if registers else NOT_KNOWN
    in_time = any(LATEST_CHECK <= (start - done).days <= EARLIEST_CHECK for done, _ in before)
    timely = None if not in_time and days_left > LATEST_CHECK else in_time
    plans = [review.contingency for _, review in before if review.contingency is not None]
    record = before[0][1]
    reading = share_of_yes(((timely, record), (any(plans) if plans else None, record)), 2)
    return known(reading.value, [review for _, review in before]) if reading.value is not None else NOT_KNOWN


def _go_live_slip(evidence: Evidence) -> Slip | None:
    """The slip of the go-live that was planned first."""
    history = [milestone for milestone in evidence.history(Milestone) if milestone.marks == "go_live"]
    found = slips(history, _go_lives(evidence), changes_of_members(evidence.of(Partner)))
    return min(found, key=lambda slip: (slip.planned, -slip.months), default=None)


@reads(Milestone, Partner)
def go_live_slip(evidence: Evidence) -> Reading:
    """Months from the first date set for go-live to when it happened, or is now expected, at least 0 (P03.5, K71, K37, K66).

    A start of more than three years ago is no longer early: not known. A date that moves as a partner joins is a new plan.
    """
    slip = _go_live_slip(evidence)
    if slip is None or (isinstance(slip.step, Milestone) and slip.step.done and slip.step.done < unsettled_since(evidence.date)):
        return NOT_KNOWN
    return known(max(slip.months, 0), (slip.step,))


@reads(Milestone, Gate, Partner)
def delay_cost(evidence: Evidence) -> Reading:
    """Share of one year's net saving lost to delay: months that the first go-live, or a gate, is late, over 12 (P08.5, A5)."""
    gates = present(evidence, Gate)
    start = _go_live_slip(evidence)
    late = slips(evidence.history(Gate), gates)
    found = [*late, *([start] if start else [])]
    if not found:
        return NOT_KNOWN
    worst = max(found, key=lambda slip: slip.months)
    share = max(worst.months, 0) / MONTHS_A_YEAR
    return so_far(share, (worst.step,), complete=bool(start) or len(late) == len(gates), tells=share >= HALF_A_YEARS_SAVING)


@reads(Milestone, Partner, Register)
def missed_milestones_gap(evidence: Evidence) -> Reading:
    """Milestones of the last 183 days missed by the partner that missed most, less those of the one that missed fewest, a count (P04.1)."""
    codes = codes_in(evidence)
    due = [milestone for milestone in evidence.of(Milestone) if milestone.partner in codes and _fell_due(milestone, evidence.date)]
    answers = [(milestone.partner, _is_missed(milestone), milestone) for milestone in due]
    told = {code for code, missed, _ in answers if missed is not None}
    registers = complete_by(evidence, Milestone, year_before(evidence.date), evidence.date)
    counts = dict.fromkeys(codes if registers else told, 0)
    for code, missed, _ in answers:
        if code in counts and missed:
            counts[code] += 1
    if len(counts) < 2:
        return NOT_KNOWN
    gap = max(counts.values()) - min(counts.values())
    records = [milestone for _, missed, milestone in answers if missed is not None]
    complete = len(counts) == len(codes) and all(missed is not None for _, missed, _ in answers)
    return so_far(gap, [*records, *registers], complete=complete, tells=gap >= MANY_MISSED)


def _fell_due(milestone: Milestone, date: dt.date) -> bool:
    return milestone.planned is not None and 0 <= (date - milestone.planned).days <= HALF_YEAR


def _is_missed(milestone: Milestone) -> bool | None:
    """Whether a milestone that fell due was not done on its day. None where nothing has been heard since."""
    assert milestone.planned is not None
    if milestone.done:
        return milestone.done > milestone.planned
    late = milestone.on > milestone.planned or (milestone.forecast or milestone.planned) > milestone.planned
    return True if late else None


@reads(Reply, Partner)
def reply_time_ratio(evidence: Evidence) -> Reading:
    """Median days of the slowest partner to answer a joint paper over those of the fastest, at least a day each, as a ratio (P04.4).

    Papers asked in a year, three or more for each partner; one not answered counts once it has waited for 28 days.
    """
    codes, start = codes_in(evidence), year_before(evidence.date)
    days: dict[str, list[int]] = {}
    counted: list[Reply] = []
    for reply in evidence.of(Reply):
        waited = ((reply.answered or evidence.date) - reply.asked).days
        if reply.partner in codes and reply.asked >= start and (reply.answered or waited > PATIENCE):
            days.setdefault(reply.partner, []).append(waited)
            counted.append(reply)
    medians = [max(median(found), 1) for found in days.values() if len(found) >= ENOUGH_PAPERS]
    if len(medians) < 2:
        return NOT_KNOWN
    ratio = max(medians) / min(medians)
    return so_far(ratio, counted, complete=len(medians) == len(codes), tells=ratio >= SLOWER_BY)


@reads(Review, CaseVersion, Register)
def vision_before_case(evidence: Evidence) -> Reading:
    """1 where the partners agreed a vision no later than the first version of the case, else 0 (P06.7, A2).

    The case itself is no vision that came before it, and a vision of more than four years ago is no longer theirs.
    """
    first = present_case(evidence.history(CaseVersion))[:1]
    own = {version.source for version in first}
    start = term_before(evidence.date)
    visions = [
        (review.done, review)
        for review in present(evidence, Review)
        if review.kind == "vision" and review.done and review.done >= start and review.source not in own
    ]
    if visions:
        return known(not first or min(done for done, _ in visions) <= first[0].on, [*(review for _, review in visions), *first])
    registers = complete_by(evidence, Review, first[0].on, first[0].on) if first else ()
    return known(0, [*first, *registers]) if registers else NOT_KNOWN


@reads(Review, Register)
def due_diligence(evidence: Evidence) -> Reading:
    """1 where due diligence was done and every partner has seen it, half where some have not, 0 where it was not done (P10.4, R13)."""
    done = [review for review in present(evidence, Review) if review.kind == "due_diligence" and review.done]
    if any(review.seen_by_all for review in done):
        return known(1, [review for review in done if review.seen_by_all])
    if done:
        return known(0.5, done) if all(review.seen_by_all is False for review in done) else NOT_KNOWN
    registers = complete_by(evidence, Review, evidence.date, evidence.date)
    return known(0, registers) if registers else NOT_KNOWN


@reads(Review, Milestone, Register)
def evidence_of_value(evidence: Evidence) -> Reading:
    """What the latest review of three years since go-live found: good 1, mixed half, poor or none 0 (P15.6, K84, K11).

    Owners have every reason to speak well of their service, so what they say of it counts only where it is not good.
    """
    start = go_live(evidence)
    if start is None and is_live(evidence) is False:
        return NOT_APPLICABLE
    checks = [
        (review.done, review)
        for review in present(evidence, Review)
        if review.done and _is_outside_or_owns_up(review) and (start is None or review.done >= start)
    ]
    recent = [(done, review) for done, review in checks if (evidence.date - done).days <= YEARS_OF_EVIDENCE * DAYS_A_YEAR]
    judged = [(done, -joint_decisions.WORTH[review.verdict], review) for done, review in recent if review.verdict]
    if judged:
        _, worth, review = max(judged, key=lambda item: item[:2])
        return known(-worth, (review,))
    since = year_before(year_before(year_before(evidence.date)))
    registers = complete_by(evidence, Review, max(since, start or since), evidence.date)
    return known(0, registers) if registers and not recent else NOT_KNOWN


def _is_outside_or_owns_up(review: Review) -> bool:
    return review.kind in OUTSIDE_CHECKS or (review.kind == "post_implementation" and review.verdict in ("mixed", "poor"))


@reads(Review, Milestone)
def plan_reviewed(evidence: Evidence) -> Reading:
    """What the latest gateway, audit or independent review of the plan before go-live found: good 1, mixed half, poor 0 (P01.13, H8).

    Once it is live for two years the plan is behind it and what counts is what came of it: not applicable.
    """
    start = go_live(evidence)
    if start and (evidence.date - start).days > VISIBLE_WITHIN:
        return NOT_APPLICABLE
    found = [
        (review.done, -joint_decisions.WORTH[review.verdict], review)
        for review in present(evidence, Review)
        if review.kind in PLAN_CHECKS and review.verdict and review.done and (start is None or review.done < start)
    ]
    if not found or (start is None and is_live(evidence)):
        return NOT_KNOWN
    _, worth, review = max(found, key=lambda item: item[:2])
    return known(-worth, (review,))


@reads(Post, Election, Gate, Partner, Register)
def changes_in_window(evidence: Evidence) -> Reading:
    """Elections that may change control, and leading posts vacant or leaving, before the last gate, a count (C02.2, L15)."""
    window = decision_window(evidence)
    if window is None:
        return without_window(evidence.of(Gate))
    start, end = window
    elected = {partner.partner for partner in partners_in(evidence) if partner.type not in WITHOUT_ELECTIONS}
    ahead = [election for election in evidence.of(Election) if election.partner in elected and election.date >= start]
    voting = [election for election in ahead if election.date <= end and election.control_may_change is not False]
    posts = [post for post in present(evidence, Post) if post.supportive or (post.influence or 0) >= INFLUENTIAL]
    leaving = [post for post in posts if post.vacant_since or (post.leaves and start <= post.leaves <= end)]
    registers = complete_by(evidence, Post, start, start)
    complete = bool(registers and codes_in(evidence)) and elected <= {election.partner for election in ahead}
    number = len({(election.partner, election.date) for election in voting}) + len(leaving)
    return so_far(number, [*voting, *leaving] or [*ahead, *registers], complete=complete, tells=number > 0)


@reads(Gate, Rule, Register)
def decision_path(evidence: Evidence) -> Reading:
    """Share of the gates ahead with body, level and date; an agreed scheme of delegations counts as one more (C02.3, the guide).

    A gate that is not set out in full counts against the path only where the list of gates is complete.
    """
    gates = present(evidence, Gate)
    ahead = [gate for gate in gates if not gate.decided]
    if gates and not ahead:
        return NOT_APPLICABLE
    registers = complete_by(evidence, Gate, evidence.date, evidence.date)
    if not gates:
        return known(0, registers) if registers and is_live(evidence) is False else NOT_KNOWN
    unsaid = False if registers else None
    answers: list[tuple[bool | None, Record]] = [(bool(gate.body and gate.level and expected(gate)) or unsaid, gate) for gate in ahead]
    rules = [rule for rule in present(evidence, Rule) if rule.topic == "delegations"]
    if rules:
        answers.append((all(rule.status == "agreed" for rule in rules), rules[0]))
    return share_of_yes(answers, len(ahead) + 1)


@reads(Milestone, Gate)
def months_to_decision(evidence: Evidence) -> Reading:
    """Months from the first paper to the last decision before go-live, taken, expected or still open today (C02.4, R14, K49, K7)."""
    papers = [
        (milestone.done, milestone) for milestone in present(evidence, Milestone) if milestone.marks == "first_paper" and milestone.done
    ]
    live, gates = go_live(evidence), present(evidence, Gate)
    if not papers or not gates:
        return NOT_KNOWN
    first, paper = min(papers, key=lambda item: item[0])
    taken = latest(gate.decided for gate in gates if live is None or (gate.decided and gate.decided <= live))
    ahead = [gate for gate in gates if not gate.decided] if live is None else []
    if not ahead:
        return (
            known(months_between(first, taken), [paper, *(gate for gate in gates if gate.decided == taken)])
            if taken and taken >= first
            else NOT_KNOWN
        )
    end = latest([evidence.date, *map(expected, ahead)]) or evidence.date
    months = months_between(first, end)
    return so_far(months, [paper, *ahead], complete=all(map(expected, ahead)), tells=months >= SLOW_DECISION)


@reads(Milestone, Event)
def early_delivery(evidence: Evidence) -> Reading:
    """1 where two or more systems were up within two years of go-live and none since failed, 0 where one is overdue (P04.7, L8)."""
    start = go_live(evidence)
    if start is None:
        return NOT_APPLICABLE if is_live(evidence) is False else NOT_KNOWN
    steps = [step for step in present(evidence, Milestone) if step.marks == "system"]
    overdue = [step for step in steps if not step.done and step.planned and step.on > step.planned >= start]
    done = [step for step in steps if step.done and 0 <= (step.done - start).days <= VISIBLE_WITHIN]
    failed = any(event.type == "incident" and not event.resolved for event in evidence.of(Event))
    if overdue:
        return known(0, overdue)
    return so_far(1, done, complete=len(done) > 1 and not failed, tells=False)


READERS = (
    single_cutover,
    readiness_checked,
    go_live_slip,
    delay_cost,
    missed_milestones_gap,
    reply_time_ratio,
    vision_before_case,
    due_diligence,
    evidence_of_value,
    changes_in_window,
    decision_path,
    months_to_decision,
    early_delivery,
    plan_reviewed,
    *joint_decisions.READERS,
    *club_rules.READERS,
)
