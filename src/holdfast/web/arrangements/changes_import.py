"""Taking in a whole ledger that was exported elsewhere, as a new arrangement: verified first, kept as it is, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction

from holdfast.ledger import Entry, Verification
from holdfast.ledger.canonical import canonical
from holdfast.ledger.export import Manifest, read_export
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.imported import Examined, ImportRefused, examined
from holdfast.web.arrangements.models import Arrangement, Exchange, Membership, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member

AT_A_TIME = 500
HERE_ALREADY = "This arrangement is on this installation already. Its ledger goes on where it is, and is not taken in a second time."


def take_in(*, by: User, file: BinaryIO, body: str, anchors: dict[int, str] | None = None) -> tuple[Member, Verification]:
    """A new arrangement with this ledger; whoever brings it leads it, for one of the bodies that speak in it.

    Its number stays what it was, since it is part of every digest. People do not come with it: whoever took part elsewhere is
    invited anew, and authors stay the numbers of accounts elsewhere.

    Raises:
        ExportRefused: the file is not an exported ledger.
        ImportRefused: it was altered, holds what no ledger could, is here already, or the body does not speak in it.
    """
    found = examined(file, anchors=anchors)
    if body not in found.bodies:
        raise ImportRefused([f"“{body}” does not speak in this ledger. Choose one of {', '.join(found.bodies)}."])
    file.seek(0)
    manifest, entries = read_export(file)
    try:
        with transaction.atomic():
            return _kept(by, manifest, entries, body, found), found.verification
    except IntegrityError:
        raise ImportRefused([HERE_ALREADY]) from None


def _kept(by: User, manifest: Manifest, entries: Iterator[Entry], body: str, found: Examined) -> Member:
    arrangement = Arrangement.objects.create(
        public_id=manifest.arrangement,
        name=manifest.name or "Imported arrangement",
        head=manifest.head,
        count=manifest.count,
        imported=manifest.count,
    )
    exchanges: dict[int, dict[str, Any]] = {}
    while some := list(islice(entries, AT_A_TIME)):
        StoredEntry.objects.bulk_create(_row(arrangement, entry) for entry in some)
        for entry in some:
            _note_exchange(exchanges, entry)
    Exchange.objects.bulk_create(Exchange(arrangement=arrangement, number=number, **said) for number, said in exchanges.items())
    membership = Membership.objects.create(arrangement=arrangement, user=by, body=body, role=Role.LEAD)
    return Member(arrangement, membership, by)


def _row(arrangement: Arrangement, entry: Entry) -> StoredEntry:
    if entry.payload is None:
        row = StoredEntry.of(arrangement, entry, "", "")
        row.payload = None
        return row
    section = entry.payload.get("section", "")
    return StoredEntry.of(arrangement, entry, section, canonical(entry.payload).decode())


def _note_exchange(exchanges: dict[int, dict[str, Any]], entry: Entry) -> None:
    """What the ledger tells of a sealed exchange: who takes part, of which kinds, until when, and when it opened.

    Where the words of its first entry were erased, those who sealed an answer took part, and it closed on the day it opened.
    """
    envelope, payload = entry.envelope, entry.payload or {}
    if envelope.exchange is None:
        return
    said = exchanges.setdefault(envelope.exchange, {"bodies": [], "sections": [], "closes_on": envelope.entered.date(), "opened": None})
    if envelope.act == "open" and payload:
        said.update(bodies=payload["bodies"], sections=payload["sections"], closes_on=dt.date.fromisoformat(payload["closes_on"]))
    if envelope.act == "seal" and envelope.body not in said["bodies"]:
        said["bodies"].append(envelope.body)
    if envelope.act == "close":
        said["opened"] = envelope.entered
