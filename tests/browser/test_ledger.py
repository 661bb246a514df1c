"""The history of an arrangement in a real browser: read on a phone, checked, taken away, brought in and erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, keeps_the_rules, sideways, violations, visits
from tests.workspace.apart import Installation, installation

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
# What Chromium says of a field for a date that was given something else.
NO_DATE = "does not conform to the required format"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, dict[str, str]]]:
    """An installation with an arrangement of a few entries, and a session of its lead."""
    with installation(tmp_path_factory.mktemp("site"), database="") as found:
        yield found, found.do("fill", 4, "Quillfeather, head of service")


@pytest.fixture(scope="module")
def place(here: tuple[Installation, dict[str, str]]) -> Iterator[str]:
    """The address of its site, running."""
    with here[0].serving() as address:
        yield address


@pytest.fixture
def visit(browser: Browser, here: tuple[Installation, dict[str, str]], place: str) -> Iterator[Visit]:
    """Opens pages of the arrangement's history as its lead."""
    made = here[1]
    with visits(browser, place, made, expected=(NO_DATE,)) as opened:
        yield lambda path, **more: opened(
            path if path.startswith("/") else f"/arrangements/{made['arrangement']}/history/{path}", by="session", **more
        )


@pytest.mark.parametrize("path", ["", "?since=soon", "3/", "3/erase/", "check/", "export/", "/arrangements/import/"])
def test_every_page_keeps_the_rules(visit: Visit, path: str) -> None:
    page = visit(path)
    keeps_the_rules(page)


def test_a_receipt_is_noted_and_checked_later(visit: Visit) -> None:
    page = visit("3/", width=PHONE)
    digest = page.locator(".hf-digests code").first.inner_text()
    page.get_by_role("link", name="History", exact=True).first.click()
    page.get_by_role("link", name="Check that nothing was altered").click()
    page.get_by_label("Receipts you kept").fill(f"3 {digest}")
    page.get_by_role("button", name="Check it now").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing was altered")
    expect(page.get_by_role("status")).to_contain_text("It fits your receipt")
    assert violations(page) == []
    page.get_by_label("Receipts you kept").fill("3 of clubs")
    page.get_by_role("button", name="Check it now").click()
    expect(page.get_by_role("alert")).to_contain_text("is not a receipt")
    assert violations(page) == []


def test_entries_are_found_without_script(visit: Visit) -> None:
    page = visit("", script=False)
    page.get_by_label("Kind").select_option("gates")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".hf-entries tbody tr")).to_have_count(4)
    page.get_by_role("link", name="Show all").click()
    expect(page.locator(".hf-entries tbody tr")).to_have_count(6)


def test_a_ledger_is_taken_away_and_cannot_be_brought_in_twice(visit: Visit, tmp_path: Path) -> None:
    page = visit("export/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Ledger (what all partners may read)").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name.startswith("two-councils-ict-partners-")
    page.goto("/arrangements/import/")
    page.get_by_label("The exported ledger").set_input_files(file)
    page.get_by_label("Short name of your body in it").fill("ostley")
    page.get_by_role("button", name="Verify it and bring it in").click()
    expect(page.get_by_role("alert")).to_contain_text("on this installation already")
    assert violations(page) == []


def test_words_are_erased(visit: Visit) -> None:
    page = visit("4/", width=PHONE)
    expect(page.locator(".hf-summary").first).to_contain_text("Quillfeather")
    page.get_by_role("link", name="Erase its words").click()
    page.get_by_role("button", name="Erase the words").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the words are erased")
    assert violations(page) == []
    page.get_by_label("Why they are erased").fill("It named a person")
    page.get_by_role("button", name="Erase the words").click()
    expect(page.get_by_text("The words of 1 entry are erased")).to_be_visible()
    expect(page.get_by_text("Quillfeather")).to_have_count(0)
    assert violations(page) == []
    assert sideways(page) == 0
