"""The tasks of an arrangement for one reader: what is being done about which finding, by whom, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from holdfast.core.assessment import Assessment, Finding, Seen
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import UNDER_WAY, is_late
from holdfast.core.evidence.history import Task
from holdfast.ledger.told import readable_at
from holdfast.web.arrangements.deeds import number_of
from holdfast.web.arrangements.moment import day_of
from holdfast.web.arrangements.past import glance_at
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import LedgerState

WHOSE: Mapping[str, Callable[[TaskRow], bool]] = {
    "all": lambda row: True,
    "mine": lambda row: row.is_mine,
    "body": lambda row: row.is_own_body,
}
STATUS: Mapping[str, Callable[[TaskRow], bool]] = {
    "under_way": lambda row: row.task.status in UNDER_WAY,
    "late": lambda row: row.is_late,
    "done": lambda row: row.task.status == "done",
    "dropped": lambda row: row.task.status == "dropped",
    "any": lambda row: True,
}


@dataclass(frozen=True, slots=True)
class Effect:
    """Where the finding of a task stood when the task was first recorded, and where it stands: a comparison, no proof."""

    then: Seen
    now: Seen
    since: dt.date

    @property
    def is_told(self) -> bool:
        """Whether both ends could be told."""
        return not {"cannot_tell", "not_applicable"} & {self.then.state, self.now.state}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as lists show it."""

    task: Task
    number: int
    finding: Finding | None
    body: str
    is_mine: bool
    is_own_body: bool
    is_late: bool
    may_change: bool
    effect: Effect | None

    @property
    def reference(self) -> str:
        """How readings name the record."""
        return f"tasks/{self.task.id}"


def task_rows(member: Member, state: LedgerState, evidence: Evidence, assessment: Assessment) -> list[TaskRow]:
    """The tasks that hold, those under way first, by their day."""
    found = {finding.id: finding for finding in (*assessment.findings, *assessment.patterns)}
    tasks = evidence.of(Task)
    effects = _effects(member, state, evidence, [task for task in tasks if task.finding in found], found)
    rows = [_row(member, state, evidence.date, task, found.get(task.finding), effects.get(task.task)) for task in tasks]
    return sorted(rows, key=lambda row: (row.task.status not in UNDER_WAY, row.task.due or dt.date.max, row.task.title or row.task.task))


def _row(member: Member, state: LedgerState, date: dt.date, task: Task, finding: Finding | None, effect: Effect | None) -> TaskRow:
    number = number_of(f"tasks/{task.id}") or 0
    envelope = state.envelopes[number - 1]
    is_own_body = bool(member.body) and state.standing.heir(envelope.body) == member.body
    return TaskRow(
        task=task,
        number=number,
        finding=finding,
        body=envelope.body,
        is_mine=_is_mine(member, task, envelope.author),
        is_own_body=is_own_body,
        is_late=is_late(task, date),
        may_change=is_own_body and member.may(Permission.RECORD),
        effect=effect,
    )


def _is_mine(member: Member, task: Task, author: str) -> bool:
    """Whether the person recorded a task, or it is owned by their post."""
    post = member.user.post.casefold()
    return author == member.author or (bool(post) and task.owner.casefold() == post)


def late_and_mine(member: Member, state: LedgerState, evidence: Evidence) -> int:
    """How many of the person's own tasks are late."""
    late = [task for task in evidence.of(Task) if is_late(task, evidence.date)]
    return sum(_is_mine(member, task, state.envelopes[(number_of(f"tasks/{task.id}") or 0) - 1].author) for task in late)


def _effects(
    member: Member, state: LedgerState, evidence: Evidence, tasks: Iterable[Task], found: Mapping[str, Finding]
) -> dict[str, Effect]:
    """How far each exposure moved since its task was first recorded, by what the reader could read then and can now."""
    begun: dict[str, int] = {}
    for record in evidence.every(Task):
        number = number_of(f"tasks/{record.id}") or 0
        begun[record.task] = min(number, begun.get(record.task, number))
    moments = {task.task: state.envelopes[begun[task.task] - 1].entered for task in tasks}
    ordered = sorted(set(moments.values()))
    readable = dict(zip(ordered, readable_at(state.envelopes, member.reader, ordered), strict=True))
    effects = {}
    for task in tasks:
        moment = moments[task.task]
        then = glance_at(state, readable[moment], day_of(moment)).seen[task.finding]
        effects[task.task] = Effect(then, seen_now(found[task.finding]), day_of(moment))
    return effects


def seen_now(finding: Finding) -> Seen:
    """Where a finding stands, without its reasons."""
    return Seen(**{name: getattr(finding, name) for name in ("id", "state", "exposure", "low", "high", "coverage")})


def chosen(rows: Iterable[TaskRow], *, whose: str, status: str) -> list[TaskRow]:
    """The rows that a filter lets through; a filter that does not exist lets all through."""
    is_whose, has_status = WHOSE.get(whose, WHOSE["all"]), STATUS.get(status, STATUS["any"])
    return [row for row in rows if is_whose(row) and has_status(row)]


@dataclass(frozen=True, slots=True)
class Risk:
    """One line of the risk register: a finding, and what is being done about it."""

    finding: Finding
    tasks: tuple[TaskRow, ...]

    @property
    def owners(self) -> tuple[str, ...]:
        """Who has something to do, each once."""
        return tuple(dict.fromkeys(row.task.owner for row in self.tasks if row.task.owner))

    @property
    def next_due(self) -> dt.date | None:
        """The first day on which something is due."""
        return min((row.task.due for row in self.tasks if row.task.due), default=None)


def register(rows: Iterable[TaskRow], assessment: Assessment) -> list[Risk]:
    """Every problem that is exposed, to be watched, or cannot be told, highest exposure first, with its tasks under way."""
    by_finding: dict[str, list[TaskRow]] = {}
    for row in rows:
        if row.task.status in UNDER_WAY and row.finding:
            by_finding.setdefault(row.finding.id, []).append(row)
    return [
        Risk(finding, tuple(by_finding.get(finding.id, ())))
        for finding in assessment.findings
        if finding.state in ("exposed", "watch", "cannot_tell")
    ]


def today() -> dt.date:
    """The day a task is recorded on."""
    return timezone.localdate()
