"""The records behind a reading, each with its date, its source and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.answers import Round
from holdfast.core.schema import fields_of

COMMON = {"id", "partner", "on", "source", "note"}
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
        # A survey reading names its round by the round's own code.
        rounds = {f"{record.meta.section}/{record.round}": record for record in evidence.history(Round)}
        self._records: dict[str, Record] = {**rounds, **{f"{record.meta.section}/{record.id}": record for record in evidence.records}}
        self._names = {
            f"{record.meta.section}/{code}": str(getattr(record, "name", "") or getattr(record, "title", "") or code)
            for record in evidence.records
            if record.meta.code and (code := getattr(record, record.meta.code, None))
        }

    def behind(self, references: Iterable[str], *, most: int) -> RecordsShown:
        """At most so many records of a reading, the latest first."""
        found = [(reference, self._records[reference]) for reference in references if reference in self._records]
        found.sort(key=lambda item: item[1].on, reverse=True)
        shown = tuple(self._shown(reference, record) for reference, record in found[:most])
        return RecordsShown(shown, max(0, len(found) - most))

    def whole(self, record: Record) -> RecordShown:
        """One record with all that it says."""
        reference = f"{record.meta.section}/{record.id}"
        return RecordShown(record.meta.title, reference, record.on, record.source, record.note, tuple(self._says(record)))

    def _shown(self, reference: str, record: Record) -> RecordShown:
        return RecordShown(record.meta.title, reference, record.on, record.source, record.note, tuple(self._says(record))[:FIELDS_SHOWN])

    def _says(self, record: Record) -> Iterable[tuple[str, str]]:
        if record.partner:
            yield _("Partner"), self._names.get(f"partners/{record.partner}", record.partner)
        if record.meta.section in PRIVATE:
            return
        for spec in fields_of(type(record)):
            value = getattr(record, spec.name)
            if spec.name not in COMMON and value not in (None, "", (), {}):
                yield spec.says.title, self._in_words(value, spec.refers.section if spec.refers else "")

    def _in_words(self, value: Any, section: str) -> str:
        named = self._names.get(f"{section}/{value}") if section else None
        if named:
            return named
        return _WORDS.get(type(value), _other)(value)


def _other(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_WORDS.get(type(found), _other)(found)}" for name, found in value.items())
    return str(value).replace("_", " ")


_WORDS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: _("yes") if value else _("no"),
    dt.date: lambda value: date_format(value, "j F Y"),
    Decimal: lambda value: f"{value:,.2f}".removesuffix(".00"),
    float: lambda value: f"{value:,.4g}",
    tuple: lambda value: ", ".join(_WORDS.get(type(member), _other)(member) for member in value),
}
