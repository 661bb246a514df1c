"""How a workbook looks and how its cells are typed: text is always text, numbers, shares and dates are what they are."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from copy import copy
from typing import Any, NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from holdfast.reports.blocks import Column, Format, Value
from holdfast.reports.pictures.marks import TONES
from holdfast.reports.pictures.svg import WIDEST, width_of
from holdfast.reports.words import ON_THE_RIGHT, shortened, state

FACE, INK, ACCENT, QUIET, PALE, LINE = "Arial", "0B0C0C", "0F3846", "4C5459", "F3F5F7", "C9CFD3"
REPORT_WIDTH, CHARACTERS_A_PART = 92.0, 13.0
# A character of a column's width, in points; a line of text by its size; the tallest row there may be.
CHARACTER, LINE_HEIGHT, TALLEST = 5.4, 1.28, 409.0
# Lines are broken between words, so a text takes a little more than its width.
RAGGED = 1.1
LONGEST_TEXT, LONGEST_TITLE, LONGEST_FOOT = 32_000, 255, 180
# Before this day spreadsheets disagree about the calendar.
FIRST_DAY = dt.date(1900, 3, 1)
# What a spreadsheet would take for a formula once somebody edits the cell.
_RUNS = ("=", "+", "-", "@")
# The format's own way to write a character by its number, which text may look like.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NUMBER_FORMATS: Mapping[Format, str] = {
    "text": "@",
    "state": "@",
    "whole": "#,##0",
    "number": "#,##0.##",
    "percent": "0%",
    "fine_percent": "0.0%",
    "score": "0",
    "running": "0",
    "weight": "+0.00;−0.00;0.00",
    "date": "d mmmm yyyy",
    "money": "#,##0;−#,##0;0",
    "ratio": "0.00",
}
OUT_OF_100: frozenset[Format] = frozenset({"score", "running"})


class Look(NamedTuple):
    """The look of a line of words."""

    font: Font
    fill: PatternFill | None = None


def _font(size: float, colour: str = INK, **more: Any) -> Font:
    return Font(name=FACE, size=size, color=colour, **more)


_GROUND = PatternFill("solid", start_color=PALE)
KIND = Look(_font(11, QUIET, bold=True))
TITLE = Look(_font(20, ACCENT, bold=True))
ANSWER = Look(_font(14, bold=True))
PLAIN = LISTED = Look(_font(10))
SMALL = Look(_font(8.5, QUIET))
SECTION = Look(_font(15, ACCENT, bold=True))
HEADING = Look(_font(11.5, ACCENT, bold=True))
SHEET_TITLE = Look(_font(13, ACCENT, bold=True))
NOTE_HEAD = Look(_font(12, bold=True), _GROUND)
NOTE = Look(_font(10), _GROUND)
LINK = Look(_font(10, "1D70B8", underline="single"))
HEAD = Look(_font(10, "FFFFFF", bold=True), PatternFill("solid", start_color=ACCENT))
_CELL, _CELL_BOLD = _font(10), _font(10, bold=True)
_TONES = {state(code): (_font(10, tone.words[1:]), PatternFill("solid", start_color=tone.ground[1:])) for code, tone in TONES.items()}
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")
_RIGHT = Alignment(vertical="top", horizontal="right", indent=1)
_UNDER = Border(bottom=Side("thin", color=LINE))


def set_normal(book: Workbook) -> None:
    """The face of the normal style, by whose figures the widths of columns are counted."""
    book._named_styles["Normal"].font = _CELL  # type: ignore[attr-defined]


def write(cell: Any, words: str, style: Look, *, is_wrapped: bool = True) -> Any:
    """A line of words in its look."""
    _text(cell, words)
    cell.font, cell.alignment = style.font, _WRAPPED if is_wrapped else _TOP
    if style.fill is not None:
        cell.fill = style.fill
    return cell


class Cells:
    """Fills and dresses the cells of one workbook's tables.

    The style of a cell is put together once for all cells of its kind: to find each of its parts again takes long.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, bool, str, bool], Any] = {}

    def put(self, cell: Any, column: Column, value: Value, *, is_bold: bool) -> None:
        """A value as its column says; what is not known stays empty."""
        if value is not None and value != "":
            _PUT[column.format](cell, value)
        self.dress(cell, column, is_bold=is_bold)

    def dress(self, cell: Any, column: Column, *, is_bold: bool) -> None:
        """The look of a cell."""
        key = (column.format, is_bold, cell.value if column.format == "state" else "", bool(cell.quotePrefix))
        if key not in self._kept:
            _put_together(cell, column, is_bold=is_bold)
            self._kept[key] = copy(cell._style)
        cell._style = copy(self._kept[key])


def _put_together(cell: Any, column: Column, *, is_bold: bool) -> None:
    cell.font = _CELL_BOLD if is_bold else _CELL
    cell.number_format = NUMBER_FORMATS[column.format]
    cell.alignment = _RIGHT if column.format in ON_THE_RIGHT else _WRAPPED
    cell.border = _UNDER
    if column.format == "state" and cell.value in _TONES:
        cell.font, cell.fill = _TONES[cell.value]


def _text(cell: Any, words: Any) -> None:
    """Text that stays text, whatever it begins with."""
    cell.value = _ESCAPE.sub("_x005F_", shortened(words, LONGEST_TEXT))
    cell.data_type = "s"
    if words.startswith(_RUNS):
        cell.quotePrefix = True


def _plain(cell: Any, value: Any) -> None:
    cell.value = value


def _out_of_100(cell: Any, value: float) -> None:
    cell.value = value * 100


def _date(cell: Any, value: dt.date) -> None:
    cell.value = value if value >= FIRST_DAY else value.isoformat()


def _state(cell: Any, value: str) -> None:
    cell.value = state(value)


_PUT = {name: _text if pattern == "@" else _plain for name, pattern in NUMBER_FORMATS.items()} | {
    "score": _out_of_100,
    "running": _out_of_100,
    "date": _date,
    "state": _state,
}


def width(column: Column) -> float:
    """A column's width in characters."""
    return max(9.0, min(80.0, column.width * CHARACTERS_A_PART))


def height(words: str, characters: float, size: float = 10.0, *, bold: bool = False) -> float:
    """The height that a text needs in a column of this width: not every program works it out when it opens a file."""
    room = characters * CHARACTER - 6
    # What fits in any letters is not measured: most cells hold a word or a figure.
    width = 0.0 if len(words) * size * WIDEST <= room else width_of(words, size, bold=bold)
    folded = 1 if width <= room else math.ceil(width * RAGGED / room)
    return min(TALLEST, folded * size * LINE_HEIGHT + 3)


def page(sheet: Worksheet, foot: str, *, is_wide: bool, heads: str = "") -> None:
    """Print on A4 as wide as the page, the heads and the foot on every page."""
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.bottom = 0.9
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text = shortened(foot, LONGEST_FOOT).replace("&", "&&")
        sheet.oddFooter.left.size = 7
        sheet.oddFooter.right.text = "Page &P of &N"
        sheet.oddFooter.right.size = 7
    if heads:
        sheet.print_title_rows = heads
