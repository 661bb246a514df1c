"""Bringing in a workbook or a TOML file: what it would change, and taking what is wanted of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from holdfast.core.evidence.check import HEAD, EvidenceRefused
from holdfast.core.evidence.hints import nearest
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.api.asked import Asked
from holdfast.web.api.body import FileSent
from holdfast.web.api.changes import entered
from holdfast.web.api.door import needs
from holdfast.web.api.refusals import NotRight
from holdfast.web.api.schemas import Given, Made
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.evidence.importing import (
    MOVED,
    NOTHING_TAKEN,
    Choice,
    Difference,
    Fate,
    Item,
    Part,
    Plan,
    changes_of,
    packed_file,
    plan_of,
)
from holdfast.web.arrangements.evidence.recorded import Recorded
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.views.export import TOML
from holdfast.web.downloads import WORKBOOK
from holdfast.web.refusal import Fault

router = Router()
PLACE = "/arrangements/{uuid:arrangement}/import"
# The files that are read, by what a program says that they are.
FILES = {TOML.partition(";")[0]: ".toml", WORKBOOK: ".xlsx"}
BODY = {
    "requestBody": {
        "required": True,
        "description": "The file itself.",
        "content": {name: {"schema": {"type": "string", "format": "binary"}} for name in FILES},
    }
}


class DifferenceShown(Schema):
    """One field that would change."""

    title: str
    old: str
    new: str


class ItemShown(Schema):
    """One record of the file. `number` is the entry that it would take the place of; `why` says why it is left alone."""

    key: str = Field(description="How `leave` names it.")
    fate: Fate
    label: str
    on: dt.date
    source: str
    number: int | None
    differences: list[DifferenceShown]
    why: str


class PartShown(Schema):
    """The records of one kind. Those that are recorded already are counted alone, as are all answer sheets, which are personal."""

    section: str
    new: int
    changed: int
    same: int
    kept: int
    items: list[ItemShown]


class Preview(Schema):
    """What the file would change. `kept` is recorded otherwise and not yours to change, so it is left alone."""

    seen: str = Field(description="What to send when you take it, so that nothing is taken that you have not seen.")
    new: int
    changed: int
    same: int
    kept: int
    head: list[DifferenceShown] = Field(description="Name, stage and legal form.")
    may_change_head: bool
    parts: list[PartShown]
    left_out: list[str] = Field(description="Rounds of which figures are left out, since others have been told before.")
    unchecked: list[str] = Field(
        description="Rounds of which figures are left out, since they could not be checked beside those of other rounds."
    )


class Taken(Given):
    """What to take of the file, and who may read it."""

    seen: str = Field(min_length=1, max_length=64, description="As the preview told it.")
    visibility: Literal["private", "partners", "public"] = Field(
        "partners", description="Who may read it. What more can read already stays as it is."
    )
    take: list[str] = Field(
        [], max_length=200, description="Only these groups, such as new:gates or changed:gates; all where none is named."
    )
    leave: list[str] = Field([], max_length=5000, description="The keys of records to leave out.")


@router.post(f"{PLACE}/preview", response=Preview, url_name="api_import_preview", summary="What a file would change", openapi_extra=BODY)
@needs(Permission.RECORD, files=FILES, changes=False)
def preview(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """Each record of the file beside what is recorded. Nothing is entered, and the file is not kept."""
    plan = _plan(request.member, _read(request.member, request.read))
    return {
        "seen": plan.digest,
        **plan.counts,
        "head": [_difference(found) for found in plan.head],
        "may_change_head": plan.may_change_head,
        "parts": [_part(part) for part in plan.parts],
        "left_out": list(plan.left_out.told_before),
        "unchecked": list(plan.left_out.unchecked),
    }


def _read(member: Member, file: FileSent) -> dict[str, Any]:
    return packed_file(file.name, file.content, Recorded(member))


def _plan(member: Member, content: dict[str, Any]) -> Plan:
    return plan_of(content, Recorded(member))


def _difference(found: Difference) -> dict[str, str]:
    return {"title": found.title, "old": found.old, "new": found.new}


def _part(part: Part) -> dict[str, Any]:
    told = [item for item in part.items if item.fate != "same"] if part.is_shown else []
    counts = {fate: sum(item.fate == fate for item in part.items) for fate in ("new", "changed", "same", "kept")}
    return {"section": part.meta.section, **counts, "items": [_item(item) for item in told]}


def _item(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "fate": item.fate,
        "label": item.label,
        "on": item.record.on,
        "source": item.record.source,
        "number": item.found.number if item.found else None,
        "differences": [_difference(found) for found in item.differences],
        "why": str(item.why),
    }


@router.post(PLACE, response={201: Made}, url_name="api_import", summary="Bring in a file", openapi_extra=BODY)
@needs(Permission.RECORD, files=FILES)
def take(request: Asked, arrangement: UUID, taken: Query[Taken]) -> dict[str, Any]:
    """Take what is new and changed in the file, all of it or what you name, in one go. Send the same file as for its preview."""
    member = request.member
    content = _read(member, request.read)

    def make() -> Sequence[Any]:
        plan = _plan(member, content)
        if plan.digest != taken.seen:
            raise LedgerRefused(str(MOVED))
        changes = changes_of(plan, _choice(plan, taken))
        if not changes:
            raise NotRight([Fault(["take"], str(NOTHING_TAKEN))])
        return _appended(member, changes)

    return entered(request, make)


def _choice(plan: Plan, taken: Taken) -> Choice:
    """What was chosen; a name that is not in the file is refused, since it would take more than was meant."""
    groups, keys = {f"changed:{HEAD}"}, set()
    for item in (item for part in plan.parts for item in part.items):
        groups.add(f"{item.fate}:{item.record.meta.section}")
        keys.add(item.key)
    faults = [*_unknown("take", taken.take, groups), *_unknown("leave", taken.leave, keys)]
    if faults:
        raise NotRight(faults)
    return Choice(frozenset(taken.take or groups), frozenset(taken.leave), taken.visibility)


def _unknown(field: str, names: Sequence[str], known: set[str]) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            said = {"name": name[:80], "hint": nearest(name, known)}
            yield Fault([field], _("“%(name)s” is not in this file%(hint)s") % said)


def _appended(member: Member, changes: Sequence[Change]) -> Sequence[Any]:
    """The entries. Where a record that was left out is missing, each fault names its section."""
    try:
        return append(by=member, changes=changes)
    except EvidenceRefused as refused:
        raise NotRight(
            Fault([changes[fault.row - 1].section, fault.field] if fault.row else [], fault.message) for fault in refused.faults
        ) from None
