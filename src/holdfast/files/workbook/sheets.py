"""Turns a sheet into raw records: finds its row of field names and reads the rows under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from holdfast.core.evidence import Arrangement, Record
from holdfast.core.evidence.check import HEAD, RawRecord, RecordFault
from holdfast.core.evidence.hints import nearest
from holdfast.core.schema import FieldSpec, fields_of
from holdfast.files.workbook.cells import CellFault, from_cell
from holdfast.files.workbook.frame import FIELD_HEADING, MAX_COLUMNS, MAX_ROWS, OPTIONAL, REQUIRED, VALUE_HEADING
from holdfast.files.workbook.source import FilledCell, FilledRow, SheetSource, rows_of

# The row of field names is looked for this far down.
_HEADING_ROWS = 10
_LAST_COLUMN = get_column_letter(MAX_COLUMNS)


class Head(NamedTuple):
    """The arrangement's own values, none where the workbook does not say, and the row of each."""

    values: Mapping[str, Any] | None
    rows: Mapping[str, int]


class _Headings(NamedTuple):
    """Where each field stands on a sheet."""

    row: int
    fields: Mapping[int, FieldSpec]
    titles: Mapping[int, str]


def read_head(sheet: Any, faults: list[RecordFault]) -> Head:
    """The sheet of the arrangement itself: a field and its value in each row."""
    source = rows_of(sheet)
    specs = {spec.name: spec for spec in fields_of(Arrangement)}
    values: dict[str, Any] = {}
    places: dict[str, int] = {}
    heads: tuple[int, int] | None = None
    start = 0
    for row in source.rows:
        cells = {cell.column: cell for cell in row.cells}
        if heads is None:
            heads, start = _head_columns(row), row.number
            continue
        name = str(cells[heads[0]].value).strip() if heads[0] in cells else ""
        value = cells.get(heads[1])
        if value is None:
            continue
        if name not in specs:
            faults.append(RecordFault(HEAD, row.number, name, f"is not a field of the arrangement{nearest(name, specs) if name else ''}"))
        elif name in values:
            faults.append(RecordFault(HEAD, row.number, name, f"stands in row {places[name]} already; expected each field once"))
        else:
            places[name] = row.number
            values[name] = _value(HEAD, row.number, specs[name], value, faults)
    if heads is None and any(row.cells for row in rows_of(sheet).rows):
        faults.append(RecordFault(HEAD, None, "", f"has no row of headings; expected one with “{VALUE_HEADING}” and “{FIELD_HEADING}”"))
    _merged(HEAD, source, start, faults)
    return Head(values or None, places)


def _head_columns(row: FilledRow) -> tuple[int, int] | None:
    """The columns of field names and of values, where this is the row of headings."""
    columns = {str(cell.value).strip().lower(): cell.column for cell in row.cells}
    field, value = columns.get(FIELD_HEADING.lower()), columns.get(VALUE_HEADING.lower())
    return (field, value) if field and value else None


def read_sheet(sheet: Any, kind: type[Record], faults: list[RecordFault]) -> Iterator[RawRecord]:
    """The records of a sheet; what cannot be read is added to the faults."""
    source = rows_of(sheet)
    rows = source.rows
    headings = _found_headings(rows, kind, faults)
    if headings is None:
        return
    count = 0
    for row in rows:
        if not row.cells or (row.number == headings.row + 1 and _is_hints(row)):
            continue
        if row.number > MAX_ROWS:
            message = f"lies beyond row {MAX_ROWS:,}, the last that is read; split the sheet"
            faults.append(RecordFault(kind.meta.section, row.number, "", message))
            break
        count += 1
        yield RawRecord(row.number, dict(_values(kind.meta.section, row, headings, faults)))
    _merged(kind.meta.section, source, headings.row, faults)
    if count:
        _missing_columns(headings, kind, faults)


