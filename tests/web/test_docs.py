"""The documentation on the site: every page, no dead link, nothing raw, and its place in the contents."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from holdfast.web.docs.rendered import DeadLink, led, rendered
from holdfast.web.docs.shelf import Document, documents, root, schema_names
from tests.web.pages import Page, read

ROOT = Path(__file__).parents[2]


def document(text: str, path: str = "docs/how-to/made.md") -> Document:
    return Document("how-to", "made", "Made", "", PurePosixPath(path), f"# Made\n\n{text}\n")


def body(text: str) -> str:
    return str(rendered(document(text)).body)


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Every page, as somebody meets it who follows the contents."""
    client = Client()
    found = {"/docs/": read("/docs/", client.get("/docs/"))}
    for link in found["/docs/"].links:
        path = urldefrag(link).url
        if path.startswith("/docs/") and path not in found:
            found[path] = read(path, client.get(path))
    return found


def test_it_works(pages: dict[str, Page]) -> None:
    assert len(pages) == len(documents()) + 1 > 50
    assert {page.status for page in pages.values()} == {200}


def test_every_file_of_the_documentation_has_its_page() -> None:
    assert root() == ROOT
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert files <= {str(page.path) for page in documents()}


def test_no_link_is_dead(pages: dict[str, Page]) -> None:
    client, others = Client(), dict[str, Page]()
    dead = []
    for page in pages.values():
        for link in page.links:
            path, anchor = urldefrag(urljoin(page.path, link))
            if path not in pages and path not in others:
                others[path] = read(path, client.get(path))
            found = pages.get(path) or others[path]
            if found.status != 200 or (anchor and anchor not in found.ids):
                dead.append((page.path, link))
    assert dead == []


def test_nothing_is_inline_and_no_name_stands_twice(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert page.inline == []
        assert sorted(set(page.ids)) == sorted(page.ids), page.path


def test_pages_follow_each_other_to_the_end(client: Client) -> None:
    path, seen = f"/docs/{documents()[0].group}/{documents()[0].slug}/", []
    while path:
        seen.append(path)
        found = re.search(r'href="([^"]+)" rel="next"', client.get(path).text)
        path = found[1] if found else ""
    assert seen == [f"/docs/{page.group}/{page.slug}/" for page in documents()]


def test_the_contents_say_what_each_page_is_about(client: Client) -> None:
    text = client.get("/docs/").text
    assert "Print papers" in text and "The 15 problems that make shared services fail" in text
    assert 'href="/docs/"' in client.get("/").text


def test_a_schema_can_be_read(client: Client) -> None:
    for name in schema_names():
        found = client.get(f"/docs/schemas/{name}.json")
        assert found.headers["Content-Type"] == "application/schema+json"
        assert json.loads(found.content)["$schema"]


@pytest.mark.parametrize(
    "path", ["/docs/how-to/nothing/", "/docs/nothing/papers/", "/docs/schemas/nothing.json", "/docs/how-to/../papers/"]
)
def test_there_is_nothing_else(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_raw_html_comes_out_as_text() -> None:
    assert "<script" not in body("<script>alert(1)</script>\n\nand <b onclick=x>this</b>")
    assert "&lt;script&gt;" in body("<script>alert(1)</script>")


def test_an_anchor_names_the_heading_that_follows_it() -> None:
    made = rendered(document('<a id="ours"></a>\n\n## A heading\n\n## A heading\n\n## A heading'))
    assert [place.id for place in made.places] == ["ours", "a-heading", "a-heading-again"]
    assert '<h2 id="ours"' in made.body


def test_a_link_leads_to_its_page_on_the_site() -> None:
    at = document("")
    assert led("papers.md#kinds", at) == "/docs/how-to/papers/#kinds"
    assert led("../reference/problems.md", at) == "/docs/reference/problems/"
    assert led("../../GLOSSARY.md", at) == "/docs/project/glossary/"
    assert led("../../src/holdfast/schemas/assess.json", at) == "/docs/schemas/assess.json"
    assert led("https://example.org", at) == "https://example.org"
    with pytest.raises(DeadLink, match="leads nowhere"):
        led("nowhere.md", at)


def test_columns_of_numbers_stand_on_the_right_without_a_style_in_place() -> None:
    made = body("| a | b |\n| --- | ---: |\n| x | 1 |")
    assert 'class="hf-number"' in made and "style=" not in made


def test_a_site_without_its_documentation_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.web.views.docs.documents", lambda: ())
    assert "came without its documentation" in client.get("/docs/").text
    assert client.get("/docs/how-to/papers/").status_code == 404
