"""Every way a workbook can be wrong is said in one clear sentence, before anything dangerous is opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from holdfast.files import MAX_BYTES, read_bytes
from tests.files.bad import repacked, sentences, sound_workbook, spoiled

NAME = "arrangement.xlsx"
BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]>"


def cell(sheet: str, place: str, value: Any) -> Callable[[Workbook], None]:
    """Type a value into a cell."""

    def spoil(book: Workbook) -> None:
        book[sheet][place] = value

    return spoil


def place_of(book: Workbook, sheet: str, field: str, row: int) -> str:
    """The place of a field in a row, such as C7."""
    return next(f"{head.column_letter}{row}" for head in book[sheet][3] if head.value == field)


def fill(sheet: str, field: str, value: Any, row: int = 5) -> Callable[[Workbook], None]:
    """Type a value into the cell of a field."""

    def spoil(book: Workbook) -> None:
        book[sheet][place_of(book, sheet, field, row)] = value

    return spoil


def merge(book: Workbook) -> None:
    book["gates"].merge_cells("D5:D6")


def plain_number(book: Workbook) -> None:
    cell = book["gates"][place_of(book, "gates", "planned", 5)]
    cell.value, cell.number_format = 46350, "General"


def unknown_sheet(book: Workbook) -> None:
    book.create_sheet("gaets")["A1"] = "something"


def second_sheet(book: Workbook) -> None:
    book.create_sheet("Gates ")["A1"] = "something"


def no_headings(book: Workbook) -> None:
    book["gates"].delete_rows(1, 4)


def no_source_column(book: Workbook) -> None:
    sheet = book["partners"]
    column = next(head.column for head in sheet[3] if head.value == "source")
    sheet.delete_cols(column)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        pytest.param(
            fill("gates", "planned", "31/13/2026"), "sheet gates, row 5, planned: “31/13/2026” is not right; expected a date", id="date"
        ),
        pytest.param(plain_number, "in a spreadsheet, format the cell as a date", id="number for date"),
        pytest.param(fill("gates", "level", "cabnet"), "sheet gates, row 5, level: “cabnet” is not right", id="choice"),
        pytest.param(fill("gates", "name", "=A1&B1"), "sheet gates, row 5, name: C5 holds a formula; type the value", id="formula"),
        pytest.param(fill("partners", "net_budget", "=1+1"), "holds a formula; type the value", id="formula in a number"),
        pytest.param(fill("partners", "net_budget", "#REF!"), "holds the error #REF!; type the value", id="error"),
        pytest.param(fill("partners", "net_budget", -5), "sheet partners, row 5, net_budget: “-5” is not right", id="negative money"),
        pytest.param(
            fill("partners", "left", "next year", 6), "sheet partners, row 6, left: “next year” is not right", id="row of the sheet"
        ),
        pytest.param(merge, "sheet gates, row 5: the cells D5:D6 are merged; unmerge them", id="merged"),
        pytest.param(unknown_sheet, "sheet gaets: is not a sheet of this workbook; did you mean “gates”?", id="sheet"),
        pytest.param(second_sheet, "is a second sheet for gates", id="sheet twice"),
        pytest.param(no_headings, "sheet gates: has no row of field names", id="no headings"),
        pytest.param(no_source_column, "sheet partners, source: has no column", id="required column left out"),
        pytest.param(
            cell("gates", "D3", "bodi"), "sheet gates, row 3, bodi: is not a field of this sheet; did you mean “body”?", id="heading"
        ),
        pytest.param(cell("gates", "D3", "name"), "row 3, name: is the heading of columns C and D", id="heading twice"),
        pytest.param(cell("gates", "Z5", "stray"), "sheet gates, row 5: Z5 has no field name above it", id="stray cell"),
        pytest.param(cell("gates", "XFD5", "stray"), "XFD5 lies beyond column CV", id="too many columns"),
        pytest.param(cell("gates", "A200001", "ostley"), "row 200001: lies beyond row 200,000", id="too many rows"),
        pytest.param(cell("Arrangement", "B6", "lve"), "sheet arrangement, row 6, stage: “lve” is not right", id="head value"),
        pytest.param(
            cell("Arrangement", "D6", "stag"), "sheet arrangement, row 6, stag: is not a field of the arrangement; did you", id="head field"
        ),
        pytest.param(
            cell("Arrangement", "B4", "=1"), "sheet arrangement, row 4, name: B4 holds a formula; type the value", id="head formula"
        ),
    ],
)
def test_one_fault_gives_one_sentence(spoil: Callable[[Workbook], None], expected: str) -> None:
    said = sentences(spoiled(spoil), NAME)
    assert any(expected in sentence for sentence in said), said
    assert len(said) <= 2, said


def test_every_fault_is_said_at_once() -> None:
    def spoil(book: Workbook) -> None:
        fill("partners", "net_budget", "=1")(book)
        fill("partners", "staff", "many", 6)(book)
        fill("gates", "planned", "soon")(book)
        merge(book)
        unknown_sheet(book)

    said = sentences(spoiled(spoil), NAME)
    assert [sentence.split(": ")[0].removeprefix(f"{NAME}, ") for sentence in said] == [
        "sheet partners, row 5, net_budget",
        "sheet partners, row 6, staff",
        "sheet gates, row 5",
        "sheet gates, row 5, planned",
        "sheet gaets",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"PK\x03\x04 but no more", "its zip file is damaged", id="broken zip"),
        pytest.param(b"name,value\n", "is not a workbook: what it holds is not a zip file", id="not a zip"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is a workbook of the old kind; save it as .xlsx", id="old kind"),
        pytest.param(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected with a password", id="password"),
        pytest.param(b"PK" + b"\0" * MAX_BYTES, "is over 25 MB", id="too large"),
    ],
)
def test_what_is_not_a_workbook_gives_one_sentence(data: bytes, expected: str) -> None:
    (said,) = sentences(data, NAME)
    assert expected in said


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(lambda: repacked(xl__vbaProject_dot_bin=b"x"), "holds macros, which are never opened", id="macros"),
        pytest.param(
            lambda: repacked(**{"[Content_Types]_dot_xml": b"<a>application/vnd.ms-excel.sheet.macroEnabled.main+xml</a>"}),
            "holds macros, which are never opened",
            id="macro content",
        ),
        pytest.param(lambda: repacked(xl__bomb=b"0" * 20_000_000), "would unpack to more than 200 times its size", id="dense bomb"),
        pytest.param(lambda: many_parts(), "holds 2,001 parts, more than the 2,000", id="too many parts"),
        pytest.param(lambda: repacked(xl__workbook_dot_xml=BOMB + b"<a>&c;</a>"), "damaged or not allowed", id="hostile entities"),
        pytest.param(
            lambda: repacked(xl__workbook_dot_xml=(BOMB.decode() + "<a>&c;</a>").replace("?>", " encoding='utf-16'?>", 1).encode("utf-16")),
            "damaged or not allowed",
            id="hostile entities in UTF-16",
        ),
        pytest.param(lambda: repacked(xl__worksheets__sheet4_dot_xml=BOMB + b"<a>&c;</a>"), "damaged or not allowed", id="hostile sheet"),
        pytest.param(lambda: repacked(xl__worksheets__sheet4_dot_xml=b"<worksheet"), "damaged or not allowed", id="broken sheet"),
        pytest.param(lambda: repacked(xl__styles_dot_xml="<styleSheet é".encode("latin-1")), "damaged or not allowed", id="wrong encoding"),
        pytest.param(lambda: other_zip(), "is a zip file but not an Excel workbook", id="another zip"),
    ],
)
def test_a_hostile_workbook_is_not_opened(make: Callable[[], bytes], expected: str) -> None:
    (said,) = sentences(make(), NAME)
    assert expected in said


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.files.workbook.package.MAX_UNPACKED", 100_000)
    (said,) = sentences(sound_workbook(), NAME)
    assert "would unpack to more than" in said


def many_parts() -> bytes:
    """A zip file with one part too many."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(2_001):
            archive.writestr(str(number), b"")
    return stream.getvalue()


def other_zip() -> bytes:
    """A zip file of something else, such as a text document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
    return stream.getvalue()


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".xlsb", ".ods"])
def test_other_spreadsheets_are_told_how_to_save(suffix: str) -> None:
    (said,) = sentences(b"PK\x03\x04", f"a{suffix}")
    assert said == f"a{suffix}: is a {suffix} file; save it as .xlsx, without macros"


def test_external_links_do_no_harm() -> None:
    assert len(read_bytes(NAME, repacked(xl__externalLinks__externalLink1_dot_xml=b"<a/>"))) == 3
