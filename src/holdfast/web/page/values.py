"""Values of records in words: names for short names, money, dates, shares and codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, get_args

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.check import KIND_OF
from holdfast.core.schema import FieldSpec, Year, fields_of

SHARE = "share"
MONEY = "money"
# Units of a field that say how it is written, and are not words beside it.
WRITTEN = (SHARE, MONEY)
NUMBERS = ("whole", "number", "money")
_YEARS = get_args(Year)[1]
MARKS: Mapping[str, str] = {"GBP": "£", "EUR": "€", "USD": "$"}
# The field that holds the name of what a record is about, the first that a kind has.
NAMING = ("name", "title", "supplier", "subject")
CODES: Mapping[str, Promise] = {
    "ict": gettext_lazy("ICT"),
    "case": gettext_lazy("business case"),
    "co_exist": gettext_lazy("co-exist"),
    "co_operate": gettext_lazy("co-operate"),
    "co_ordinate": gettext_lazy("co-ordinate"),
    "go_alone": gettext_lazy("going alone"),
    "post_implementation": gettext_lazy("after implementation"),
    "dont_know": gettext_lazy("not known by the person asked"),
    "not_applicable": gettext_lazy("does not apply"),
}


def code_words(code: object) -> str:
    """A code of a record in words, as it stands inside a sentence."""
    return str(CODES.get(str(code)) or str(code).replace("_", " "))


def code_title(code: object) -> str:
    """The same with a capital, as it stands alone."""
    return capfirst(code_words(code))


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

    def __init__(self, evidence: Evidence) -> None:
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
            return date_format(value, "j M Y")
        return capfirst(self.of(spec, value)) if spec.type in ("choice", "yes_no", "list") else self.of(spec, value)

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
        return ", ".join(part for part in parts if part) or _("The whole arrangement")


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
    "date": lambda words, spec, value: date_format(value, "j F Y") if isinstance(value, dt.date) else str(value),
    "yes_no": lambda words, spec, value: _("yes") if value else _("no"),
    "whole": _whole,
    "number": _number,
    "money": _money,
    "choice": lambda words, spec, value: code_words(value),
    "list": _list,
    "table": _table,
}
