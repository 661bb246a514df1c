"""Records in plain words: what one says, who said it and from which source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.answers import Answers, Round
from holdfast.core.schema import fields_of
from holdfast.reports.words import spoken

COMMON = frozenset({"id", "partner", "on", "source", "note"})


class RecordBook:
    """Finds records by the references that readings carry, and puts them into words."""

    def __init__(self, evidence: Evidence) -> None:
        # A survey reading names its round by the round's own code.
        self._records: dict[str, Record] = {f"{Round.meta.section}/{record.round}": record for record in evidence.history(Round)}
        self._records |= {reference(record): record for record in evidence.records if record.on <= evidence.date}
        self._names = {
            f"{record.meta.section}/{code}": str(getattr(record, "name", "") or getattr(record, "title", "") or code)
            for record in evidence.records
            if record.meta.code and (code := getattr(record, record.meta.code, None))
        }

    def found(self, references: Iterable[str]) -> tuple[tuple[str, Record], ...]:
        """The records with these references, each once, in the order given."""
        return tuple((name, self._records[name]) for name in dict.fromkeys(references) if name in self._records)

    def name_of(self, section: str, code: str) -> str:
        """The name of what a code of this section stands for, or the code."""
        return self._names.get(f"{section}/{code}", code)

    def says(self, record: Record) -> str:
        """What a record says, in one line. An answer sheet is personal, so it never says more than its round."""
        told = [f"Partner: {self.name_of('partners', record.partner)}"] if record.partner else []
        if isinstance(record, Answers):
            return "; ".join([*told, f"Round: {self.name_of('rounds', record.round)}"])
        for spec in fields_of(type(record)):
            value = getattr(record, spec.name)
            if spec.name not in COMMON and value not in (None, "", (), {}):
                told.append(f"{spec.says.title}: {self._in_words(value, spec.refers.section if spec.refers else '')}")
        return "; ".join(told)

    def _in_words(self, value: Any, section: str) -> str:
        named = self._names.get(f"{section}/{value}") if section else None
        return named or in_words(value)


def reference(record: Record) -> str:
    """How a reading names a record: its kind and its reference."""
    return f"{record.meta.section}/{record.id}"


def in_words(value: Any) -> str:
    """A field's value in words."""
    return _WORDS.get(type(value), _other)(value)


def _other(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {in_words(found)}" for name, found in value.items())
    return str(value).replace("_", " ")


_WORDS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "yes" if value else "no",
    dt.date: spoken,
    Decimal: lambda value: f"{value:,.2f}".removesuffix(".00"),
    float: lambda value: f"{value:,.4g}",
    tuple: lambda value: ", ".join(in_words(member) for member in value),
}
