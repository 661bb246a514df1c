"""A token from the page of one's account to a program's first request, in a real browser; and the reference, readable everywhere."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, ZOOMED, filled_by, sideways, violations, visits
from tests.workspace.apart import installation

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A site of its own with Ann's arrangement and her session; and its address."""
    with installation(tmp_path_factory.mktemp("holdfast"), database="") as own, own.serving() as address:
        yield {**filled_by("workspace", own.environment), "address": address}


@pytest.fixture
def page(browser: Browser, made: dict[str, Any]) -> Iterator[Page]:
    """Ann's browser; what its console says fails the test."""
    with visits(browser, made["address"], made) as opened:
        yield opened(by="ann")


def sound(page: Page) -> None:
    """No rule of axe is broken at any width, and nothing is out of sight at 400%."""
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], page.url
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0, page.url
    page.set_viewport_size({"width": WIDE, "height": 900})


def test_from_the_page_of_an_account_to_a_first_request(page: Page, made: dict[str, Any]) -> None:
    page.goto("/account/")
    page.get_by_role("link", name="See and make tokens").click()
    sound(page)
    page.get_by_role("button", name="Make a token").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Make the token").click()
    sound(page)
    page.get_by_label("What it is for").fill("Nightly copy")
    page.get_by_label("Two Councils ICT").check()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("heading", name="The token is made")).to_be_visible()
    sound(page)
    secret = page.locator(".hf-link-text code").inner_text()
    asked = urllib.request.Request(f"{made['address']}/api/v1/arrangements", headers={"Authorization": f"Bearer {secret}"})
    with urllib.request.urlopen(asked) as answer:
        assert [found["name"] for found in json.load(answer)["items"]] == ["Two Councils ICT"]
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name="Withdraw").click()
    sound(page)
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("Whatever used it can do nothing more")).to_be_visible()
    sound(page)


def test_the_reference_is_readable_everywhere(page: Page) -> None:
    page.goto("/api/v1/docs")
    sound(page)
    page.get_by_role("link", name="Exports").click()
    expect(page.get_by_role("heading", name="A paper")).to_be_visible()