def _found_headings(rows: Iterator[FilledRow], kind: type[Record], faults: list[RecordFault]) -> _Headings | None:
    """The row of field names, looked for in the first rows; a sheet with nothing on it needs none."""
    is_blank = True
    for row in rows:
        headings = _headings(row, kind)
        if headings is not None:
            _heading_faults(headings, kind, faults)
            return headings
        is_blank = is_blank and not row.cells
        if row.number >= _HEADING_ROWS and not is_blank:
            break
    if not is_blank:
        names = ", ".join(spec.name for spec in fields_of(kind))
        faults.append(RecordFault(kind.meta.section, None, "", f"has no row of field names; expected, in any order, some of {names}"))
    return None


def _headings(row: FilledRow, kind: type[Record]) -> _Headings | None:
    """The row's fields, where it is the row of field names: where at least half of its cells are names of fields."""
    specs = {spec.name: spec for spec in fields_of(kind)}
    titles = {cell.column: str(cell.value).strip() for cell in row.cells}
    fields: dict[int, FieldSpec] = {column: specs[title] for column, title in titles.items() if title in specs}
    return _Headings(row.number, fields, titles) if len(fields) * 2 >= len(titles) and fields else None


def _heading_faults(headings: _Headings, kind: type[Record], faults: list[RecordFault]) -> None:
    section = kind.meta.section
    names = [spec.name for spec in fields_of(kind)]
    seen: dict[str, int] = {}
    for column, title in headings.titles.items():
        if column > MAX_COLUMNS:
            continue
        first = seen.setdefault(title, column)
        if title not in names:
            hint = nearest(title, names) or f"; the fields are {', '.join(names)}"
            faults.append(RecordFault(section, headings.row, title[:60], f"is not a field of this sheet{hint}"))
        elif first != column:
            letters = f"{get_column_letter(first)} and {get_column_letter(column)}"
            faults.append(RecordFault(section, headings.row, title, f"is the heading of columns {letters}; expected each field once"))


def _missing_columns(headings: _Headings, kind: type[Record], faults: list[RecordFault]) -> None:
    present = {spec.name for spec in headings.fields.values()}
    for spec in fields_of(kind):
        if spec.required and spec.name not in present and spec.name != "id":
            faults.append(RecordFault(kind.meta.section, None, spec.name, "has no column; expected one, as every record needs it"))


def _is_hints(row: FilledRow) -> bool:
    return all(isinstance(cell.value, str) and cell.value.startswith((REQUIRED, OPTIONAL)) for cell in row.cells)


def _values(section: str, row: FilledRow, headings: _Headings, faults: list[RecordFault]) -> Iterator[tuple[str, Any]]:
    for cell in row.cells:
        spec = headings.fields.get(cell.column)
        if spec is not None:
            yield spec.name, _value(section, row.number, spec, cell, faults)
        elif cell.column > MAX_COLUMNS:
            message = f"{cell.place} lies beyond column {_LAST_COLUMN}, the last that is read; clear it"
            faults.append(RecordFault(section, row.number, "", message))
        elif cell.column not in headings.titles:
            message = f"{cell.place} has no field name above it; clear it, or name its column"
            faults.append(RecordFault(section, row.number, "", message))


def _value(section: str, row: int, spec: FieldSpec, cell: FilledCell, faults: list[RecordFault]) -> Any:
    """The raw value of a cell; none, and a fault, where the cell cannot be read."""
    unread = _UNREAD.get(cell.kind)
    if unread is not None:
        faults.append(RecordFault(section, row, spec.name, unread.format(place=cell.place, value=cell.value)))
        return None
    try:
        return from_cell(spec, cell.value)
    except CellFault as fault:
        faults.append(RecordFault(section, row, spec.name, str(fault)))
        return None


_UNREAD: Mapping[str, str] = {
    "f": "{place} holds a formula; type the value",
    "e": "{place} holds the error {value}; type the value, or leave it empty where it is not known",
}


def _merged(section: str, source: SheetSource, heading_row: int, faults: list[RecordFault]) -> None:
    blocks: Sequence[Any] = [block for block in source.merged if block.last_row > heading_row]
    for block in blocks:
        message = f"the cells {block.place} are merged; unmerge them and type the value in each"
        faults.append(RecordFault(section, block.first_row, "", message))
