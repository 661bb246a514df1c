"""Every write to an arrangement: keyword-only, by whom, one transaction, and always an entry of the ledger.

Appends to one arrangement follow each other: the row of the arrangement is locked (SQLite locks the whole database for a
write), what stands is read, the entries are checked against it and written, and the head moves, or nothing happens at all.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from holdfast.core.evidence import Arrangement as Head
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.check import HEAD, RawRecord, check
from holdfast.ledger import Act, Entry, Envelope, Reader, Visibility
from holdfast.ledger.canonical import canonical, plain_record
from holdfast.ledger.digest import SALT_BYTES
from holdfast.ledger.export import in_one_line
from holdfast.ledger.rules import GONE, LedgerRefused, refuse
from holdfast.ledger.standing import follow
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.erasure import erase
from holdfast.web.arrangements.models import Arrangement, Membership, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import LedgerState, locked_state, state_of
from holdfast.web.catalogue import site_catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry to be made, before it is checked.

    For a record, `section` and `raw` are its kind and its fields as given; `target` is the entry it takes the place of.
    For a sealed answer `parts` are the fields of its records by section; a record may bring parts with it, which stand and fall
    with it. For the other acts `reason` says why. `terms` is what an entry says besides: when an exchange closes, or which parts of
    an answer were left out.
    """

    act: Act = "record"
    section: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    visibility: Visibility = "partners"
    exchange: int | None = None
    target: int | None = None
    reason: str = ""
    heir: str | None = None
    parts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    terms: Mapping[str, Any] = field(default_factory=dict)


class Speaker(Protocol):
    """Who makes an entry, for whom: a member, or the calendar, which is nobody."""

    @property
    def body(self) -> str: ...

    @property
    def author(self) -> str: ...


class Entrant(Speaker, Protocol):
    """Whose records are checked: beside what they may read of their arrangement."""

    @property
    def arrangement(self) -> Arrangement: ...

    @property
    def reader(self) -> Reader: ...


def append(*, by: Member, changes: Sequence[Change]) -> list[StoredEntry]:
    """Enter changes, all of them or none. A target that somebody else has replaced meanwhile is refused.

    Raises:
        EvidenceRefused: a record is not right; every fault at once.
        LedgerRefused: what stands does not allow it, in a sentence.
        PermissionDenied: the record is not this person's to change.
    """
    with transaction.atomic():
        return append_to(locked(by.arrangement), by=by, changes=changes)


def append_to(arrangement: Arrangement, *, by: Member, changes: Sequence[Change]) -> list[StoredEntry]:
    """The same, to an arrangement that this transaction has locked and read; it ends with the transaction."""
    state = locked_state(arrangement)
    for change in changes:
        _allowed(by, change, state)
    rows = enter(arrangement, by, changes, _checked_beside(state, by, changes))
    by.arrangement.count, by.arrangement.head, by.arrangement.name = arrangement.count, arrangement.head, arrangement.name
    return rows


def locked(arrangement: Arrangement) -> Arrangement:
    """The arrangement as it stands now, held until the transaction ends."""
    return Arrangement.objects.select_for_update().get(pk=arrangement.pk)


def enter(arrangement: Arrangement, by: Speaker, changes: Sequence[Change], made: Mapping[int, Checked]) -> list[StoredEntry]:
    """Write the entries of changes that were allowed and checked; the arrangement is locked."""
    rows = _entries(arrangement, by, changes, made)
    StoredEntry.objects.bulk_create(rows)
    erase(arrangement, [row.target for row in rows if row.act == "redact" and row.target is not None])
    _move_head(arrangement, rows, made)
    return rows


def begin(*, by: User, name: str, body: str, body_name: str) -> Member:
    """A new arrangement with its first partner, and its founder as lead."""
    with transaction.atomic():
        arrangement = Arrangement.objects.create(name=name)
        membership = Membership.objects.create(arrangement=arrangement, user=by, body=body, role=Role.LEAD)
        member = Member(arrangement, membership, by)
        founder = {"partner": body, "name": body_name, "on": timezone.localdate().isoformat(), "source": by.post or by.name}
        append(
            by=member,
            changes=[Change(section=HEAD, raw={"name": name}), Change(section="partners", raw=founder)],
        )
    return member


def _allowed(by: Member, change: Change, state: LedgerState) -> None:
    if change.act == "close":
        raise LedgerRefused(NOT_BY_HAND)
    needed = _NEEDS.get(change.act) or (Permission.HEAD if change.section == HEAD else Permission.RECORD)
    if not by.may(needed):
        raise PermissionDenied
    if change.target is None or change.act == "redact":
        return
    if change.target not in state.standing.records:
        raise LedgerRefused(GONE)
    if not by.may_change_in(state.standing, change.target):
        raise PermissionDenied
    if change.act == "retire" and isinstance(state.records.get(change.target), Head):
        raise LedgerRefused(NAMELESS)


_NEEDS: Mapping[Act, Permission] = {
    "reveal": Permission.CORRECT,
    "redact": Permission.HEAD,
    "open": Permission.EXCHANGE,
    "seal": Permission.CORRECT,
    "succeed": Permission.CORRECT,
}
NAMELESS = "This entry gives the arrangement its name, which it cannot be without. Correct it instead."
NOT_BY_HAND = "Nobody opens an exchange by hand: it opens when everybody is done, or once its closing date has passed."


