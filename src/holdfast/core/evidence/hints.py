"""What to add to a sentence about a wrong value: the nearest known name, or how to write what was meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard

from holdfast.core.schema import LARGEST, UNSEEN, FieldSpec, limits

_DAY_FIRST = r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})"
_PERCENT = r"(\d+(?:\.\d+)?)\s*%"
_UNSEEN = f"[{UNSEEN}]"
_NOT_KNOWN = frozenset(
    {"?", "-", "n/a", "na", "none", "null", "unknown", "not known", "tbc", "tba", "tbd", "to be confirmed", "dont_know", "don't know"}
)
# Looking for the nearest of more names than this takes too long.
_MOST_NAMES = 300
# Days that a spreadsheet counts from 1900 for the years 1955 to 2119.
_SERIAL_DAYS = (20_000, 80_000)


def shown(value: object) -> str:
    """A value as a sentence quotes it: on one line, not too long, and writable whatever it holds."""
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    # What would move a terminal's cursor is never quoted as it stands.
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    return (text if len(text) <= 60 else f"{text[:57]}...").encode("utf-8", "replace").decode()


def nearest(word: str, known: Collection[str]) -> str:
    """“; did you mean “x”?” for the nearest known name, or nothing where none is near."""
    if len(known) > _MOST_NAMES:
        return ""
    import difflib  # only a fault needs it

    names = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.strip().lower()[:80].replace(" ", "_"), names, n=1, cutoff=0.6)
    return f"; did you mean “{names[found[0]]}”?" if found else ""


def slip(spec: FieldSpec, value: Any) -> str:
    """What to write instead, where a common slip is recognised; otherwise nothing."""
    if isinstance(value, str) and value.strip().lower() in _NOT_KNOWN and not spec.required:
        return "; leave it out where it is not known"
    hint = _SLIPS.get(spec.type)
    return hint(spec, value) if hint else ""


def _date(_: FieldSpec, value: Any) -> str:
    if _is_number(value) and _SERIAL_DAYS[0] < value < _SERIAL_DAYS[1]:
        return "; in a spreadsheet, format the cell as a date"
    if isinstance(value, dt.datetime):
        return "; leave out the time of day"
    meant = _day_first(value) if isinstance(value, str) else None
    return f"; write it as {meant.isoformat()}" if meant else ""


def _day_first(text: str) -> dt.date | None:
    match = re.fullmatch(_DAY_FIRST, text.strip())
    if match:
        day, month, year = (int(part) for part in match.groups())
        return _valid_date(year, month, day)
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def _valid_date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(spec: FieldSpec, value: Any) -> str:
    is_share = spec.bounds is not None and (spec.bounds.ge, spec.bounds.le) == (0, 1)
    if isinstance(value, str):
        percent = re.fullmatch(_PERCENT, value.strip())
        if percent:
            meant = Decimal(percent[1]) / 100 if is_share else Decimal(percent[1])
            return f"; write {_plain(meant)}"
        return _without_marks(value)
    if is_share and _is_number(value) and 1 < value <= 100:
        return f"; write {value:g} percent as {value / 100:g}"
    return _beyond(spec, value)


def _beyond(spec: FieldSpec, value: Any) -> str:
    """That a number passes the limit which goes without saying: of any other the sentence has told already."""
    if not _is_number(value) and not (isinstance(value, Decimal) and not value.is_nan()):
        return ""
    least, most = limits(spec)
    if value > most == LARGEST:
        return f"; the most is {most:,.0f}"
    return f"; the least is {least:,.0f}" if value < least == -LARGEST else ""


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without_marks(text: str) -> str:
    bare = re.sub(r"[£,\s]|GBP", "", text)
    try:
        meant = Decimal(bare) if len(bare) <= 20 else None
    except InvalidOperation:
        return ""
    return f"; write it as {_plain(meant)}" if meant is not None and bare != text and meant.is_finite() else ""


def _plain(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _choice(spec: FieldSpec, value: Any) -> str:
    return nearest(str(value), [str(choice) for choice in spec.choices])


def _yes_no(_: FieldSpec, value: Any) -> str:
    meant = {"yes": "true", "true": "true", "no": "false", "false": "false"}.get(str(value).strip().lower())
    return f"; in TOML write {meant}, without quotation marks" if meant else ""


def _text(spec: FieldSpec, value: Any) -> str:
    if not isinstance(value, str):
        return "; put it in quotation marks" if not isinstance(value, list | dict) else ""
    if not spec.pattern:
        return " without characters that cannot be seen" if re.search(_UNSEEN, value) else ""
    short = re.sub(r"[^a-z0-9._]+", "-", value.lower()).strip("-._")[:80]
    return f", such as “{short}”" if short and short != value else ""


_SLIPS: Mapping[str, Callable[[FieldSpec, Any], str]] = {
    "text": _text,
    "date": _date,
    "yes_no": _yes_no,
    "whole": _number,
    "number": _number,
    "money": _number,
    "choice": _choice,
}
