"""Writes the first sheet of the workbook: what it is for, how to fill it in, and where each sheet is."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from holdfast.core.evidence import Record
from holdfast.files.workbook import look, words
from holdfast.files.workbook.frame import ARRANGEMENT

_WIDTHS = (20.0, 26.0, 84.0)
_TEXT_WIDTH = _WIDTHS[1] + _WIDTHS[2]


class _Page:
    """Fills a sheet from the top, a row at a time."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 0

    def text(self, left: str, right: str = "", *, across: bool = False) -> None:
        """A label and its text, or one text across the page."""
        self.row += 1
        if across:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=3)
            look.dress(self.sheet.cell(self.row, 1, left), look.PLAIN)
        else:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=2, end_column=3)
            look.dress(self.sheet.cell(self.row, 1, left), look.BOLD)
            look.dress(self.sheet.cell(self.row, 2, right), look.PLAIN)
        room = sum(_WIDTHS) if across else _TEXT_WIDTH
        self.sheet.row_dimensions[self.row].height = look.value_height(right or left, room)

    def heading(self, text: str) -> None:
        """A heading with room above it."""
        self.row += 2
        look.dress(self.sheet.cell(self.row, 1, text), look.PURPOSE, alignment=look.TOP)
        self.sheet.row_dimensions[self.row].height = 20

    def link(self, sheet_name: str, title: str, purpose: str, label: str) -> None:
        """A line of the list of sheets, which leads to the sheet."""
        self.row += 1
        look.dress(self.sheet.cell(self.row, 1, label), look.SMALL, border=look.UNDER)
        cell = self.sheet.cell(self.row, 2, sheet_name)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet_name}'!A1", display=sheet_name)
        look.dress(cell, look.LINK, border=look.UNDER)
        said = f"{title}. {purpose}" if title else purpose
        look.dress(self.sheet.cell(self.row, 3, said), look.PLAIN, border=look.UNDER)
        self.sheet.row_dimensions[self.row].height = look.value_height(said, _WIDTHS[2])


def write_read_me(sheet: Worksheet, kinds: Iterable[type[Record]]) -> None:
    """Fill the first sheet: it is read by people only."""
    for letter, size in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = size
    page = _Page(sheet)
    page.row += 1
    look.dress(sheet.cell(page.row, 1, words.HEADING), look.TITLE, alignment=look.TOP)
    sheet.row_dimensions[page.row].height = 30
    page.text(words.OPENING, across=True)
    page.heading("How to fill it in")
    for number, step in enumerate(words.STEPS, start=1):
        page.text(str(number), step)
    page.heading("How to write things")
    for label, rule in words.RULES:
        page.text(label, rule)
    page.heading("What is not read")
    page.text(words.LIMITS, across=True)
    page.heading("The sheets")
    page.link(ARRANGEMENT, "", "The arrangement itself: its name, how far it is, and its legal form.", "Start here")
    theme = ""
    for kind in kinds:
        label = kind.meta.theme.capitalize() if kind.meta.theme != theme else ""
        theme = kind.meta.theme
        page.link(kind.meta.section, kind.meta.title, kind.meta.purpose, label)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = look.TEAL
    look.page(sheet, landscape=False)
