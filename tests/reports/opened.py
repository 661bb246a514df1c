"""Opens papers of every format again and gives back what a reader would find."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pypdf

from holdfast.reports import Subject, compose, render
from tests.reports.subjects import of_example, of_harm

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = re.compile(r"=100/\(1\+EXP\(-SUM\([A-Z]+\d+:[A-Z]+\d+\)\)\)")


def made(subject: Subject, suffix: str, kind: str = "full", *sections: str) -> bytes:
    """A paper as a file."""
    return render(compose(subject, kind, sections), suffix)


@cache
def full_paper(suffix: str) -> bytes:
    """The full paper of the complete example, made once for all tests that only read it."""
    return made(of_example(), suffix)


@cache
def full_harm(suffix: str) -> bytes:
    """The same of an arrangement with harm in every text."""
    return made(of_harm(), suffix)


def pdf(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def workbook(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def word_xml(data: bytes) -> ElementTree.Element:
    """The body of a Word file as it stands in the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


class PageReader(HTMLParser):
    """Collects the text, the tags and the attributes of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@lru_cache(maxsize=8)
def pages(data: bytes) -> tuple[str, ...]:
    """The words of each page of a PDF. They are slow to read back, so those of the same paper are read once for all tests."""
    return tuple(page.extract_text() for page in pdf(data).pages)


def _pdf_text(data: bytes) -> str:
    return "".join(pages(data))


def _word_text(data: bytes) -> str:
    return "".join(found.text or "" for found in word_xml(data).iter(f"{WORD}t"))


def _excel_text(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return "".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def _page_text(data: bytes) -> str:
    return "".join(PageReader(data).words)


TEXT_OF: Mapping[str, Callable[[bytes], str]] = {".pdf": _pdf_text, ".docx": _word_text, ".xlsx": _excel_text, ".html": _page_text}


def letters(text: str) -> str:
    """Text without the spaces and breaks that a format may add."""
    return re.sub("[\\s\u200b]+", "", text)


def opening_of(data: bytes, suffix: str) -> str:
    """The words at the beginning of a paper, as letters; those of a PDF's first page alone."""
    return letters(pdf(data).pages[0].extract_text()) if suffix == ".pdf" else text_of(data, suffix)


def text_of(data: bytes, suffix: str) -> str:
    """All the words of a paper, as letters."""
    return letters(TEXT_OF[suffix](data))
