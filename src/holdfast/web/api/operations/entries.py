"""The ledger: its entries, and every change that a program makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from holdfast.core.evidence import Record
from holdfast.core.evidence.check import HEAD, KIND_OF
from holdfast.ledger import Act
from holdfast.web.api.asked import Asked
from holdfast.web.api.changes import entered
from holdfast.web.api.door import needs
from holdfast.web.api.paging import paged
from holdfast.web.api.refusals import NotRight
from holdfast.web.api.schemas import (
    Changes,
    Checked,
    Entries,
    EntryShown,
    Erasure,
    Made,
    RecordChange,
    RetireChange,
    RevealChange,
    Wanted,
)
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.entry_page import entry_page
from holdfast.web.arrangements.evidence.themes import theme_of
from holdfast.web.arrangements.history import History, Line
from holdfast.web.arrangements.history import Wanted as EntriesOf
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import LedgerState, state_of
from holdfast.web.arrangements.verified import verified
from holdfast.web.arrangements.views.history import YEARS
from holdfast.web.refusal import Fault

router = Router()
FIRST_DAY, LAST_DAY = dt.date(YEARS[0], 1, 1), dt.date(YEARS[1], 12, 30)
PLACE = "/arrangements/{uuid:arrangement}/entries"


class EntriesWanted(Wanted):
    """Which entries; each left out where it does not matter."""

    after: int = Field(0, ge=0, le=2**31 - 1, description="Only entries after this number: what is new since you last looked.")
    body: str = Field("", max_length=80)
    section: str = Field("", max_length=40, description="Only of this kind, as far as you may know.")
    act: Act | None = None
    author: str = Field("", max_length=36, description="Only by the account of this id.")
    since: dt.date | None = Field(None, ge=FIRST_DAY, le=LAST_DAY, description="Only those of this day and later.")
    until: dt.date | None = Field(None, ge=FIRST_DAY, le=LAST_DAY, description="Only those of this day and earlier.")


@router.get(PLACE, response=Entries, url_name="api_entries", summary="Entries")
@needs(Permission.AUDIT)
def entries(request: Asked, arrangement: UUID, response: HttpResponse, wanted: Query[EntriesWanted]) -> dict[str, Any]:
    """All entries, the oldest first. What you may not read has its envelope and its digest, and no words."""
    found = _history(request.member)
    asked = EntriesOf(
        body=wanted.body,
        section=wanted.section,
        act=wanted.act or "",
        author=wanted.author,
        since=wanted.since,
        until=wanted.until,
    )
    numbers = [number for number in reversed(found.numbers(asked)) if number > wanted.after]
    return paged(request, response, wanted, numbers, lambda page: [_line(found, line) for line in found.lines(list(page))])


def _history(member: Member) -> History:
    return History(member.arrangement, state_of(member.arrangement), member.reader)


def _line(found: History, line: Line) -> dict[str, Any]:
    envelope = line.envelope
    author = {"id": envelope.author, "name": line.author.name, "post": line.author.post}
    own = {name: value for name, value in envelope.plain().items() if name not in ("arrangement", "author")}
    return {**own, "author": author, "chain": line.chain, "access": line.access, "kind": line.kind, "says": line.says}


@router.get(f"{PLACE}/{{int:number}}", response=EntryShown, url_name="api_entry", summary="One entry")
@needs(Permission.AUDIT)
def entry(request: Asked, arrangement: UUID, number: int) -> dict[str, Any]:
    """What it says, what became of it, and its receipt, with which anybody can check its digests."""
    found = _history(request.member)
    if not 0 < number <= found.state.count:
        raise Http404
    page = entry_page(found, request.member, number)
    return {
        **_line(found, page.line),
        "reason": page.reason,
        "stands": page.stands,
        "revealed_to": found.state.standing.widened.get(number),
        "later": [line.number for line in page.later],
        "receipt": page.receipt,
    }


@router.get("/arrangements/{uuid:arrangement}/check", response=Checked, url_name="api_check", summary="Check the ledger")
@needs(Permission.AUDIT)
def check(request: Asked, arrangement: UUID) -> Any:
    """Whether the stored ledger is whole: every number, digest and link of the chain worked out anew."""
    return verified(request.member.arrangement)


@router.post(PLACE, response={201: Made}, url_name="api_change", summary="Record, correct, retire, reveal")
@needs(Permission.RECORD)
def change(request: Asked, arrangement: UUID, changes: Changes) -> dict[str, Any]:
    """Changes that are entered together, or not at all. Whether you may make each is asked as it is of a page.

    A record is checked as on a page and in a file: a refusal names every fault with its place in what was sent.
    """
    member = request.member

    def make() -> Any:
        state = state_of(member.arrangement)
        made = [_change(member, state, each, place) for place, each in enumerate(changes.changes)]
        return append(by=member, changes=made)

    return entered(request, make)


def _change(member: Member, state: LedgerState, given: RecordChange | RetireChange | RevealChange, place: int) -> Change:
    if isinstance(given, RetireChange):
        return Change(act="retire", target=given.target, reason=given.reason)
    if isinstance(given, RevealChange):
        return Change(act="reveal", target=given.target, reason=given.reason, visibility=given.visibility)
    _refuse_section(given, place)
    if given.target is None or not member.may_change(given.target):
        # One that may not be changed is refused where all changes are.
        return Change(section=given.section, raw=given.record, visibility=given.visibility or "partners", target=given.target)
    return _correction(state, given, given.target, place)


def _refuse_section(given: RecordChange, place: int) -> None:
    """What cannot be recorded one by one: a kind that does not exist, and answers, which come from rounds and files."""
    kind = KIND_OF.get(given.section)
    if kind is not None and not theme_of(kind).is_typed:
        raise NotRight(
            [Fault(["changes", place, "section"], _("Answers come from readiness rounds and files, and cannot be recorded one by one."))]
        )
    if given.section == HEAD and given.target is not None:
        raise NotRight(
            [Fault(["changes", place, "target"], _("The arrangement itself is corrected without one: what is said last holds."))]
        )


def _correction(state: LedgerState, given: RecordChange, target: int, place: int) -> Change:
    """A correction of what this person may change. It stays as widely readable as it is, and what is sealed stays sealed."""
    stands = state.records.get(target)
    section = stands.meta.section if isinstance(stands, Record) else ""
    if section and section != given.section:
        said = _("Entry %(target)d is of the kind %(section)s, and is corrected by one of the same kind.")
        raise NotRight([Fault(["changes", place, "section"], said % {"target": target, "section": section})])
    visibility, envelope = state.standing.visibility(target), state.standing.records[target]
    is_sealed = state.standing.is_sealed(envelope)
    widest = "partners" if visibility == "sealed" and not is_sealed else visibility
    return Change(
        section=given.section,
        raw=given.record,
        visibility=visibility if is_sealed else given.visibility or widest,
        exchange=envelope.exchange if is_sealed else None,
        target=target,
        reason=given.reason,
    )


@router.post(f"{PLACE}/{{int:number}}/erase", response={201: Made}, url_name="api_erase", summary="Erase words")
@needs(Permission.HEAD)
def erase(request: Asked, arrangement: UUID, number: int, erasure: Erasure) -> dict[str, Any]:
    """Erase what an entry says, and what the entries said whose place it took. Their digests stay, and that you erased them."""
    member = request.member

    def make() -> Sequence[Any]:
        return redact(by=member, number=number, reason=erasure.reason)

    return entered(request, make)
