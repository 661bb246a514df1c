"""The PDF: tagged for accessibility, with bookmarks, alternative texts, and the same foot on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from benchmarks.figures import peak_megabytes
from holdfast.files import read
from holdfast.files.examples import all_examples
from holdfast.reports.render.typeset import Mistake, typeset
from tests.reports.opened import full_paper, made, pages, pdf
from tests.reports.subjects import subject


@pytest.fixture(scope="module")
def reader() -> pypdf.PdfReader:
    return pdf(full_paper(".pdf"))


def tags(node: Any) -> Iterator[Any]:
    """Every tag below a node."""
    found = node.get_object() if hasattr(node, "get_object") else node
    members = found if isinstance(found, list) else [found]
    for member in members:
        inside = member.get_object() if hasattr(member, "get_object") else member
        if isinstance(inside, dict):
            if "/S" in inside:
                yield inside
            if "/K" in inside:
                yield from tags(inside["/K"])


def test_it_says_that_it_is_accessible_and_in_which_language(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata
    assert reader.metadata.title == "Four Councils ICT service: Full assessment"


def test_every_picture_says_what_it_shows_and_every_table_has_heads(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    found = list(tags(root["/StructTreeRoot"]["/K"]))
    names = Counter(str(tag["/S"]) for tag in found)
    figures = [tag for tag in found if tag["/S"] == "/Figure"]
    assert len(figures) >= 20
    assert all(len(tag["/Alt"]) > 40 for tag in figures)
    assert names["/TH"] > names["/Table"] > 20
    assert names["/H1"] >= 11


def test_bookmarks_name_the_sections_and_the_findings(reader: pypdf.PdfReader) -> None:
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[:2] == ["In short", "The 15 problems"]
    nested = [inside.title for item in reader.outline if isinstance(item, list) for inside in item if not isinstance(inside, list)]
    assert any("Unclear business case" in title for title in nested)


def test_every_page_says_what_it_is_of_when_and_from_which_versions() -> None:
    printed = pages(full_paper(".pdf"))
    for number, page in enumerate(printed, 1):
        foot = re.sub(r"\s+", " ", page)
        for said in ("Four Councils ICT service", "Evidence to 9 November 2026", "catalogue", "ledger 0123456789ab", "Draft"):
            assert said in foot
        assert f"Page {number} of {len(printed)}" in foot


@pytest.mark.parametrize("path", [one.path for one in all_examples()], ids=lambda path: path.stem)
def test_the_summary_for_members_is_two_pages(path: Path) -> None:
    assert len(pdf(made(subject(read(path)), ".pdf", "members")).pages) == 2


def test_what_the_typesetter_keeps_of_a_paper_is_let_go() -> None:
    """A site that prints all day must not grow: each full paper would leave over 100 MB behind."""
    code = "from tests.reports.opened import made; from tests.reports.subjects import example, subject\n"
    assert peak_megabytes(code + "for _ in range(3): made(subject(example()), '.pdf')") < 400


def test_a_warning_of_the_typesetter_is_a_failure() -> None:
    with pytest.raises(Mistake, match="unknown font"):
        typeset(b'#set text(font: "No such face")\nx', {}, "png")
