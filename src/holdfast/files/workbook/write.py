"""Writes evidence as an Excel workbook, or an empty one to fill in: a sheet for each kind of record."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from holdfast.core.evidence import KINDS, Arrangement, Evidence, Record
from holdfast.core.evidence.check import HEAD
from holdfast.core.schema import FieldSpec, fields_of
from holdfast.files.fault import Fault, FileRefused
from holdfast.files.layout import columns, filled
from holdfast.files.workbook import look
from holdfast.files.workbook.cells import MAX_TEXT, CellValue, safe_text, to_cell
from holdfast.files.workbook.frame import (
    ARRANGEMENT,
    FIELD_HEADING,
    FIRST_ROW,
    HINT_ROW,
    MAX_ROWS,
    NAME_ROW,
    PURPOSE_ROW,
    READ_ME,
    TITLE_ROW,
    VALUE_HEADING,
    hint,
)
from holdfast.files.workbook.pickers import Pickers
from holdfast.files.workbook.read_me import write_read_me

NEW_FILE = "arrangement.xlsx"
_HEAD_ROW = 3
_VALUE_WIDTH = 60.0


class _Writer:
    """One workbook in the making, and what could not be written into it."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.pickers = Pickers(self.book)
        self.faults: list[Fault] = []
        self._styles: dict[str, str] = {}

    def style(self, spec: FieldSpec) -> str:
        """The name of the style of a field's data cells."""
        number_format = look.number_format(spec)
        if number_format not in self._styles:
            style = NamedStyle(
                f"Record {len(self._styles) + 1}", font=look.PLAIN, alignment=look.alignment(spec), number_format=number_format
            )
            self.book.add_named_style(style)
            self._styles[number_format] = style.name
        return self._styles[number_format]

    def put(self, cell: Cell | MergedCell, spec: FieldSpec, value: CellValue, section: str) -> None:
        """Put a value into a data cell: text always as text, whatever it begins with."""
        cell.style = self.style(spec)
        if not isinstance(value, str):
            cell.value = value
            return
        text = safe_text(value)
        if len(text) > MAX_TEXT:
            message = f"has {len(text):,} characters, and a cell can hold {MAX_TEXT:,}; shorten it, or keep the arrangement in TOML"
            self.faults.append(Fault(NEW_FILE, section, cell.row, spec.name, message))
            return
        cell.value = text
        if cell.data_type != "s":
            cell.data_type = "s"
            cell.quotePrefix = True


def workbook_of(evidence: Evidence | None) -> bytes:
    """The workbook of the evidence, or the empty template where there is none.

    Raises:
        FileRefused: where a cell or a sheet cannot hold what is to be written.
    """
    writer = _Writer()
    read_me = writer.book.active
    assert isinstance(read_me, Worksheet)
    read_me.title = READ_ME
    write_read_me(read_me, KINDS)
    _arrangement(writer, evidence.arrangement if evidence else None)
    by_kind: dict[type[Record], list[Record]] = {kind: [] for kind in KINDS}
    for record in evidence.records if evidence else ():
        by_kind[type(record)].append(record)
    tabs = _tabs()
    for kind, records in by_kind.items():
        sheet = writer.book.create_sheet(kind.meta.section)
        sheet.sheet_properties.tabColor = tabs[kind.meta.theme]
        _head(writer, sheet, kind, len(records))
        _rows(writer, sheet, kind, records)
    if writer.faults:
        raise FileRefused(writer.faults)
    writer.book.properties.title = f"Evidence: {safe_text(evidence.arrangement.name)}" if evidence else "Evidence of an arrangement"
    writer.book.properties.creator = "Holdfast"
    stream = io.BytesIO()
    writer.book.save(stream)
    return stream.getvalue()


def _tabs() -> Mapping[str, str]:
    themes = dict.fromkeys(kind.meta.theme for kind in KINDS)
    return {theme: look.TABS[number % len(look.TABS)] for number, theme in enumerate(themes)}


