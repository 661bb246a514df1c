"""The records behind a reading, each with its date, its source and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.answers import Round
from holdfast.core.schema import fields_of
from holdfast.web.page.contests import ContestBook
from holdfast.web.page.values import COMMON, Words

# An answer sheet is personal: only its round is ever named.
PRIVATE = {"answers"}
FIELDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class RecordShown:
    """One record in words."""

    kind: str
    reference: str
    on: dt.date | None
    source: str
    note: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordsShown:
    """The records behind a reading, and how many more there are than the page shows."""

    shown: tuple[RecordShown, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.shown) + self.more


class RecordBook:
    """Finds records by the references that readings carry."""

    def __init__(self, evidence: Evidence) -> None:
        self.contests = ContestBook(evidence)
        # A survey reading names its round by the round's own code.
        rounds = {f"{record.meta.section}/{record.round}": record for record in evidence.history(Round)}
        self._records: dict[str, Record] = {**rounds, **{f"{record.meta.section}/{record.id}": record for record in evidence.records}}
        self._words = Words(evidence)

    def behind(self, references: Iterable[str], *, most: int) -> RecordsShown:
        """At most so many records of a reading, the latest first."""
        found = [(reference, self._records[reference]) for reference in references if reference in self._records]
        found.sort(key=lambda item: item[1].on, reverse=True)
        shown = tuple(self._shown(reference, record) for reference, record in found[:most])
        return RecordsShown(shown, max(0, len(found) - most))

    def numbered(self, number: str) -> RecordShown | None:
        """The record with this reference, whatever its kind, or none."""
        found = next(((reference, record) for reference, record in self._records.items() if record.id == number), None)
        return self._shown(*found) if found else None

    def whole(self, record: Record) -> RecordShown:
        """One record with all that it says."""
        reference = f"{record.meta.section}/{record.id}"
        return RecordShown(record.meta.title, reference, record.on, record.source, record.note, tuple(self._says(record)))

    def _shown(self, reference: str, record: Record) -> RecordShown:
        return RecordShown(record.meta.title, reference, record.on, record.source, record.note, tuple(self._says(record))[:FIELDS_SHOWN])

    def _says(self, record: Record) -> Iterable[tuple[str, str]]:
        if record.partner:
            yield _("Partner"), self._words.name("partners", record.partner)
        if record.meta.section in PRIVATE:
            return
        for spec in fields_of(type(record)):
            said = "" if spec.name in COMMON else self._words.of(spec, getattr(record, spec.name))
            if said:
                yield spec.says.title, said
