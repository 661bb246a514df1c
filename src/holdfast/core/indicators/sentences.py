"""Puts a reading into one plain sentence, with the partners and records it speaks of where it knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from holdfast.core.catalogue.model import Indicator
from holdfast.core.catalogue.sentences import PARTNER, End, Names, Number, first_that_fits
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.facts import partner_names
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.scope import Service
from holdfast.core.evidence.words import spoken
from holdfast.core.indicators.units import shown
from holdfast.core.schema import FieldSpec, fields_of

NAMED_AT_MOST = 3


def reading_in_words(
    indicator: Indicator,
    value: float,
    concern: float,
    evidence: Evidence,
    records: Sequence[Record] = (),
    kind: type[Record] | None = None,
) -> str:
    """The indicator's sentence for this value; `records` are those behind it, of which `kind` says what is read first."""
    return first_that_fits(indicator.sentences, _Words(indicator, value, concern, evidence, records, kind))


class _Words(dict[str, object]):
    """The words a sentence may use: those of every reading, and those that its records agree on, looked up when asked for."""

    def __init__(
        self,
        indicator: Indicator,
        value: float,
        concern: float,
        evidence: Evidence,
        records: Sequence[Record],
        kind: type[Record] | None,
    ) -> None:
        super().__init__(
            value=shown(value, indicator.unit),
            number=Number(value),
            few="none" if round(value, 2) <= 0 else f"only {value:.0%}",
            fine=f"{value:.1%}".replace(".0%", "%"),
            end=End(concern >= 1),
        )
        self._evidence = evidence
        self._records = records
        self._kind = kind

    def __missing__(self, word: str) -> object:
        found = self._partners() if word == PARTNER else self._agreed(word)
        if found is None:
            raise KeyError(word)
        return found

    def _partners(self) -> Names | None:
        """Whose records these are; none where one speaks for all, or where there are too many to name."""
        codes: dict[str, None] = {}
        for record in self._records:
            if len(codes) > NAMED_AT_MOST or (record.partner is None and type(record) is self._kind):
                return None
            if record.partner and not isinstance(record, Register):
                codes[record.partner] = None
        names = self._names()
        return Names([names.get(code, code) for code in codes]) if 0 < len(codes) <= NAMED_AT_MOST else None

    def _agreed(self, word: str) -> str | None:
        """What all records of the kind say in a field, in words; none where they differ or one says nothing."""
        records = [record for record in self._records if type(record) is self._kind]
        values = {getattr(record, word, None) for record in records[:1]}
        if len(values) != 1 or any(getattr(record, word, None) not in values for record in records):
            return None
        value = values.pop()
        if value in (None, "", ()):
            return None
        spec = next(spec for spec in fields_of(type(records[0])) if spec.name == word)
        return self._names().get(value) or _in_words(value, spec)

    def _names(self) -> Mapping[Any, str]:
        """The names of partners and services by their short names."""
        partners = partner_names(self._evidence)
        return {**{service.service: service.name for service in self._evidence.of(Service)}, **partners}


def _in_words(value: Any, spec: FieldSpec) -> str:
    if spec.bounds and (spec.bounds.ge, spec.bounds.le) == (0, 1):
        return f"{value:.0%}"
    return _WORDS.get(type(value), lambda other: str(other).replace("_", " "))(value)


_WORDS: Mapping[type, Callable[[Any], str]] = {
    str: lambda value: value if " " in value else value.replace("_", " "),
    dt.date: spoken,
    Decimal: lambda value: f"{value:,.2f}".removesuffix(".00"),
    float: lambda value: f"{value:g}",
}
