"""The workbook people fill in: what it looks like, and that what they type is what is read."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from holdfast.core.evidence import KINDS, Evidence
from holdfast.core.evidence.answers import Answers, Round
from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.people import Post
from holdfast.files import FileRefused, read_bytes, template, write_workbook
from tests.files.bad import sentences
from tests.make import evidence, make


@pytest.fixture(scope="module")
def empty() -> Workbook:
    return load_workbook(io.BytesIO(template()))


def fields(book: Workbook, sheet: str) -> dict[str, str]:
    """The column letter of each field of a sheet."""
    return {str(cell.value): cell.column_letter for cell in book[sheet][3]}


def read_typed(book: Workbook) -> Evidence:
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes("typed.xlsx", stream.getvalue())


def typed(sheet: str, **values: object) -> Workbook:
    """A workbook with a name and one row of typed values."""
    book = load_workbook(io.BytesIO(template()))
    book["Arrangement"]["B4"] = "Typed"
    columns = fields(book, sheet)
    for name, value in {"on": dt.date(2026, 1, 1), "source": "test", **values}.items():
        book[sheet][f"{columns[name]}5"] = value
    return book


def test_the_template_has_a_sheet_for_every_kind(empty: Workbook) -> None:
    assert empty.sheetnames[:2] == ["Read me", "Arrangement"]
    assert [kind.meta.section for kind in KINDS] == [name for name in empty.sheetnames[2:] if name != "Lists"]
    assert empty["Lists"].sheet_state == "hidden"


def test_the_template_is_empty() -> None:
    (said,) = sentences(template(), "a.xlsx")
    assert "is empty; expected at least the name of the arrangement" in said


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.meta.section)
def test_each_sheet_has_purpose_titles_names_and_hints(empty: Workbook, kind: type) -> None:
    sheet = empty[kind.meta.section]
    assert sheet["A1"].value == f"{kind.meta.title}. {kind.meta.purpose}"
    titles, names, hints = ([cell.value for cell in sheet[row]] for row in (2, 3, 4))
    assert {"on", "source", "note", "id", "partner"} <= set(names)
    assert all(titles) and all(hint.startswith(("Required.", "Optional.")) for hint in hints)
    assert sheet.freeze_panes == "B5"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$4"


def test_choices_and_names_have_drop_down_lists(empty: Workbook) -> None:
    columns = fields(empty, "stakes")
    rules = {str(rule.sqref).split(":")[0]: rule for rule in empty["stakes"].data_validations.dataValidation}
    partner = rules[f"{columns['partner']}5"]
    assert partner.formula1.startswith("partners!$A$5") and not partner.showErrorMessage
    rules = {str(rule.sqref).split(":")[0]: rule for rule in empty["gates"].data_validations.dataValidation}
    assert rules[f"{fields(empty, 'gates')['outcome']}5"].formula1 == '"go,go_with_conditions,deferred,stopped"'
    rules = {str(rule.sqref).split(":")[0]: rule for rule in empty["events"].data_validations.dataValidation}
    name = rules[f"{fields(empty, 'events')['type']}5"].formula1
    assert name in empty.defined_names and empty.defined_names[name].attr_text.startswith("Lists!$")


@pytest.mark.parametrize("text", ["=1+1", "=", "+44 20", "-5", "@here", "#N/A", "TRUE", "2026-01-01", "_x000D_", "a\r\nb", "007"])
def test_text_is_never_taken_for_something_else(text: str) -> None:
    before = evidence(make(Partner, id="1", partner="a", name=text, note=text))
    data = write_workbook(before)
    assert read_bytes("a.xlsx", data).records == before.records
    cell = load_workbook(io.BytesIO(data))["partners"]["B5"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("value", ["0.01", "9999999999999.99", "1200.50", "0.10", "3"])
def test_money_comes_back_to_the_penny(value: str) -> None:
    before = evidence(make(Partner, id="1", partner="a", name="A", net_budget=Decimal(value)))
    (after,) = read_bytes("a.xlsx", write_workbook(before)).records
    assert isinstance(after, Partner) and after.net_budget == Decimal(value)


def test_lists_and_pairs_stand_in_one_cell() -> None:
    before = evidence(
        make(Post, id="1", post="p", title="Head of ICT", duties=("sponsor", "finance")),
        make(Round, id="1", round="r"),
        make(Answers, id="1", round="r", respondent="1", answers={"q1": 3, "q2": "dont_know"}, comments={"a=b;c": "x; y = \\z"}),
    )
    data = write_workbook(before)
    assert read_bytes("a.xlsx", data).records == before.records
    book = load_workbook(io.BytesIO(data))
    assert book["posts"][f"{fields(book, 'posts')['duties']}5"].value == "sponsor; finance"
    assert book["answers"][f"{fields(book, 'answers')['answers']}5"].value == "q1 = 3; q2 = dont_know"
    assert book["answers"][f"{fields(book, 'answers')['comments']}5"].value == "a\\=b\\;c = x\\; y = \\\\z"


@pytest.mark.parametrize("value", ["q1", "q1 = ", "q1 = 1; = 3", "q1 = 1; q1 = 2"])
def test_pairs_that_cannot_be_read_are_said(value: str) -> None:
    book = typed("answers", round="r", respondent="1", answers=value)
    with pytest.raises(FileRefused, match="sheet answers, row 5, answers: “"):
        read_typed(book)


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("YES", True), ("True", True), ("no", False), ("false", False), (True, True)])
def test_yes_and_no_may_be_typed_in_many_ways(value: object, meant: bool) -> None:
    (record,) = read_typed(typed("services", service="desk", name="Desk", in_scope=value)).records
    assert record.in_scope is meant  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [dt.date(2026, 11, 24), dt.datetime(2026, 11, 24), "2026-11-24", " 2026-11-24 "])
def test_dates_may_be_dates_or_text(value: object) -> None:
    (gate,) = read_typed(typed("gates", gate="g", name="G", planned=value)).records
    assert isinstance(gate, Gate) and gate.planned == dt.date(2026, 11, 24)


@pytest.mark.parametrize("value", [1200.5, "1200.50", 1200.4999999999999])
def test_numbers_may_be_typed_as_text_and_carry_the_machines_rounding(value: object) -> None:
    (line,) = read_typed(typed("cash_lines", category="saving", year="2027", likely=value)).records
    assert isinstance(line, CashLine) and line.likely == Decimal("1200.5") and line.year == 2027


@pytest.mark.parametrize("value", ["full_council", "Full council", "full-council"])
def test_choices_may_be_typed_as_words(value: str) -> None:
    (gate,) = read_typed(typed("gates", gate="g", name="G", level=value)).records
    assert isinstance(gate, Gate) and gate.level == "full_council"


def test_a_name_that_looks_like_a_number_is_text() -> None:
    (gate,) = read_typed(typed("gates", gate=7, name=2026)).records
    assert isinstance(gate, Gate) and (gate.gate, gate.name) == ("7", "2026")


def test_columns_may_move_and_blank_rows_and_sheets_be_left_out() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Partners"
    for row in (
        ("source", "name", "on", "partner"),
        (),
        ("s", "Ostley", dt.date(2026, 1, 1), "ostley"),
        ("s", "Marsh", "2026-01-01", "marsh"),
    ):
        sheet.append(row)
    head = book.create_sheet("arrangement")
    for row in (("Field", "Value"), ("name", "By hand")):
        head.append(row)
    found = read_typed(book)
    assert [record.partner for record in found.records] == ["ostley", "marsh"]
    assert [record.id for record in found.records] == ["1", "2"]


def test_hints_that_were_deleted_take_no_record_with_them() -> None:
    book = typed("gates", gate="g", name="G")
    book["gates"].delete_rows(4)
    assert len(read_typed(book)) == 1


def test_text_too_long_for_a_cell_is_refused_not_cut() -> None:
    with pytest.raises(FileRefused, match=r"sheet partners, row 5, note: has 32,768 characters"):
        write_workbook(evidence(make(Partner, partner="a", name="A", note="x" * 32_768)))


def test_a_share_is_read_as_typed() -> None:
    book = typed("stakes", partner="a", cost_share=1)
    columns = fields(book, "partners")
    for name, value in {"partner": "a", "name": "A", "on": dt.date(2026, 1, 1), "source": "s"}.items():
        book["partners"][f"{columns[name]}5"] = value
    assert [record.cost_share for record in read_typed(book).of(Stake)] == [1.0]


def test_reading_toml_needs_no_heavy_library() -> None:
    code = (
        "import sys; from holdfast.files import read_bytes, write_toml;"
        "write_toml(read_bytes('a.toml', b'[arrangement]\\nname = \"x\"'));"
        "print({'openpyxl', 'pydantic', 'django'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"
