"""Which pages of documentation there are, in groups, and which file each comes from. A page is a file: nothing lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from holdfast.core.evidence.words import capital

_PACKAGE = Path(__file__).parents[2]
_ROOTS = (_PACKAGE / "documentation", _PACKAGE.parents[1])
SCHEMAS = _PACKAGE / "schemas"
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_SENTENCE = re.compile(r".+?[.?](?=\s|$)")
FEW_WORDS = 3
_MARKS = re.compile(r"[`*]|\[([^\]]*)\]\([^)]*\)")


class Group(NamedTuple):
    """One group of pages: its short name in addresses, what it is called and good for, and the files in it."""

    slug: str
    name: Promise
    about: Promise
    files: tuple[str, ...]
    by_file: bool = False


GROUPS: tuple[Group, ...] = (
    Group("how-to", _("How to"), _("One task a page, step by step."), ("docs/how-to/*.md",)),
    Group("explanation", _("How it works"), _("The methods, so that anybody can check the sums by hand."), ("docs/explanation/*.md",)),
    Group("reference", _("Reference"), _("Everything there is of a kind, made from the catalogue and the code."), ("docs/reference/*.md",)),
    Group(
        "project", _("The project"), _("Its words, its changes, and how to take part."), ("GLOSSARY.md", "CHANGELOG.md", "CONTRIBUTING.md")
    ),
    Group("decisions", _("Decisions"), _("Why it is built as it is."), ("docs/adr/*.md",), by_file=True),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One page: its place in addresses, its title and first sentence, and its file as a path inside the repository."""

    group: str
    slug: str
    title: str
    opening: str
    path: PurePosixPath
    text: str


def root() -> Path | None:
    """The folder that holds the documentation, or none where the installation left it out."""
    return next((place for place in _ROOTS if (place / "docs" / "how-to").is_dir()), None)


@cache
def documents() -> tuple[Document, ...]:
    """Every page, group by group, by title within a group or, where files are numbered, by file."""
    place = root()
    if place is None:
        return ()
    found: list[Document] = []
    for group in GROUPS:
        pages = [document for pattern in group.files for document in _read(place, group, pattern)]
        found += sorted(pages, key=lambda page, by_file=group.by_file: page.slug if by_file else page.title.casefold())  # type: ignore[misc]
    return tuple(found)


def _read(place: Path, group: Group, pattern: str) -> Iterator[Document]:
    for path in sorted(place.glob(pattern)):
        text = path.read_text(encoding="utf-8")
        title = _TITLE.search(text)
        name = PurePosixPath(path.relative_to(place).as_posix())
        yield Document(group.slug, slugify(path.stem), _plain(title[1]) if title else path.stem, _opening(text), name, text)


def _opening(text: str) -> str:
    """The first sentence of prose that says something: an article of decision begins with the one word that it was decided."""
    body = _TITLE.split(text, maxsplit=1)[-1]
    blocks = (" ".join(block.split()) for block in body.split("\n\n"))
    prose = next((block for block in blocks if block and not block.startswith(("<", "```", "|", "#", "-"))), "")
    sentences = (found.strip() for found in _SENTENCE.findall(_plain(prose)))
    found = next((sentence for sentence in sentences if sentence.count(" ") >= FEW_WORDS), "")
    return found if f"`{found[:1]}" in prose else capital(found)


def _plain(text: str) -> str:
    return _MARKS.sub(lambda found: found[1] or "", text).strip()


def schema_names() -> tuple[str, ...]:
    """The JSON Schemas that the documentation leads to."""
    return tuple(sorted(path.stem for path in SCHEMAS.glob("*.json")))
