"""What is being done: the tasks, the risk register, what is contested, and warnings that can wait."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Field, Query, Router, Schema

from holdfast.core.assessment import State
from holdfast.ledger.canonical import plain_record
from holdfast.web.api.asked import Asked
from holdfast.web.api.changes import done, entered
from holdfast.web.api.door import needs
from holdfast.web.api.refusals import form_faults
from holdfast.web.api.schemas import Given, Made, SeenShown, Words, component
from holdfast.web.arrangements import changes_follow
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.contested import contest as contested
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.tasks import Effect, Risk, TaskRow, chosen, register, task_rows
from holdfast.web.arrangements.views.warnings import SetAsideForm
from holdfast.web.arrangements.warned import set_aside_by, warned

router = Router()
PLACE = "/arrangements/{uuid:arrangement}"


class TasksWanted(Given):
    """Which tasks."""

    whose: Literal["all", "mine", "body"] = Field("all", description="Everybody's, your own, or your body's.")
    status: Literal["under_way", "late", "done", "dropped", "any"] = "under_way"


class EffectShown(Schema):
    """Where the finding of a task stood when it was first recorded, and where it stands: a comparison, no proof."""

    since: dt.date
    then: SeenShown
    now: SeenShown


class TaskShown(Schema):
    """One task. To change it, record it anew at `entries`; its number is the `target` of a correction."""

    number: int
    task: component("Record.tasks")  # type: ignore[valid-type]
    body: str = Field(description="Who recorded it.")
    is_mine: bool
    is_late: bool
    may_change: bool
    effect: EffectShown | None


class TasksShown(Schema):
    """Tasks, those under way first, by their day."""

    items: list[TaskShown]


class RiskShown(Schema):
    """One line of the risk register: a problem, and the numbers of the tasks under way about it."""

    problem: str
    state: State
    exposure: float
    coverage: float
    owners: list[str]
    next_due: dt.date | None
    tasks: list[int]


class Register(Schema):
    """Every problem that is exposed, to be watched, or cannot be told, the highest exposure first."""

    items: list[RiskShown]


class NewContest(Given):
    """What is wrong, and what would be right. Everybody who may read what you contest reads this beside it."""

    about: Literal["finding", "indicator", "record"]
    of: str = Field(min_length=1, max_length=80, description="The id of the problem, pattern or indicator, or the number of the record.")
    says_instead: Words = Field(min_length=1, max_length=2000)


class Waits(Given):
    """A warning that can wait, why, and until when."""

    key: str = Field(min_length=1, max_length=300, description="As the list of warnings tells it.")
    reason: Words = Field(min_length=1, max_length=500, description="Your own body reads it, and no other.")
    until: dt.date = Field(description="It comes back after this day if it still holds; a year at most.")


class Warned(Given):
    """A warning."""

    key: str = Field(min_length=1, max_length=300)


class WarningNamed(Schema):
    """The warning that was set aside or taken up again."""

    key: str


def _rows(member: Member) -> list[TaskRow]:
    found = assessed(member.arrangement, member.reader)
    return task_rows(member, state_of(member.arrangement), found.evidence, found.assessment)


@router.get(f"{PLACE}/tasks", response=TasksShown, url_name="api_tasks", summary="Tasks")
@needs(Permission.READ)
def tasks(request: Asked, arrangement: UUID, wanted: Query[TasksWanted]) -> dict[str, Any]:
    """What is being done, by whom, until when, and what came of it."""
    return {"items": [_task(row) for row in chosen(_rows(request.member), whose=wanted.whose, status=wanted.status)]}


def _task(row: TaskRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "task": plain_record(row.task),
        "body": row.body,
        "is_mine": row.is_mine,
        "is_late": row.is_late,
        "may_change": row.may_change,
        "effect": _effect(row.effect) if row.effect else None,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {"since": effect.since, "then": effect.then, "now": effect.now}


@router.get(f"{PLACE}/risk-register", response=Register, url_name="api_risk_register", summary="Risk register")
@needs(Permission.READ)
def risk_register(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """The problems to look after, with who does something about each."""
    member = request.member
    found = register(_rows(member), assessed(member.arrangement, member.reader).assessment)
    return {"items": [_risk(risk) for risk in found]}


def _risk(risk: Risk) -> dict[str, Any]:
    return {
        "problem": risk.finding.id,
        "state": risk.finding.state,
        "exposure": risk.finding.exposure,
        "coverage": risk.finding.coverage,
        "owners": list(risk.owners),
        "next_due": risk.next_due,
        "tasks": [row.number for row in risk.tasks],
    }


@router.post(f"{PLACE}/contests", response={201: Made}, url_name="api_contest", summary="Contest")
@needs(Permission.RECORD)
def contest(request: Asked, arrangement: UUID, new: NewContest) -> dict[str, Any]:
    """Say that a finding, a reading or a record is wrong. Of a record, only those read it who may read the record."""
    return entered(request, lambda: contested(by=request.member, **new.dict()))


@router.post(f"{PLACE}/warnings/set-aside", response=WarningNamed, url_name="api_set_aside", summary="Set a warning aside")
@needs(Permission.RECORD)
def set_aside(request: Asked, arrangement: UUID, waits: Waits) -> dict[str, Any]:
    """Set a warning aside for your own body, until a day. The other bodies go on seeing it."""
    member = request.member
    form = SetAsideForm(waits.dict())
    faults = form_faults(form)
    if faults:
        raise faults

    def make() -> list[int]:
        if waits.key not in {warning.key for warning in warned(member, state_of(member.arrangement)).open}:
            raise Http404
        return [changes_follow.set_aside(by=member, key=waits.key, **form.cleaned_data).pk]

    done(request, make)
    return {"key": waits.key}


@router.post(f"{PLACE}/warnings/take-up", response=WarningNamed, url_name="api_take_up", summary="Take a warning up again")
@needs(Permission.RECORD)
def take_up(request: Asked, arrangement: UUID, warning: Warned) -> dict[str, Any]:
    """Bring a warning back that your body has set aside."""
    member = request.member

    def make() -> list[int]:
        if warning.key not in set_aside_by(member):
            raise Http404
        changes_follow.take_up(by=member, key=warning.key)
        return []

    done(request, make)
    return {"key": warning.key}
