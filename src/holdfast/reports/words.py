"""How values read in a paper, and how text is made fit to print: one home for every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from holdfast.core.evidence.words import spoken
from holdfast.core.words import STATES, score
from holdfast.reports.blocks import Format, Value

T = TypeVar("T")
REPLACEMENT = "\ufffd"
# Formats whose values line up on the right.
ON_THE_RIGHT: frozenset[Format] = frozenset({"whole", "number", "percent", "fine_percent", "score", "weight", "running", "money", "ratio"})
NOTHING = "–"
THOUSAND, MILLION = 1_000, 1_000_000
# What no format can hold (control characters, halves of pairs) is marked; what would turn round the words beside it is left out.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def signed(value: float) -> str:
    """A weight with its sign, with a true minus."""
    shown = f"{abs(value):.2f}"
    return shown if shown == "0.00" else f"{'+' if value > 0 else '−'}{shown}"


def counted(number: int, one: str, many: str) -> str:
    """A number with the word that fits it."""
    return f"{number:,} {one if number == 1 else many}"


def measured(value: float, one: str, many: str) -> str:
    """An amount with the word that fits it."""
    return f"{in_full(value)} {one if value == 1 else many}"


def in_full(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:,.1f}".removesuffix(".0")


def money(value: float | Decimal) -> str:
    """An amount in whole units, as a column of money shows it."""
    shown = f"{abs(value):,.0f}"
    return f"−{shown}" if value < 0 and shown != "0" else shown


def rough_money(value: float | Decimal, mark: str) -> str:
    """An amount as it is said in a sentence: no more exact than it is."""
    size, sign = abs(float(value)), "−" if value < 0 else ""
    if size >= MILLION - THOUSAND / 2:
        return f"{sign}{mark}{size / MILLION:.2f} million"
    return f"{sign}{mark}{round(size, -3 if size >= THOUSAND else 0):,.0f}"


def short_money(value: float | Decimal, mark: str) -> str:
    """An amount as it stands on an axis."""
    size, sign = abs(float(value)), "−" if value < 0 else ""
    power, letter = next(((power, letter) for power, letter in ((MILLION, "m"), (THOUSAND, "k")) if size >= power), (1, ""))
    return f"{sign}{mark}{in_full(size / power)}{letter}"


def financial_year(year: int) -> str:
    """A financial year: 2026/27."""
    return f"{year}/{(year + 1) % 100:02d}"


def percent(value: float, decimals: int = 0) -> str:
    """A share in hundredths, with a true minus and no negative nothing."""
    shown = f"{abs(value):.{decimals}%}"
    return f"−{shown}" if value < 0 and any(letter in "123456789" for letter in shown) else shown


def state(code: Any) -> str:
    """The shape and the name of a state."""
    return " ".join(STATES[code])


SHOWN: Mapping[Format, Callable[[Any], str]] = {
    "text": str,
    "whole": lambda value: f"{value:,}",
    "number": in_full,
    "percent": lambda value: percent(value, 0),
    "fine_percent": lambda value: percent(value, 1),
    "score": lambda value: str(score(value)),
    "weight": signed,
    "running": lambda value: str(score(value)),
    "state": state,
    "date": spoken,
    "money": money,
    "ratio": lambda value: f"{value:.2f}",
}


def shown(format: Format, value: Value) -> str:
    """A cell in words: what is not known is a dash, never a zero; an empty text stays empty."""
    if value is None:
        return NOTHING
    return "" if value == "" else SHOWN[format](value)


def shortened(text: str, most: int) -> str:
    """Text of at most so many letters, cut with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def fit(text: str) -> str:
    """Text that every format can print, on one line."""
    return " ".join(_TURNS.sub("", _UNPRINTABLE.sub(REPLACEMENT, text)).split())


def fit_all(value: T) -> T:
    """A block, or any part of one, with all its text fit to print."""
    if isinstance(value, str):
        return fit(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        made = [fit_all(member) for member in value]
        return type(value)(*made) if hasattr(value, "_fields") else type(value)(made)
    return value
