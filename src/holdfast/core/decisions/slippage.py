"""Slippage: how late gates and milestones are, how often a decision was put off, how often the case was restated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from holdfast.core.evidence.decisions import Gate, Milestone
from holdfast.core.evidence.facts import months_between
from holdfast.core.evidence.money import CaseVersion

GO = frozenset({"go", "go_with_conditions"})
NO_RESTATEMENT = frozenset({None, "first", "refined"})
FAULTS = frozenset({"omitted_cost", "error", "retained_cost", "delay"})
Step = Gate | Milestone


def _named(step: Step) -> str:
    return step.gate if isinstance(step, Gate) else step.milestone


def _ended(step: Step) -> dt.date | None:
    return step.decided if isinstance(step, Gate) else step.done


def first_plans(history: Iterable[Step], changes: Collection[dt.date] = ()) -> dict[str, dt.date]:
    """The first date set for each step, from all records of it, oldest first.

    A date that moves as a partner joins or leaves (`changes`) belongs to another plan, and is the first of that one.
    """
    plans: dict[str, dt.date] = {}
    last: dict[str, dt.date] = {}
    for step in history:
        name, date = _named(step), step.forecast or step.planned
        before = last.get(name)
        if date and before and not _ended(step) and any(before < change <= step.on for change in changes):
            plans[name] = date
        elif step.planned is not None:
            plans.setdefault(name, step.planned)
        last[name] = step.on
    return plans


class Slip(NamedTuple):
    """How many months a step is behind the first date set for it (below zero: ahead), and the record that says so."""

    months: float
    planned: dt.date
    step: Step


def slip_of(step: Step, planned: dt.date | None) -> Slip | None:
    """Months from the first date set to the end of a step: done, else the forecast, else the day it was last known not to be done.

    None where no date was set, or where nothing has been heard since: a plan is not yet a fact.
    """
    if planned is None:
        return None
    overdue = step.on if step.on > planned else None
    end = _ended(step) or step.forecast or overdue
    return Slip(months_between(planned, end), planned, step) if end else None


def slips(history: Sequence[Step], holding: Iterable[Step], changes: Collection[dt.date] = ()) -> tuple[Slip, ...]:
    """The slips of all steps for which one is known; `changes` are the days on which partners joined or left."""
    plans = first_plans(history, changes)
    found = (slip_of(step, plans.get(_named(step))) for step in holding)
    return tuple(slip for slip in found if slip)


def entry(gates: Iterable[Gate]) -> Gate | None:
    """The gate at which the partners first decided to go ahead, or none so far."""
    passed = [(gate.decided, gate.gate, gate) for gate in gates if gate.decided and gate.outcome in GO]
    return min(passed, key=lambda item: item[:2])[-1] if passed else None


def deferrals(history: Iterable[Gate]) -> tuple[Gate, ...]:
    """Each time a gate was put off: once for each gate and the date to which it was moved, else the date it became known."""
    return tuple({(gate.gate, gate.forecast or gate.on): gate for gate in history if gate.outcome == "deferred"}.values())


def restatements(versions: Sequence[CaseVersion]) -> tuple[CaseVersion, ...]:
    """The versions after the first that lower the net benefit, mend a fault, or change without saying by how much; oldest first.

    A rise is no warning of its own; a rise after a cut is one more swing. So is a cost of setting up that more than halves or doubles.
    """
    found: list[CaseVersion] = []
    net, cost = (versions[0].net_benefit, versions[0].investment) if versions else (None, None)
    has_fallen = False
    for version in versions[1:]:
        now = version.net_benefit
        if net is None or now is None:
            restates = version.why_changed not in NO_RESTATEMENT
        else:
            has_fallen = has_fallen or now < net
            restates = version.why_changed in FAULTS or (now != net and has_fallen)
        if restates or _moved_by_half(cost, version.investment):
            found.append(version)
        cost = cost if version.investment is None else version.investment
        net = net if now is None else now
    return tuple(found)


def _moved_by_half(before: Decimal | None, now: Decimal | None) -> bool:
    return before is not None and now is not None and max(before, now) > 2 * min(before, now)
