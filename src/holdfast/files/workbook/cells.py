"""How a value stands in one cell, and back: lists and pairs in a cell, and text that a workbook cannot hold as it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from holdfast.core.schema import FieldSpec, expected

CellValue = str | int | float | dt.date | None
MAX_TEXT = 32_767
# A spreadsheet keeps 15 digits of a number; longer ones are written as text.
_MAX_WHOLE = 10**15
# Before this day spreadsheets disagree about the calendar.
_FIRST_DAY = dt.date(1900, 3, 1)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_SPACE = " \t\r\n"

# Characters that XML cannot hold, or changes on the way (a carriage return), and what looks like their written form.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SAFE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class CellFault(ValueError):
    """What a cell holds cannot be read; the message says why."""


def safe_text(text: str) -> str:
    """Text as a workbook can hold it: the format's own _xHHHH_ for characters it cannot."""
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def plain_text(text: str) -> str:
    """The text that `safe_text` was made from."""
    return _SAFE.sub(_unsafe_again, text)


def _unsafe_again(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def to_cell(spec: FieldSpec, value: Any) -> CellValue:
    """What a cell holds for a value of this field."""
    if value is None:
        return None
    return _TO.get(spec.type, _to_text)(spec, value)


def _to_text(_: FieldSpec, value: Any) -> CellValue:
    return str(value)


def _to_number(_: FieldSpec, value: Any) -> CellValue:
    if isinstance(value, float) and not value.is_integer():
        return value if float(f"{value:.16g}") == value else repr(value)
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return float(value)
    return int(value) if abs(value) < _MAX_WHOLE else str(int(value))


def _to_date(_: FieldSpec, value: dt.date) -> CellValue:
    return value if value >= _FIRST_DAY else value.isoformat()


def _to_list(spec: FieldSpec, value: Iterable[Any]) -> CellValue:
    return "; ".join(_escaped(str(item), "\\;") for item in value)


def _to_table(spec: FieldSpec, value: Mapping[str, Any]) -> CellValue:
    return "; ".join(_escaped(name, "\\;=") + " = " + _escaped(_shown(item), "\\;") for name, item in value.items())


def _shown(item: Any) -> str:
    return f"{item:f}" if isinstance(item, Decimal) else str(item)


_TO: Mapping[str, Callable[[FieldSpec, Any], CellValue]] = {
    "yes_no": lambda _, value: "yes" if value else "no",
    "whole": _to_number,
    "number": _to_number,
    "money": _to_number,
    "date": _to_date,
    "list": _to_list,
    "table": _to_table,
}


def _escaped(text: str, marks: str) -> str:
    return re.sub(f"[{re.escape(marks)}]", lambda match: "\\" + match[0], text)


def from_cell(spec: FieldSpec, value: Any) -> Any:
    """The raw value that a cell stands for, or `CellFault`; whether it is right is for the check to say."""
    if isinstance(value, str):
        value = value.strip(_SPACE)
    return None if value is None or value == "" else _FROM.get(spec.type, _from_text)(spec, value)


def _from_text(_: FieldSpec, value: Any) -> Any:
    """A text, also where a spreadsheet made a number, a date or a truth value of it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _MAX_WHOLE else f"{value:.15g}"
    return str(value)


def _from_yes_no(_: FieldSpec, value: Any) -> Any:
    return _YES_NO.get(value.lower(), value) if isinstance(value, str) else value


def _from_date(_: FieldSpec, value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) and value.time() == dt.time() else value


def _from_money(_: FieldSpec, value: Any) -> Any:
    """An amount as the spreadsheet shows it: what comes after 15 digits is the machine's rounding."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else value


def _from_choice(spec: FieldSpec, value: Any) -> Any:
    known = {str(choice): choice for choice in spec.choices}
    text = str(_from_text(spec, value))
    return known.get(text, known.get(re.sub(r"[\s-]+", "_", text.lower()), text))


def _from_list(spec: FieldSpec, value: Any) -> list[Any]:
    assert spec.item is not None
    text = str(_from_text(spec, value))
    # Short names hold no commas, so a comma or a new line between them can only be a separator.
    is_names = spec.item.pattern is not None or spec.item.type == "choice"
    pieces = split(re.sub(r"[,\n]", ";", text) if is_names else text)
    return [from_cell(spec.item, plain(piece)) for piece in pieces]


def _from_table(spec: FieldSpec, value: Any) -> dict[str, Any]:
    assert spec.item is not None
    pairs: dict[str, Any] = {}
    for piece in split(str(_from_text(spec, value))):
        name, found, item = _halves(piece)
        if not found or not name:
            raise CellFault(f"“{piece[:60]}” is not right; expected {expected(spec)}, written name = value with ; between the pairs")
        if name in pairs:
            raise CellFault(f"“{name}” stands twice in the cell; expected each name once")
        if not item:
            raise CellFault(f"“{name}” has no value; expected {expected(spec.item)}, or leave the name out")
        pairs[name] = from_cell(spec.item, item)
    return pairs


_FROM: Mapping[str, Callable[[FieldSpec, Any], Any]] = {
    "yes_no": _from_yes_no,
    "date": _from_date,
    "whole": lambda _, value: value,
    "number": lambda _, value: value,
    "money": _from_money,
    "choice": _from_choice,
    "list": _from_list,
    "table": _from_table,
}


def split(text: str) -> list[str]:
    r"""The pieces between semicolons, still escaped: a ; after a \ does not separate. Empty pieces are left out.

    >>> split(r"one; two\; three;")
    ['one', 'two\\; three']
    """
    pieces = [match[0].strip(_SPACE) for match in re.finditer(r"(?:\\.|[^;])+", text, re.DOTALL)]
    return [piece for piece in pieces if piece]


def plain(piece: str) -> str:
    r"""A piece without its escapes: `\;` is a semicolon, `\=` an equals sign, a doubled `\` one."""
    return re.sub(r"\\([;=\\])", r"\1", piece)


def _halves(piece: str) -> tuple[str, bool, str]:
    match = re.match(r"((?:\\.|[^=\\])*)=", piece, re.DOTALL)
    if match is None:
        return piece, False, ""
    return plain(match[1].strip(_SPACE)), True, plain(piece[match.end() :].strip(_SPACE))
