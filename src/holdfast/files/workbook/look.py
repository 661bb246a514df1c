"""How the workbook looks: fonts, colours, widths, formats, and the page it prints on."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from holdfast.core.schema import FieldSpec

TEAL, PALE, GREY, INK, LINE = "0F3846", "E7EEF0", "505A5F", "0B0C0C", "B1B4B6"
# Neighbouring themes get different tabs, so that they can be told apart.
TABS = ("0F3846", "7FA3AE")
FACE = "Arial"

PLAIN = Font(name=FACE, size=10, color=INK)
SMALL = Font(name=FACE, size=8, color=GREY)
HINT = Font(name=FACE, size=9, color=GREY)
HEAD = Font(name=FACE, size=10, bold=True, color="FFFFFF")
TITLE = Font(name=FACE, size=18, bold=True, color=TEAL)
PURPOSE = Font(name=FACE, size=12, bold=True, color=TEAL)
LINK = Font(name=FACE, size=10, color="1D70B8", underline="single")
BOLD = Font(name=FACE, size=10, bold=True, color=INK)

TEAL_FILL = PatternFill("solid", start_color=TEAL)
PALE_FILL = PatternFill("solid", start_color=PALE)
TOP = Alignment(vertical="top")
WRAPPED = Alignment(vertical="top", wrap_text=True)
LEFT = Alignment(vertical="top", horizontal="left", wrap_text=True)
MIDDLE = Alignment(vertical="center", wrap_text=True)
UNDER = Border(bottom=Side("thin", color=LINE))
UNDER_HEAD = Border(bottom=Side("medium", color=TEAL))

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"
_FORMATS = {
    "date": DATE_FORMAT,
    "money": "#,##0.00",
    "number": "General",
    "whole": "#,##0",
}
_SHARE_FORMAT = "0.00##"
_YEAR_FORMAT = "0"
_WIDTHS = {"date": 15.0, "yes_no": 14.0, "whole": 15.0, "number": 15.0, "money": 16.0, "list": 28.0, "table": 40.0, "choice": 20.0}
_LONG = frozenset({"note", "text", "criteria", "summary"})
_LINE_HEIGHT = 12.5
_HINT_LINE_HEIGHT = 11.5
_A4_WIDTH = 190


def number_format(spec: FieldSpec) -> str:
    """The format of a field's cells. Shares stay plain numbers, so that what is typed is what is read."""
    if spec.says.unit == "share":
        return _SHARE_FORMAT
    if spec.says.unit == "money":
        return _FORMATS["money"]
    if spec.type == "whole" and spec.bounds and (spec.bounds.ge or 0) >= 1000:
        return _YEAR_FORMAT
    return _FORMATS.get(spec.type, TEXT_FORMAT)


def alignment(spec: FieldSpec) -> Alignment:
    """Numbers stand to the right; all else, dates too, to the left."""
    return WRAPPED if spec.type in ("whole", "number", "money") else LEFT


def width(spec: FieldSpec) -> float:
    """The width of a field's column, in characters."""
    if spec.name in _LONG:
        return 40.0
    if spec.refers or spec.pattern:
        return 20.0
    longest = max((len(str(choice)) for choice in spec.choices), default=0)
    return max(_WIDTHS.get(spec.type, 26.0), longest + 3.0 if spec.choices else 0.0)


def hint_height(hints: Sequence[tuple[FieldSpec, str]]) -> float:
    """The height that the tallest hint needs in its column."""
    return max(_lines(text, width(spec)) for spec, text in hints) * _HINT_LINE_HEIGHT + 4


def title_height(specs: tuple[FieldSpec, ...]) -> float:
    """The height that the tallest title needs in its column."""
    return max(_lines(spec.says.title, width(spec) * 0.9) for spec in specs) * _LINE_HEIGHT + 10


def value_height(text: str, columns: float) -> float:
    """The height that a text needs in a column of this width."""
    return sum(_lines(line, columns) for line in text.split("\n")) * _LINE_HEIGHT + 5


def is_wide(specs: tuple[FieldSpec, ...]) -> bool:
    """Whether the columns together are too wide to be read on a page of A4."""
    return sum(width(spec) for spec in specs) > _A4_WIDTH


def _lines(text: str, columns: float) -> int:
    """How many lines a text takes: words are not broken, so count them in one by one."""
    lines, used = 1, 0
    room = int(columns * 1.25)
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def dress(
    cell: Cell | MergedCell, font: Font, fill: PatternFill | None = None, alignment: Alignment = WRAPPED, border: Border | None = None
) -> None:
    """Give a cell its look."""
    cell.font, cell.alignment = font, alignment
    if fill is not None:
        cell.fill = fill
    if border is not None:
        cell.border = border


def page(sheet: Worksheet, head_rows: str = "", *, landscape: bool = True, wide: bool = False) -> None:
    """Print on A4, on A3 where it is wide, as wide as the page, with the head on every page."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 8 if wide else 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text, footer.right.text = "&A", "Page &P of &N"
    if head_rows:
        sheet.print_title_rows = head_rows
