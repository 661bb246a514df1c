"""Excel: the words on a first sheet, then a sheet for each table, typed, with heads that stay and sums that can be checked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from holdfast.reports import blocks
from holdfast.reports.paper import LANGUAGE, Paper
from holdfast.reports.render import excel_look as look
from holdfast.reports.render.archive import Stamped
from holdfast.reports.render.excel_picture import put_picture
from holdfast.reports.render.images import images, pictures_of
from holdfast.reports.words import shown

REPORT = "Report"
PART_WIDTH = 3.6
CHECK = blocks.Column("Worked again here", "running")
HEAD_ROW = 2


def print_paper(paper: Paper) -> bytes:
    """The paper as a workbook."""
    book = Workbook()
    look.set_normal(book)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    with ThreadPoolExecutor(1) as pool:
        # The pictures take half of the time: they are drawn while the sheets are filled.
        drawn = pool.submit(images, list(pictures_of(paper)))
        report = _Report(sheet, drawn)
        _fill(book, report, paper)
        told = book.properties
        told.title, told.subject, told.creator, told.language = paper.title[: look.LONGEST_TITLE], paper.kind, "Holdfast", LANGUAGE
        made = io.BytesIO()
        with Stamped(made, paper.day) as archive:
            ExcelWriter(book, archive).write_data()
    return made.getvalue()


def _fill(book: Workbook, report: _Report, paper: Paper) -> None:
    report.head(paper)
    for part in paper.parts:
        report.line(part.title, look.SECTION, above=True)
        for block in part.blocks:
            _PUT[type(block)](report, block)
    cells = look.Cells()
    for name, tables in report.tables.items():
        _sheet(book, name, tables, paper, cells)


class _Report:
    """The first sheet in the making, and the tables met on the way, by name."""

    def __init__(self, sheet: Worksheet, drawn: Future[Mapping[str, bytes]]) -> None:
        self._sheet, self._drawn, self._row = sheet, drawn, 0
        self.tables: dict[str, list[blocks.Table]] = {}
        sheet.title = REPORT
        sheet.column_dimensions["A"].width = look.REPORT_WIDTH
        sheet.sheet_view.showGridLines = False

    def head(self, paper: Paper) -> None:
        self.line(paper.kind, look.KIND)
        self.line(paper.title, look.TITLE)
        self.line(paper.answer, look.ANSWER)
        for label, value in paper.facts:
            self.line(f"{label}: {value}", look.PLAIN)
        look.page(self._sheet, paper.foot, is_wide=False)

    def line(self, words: str, style: look.Look, *, above: bool = False) -> Any:
        """A row of words, with an empty one above where it opens something."""
        self._row += 2 if above else 1
        height = look.height(words, look.REPORT_WIDTH, style.font.size, bold=bool(style.font.bold))
        self._sheet.row_dimensions[self._row].height = height
        return look.write(self._sheet.cell(self._row, 1), words, style)

    def heading(self, block: blocks.Heading) -> None:
        self.line(block.text, look.HEADING, above=True)

    def paragraph(self, block: blocks.Paragraph) -> None:
        self.line(block.text, look.SMALL if block.look == "small" else look.PLAIN)

    def listing(self, block: blocks.Listing) -> None:
        for number, item in enumerate(block.items, 1):
            sign = f"{number}." if block.is_ordered else "•"
            self.line(" ".join(piece for piece in (sign, item.lead, item.text) if piece), look.LISTED)

    def note(self, block: blocks.Note) -> None:
        self.line(block.title, look.NOTE_HEAD)
        self.line(block.text, look.NOTE)

    def table(self, block: blocks.Table) -> None:
        """Only where the table is: its rows stand on a sheet of their own."""
        met = self.tables.setdefault(block.name, [])
        cell = self.line(f"Table: {block.caption} (sheet {sheet_name(block.name)})", look.LINK)
        row = HEAD_ROW + 1 + sum(len(earlier.rows) for earlier in met)
        cell.hyperlink = f"#{quote_sheetname(sheet_name(block.name))}!A{row}"
        met.append(block)

    def picture(self, block: blocks.Picture) -> None:
        self.line(block.title, look.HEADING, above=True)
        self._row += 1
        self._row += put_picture(self._sheet, self._row, block, lambda: self._drawn.result()[block.name]) - 1


_PUT: Mapping[type, Callable[[_Report, Any], None]] = {
    blocks.Heading: _Report.heading,
    blocks.Paragraph: _Report.paragraph,
    blocks.Listing: _Report.listing,
    blocks.Note: _Report.note,
    blocks.Table: _Report.table,
    blocks.Picture: _Report.picture,
}


def sheet_name(table: str) -> str:
    """The sheet of the tables of this name."""
    return table.replace("_", " ").capitalize()


def _sheet(book: Workbook, name: str, tables: Sequence[blocks.Table], paper: Paper, cells: look.Cells) -> None:
    """The tables of one name below each other, told apart by their part in a first column."""
    sheet = book.create_sheet(sheet_name(name))
    columns = tables[0].columns
    has_parts = any(table.part for table in tables)
    check = _check_columns(columns, has_parts)
    part_of = tables[0].part_of
    heads = [*([blocks.Column(part_of, width=PART_WIDTH)] if has_parts else []), *columns, *([CHECK] if check else [])]
    caption = tables[0].caption if not has_parts else f"{sheet_name(name)}, {tables[0].part_of.lower()} by {tables[0].part_of.lower()}"
    look.write(sheet.cell(1, 1), caption, look.SHEET_TITLE, is_wrapped=False)
    head_height = 0.0
    for at, column in enumerate(heads, 1):
        look.write(sheet.cell(HEAD_ROW, at), column.title, look.HEAD)
        head_height = max(head_height, look.height(column.title, look.width(column) - 2, bold=True))
        sheet.column_dimensions[get_column_letter(at)].width = look.width(column)
    sheet.row_dimensions[1].height, sheet.row_dimensions[HEAD_ROW].height = 22, head_height + 4
    row = HEAD_ROW + 1
    for table in tables:
        row = _rows(sheet, row, table, cells, has_parts=has_parts, check=check)
    last = f"{get_column_letter(len(heads))}{max(row - 1, HEAD_ROW)}"
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}"
    place = f"{quote_sheetname(sheet.title)}!$A${HEAD_ROW}:${last[:1]}${last[1:]}"
    book.defined_names[f"table_{name}"] = DefinedName(f"table_{name}", attr_text=place)
    look.page(sheet, paper.foot, is_wide=True, heads=f"{HEAD_ROW}:{HEAD_ROW}")


def _check_columns(columns: Sequence[blocks.Column], has_parts: bool) -> str:
    """The letter of the column of weights where a running exposure can be worked out from it, or nothing."""
    formats = [column.format for column in columns]
    return get_column_letter(formats.index("weight") + 1 + has_parts) if "running" in formats else ""


def _rows(sheet: Worksheet, row: int, table: blocks.Table, cells: look.Cells, *, has_parts: bool, check: str) -> int:
    """One table's rows from this row on; the row after them."""
    first = row
    for at, values in enumerate(table.rows):
        is_total = table.has_total and at == len(table.rows) - 1
        pairs: Iterable[tuple[blocks.Column, blocks.Value]] = zip(table.columns, values, strict=True)
        if has_parts:
            pairs = [(blocks.Column(table.part_of, width=PART_WIDTH), table.part), *pairs]
        column, tall = 0, 0.0
        for column, (head, value) in enumerate(pairs, 1):
            cells.put(sheet.cell(row, column), head, value, is_bold=is_total)
            tall = max(tall, look.height(shown(head.format, value), look.width(head), bold=is_total))
        sheet.row_dimensions[row].height = tall
        if check:
            last = row - 1 if is_total else row
            cell = sheet.cell(row, column + 1, f"=100/(1+EXP(-SUM({check}{first}:{check}{last})))")
            cells.dress(cell, CHECK, is_bold=is_total)
        row += 1
    return row
