"""Values of records in words: names for short names, money, dates, shares and codes. One home for the site and the papers.

`Tongue` turns a plain English word into another language; a face that speaks one language only leaves it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, get_args

from holdfast.core.evidence.check import KIND_OF
from holdfast.core.evidence.evidence import Evidence
from holdfast.core.evidence.record import Record
from holdfast.core.schema import FieldSpec, Year, fields_of

Tongue = Callable[[str], str]
SHARE = "share"
MONEY = "money"
# Units of a field that say how it is written, and are not words beside it.
WRITTEN = (SHARE, MONEY)
NUMBERS = ("whole", "number", "money")
_YEARS = get_args(Year)[1]
MARKS: Mapping[str, str] = {"GBP": "£", "EUR": "€", "USD": "$"}
# The field that holds the name of what a record is about, the first that a kind has.
NAMING = ("name", "title", "supplier", "subject")
CODES: Mapping[str, str] = {
    "ict": "ICT",
    "case": "business case",
    "co_exist": "co-exist",
    "co_operate": "co-operate",
    "co_ordinate": "co-ordinate",
    "go_alone": "going alone",
    "post_implementation": "after implementation",
    "dont_know": "not known by the person asked",
    "not_applicable": "does not apply",
}


def code_words(code: object, tongue: Tongue = str) -> str:
    """A code of a record in words, as it stands inside a sentence."""
    told = CODES.get(str(code))
    return tongue(told) if told else str(code).replace("_", " ")


def code_title(code: object, tongue: Tongue = str) -> str:
    """The same with a capital, as it stands alone."""
    return capital(code_words(code, tongue))


def capital(text: str) -> str:
    """A text as it begins a line."""
    return text[:1].upper() + text[1:]


def spoken(date: dt.date, tongue: Tongue = str) -> str:
    """A date as it is said: 9 November 2026."""
    return f"{date.day} {tongue(f'{date:%B}')} {date.year}"


def naming_field(kind: type[Record]) -> str:
    """The field that names what a record of a coded kind is about, or nothing where it goes by its short name."""
    names = {spec.name for spec in fields_of(kind)}
    return next((name for name in NAMING if kind.meta.code and name in names), "")


def mark_of(currency: str) -> str:
    """What stands before an amount in this currency."""
    return MARKS.get(currency, f"{currency} ")


def unit_words(spec: FieldSpec) -> str:
    """The unit of a field as words beside it, or nothing where it shows in the value."""
    return "" if spec.says.unit in WRITTEN else spec.says.unit


def is_money(spec: FieldSpec) -> bool:
    """Whether a field holds an amount."""
    return spec.type == "money" or spec.says.unit == MONEY


def is_year(spec: FieldSpec) -> bool:
    """Whether a field holds a financial year."""
    return spec.type == "whole" and spec.bounds == _YEARS


def plain_number(value: float | Decimal) -> str:
    """A number without needless decimals."""
    return f"{value:,.4f}".rstrip("0").rstrip(".").replace("-", "−")


def percentage(value: float) -> str:
    """A share as an exact percentage: what comes back from it is the same share."""
    shown = f"{Decimal(repr(value)).scaleb(2):f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


class Words:
    """Turns the values of one body of evidence into words."""

    def __init__(self, evidence: Evidence, tongue: Tongue = str) -> None:
        self.tongue = tongue
        self._mark = mark_of(evidence.arrangement.currency)
        self._names: dict[str, dict[str, str]] = {}
        for section, kind in KIND_OF.items():
            if kind.meta.code:
                self._names[section] = _names(kind, evidence)

    @property
    def mark(self) -> str:
        """What stands before an amount."""
        return self._mark

    def name(self, section: str, code: str) -> str:
        """The name of what is called so in a section; the short name where nothing says more."""
        return self._names.get(section, {}).get(code, code)

    def knows(self, section: str, code: str) -> bool:
        """Whether anything in a section is called so."""
        return code in self._names.get(section, {})

    def names(self, section: str) -> list[tuple[str, str]]:
        """Every short name of a section with its name, in order of names."""
        return sorted(self._names.get(section, {}).items(), key=lambda item: item[1].casefold())

    def of(self, spec: FieldSpec, value: Any) -> str:
        """A value of a field in words, nothing where it is not known."""
        if value in (None, "", (), {}):
            return ""
        return _WORDS[spec.type](self, spec, value)

    def alone(self, spec: FieldSpec, value: Any) -> str:
        """The same as it stands in a cell of its own: a code or a yes begins with a capital, a month is short."""
        if spec.type == "date" and value is not None:
            return f"{value.day} {self.tongue(f'{value:%b}')} {value.year}"
        return capital(self.of(spec, value)) if spec.type in ("choice", "yes_no", "list") else self.of(spec, value)

    def label(self, record: Record) -> str:
        """What a record is about, in a few words."""
        meta = record.meta
        named = getattr(record, naming_field(type(record)) or "id")
        if meta.code:
            code = getattr(record, meta.code)
            return str(named if naming_field(type(record)) and named else self.name(meta.section, str(code)))
        specs = {spec.name: spec for spec in fields_of(type(record))}
        first = next((spec.name for spec in specs.values() if spec.required and spec.name not in COMMON), "partner")
        told = meta.key or ("partner", first)
        parts = [self.alone(specs[name], getattr(record, name)) for name in told]
        return ", ".join(part for part in parts if part) or self.tongue("The whole arrangement")


COMMON = ("id", "partner", "on", "source", "note")


def _names(kind: type[Record], evidence: Evidence) -> dict[str, str]:
    """The names of a kind by short name, the latest for each."""
    named = naming_field(kind)
    found = {}
    for record in sorted(evidence.every(kind), key=lambda record: record.on):
        code = str(getattr(record, kind.meta.code))
        found[code] = str(getattr(record, named) or code) if named else code
    return found


def _text(words: Words, spec: FieldSpec, value: Any) -> str:
    return words.name(spec.refers.section, str(value)) if spec.refers else str(value)


def _number(words: Words, spec: FieldSpec, value: Any) -> str:
    if spec.says.unit == SHARE:
        return percentage(float(value))
    return _money(words, spec, value) if is_money(spec) else plain_number(value)


def _whole(words: Words, spec: FieldSpec, value: Any) -> str:
    return f"{value}/{(value + 1) % 100:02d}" if is_year(spec) else f"{value:,}".replace("-", "−")


def _money(words: Words, spec: FieldSpec, value: Any) -> str:
    sign = "−" if value < 0 else ""
    return f"{sign}{words.mark}{abs(value):,.2f}".removesuffix(".00")


def _list(words: Words, spec: FieldSpec, value: Any) -> str:
    return ", ".join(words.of(_item(spec), member) for member in value)


def _table(words: Words, spec: FieldSpec, value: Any) -> str:
    return "; ".join(f"{name}: {words.of(_item(spec), member)}" for name, member in value.items())


def _item(spec: FieldSpec) -> FieldSpec:
    assert spec.item is not None
    return spec.item


_WORDS: Mapping[str, Callable[[Words, FieldSpec, Any], str]] = {
    "text": _text,
    "date": lambda words, spec, value: spoken(value, words.tongue) if isinstance(value, dt.date) else str(value),
    "yes_no": lambda words, spec, value: words.tongue("yes" if value else "no"),
    "whole": _whole,
    "number": _number,
    "money": _money,
    "choice": lambda words, spec, value: code_words(value, words.tongue),
    "list": _list,
    "table": _table,
}
