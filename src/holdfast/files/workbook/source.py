"""The filled cells of a sheet, row by row, without holding the sheet in memory.

openpyxl's own read-only rows are padded to the widest cell and do not tell merged cells, so one stray cell far to the right
would cost minutes. Its parser gives what the file holds and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from holdfast.files.workbook.cells import plain_text


class FilledCell(NamedTuple):
    """A cell that holds something: a value, a formula or an error."""

    place: str
    column: int
    value: Any
    kind: str


class FilledRow(NamedTuple):
    """The filled cells of one row, none where it is blank."""

    number: int
    cells: tuple[FilledCell, ...]


class Merged(NamedTuple):
    """A block of merged cells."""

    place: str
    first_row: int
    last_row: int


class SheetSource:
    """The rows of a sheet, once; its merged cells are known when the rows have been read."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._parser: WorkSheetParser | None = None

    @property
    def rows(self) -> Iterator[FilledRow]:
        """Every row that the file has, in its order."""
        book = self._sheet.parent
        with self._sheet._get_source() as stream:
            self._parser = WorkSheetParser(
                stream,
                self._sheet._shared_strings,
                data_only=False,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in self._parser.parse():
                yield FilledRow(number, tuple(_cell(number, cell) for cell in cells if cell["value"] not in (None, "")))

    @property
    def merged(self) -> tuple[Merged, ...]:
        """The blocks of merged cells."""
        found = self._parser.merged_cells if self._parser else None
        return tuple(Merged(block.coord, block.min_row, block.max_row) for block in (found.mergeCell if found else ()))


def _cell(row: int, cell: dict[str, Any]) -> FilledCell:
    value = cell["value"]
    if isinstance(value, str):
        value = plain_text(value)
    return FilledCell(f"{get_column_letter(cell['column'])}{row}", cell["column"], value, cell["data_type"])


def rows_of(sheet: Any) -> SheetSource:
    """The filled cells of a sheet that was opened for reading only."""
    return SheetSource(sheet)