def checked(by: Entrant, changes: Sequence[Change]) -> Mapping[int, Checked]:
    """The records of the changes, by place, checked beside what the person may read; what they replace is left out.

    A sealed answer replaces what its body told earlier about the same, so that is left out too.

    Raises:
        EvidenceRefused: a record is not right; every fault at once. The row of a fault counts the changes, or in a sealed answer
            the records of its section.
    """
    return _checked_beside(state_of(by.arrangement), by, changes)


def _checked_beside(state: LedgerState, by: Entrant, changes: Sequence[Change]) -> Mapping[int, Checked]:
    head: Mapping[str, Any] | None = None
    sections: dict[str, list[RawRecord]] = {}
    for place, change in enumerate(changes):
        if change.act == "record" and change.section == HEAD:
            head = change.raw
        elif change.act == "record":
            sections.setdefault(change.section, []).append(_raw(place + 1, change.raw, str(place)))
        for section, rows in change.parts.items():
            found = [_raw(number, raw, f"{place}.{number}") for number, raw in enumerate(rows, start=1)]
            sections.setdefault(section, []).extend(found)
    beside = _without(state.evidence(by.reader), by, changes, state)
    made = check(head, sections, questions=frozenset(site_catalogue().questions), beside=beside)
    by_place: dict[int, Checked] = {}
    # A record comes before the parts that it brings with it.
    for record in sorted(made.records, key=lambda record: "." in record.id):
        place = int(record.id.removeprefix(NEW).split(".")[0])
        by_place[place] = (*by_place.get(place, ()), record)
    heads = {place: (made.arrangement,) for place, change in enumerate(changes) if change.act == "record" and change.section == HEAD}
    return {**by_place, **heads}


def _without(readable: Evidence, by: Entrant, changes: Sequence[Change], state: LedgerState) -> Evidence:
    """What the person may read, without what the changes take the place of."""
    anew = {(section, by.body) for change in changes for section in change.parts}
    if anew:
        readable = readable.where(lambda record: (record.meta.section, record.partner) not in anew)
    for change in changes:
        gone = state.records.get(change.target) if change.target is not None else None
        readable = readable.without(gone) if isinstance(gone, Record) else readable
    return readable


Checked = tuple[Record | Head, ...]
NEW = "new-"


def _raw(row: int, raw: Mapping[str, Any], place: str) -> RawRecord:
    return RawRecord(row, {**{name: value for name, value in raw.items() if name != "id"}, "id": f"{NEW}{place}"})


def _entries(arrangement: Arrangement, by: Speaker, changes: Sequence[Change], made: Mapping[int, Checked]) -> list[StoredEntry]:
    state = locked_state(arrangement)
    standing = state.fork()
    previous, entered = arrangement.head, _after(state)
    rows = []
    for place, change in enumerate(changes):
        visibility, exchange = _readers(change, state)
        envelope = Envelope(
            arrangement=str(arrangement.public_id),
            number=arrangement.count + place + 1,
            act=change.act,
            body=by.body,
            visibility=visibility,
            author=by.author,
            entered=entered,
            exchange=exchange,
            target=change.target,
            heir=change.heir,
        )
        refuse(standing, envelope)
        follow(standing, envelope)
        payload = _payload(change, made.get(place, ()))
        entry = Entry.make(envelope, payload, salt=secrets.token_bytes(SALT_BYTES), previous=previous)
        rows.append(StoredEntry.of(arrangement, entry, change.section, canonical(payload).decode()))
        previous = entry.chain
    return rows


def _readers(change: Change, state: LedgerState) -> tuple[Visibility, int | None]:
    """Who may read the entry. Why something was retired or erased is for those who could read it, and for nobody else."""
    if change.act not in ("retire", "redact") or change.target is None or not 0 < change.target <= state.count:
        return change.visibility, change.exchange
    target = state.envelopes[change.target - 1]
    return state.standing.width_of(target), target.exchange


def _after(state: LedgerState) -> dt.datetime:
    """Now, or a moment after the last entry where a clock was set back: entries are never out of order."""
    last = state.envelopes[-1].entered if state.envelopes else None
    now = timezone.now()
    return now if last is None or now > last else last + dt.timedelta(microseconds=1)


def _payload(change: Change, records: Checked) -> dict[str, Any]:
    said = {**change.terms, **({"reason": change.reason} if change.reason or change.act not in ("record", "seal") else {})}
    return {**_CONTENT.get(change.act, _nothing)(change, records), **said}


def _record_told(change: Change, records: Checked) -> dict[str, Any]:
    parts = _answer_told(change, records[1:]) if change.parts else {}
    return {"section": change.section, "record": plain_record(records[0]), **parts}


def _answer_told(change: Change, records: Checked) -> dict[str, Any]:
    parts: dict[str, list[dict[str, Any]]] = {section: [] for section in change.parts}
    for record in records:
        if isinstance(record, Record):
            parts[record.meta.section].append(plain_record(record))
    return {"parts": parts}


def _nothing(change: Change, records: Checked) -> dict[str, Any]:
    return {}


_CONTENT: Mapping[Act, Callable[[Change, Checked], dict[str, Any]]] = {"record": _record_told, "seal": _answer_told}


def _move_head(arrangement: Arrangement, rows: Sequence[StoredEntry], made: Mapping[int, Checked]) -> None:
    if not rows:
        return
    arrangement.count, arrangement.head = rows[-1].number, rows[-1].chain
    heads = [record for records in made.values() for record in records if isinstance(record, Head)]
    if heads:
        arrangement.name = in_one_line(heads[-1].name)
    arrangement.save(update_fields=["count", "head", "name"])
