"""Taking papers away and reading the documentation, in a real browser: by keyboard, without script, wide, on a phone and enlarged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from holdfast.files.examples import complete_example
from tests.browser.conftest import PHONE, WIDE, ZOOMED, Open, filled_by, sideways, violations, visits

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
DOCS = ("/docs/", "/docs/how-to/papers/", "/docs/explanation/business-case/", "/docs/reference/records/", "/docs/reference/permissions/")


@pytest.fixture(scope="module")
def made(address: str) -> dict[str, str]:
    """Two councils, and a session of the one that leads."""
    return filled_by("workspace")


@pytest.fixture
def visit(browser: Browser, address: str, made: dict[str, str]) -> Iterator[Visit]:
    """Opens the page of papers as Ann."""
    with visits(browser, address, made) as opened:
        yield lambda query="", **more: opened(f"/arrangements/{made['arrangement']}/papers/{query}", by="ann", **more)


@pytest.mark.parametrize("width", [WIDE, PHONE, ZOOMED])
def test_the_page_of_papers_is_accessible_with_and_without_a_fault(visit: Visit, width: int) -> None:
    for query in ("", "?kind=annex&edition=public&format=.pdf&status=draft&sections=annex"):
        page = visit(query, width=width)
        assert violations(page) == []
        assert sideways(page) == 0
    page.get_by_role("link", name="A confidential annex is for your own body").click()
    expect(page.get_by_label("What your body may read")).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_a_paper_is_taken_away_by_keyboard(visit: Visit, script: bool) -> None:
    page = visit(width=PHONE, script=script)
    page.get_by_label("Full assessment").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Summary for members")).to_be_checked()
    page.get_by_label("PDF").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.startswith("two-councils-ict-members-")
    assert "Two Councils ICT" in taken.value.path().read_text(encoding="utf-8")


def test_a_file_gives_its_paper_without_script(open_page: Open) -> None:
    page = open_page("/assess/paper", script=False)
    page.set_input_files("#file", complete_example())
    page.get_by_label("Go/no-go sheet").check()
    page.get_by_label("Web page").check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Make the paper").click()
    assert "Votes of the four councils" in taken.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("path", ["/assess/paper", "/examples/four-councils/papers/", *DOCS])
def test_each_page_is_accessible(open_page: Open, path: str, width: int) -> None:
    page = open_page(path, width=width)
    assert violations(page) == []
    assert sideways(page) == 0


def test_the_documentation_is_read_from_page_to_page(open_page: Open) -> None:
    page = open_page("/docs/", script=False)
    page.get_by_role("link", name="Print papers").click()
    expect(page.get_by_role("heading", level=1, name="Print papers")).to_be_visible()
    page.get_by_role("link", name="Choose sections").click()
    expect(page).to_have_url(re.compile("#choose-sections$"))
    following = page.locator("a[rel=next]")
    title = following.locator(".govuk-pagination__link-label").inner_text()
    following.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
