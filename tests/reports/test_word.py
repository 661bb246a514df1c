"""The Word file: real styles, heads that repeat, captions, contents, language, and pictures that say what they show."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.reports.pictures.svg import width_of
from holdfast.reports.render.word_parts import TWIPS_A_MM
from tests.reports.opened import WORD, full_paper, made, word, word_xml
from tests.reports.subjects import LONG, example, named, subject


@pytest.fixture(scope="module")
def data() -> bytes:
    return full_paper(".docx")


def styled(opened: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == style]


def test_title_and_headings_have_real_styles(data: bytes) -> None:
    opened = word(data)
    assert styled(opened, "Title") == ["Four Councils ICT service"]
    assert styled(opened, "Heading 1")[:3] == ["In short", "The 15 problems", "Patterns of failure it resembles"]
    assert len([text for text in styled(opened, "Heading 2") if " of 100, " in text or "cannot tell" in text]) == 22


def test_every_table_repeats_its_heads_says_what_it_shows_and_has_a_caption(data: bytes) -> None:
    tables = list(word_xml(data).iter(f"{WORD}tbl"))
    assert len(tables) > 60
    for table in tables:
        heads = [row for row in table.iter(f"{WORD}tr") if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None]
        assert heads == [next(table.iter(f"{WORD}tr"))]
        said = table.find(f"{WORD}tblPr/{WORD}tblCaption")
        assert said is not None
        assert said.get(f"{WORD}val")
    captions = styled(word(data), "Caption")
    assert len([text for text in captions if text.startswith("Table ")]) == len(tables)
    assert captions[0] == "Figure 1: The five ratings"


def test_every_picture_has_an_alternative_text(data: bytes) -> None:
    shapes = word(data).inline_shapes
    assert len(shapes) == 25
    assert all(len(shape._inline.docPr.get("descr")) > 40 for shape in shapes)


def test_contents_link_to_sections_that_are_there(data: bytes) -> None:
    body = word_xml(data)
    marks = {mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")}
    links = [link.get(f"{WORD}anchor") for link in body.iter(f"{WORD}hyperlink")]
    assert links
    assert set(links) <= marks
    fields = [found.text.strip() for found in body.iter(f"{WORD}instrText") if found.text]
    assert fields[0].startswith("TOC ")
    assert [field.split()[1] for field in fields if field.startswith("PAGEREF ")] == links
    starts, ends = ([one for one in body.iter(f"{WORD}fldChar") if one.get(f"{WORD}fldCharType") == kind] for kind in ("begin", "end"))
    assert len(starts) == len(ends)


def test_no_head_of_a_table_is_broken_inside_a_word(data: bytes) -> None:
    for table in word_xml(data).iter(f"{WORD}tbl"):
        widths = [int(column.get(f"{WORD}w", "0")) for column in table.iter(f"{WORD}gridCol")]
        assert sum(widths) == pytest.approx(170 * TWIPS_A_MM, abs=len(widths))
        heads = ["".join(found.text or "" for found in cell.iter(f"{WORD}t")) for cell in next(table.iter(f"{WORD}tr")).iter(f"{WORD}tc")]
        for head, width in zip(heads, widths, strict=True):
            assert all(width_of(word, 8.5, bold=True) * 20 <= width - 139 for word in head.split()), (head, width)


def test_language_title_status_and_dates_are_set(data: bytes) -> None:
    opened = word(data)
    told = opened.core_properties
    assert (told.title, told.language, told.content_status) == ("Four Councils ICT service", "en-GB", "Draft")
    assert f"{told.created:%Y-%m-%d}" == f"{told.modified:%Y-%m-%d}" == "2026-11-09"
    assert 'w:lang w:val="en-GB"' in opened.styles.element.xml


def test_every_page_has_the_foot_with_its_number(data: bytes) -> None:
    foot = word(data).sections[0].footer
    text = foot.paragraphs[0].text
    assert text.startswith("Four Councils ICT service · Full assessment · Draft · Evidence to 9 November 2026")
    # The number of the page is never broken from its word.
    assert " · Page\u00a0" in text
    assert "NUMPAGES" in foot._element.xml


def test_a_final_paper_says_so() -> None:
    opened = word(made(subject(example(), status="final"), ".docx", "members"))
    assert opened.core_properties.content_status == "Final"
    assert " · Final · " in opened.sections[0].footer.paragraphs[0].text


def test_a_name_longer_than_a_property_may_be_is_kept_in_the_text() -> None:
    opened = word(made(subject(named(LONG)), ".docx", "members"))
    assert styled(opened, "Title") == [LONG]
    assert len(opened.core_properties.title) == 255