def _arrangement(writer: _Writer, arrangement: Arrangement | None) -> None:
    """The sheet of the arrangement itself: a row for each field."""
    sheet = writer.book.create_sheet(ARRANGEMENT)
    sheet.sheet_properties.tabColor = look.TEAL
    look.dress(sheet.cell(1, 1, "The arrangement itself: its name, how far it is, and its legal form."), look.PURPOSE, alignment=look.TOP)
    heads = (("About", 22.0), (VALUE_HEADING, _VALUE_WIDTH), ("Hint", 62.0), (FIELD_HEADING, 16.0))
    for column, (title, size) in enumerate(heads, start=1):
        look.dress(sheet.cell(_HEAD_ROW, column, title), look.HEAD, look.TEAL_FILL, look.MIDDLE)
        sheet.column_dimensions[get_column_letter(column)].width = size
    sheet.row_dimensions[_HEAD_ROW].height = 24
    for row, spec in enumerate(fields_of(Arrangement), start=_HEAD_ROW + 1):
        look.dress(sheet.cell(row, 1, spec.says.title), look.BOLD, border=look.UNDER)
        look.dress(sheet.cell(row, 3, hint(spec)), look.HINT, border=look.UNDER)
        look.dress(sheet.cell(row, 4, spec.name), look.SMALL, border=look.UNDER)
        value = getattr(arrangement, spec.name) if arrangement else None
        cell = sheet.cell(row, 2)
        writer.put(cell, spec, to_cell(spec, value), HEAD)
        cell.fill, cell.border = look.PALE_FILL, look.UNDER
        cell.alignment = look.LEFT
        sheet.row_dimensions[row].height = look.value_height(str(value or ""), _VALUE_WIDTH) + 6
        writer.pickers.add(sheet, spec, 2, 1, first=row)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    look.page(sheet, f"{_HEAD_ROW}:{_HEAD_ROW}")


def _head(writer: _Writer, sheet: Worksheet, kind: type[Record], records: int) -> None:
    """The four rows above the records: purpose, titles, names of fields, hints."""
    specs = columns(kind)
    hints = [(spec, hint(spec, is_code=spec.name == kind.meta.code)) for spec in specs]
    look.dress(sheet.cell(PURPOSE_ROW, 1, f"{kind.meta.title}. {kind.meta.purpose}"), look.PURPOSE, alignment=look.TOP)
    for column, (spec, words) in enumerate(hints, start=1):
        look.dress(sheet.cell(TITLE_ROW, column, spec.says.title), look.HEAD, look.TEAL_FILL, look.MIDDLE)
        look.dress(sheet.cell(NAME_ROW, column, spec.name), look.SMALL, look.PALE_FILL, look.TOP)
        look.dress(sheet.cell(HINT_ROW, column, words), look.HINT, look.PALE_FILL, look.WRAPPED, look.UNDER_HEAD)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = look.width(spec)
        dimension.number_format = look.number_format(spec)
        dimension.font, dimension.alignment = look.PLAIN, look.alignment(spec)
        if spec.name != kind.meta.code:
            writer.pickers.add(sheet, spec, column, max(records, 2))
    sheet.row_dimensions[PURPOSE_ROW].height = 24
    sheet.row_dimensions[TITLE_ROW].height = look.title_height(specs)
    sheet.row_dimensions[NAME_ROW].height = 14
    sheet.row_dimensions[HINT_ROW].height = look.hint_height(hints)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    look.page(sheet, f"{PURPOSE_ROW}:{HINT_ROW}", wide=look.is_wide(specs))


def _rows(writer: _Writer, sheet: Worksheet, kind: type[Record], records: Sequence[Record]) -> None:
    if len(records) > MAX_ROWS - FIRST_ROW:
        message = f"would have {len(records):,} records, more than the {MAX_ROWS:,} rows a sheet may have; keep the arrangement in TOML"
        writer.faults.append(Fault(NEW_FILE, kind.meta.section, None, "", message))
        return
    specs = tuple(enumerate(columns(kind), start=1))
    for row, record in enumerate(records, start=FIRST_ROW):
        for column, spec in specs:
            value = getattr(record, spec.name)
            if filled(spec, value):
                writer.put(sheet.cell(row, column), spec, to_cell(spec, value), kind.meta.section)
