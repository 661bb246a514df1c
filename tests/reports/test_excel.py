"""The workbook: typed cells, heads that stay, names, sums that can be checked, and pictures that say what they show."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile

import openpyxl
import pytest

from holdfast.core.evidence.history import Task
from holdfast.core.evidence.partners import Partner
from tests.make import evidence, make
from tests.reports.opened import full_paper, made, workbook
from tests.reports.subjects import DATE, subject


@pytest.fixture(scope="module")
def data() -> bytes:
    return full_paper(".xlsx")


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return workbook(data)


def test_each_table_has_a_sheet_with_heads_that_stay_and_a_name(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [
        "Report", "First actions", "Problems", "Patterns", "Actions", "Tasks", "Questions", "Partners", "Working", "Not known", "Levers",
        "Records",
    ]  # fmt: skip
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A3"
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.auto_filter.ref.startswith("A2:")
        name = book.defined_names[f"table_{sheet.title.lower().replace(' ', '_')}"]
        (title, place), *_ = name.destinations
        assert title == sheet.title
        assert sheet[place][-1][0].row == sheet.max_row


def test_cells_are_typed(book: openpyxl.Workbook) -> None:
    row = [cell.value for cell in book["Problems"][3]]
    assert isinstance(row[0], int)
    assert isinstance(row[2], float)
    assert 0 < row[2] <= 100
    assert book["Problems"]["G3"].number_format == "0%"
    assert all(isinstance(cell.value, dt.datetime) for cell in book["Records"]["B"][2:])


def test_what_is_not_known_is_an_empty_cell() -> None:
    found = evidence(make(Partner, partner="a", name="A", on=DATE), make(Task, task="t", title="Ask", on=DATE))
    book = workbook(made(subject(found), ".xlsx", "full", "tasks", "partners"))
    assert [cell.value for cell in book["Partners"][3]] == ["A", None, None, None, None, None]
    assert [cell.value for cell in book["Tasks"][3]][3] is None


def test_the_working_can_be_worked_again_from_the_weights(book: openpyxl.Workbook) -> None:
    """Our formula names the weights of its own finding up to its own row, and they give what stands beside it."""
    sheet = book["Working"]
    heads = [cell.value for cell in sheet[2]]
    so_far, again = heads.index("So far"), heads.index("Worked again here")
    for row in sheet.iter_rows(min_row=3):
        found = re.search(r"SUM\(([A-Z]+\d+:[A-Z]+\d+)\)", row[again].value)
        assert found
        cells = [cell for (cell,) in sheet[found[1]]] if isinstance(sheet[found[1]], tuple) else [sheet[found[1]]]
        assert {sheet.cell(cell.row, 1).value for cell in cells} == {row[0].value}
        assert 100 / (1 + math.exp(-sum(cell.value for cell in cells))) == pytest.approx(row[so_far].value)


def test_the_report_links_to_where_each_table_stands(book: openpyxl.Workbook) -> None:
    linked = [cell for (cell,) in book["Report"].iter_rows() if cell.hyperlink]
    assert len(linked) > 60
    for cell in linked:
        sheet, _, place = cell.hyperlink.location.partition("!") if cell.hyperlink.location else cell.hyperlink.target[1:].partition("!")
        assert book[sheet.strip("'")][place].value is not None
    last = [cell for cell in linked if "(sheet Levers)" in cell.value][-1]
    title = str(last.value).split(": ")[1]
    place = (last.hyperlink.location or last.hyperlink.target).partition("!")[2]
    assert title in str(book["Levers"][place].value)


def test_every_picture_has_an_alternative_text_and_no_text_below_it(data: bytes, book: openpyxl.Workbook) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert len(re.findall(r'descr="[^"]{40,}"', drawing)) == 25
    report = book["Report"]
    for row in (int(found) + 1 for found in re.findall(r"<(?:xdr:)?row>(\d+)<", drawing)):
        assert report.cell(row, 1).value is None
        assert (report.row_dimensions[row].height or 0) > 90


def test_language_title_and_dates_are_set(book: openpyxl.Workbook) -> None:
    told = book.properties
    assert (told.title, told.language) == ("Four Councils ICT service", "en-GB")
    assert told.created == told.modified == dt.datetime(2026, 11, 9)


def test_a_text_longer_than_a_cell_may_be_is_cut_with_an_ellipsis() -> None:
    found = evidence(make(Partner, partner="a", name="A" * 40_000, on=DATE))
    value = workbook(made(subject(found), ".xlsx", "full", "partners"))["Partners"]["A3"].value
    assert len(value) == 32_000
    assert value.endswith("…")
