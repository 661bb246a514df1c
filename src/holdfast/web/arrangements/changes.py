"""Every write to an arrangement: keyword-only, by whom, one transaction, and always an entry of the ledger.

Appends to one arrangement follow each other: the row of the arrangement is locked (SQLite locks the whole database for a
write), what stands is read, the entries are checked against it and written, and the head moves, or nothing happens at all.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Arrangement as Head
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.check import HEAD, RawRecord, check
from holdfast.ledger import Act, Entry, Envelope, Visibility
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
from holdfast.web.arrangements.state import LedgerState, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry to be made, before it is checked.

    For a record, `section` and `raw` are its kind and its fields as given; `target` is the entry it takes the place of.
    For the other acts `reason` says why.
    """

    act: Act = "record"
    section: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    visibility: Visibility = "partners"
    exchange: int | None = None
    target: int | None = None
    reason: str = ""
    succeeds: str | None = None


def append(*, by: Member, changes: Sequence[Change]) -> list[StoredEntry]:
    """Enter changes, all of them or none. A target that somebody else has replaced meanwhile is refused.

    Raises:
        EvidenceRefused: a record is not right; every fault at once.
        LedgerRefused: what stands does not allow it, in a sentence.
        PermissionDenied: the record is not this person's to change.
    """
    with transaction.atomic():
        arrangement = Arrangement.objects.select_for_update().get(pk=by.arrangement.pk)
        state = state_of(arrangement)
        for change in changes:
            _allowed(by, change, state)
        checked = _checked(changes, _without(state, changes, state.evidence(by.reader)))
        rows = _entries(arrangement, by, changes, checked, state)
        StoredEntry.objects.bulk_create(rows)
        erase(arrangement, [row.target for row in rows if row.act == "redact" and row.target is not None])
        _move_head(arrangement, rows, checked)
    by.arrangement.refresh_from_db()
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
    needed = _NEEDS.get(change.act) or (Permission.HEAD if change.section == HEAD else Permission.RECORD)
    if not by.may(needed):
        raise PermissionDenied
    if change.target is None or change.act == "redact":
        return
    if change.target not in state.standing.records:
        raise LedgerRefused(GONE)
    if not by.may_change(change.target):
        raise PermissionDenied


_NEEDS: Mapping[Act, Permission] = {
    "reveal": Permission.CORRECT,
    "redact": Permission.HEAD,
    "open": Permission.EXCHANGE,
    "close": Permission.READ,
    "succeed": Permission.HEAD,
}


def _without(state: LedgerState, changes: Sequence[Change], readable: Evidence) -> Evidence:
    """What the person may read, without what the changes take the place of."""
    for change in changes:
        gone = state.records.get(change.target) if change.target is not None else None
        readable = readable.without(gone) if isinstance(gone, Record) else readable
    return readable


def _checked(changes: Sequence[Change], beside: Evidence) -> dict[int, Record | Head]:
    """The records of the changes, by place, checked beside what the person may read."""
    sections: dict[str, list[RawRecord]] = {}
    head: Mapping[str, Any] | None = None
    for place, change in enumerate(changes):
        if change.act != "record":
            continue
        if change.section == HEAD:
            head = change.raw
        else:
            raw = {name: value for name, value in change.raw.items() if name != "id"}
            sections.setdefault(change.section, []).append(RawRecord(place + 1, {**raw, "id": f"new-{place + 1}"}))
    made = check(head, sections, questions=frozenset(load_catalogue().questions), beside=beside)
    found: dict[int, Record | Head] = {int(record.id.removeprefix("new-")) - 1: record for record in made.records}
    found.update({place: made.arrangement for place, change in enumerate(changes) if change.act == "record" and change.section == HEAD})
    return found


def _entries(
    arrangement: Arrangement, by: Member, changes: Sequence[Change], checked: Mapping[int, Record | Head], state: LedgerState
) -> list[StoredEntry]:
    standing = state.fork()
    previous, entered = arrangement.head, _after(arrangement)
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
            succeeds=change.succeeds,
        )
        refuse(standing, envelope)
        follow(standing, envelope)
        payload = _payload(change, checked.get(place))
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


def _after(arrangement: Arrangement) -> dt.datetime:
    """Now, or a moment after the last entry where a clock was set back: entries are never out of order."""
    last = StoredEntry.objects.filter(arrangement=arrangement, number=arrangement.count).values_list("entered", flat=True).first()
    now = timezone.now()
    return now if last is None or now > last else last + dt.timedelta(microseconds=1)


def _payload(change: Change, record: Record | Head | None) -> dict[str, Any]:
    if record is None:
        return {"reason": change.reason}
    return {"section": change.section, "record": plain_record(record), **({"reason": change.reason} if change.reason else {})}


def _move_head(arrangement: Arrangement, rows: Sequence[StoredEntry], checked: Mapping[int, Record | Head]) -> None:
    if not rows:
        return
    arrangement.count, arrangement.head = rows[-1].number, rows[-1].chain
    heads = [record for record in checked.values() if isinstance(record, Head)]
    if heads:
        arrangement.name = in_one_line(heads[-1].name)
    arrangement.save(update_fields=["count", "head", "name"])
