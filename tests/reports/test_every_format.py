"""What must hold of a paper in each format, opened again and read back."""

from __future__ import annotations

from functools import cache

import pytest

from holdfast.core.words import RATINGS, score
from holdfast.reports import KINDS, RENDERERS, Subject
from holdfast.reports.words import REPLACEMENT
from tests.reports.opened import OURS, PageReader, full_harm, full_paper, letters, made, opening_of, pages, text_of, workbook
from tests.reports.subjects import ARABIC, CHINESE, HARM, HEBREW, LONG, MANY, empty, example, named, of_example, of_harm, of_many, subject

FORMATS = list(RENDERERS)
# Sections with every kind of block and with the users' own words in them. The findings, two thirds of a full paper, add none.
TOGETHER = ("summary", "problems", "patterns", "actions", "tasks", "partners", "records", "method")
# A PDF is slow to read back, and a word that stands in it once has gone the one way that all words go.
HARMED = {".pdf": ("summary", "tasks", "partners")}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_full_paper_holds_the_answer_the_findings_and_the_actions(suffix: str) -> None:
    about = of_example()
    text = text_of(full_paper(suffix), suffix)
    assert letters(RATINGS[about.assessment.outlook.rating].answer) in text
    for finding in about.assessment.findings:
        assert letters(finding.title) in text
        assert letters(" ".join(finding.reasons)) in text or all(letters(reason) in text for reason in finding.reasons)
    assert all(letters(action.title) in text for action in about.assessment.actions)
    assert letters("9 November 2026") in text
    assert about.assessment.versions["catalogue"] in text
    assert str(score(about.assessment.findings[0].exposure)) in text


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_input_gives_the_same_bytes(suffix: str) -> None:
    assert made(of_example(), suffix, "members") == made(subject(example(), ledger_head=of_example().ledger_head), suffix, "members")


@cache
def of_little(has_partner: bool) -> Subject:
    """An arrangement of which nothing is known, or nothing but its one partner."""
    return subject(named("Ostley"), partner="p0") if has_partner else subject(empty())


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_every_kind_can_be_printed_of_an_empty_arrangement(kind: str, suffix: str) -> None:
    needs_partner = kind in ("partner", "annex")
    text = opening_of(made(of_little(needs_partner), suffix, kind), suffix)
    assert letters(next(made.title for made in KINDS if made.id == kind)) in text
    if not needs_partner:
        assert letters("No evidence yet") in text


@pytest.mark.parametrize("suffix", FORMATS)
def test_harm_in_every_text_comes_out_as_text(suffix: str) -> None:
    data = made(of_harm(), suffix, "full", *HARMED[suffix]) if suffix in HARMED else full_harm(suffix)
    text = text_of(data, suffix)
    written = HARM.replace("_x0041_", "_x005F_x0041_") if suffix == ".xlsx" else HARM
    assert text.count(letters(written)) > 20


def test_nothing_harmful_becomes_an_element_of_a_page() -> None:
    tags = PageReader(full_harm(".html")).tags
    assert not {tag for tag, _ in tags} & {"script", "iframe", "object", "form", "img", "w:t"}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]


def test_no_cell_runs_but_ours() -> None:
    cells = [cell for sheet in workbook(full_harm(".xlsx")) for row in sheet.iter_rows() for cell in row]
    running = [cell.value for cell in cells if cell.data_type == "f"]
    assert running
    assert all(OURS.fullmatch(value) for value in running)
    texts = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("+", "-", "@", "="))]
    assert all(cell.quotePrefix for cell in texts if cell.data_type != "f")


@pytest.mark.parametrize("suffix", FORMATS)
def test_names_from_right_to_left_and_very_long_ones_are_printed(suffix: str) -> None:
    text = text_of(made(subject(named(LONG, ARABIC, HEBREW)), suffix, "full", *TOGETHER), suffix)
    assert letters(LONG) in text
    for name in (ARABIC, HEBREW):
        # A PDF gives its letters as drawn, from the left, and Arabic ones in the form their place gives them.
        assert letters(name) in text or suffix == ".pdf"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_letters_of_any_script_are_kept(suffix: str) -> None:
    assert CHINESE in text_of(made(subject(named(CHINESE)), suffix, "full", "partners"), suffix)


def test_a_pdf_says_which_letters_it_could_not_draw() -> None:
    text = text_of(made(subject(named(f"Ostley {CHINESE}")), ".pdf", "full", "partners"), ".pdf")
    assert letters(f"Ostley {REPLACEMENT * 3}") in text
    assert letters("cannot draw 3 letters") in text


def test_a_pdf_draws_the_scripts_of_its_fonts() -> None:
    text = text_of(made(subject(named("Ostley", HEBREW, "Ŵyn Δήμος Город")), ".pdf", "full", "partners"), ".pdf")
    assert REPLACEMENT not in text
    assert letters("Ŵyn Δήμος Город") in text
    assert set(letters(HEBREW)) <= set(text)


@pytest.mark.parametrize("suffix", FORMATS)
def test_500_partners_have_500_rows(suffix: str) -> None:
    # The records of a PDF stand in a table like any other, and take most of its pages.
    data = made(of_many(), suffix, "full", *(("summary", "partners") if suffix == ".pdf" else ("summary", "partners", "records")))
    text = text_of(data, suffix)
    assert all(letters(name) in text for name in MANY)


def test_a_table_over_many_pages_repeats_its_heads() -> None:
    printed = pages(made(subject(named(*(f"Body {number}" for number in range(120)))), ".pdf", "full", "partners"))
    assert len(printed) >= 3
    assert all("Peopleserved" in letters(page) for page in printed)
