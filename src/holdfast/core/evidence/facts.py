"""Plain facts that several themes ask of the evidence, each with one definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from holdfast.core.evidence.decisions import Gate, Milestone
from holdfast.core.evidence.evidence import Evidence
from holdfast.core.evidence.history import Task
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.scope import Service

# A task that is still to be done.
UNDER_WAY = frozenset({"open", "doing"})
DAYS_A_YEAR = 365.25
DAYS_A_MONTH = DAYS_A_YEAR / 12


def partners_in(evidence: Evidence) -> tuple[Partner, ...]:
    """The bodies that take part at the date: joined or founding, not left, not observers."""
    return evidence.once(_partners_in)


def _partners_in(evidence: Evidence) -> tuple[Partner, ...]:
    date = evidence.date
    return tuple(
        partner
        for partner in evidence.of(Partner)
        if (partner.joined is None or partner.joined <= date)
        and (partner.left is None or partner.left > date)
        and partner.role != "observer"
    )


def partner_names(evidence: Evidence) -> dict[str, str]:
    """The full names of the bodies on record, by their short names."""
    return {partner.partner: partner.name for partner in evidence.of(Partner)}


def changes_of_members(partners: Iterable[Partner]) -> tuple[dt.date, ...]:
    """The days on which bodies joined or left: what is planned anew on one belongs to another plan."""
    return tuple(date for partner in partners for date in (partner.joined, partner.left) if date)


def services_in_scope(evidence: Evidence) -> tuple[Service, ...]:
    """The services that are in the plan, or not said to be out of it."""
    return tuple(service for service in evidence.of(Service) if service.in_scope is not False)


def months_between(start: dt.date, end: dt.date) -> float:
    """Months from start to end, below zero where end comes first."""
    return (end - start).days / DAYS_A_MONTH


def latest(dates: Iterable[dt.date | None]) -> dt.date | None:
    """The latest of the dates that are given, or none."""
    return max((date for date in dates if date is not None), default=None)


def go_live(evidence: Evidence) -> dt.date | None:
    """The first date on which any service went live, where that has happened."""
    done = [
        milestone.done
        for milestone in evidence.of(Milestone)
        if milestone.marks == "go_live" and milestone.done is not None and milestone.done <= evidence.date
    ]
    return min(done, default=None)


def expected(gate: Gate) -> dt.date | None:
    """When a gate is now expected: its forecast, else its plan. None once it is decided."""
    return None if gate.decided else gate.forecast or gate.planned


def decision_window(evidence: Evidence) -> tuple[dt.date, dt.date] | None:
    """From the date of the evidence to the last gate still to be decided, or none where no gate lies ahead."""
    end = latest(expected(gate) for gate in evidence.of(Gate))
    return (evidence.date, max(end, evidence.date)) if end else None


def is_late(task: Task, date: dt.date) -> bool:
    """Whether a task is still to be done after its day."""
    return task.status in UNDER_WAY and task.due is not None and task.due < date


def of_arrangement(lines: Iterable[CashLine]) -> list[CashLine]:
    """The lines of the arrangement as it is or is planned: what belongs to another option is not its money."""
    return [line for line in lines if line.option is None]
