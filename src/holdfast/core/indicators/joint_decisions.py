"""Indicators of joint decisions: blocked, put off, refused, disputed, sent to every body for its own approval."""

from __future__ import annotations

import datetime as dt

from holdfast.core.decisions.slippage import deferrals
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.decisions import Decision, Dispute, Gate, Milestone, Review
from holdfast.core.evidence.facts import DAYS_A_YEAR, go_live
from holdfast.core.evidence.history import Register
from holdfast.core.indicators.absence import complete_by, so_far, unsettled_since, year_before
from holdfast.core.indicators.predicates import is_live
from holdfast.core.indicators.present import present
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, known, reads

MANY_BLOCKED = 2
OLD_DISPUTE = 60
ENOUGH_DECISIONS = 3
MANY_APPROVALS = 0.4
WORTH = {"good": 1.0, "mixed": 0.5, "poor": 0.0}
FIXED = frozenset({"asset", "site"})


def _last_year(evidence: Evidence) -> list[Decision]:
    start = year_before(evidence.date)
    return [decision for decision in present(evidence, Decision) if decision.on >= start]


@reads(Decision, Register)
def blocked_decisions(evidence: Evidence) -> Reading:
    """Joint decisions of the last 365 days that were blocked, or put off by one partner, a count (P08.1, K61)."""
    stopped = [
        decision
        for decision in _last_year(evidence)
        if decision.outcome == "blocked" or (decision.outcome == "deferred" and decision.partner)
    ]
    registers = complete_by(evidence, Decision, year_before(evidence.date), evidence.date)
    return so_far(len(stopped), stopped or registers, complete=bool(registers), tells=len(stopped) >= MANY_BLOCKED)


@reads(Decision, Gate, Milestone, Register)
def vetoes_after_setup(evidence: Evidence) -> Reading:
    """Joint decisions blocked or put off, and gates put off, for each year since go-live, a count (P08.2, E1)."""
    start = go_live(evidence)
    if start is None:
        return NOT_APPLICABLE if is_live(evidence) is False else NOT_KNOWN
    stopped: list[Record] = [decision for decision in present(evidence, Decision) if decision.on >= start and decision.outcome != "agreed"]
    stopped += [gate for gate in deferrals(evidence.history(Gate)) if gate.on >= start]
    rate = len(stopped) / max((evidence.date - start).days / DAYS_A_YEAR, 1)
    registers = complete_by(evidence, Decision, start, evidence.date)
    return so_far(rate, stopped or registers, complete=bool(registers), tells=rate >= MANY_BLOCKED)


@reads(Decision, Register)
def blocking_refusal(evidence: Evidence) -> Reading:
    """1 where a refused decision about an asset or a site still stands, not agreed since, else 0 (P09.3, K62)."""
    decisions = present(evidence, Decision)
    agreed: dict[str, dt.date] = {}
    for decision in decisions:
        if decision.outcome == "agreed":
            subject = decision.subject.casefold()
            agreed[subject] = max(decision.on, agreed.get(subject, decision.on))
    refused = [decision for decision in decisions if decision.outcome == "blocked" and decision.about in FIXED]
    standing = [decision for decision in refused if agreed.get(decision.subject.casefold(), dt.date.min) < decision.on]
    registers = complete_by(evidence, Decision, year_before(evidence.date), evidence.date)
    return so_far(bool(standing), standing or registers, complete=bool(registers), tells=bool(standing))


@reads(Dispute, Register)
def open_disputes_age(evidence: Evidence) -> Reading:
    """Days since the oldest dispute that is not settled was opened (P09.4, J8)."""
    unsettled = [dispute for dispute in present(evidence, Dispute) if dispute.closed is None]
    oldest = sorted(unsettled, key=lambda dispute: dispute.opened)[:1]
    age = (evidence.date - oldest[0].opened).days if oldest else 0
    registers = complete_by(evidence, Dispute, evidence.date, evidence.date)
    return so_far(age, oldest or registers, complete=bool(registers), tells=age >= OLD_DISPUTE)


@reads(Decision, Register)
def approvals_by_every_partner(evidence: Evidence) -> Reading:
    """Joint decisions of the last 365 days that each body had to approve for itself, over those that say, as a share (P13.2, K18)."""
    decisions = _last_year(evidence)
    stated = [decision for decision in decisions if decision.needed_every_council is not None]
    needed = [decision for decision in stated if decision.needed_every_council]
    registers = complete_by(evidence, Decision, year_before(evidence.date), evidence.date)
    share = len(needed) / len(stated) if stated else 0
    tells = len(stated) >= ENOUGH_DECISIONS and share >= MANY_APPROVALS
    complete = bool(stated and registers) and len(stated) == len(decisions)
    return so_far(share, needed or [*stated, *registers], complete=complete, tells=tells)


@reads(Decision, Register)
def full_council_trend(evidence: Evidence) -> Reading:
    """Decisions that each body had to approve in the last 365 days, less those of the 365 days before, a count (P13.4, J11)."""
    middle = year_before(evidence.date)
    start = year_before(middle)
    recent = [decision for decision in present(evidence, Decision) if decision.on >= start]
    needed = [decision for decision in recent if decision.needed_every_council]
    now = sum(decision.on >= middle for decision in needed)
    before = len(needed) - now
    registers = complete_by(evidence, Decision, start, evidence.date)
    complete = bool(registers) and all(decision.needed_every_council is not None for decision in recent)
    return so_far(now - before, [*needed, *registers], complete=complete, tells=now > before > 0)


@reads(Decision, Register)
def against_evaluation(evidence: Evidence) -> Reading:
    """Decisions of three years that went against the scores or advice of those who judged, a count (P12.8, M8)."""
    decisions = [decision for decision in present(evidence, Decision) if decision.on >= unsettled_since(evidence.date)]
    against = [decision for decision in decisions if decision.against_evaluation]
    registers = complete_by(evidence, Decision, year_before(evidence.date), evidence.date)
    complete = bool(registers) and all(decision.against_evaluation is not None for decision in decisions)
    return so_far(len(against), against or registers, complete=complete, tells=bool(against))


@reads(Review)
def earlier_joint_work(evidence: Evidence) -> Reading:
    """How earlier joint work of these partners went by the latest finding on it: good 1, mixed half, poor 0 (P09.8, W2)."""
    found = [
        (review.done or review.on, -WORTH[review.verdict], review)
        for review in present(evidence, Review)
        if review.kind == "earlier_joint_work" and review.verdict
    ]
    if not found:
        return NOT_KNOWN
    _, worth, review = max(found, key=lambda item: item[:2])
    return known(-worth, (review,))


READERS = (
    blocked_decisions,
    vetoes_after_setup,
    blocking_refusal,
    open_disputes_age,
    approvals_by_every_partner,
    full_council_trend,
    against_evaluation,
    earlier_joint_work,
)
