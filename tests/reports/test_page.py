"""The page: self-contained, in order, and marked up for those who cannot see it."""

from __future__ import annotations

import itertools

import pytest

from tests.reports.opened import PageReader, full_paper


@pytest.fixture(scope="module")
def page() -> PageReader:
    return PageReader(full_paper(".html"))


def test_it_needs_nothing_else(page: PageReader) -> None:
    assert not [tag for tag, _ in page.tags if tag in ("script", "link", "img", "iframe")]
    links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert links
    assert all(link.startswith("#") for link in links)


def test_every_link_and_label_has_its_place_and_no_name_stands_twice(page: PageReader) -> None:
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(names)) == len(names)
    links = [(attributes["href"] or "")[1:] for tag, attributes in page.tags if tag == "a"]
    labels = [name for _, attributes in page.tags for name in (attributes.get("aria-labelledby") or "").split()]
    assert set(links) | set(labels) <= set(names)


def test_headings_skip_no_level(page: PageReader) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_pictures_and_tables_say_what_they_are(page: PageReader) -> None:
    tags = [tag for tag, _ in page.tags]
    assert tags.count("svg") == tags.count("desc") == 25
    assert tags.count("caption") == tags.count("table") > 60
    assert all(attributes.get("scope") == "col" for tag, attributes in page.tags if tag == "th")
