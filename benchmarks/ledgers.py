"""Large ledgers in a database, made without the pages: what the web benchmarks work on."""

from __future__ import annotations

import datetime as dt
import secrets

from benchmarks.synthetic import PARTNERS, START, records
from holdfast.core.evidence import Record
from holdfast.core.evidence.partners import Partner
from holdfast.core.schema import build
from holdfast.ledger import Entry, Envelope
from holdfast.ledger.canonical import canonical, plain_record
from holdfast.web.arrangements.models import Arrangement, StoredEntry
from holdfast.web.arrangements.permissions import Member

FOUNDER = "partner-0"


def _partners() -> list[Record]:
    return [
        build(
            Partner, {"id": f"p{number}", "partner": f"partner-{number}", "name": f"Partner {number}", "on": START, "source": "synthetic"}
        )
        for number in range(1, PARTNERS)
    ]


def fill(member: Member, count: int) -> None:
    """Enter this many records in the name of one person, spread over the kinds, as one load."""
    arrangement = Arrangement.objects.get(pk=member.arrangement.pk)
    previous, first = arrangement.head, arrangement.count + 1
    rows = []
    entered = dt.datetime.now(dt.UTC)
    found = [*_partners(), *(record for record in records(count) if not isinstance(record, Partner))][: count - arrangement.count]
    for place, record in enumerate(found):
        envelope = Envelope(
            arrangement=str(arrangement.public_id),
            number=first + place,
            act="record",
            body=member.body,
            visibility="private" if place % 10 == 0 and place > PARTNERS else "partners",
            author=member.author,
            entered=entered,
        )
        payload = {"section": record.meta.section, "record": plain_record(record)}
        entry = Entry.make(envelope, payload, salt=secrets.token_bytes(32), previous=previous)
        rows.append(StoredEntry.of(arrangement, entry, record.meta.section, canonical(payload).decode()))
        previous = entry.chain
    StoredEntry.objects.bulk_create(rows, batch_size=500)
    arrangement.count, arrangement.head = first + len(rows) - 1, previous
    arrangement.save(update_fields=["count", "head"])
    member.arrangement.refresh_from_db()
