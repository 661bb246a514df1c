"""One entry in full: what it says, when it became known and was entered, what became of it, and its receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from holdfast.core.evidence import Record
from holdfast.ledger import Act, Envelope
from holdfast.web.arrangements.changes_redact import versions
from holdfast.web.arrangements.history import VISIBILITIES, History, Line, kind_of, reason_of, rows_of
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.permissions import Member, Permission


@dataclass(frozen=True, slots=True)
class Told:
    """One record of an entry, in words."""

    kind: str
    known: dt.date | None
    source: str
    note: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What proves an entry: both digests, and as far as the reader may read it, what they are digests of."""

    previous: str
    envelope: str
    payload_digest: str
    chain: str
    salt: str
    content: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything the page of one entry shows. `later` is what was done to it since, the first first."""

    line: Line
    told: tuple[Told, ...]
    reason: str
    readers: str | Promise
    widened: str | Promise
    stands: bool
    replaces: Line | None
    on: Line | None
    later: tuple[Line, ...]
    receipt: Receipt
    may_erase: bool
    versions: int


def entry_page(found: History, member: Member, number: int) -> EntryPage:
    """The page of an entry that is there."""
    state = found.state
    envelope = state.envelopes[number - 1]
    row = rows_of(found.arrangement, state, [number])[number]
    touching = tuple(_touching(state.envelopes, number))
    target = (envelope.target,) if envelope.target is not None else ()
    lines = {line.number: line for line in found.lines([number, *target, *touching])}
    line = lines[number]
    before = lines[envelope.target] if envelope.target is not None else None
    is_open = line.access == "open"
    widened = state.standing.widened.get(number)
    return EntryPage(
        line=line,
        told=tuple(_told(found, number)) if is_open else (),
        reason=reason_of(row) if is_open else "",
        readers=VISIBILITIES[envelope.visibility],
        widened=VISIBILITIES[widened] if widened else "",
        stands=number in state.standing.records,
        replaces=before if envelope.act == "record" else None,
        on=before if envelope.act != "record" else None,
        later=tuple(lines[each] for each in touching),
        receipt=_receipt(row, envelope, state.chains[number - 1], is_open and number not in state.in_confidence),
        may_erase=is_open and member.may(Permission.HEAD),
        versions=len(versions(state, number)),
    )


TOUCHES: tuple[Act, ...] = ("record", "retire", "reveal", "redact")


def _touching(envelopes: list[Envelope], number: int) -> Iterator[int]:
    """The later entries that replaced, retired, revealed or erased this one."""
    return (each.number for each in envelopes[number:] if each.target == number and each.act in TOUCHES)


def _told(found: History, number: int) -> Iterator[Told]:
    for each in found.told(number):
        kind, says = kind_of(each)[1], found.words(each)
        yield Told(kind, each.on, each.source, each.note, says) if isinstance(each, Record) else Told(kind, None, "", "", says)


def _receipt(row: StoredEntry, envelope: Envelope, previous: str, is_open: bool) -> Receipt:
    is_there = is_open and row.payload is not None and row.salt is not None
    return Receipt(
        previous=previous,
        envelope=envelope.written().decode(),
        payload_digest=row.payload_digest,
        chain=row.chain,
        salt=bytes(row.salt or b"").hex() if is_there else "",
        content=row.payload or "" if is_there else "",
    )
