"""The stored ledger of an arrangement verified, its rows included: what the entries by themselves cannot tell is looked at too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from holdfast.ledger import Entry, Verification, verify
from holdfast.web.arrangements.models import Arrangement, StoredEntry


@dataclass(slots=True)
class _Rows:
    """Rows on their way to verification, and what is noticed of them on the way."""

    arrangement: str
    empty: list[int] = field(default_factory=list)
    erased: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def entries(self, rows: Iterable[StoredEntry]) -> Iterator[Entry]:
        """Each row as an entry; one whose words are not those that were entered has none that could be verified."""
        for row in rows:
            if row.payload is None:
                self.empty.append(row.number)
            if row.act == "redact" and row.target is not None:
                self.erased[row.target] = row.number
            if row.is_as_told():
                entry = row.entry(self.arrangement)
                self._notice(row, entry)
            else:
                entry = Entry(
                    envelope=row.envelope(self.arrangement), payload=None, salt=b"", payload_digest=row.payload_digest, chain=row.chain
                )
            yield entry

    def _notice(self, row: StoredEntry, entry: Entry) -> None:
        kind = "" if entry.payload is None else str(entry.payload.get("section", ""))
        if row.section != kind:
            self.faults.append(f"Entry {row.number}: the kind noted beside it is not the kind it says.")

    def erasures(self, imported: int) -> Iterator[str]:
        """Words that are gone without an entry that says so, and words that should be gone."""
        empty = set(self.empty)
        for number in self.empty:
            if number not in self.erased and number > imported:
                yield f"Entry {number}: its words are gone, and no entry says who erased them and why."
        for target, number in sorted(self.erased.items()):
            if target not in empty:
                yield f"Entry {target}: entry {number} says that its words were erased, and they are still there."


def verified(arrangement: Arrangement, *, anchors: Mapping[int, str] | None = None) -> Verification:
    """Verify what the database holds of one arrangement, from its first entry to the last."""
    using = arrangement._state.db or "default"
    now = Arrangement.objects.using(using).get(pk=arrangement.pk)
    stored = StoredEntry.objects.using(using).filter(arrangement=now)
    rows = _Rows(str(now.public_id))
    ordered = stored.filter(number__lte=now.count).order_by("number").iterator(chunk_size=2000)
    found = verify(rows.entries(ordered), head=now.head, anchors=anchors)
    faults = [*found.faults, *rows.faults, *rows.erasures(now.imported), *_beyond(now, stored.order_by("-number").first())]
    return replace(found, faults=tuple(faults))


def _beyond(arrangement: Arrangement, last: StoredEntry | None) -> Iterator[str]:
    """An entry after the end. The end is read again, since somebody may have recorded something meanwhile."""
    arrangement.refresh_from_db(fields=("count", "head"))
    if last is not None and last.number > arrangement.count:
        yield f"Entry {last.number} stands after the end of the ledger: it was put in without being recorded."
