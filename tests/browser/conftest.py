"""A running site and a browser; without a browser the stories are skipped, and the summary says why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.__main__ import LEFT_OUT
from tests.browser.axe import source
from tests.browser.chromium import FLAGS, find
from tests.workspace.apart import installation, serving

AXE = source()
ROOT = Path(__file__).parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, PHONE, ZOOMED = 1280, 390, 320
# Chromium reports each answer of 404 or 422 on the console, which is what some stories ask for.
EXPECTED = "the server responded with a status of"
Open = Enter = Callable[..., Page]
# A busy machine may take its time; what never comes is found all the same.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In CI a story that fails is told once more, and named in the summary: a browser on a crowded machine may lose its page."""
    if os.environ.get("CI"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.flaky(reruns=1))


def filled_by(module: str, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What one of the programs beside this one prints of what it put into a site; into that of all stories, where no other is named."""
    settings = {**(os.environ if environment is None else environment), "DJANGO_SETTINGS_MODULE": "holdfast.web.settings"}
    command = [sys.executable, "-m", f"tests.browser.{module}"]
    made = subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(made)
    return found


@contextmanager
def visits(
    browser: Browser,
    address: str,
    sessions: Mapping[str, str] | None = None,
    *,
    width: int = WIDE,
    height: int = 900,
    expected: tuple[str, ...] = (),
) -> Iterator[Open]:
    """Opens pages as somebody, or as nobody, each in a browser of its own; what a console says fails the test.

    A page is opened empty where no path is given. A message may be the refusal of a policy; refusals of the site, and what else is
    `expected`, are asked for.
    """
    contexts, said = [], []
    usual = width

    def opened(path: str | None = None, *, by: str = "", width: int = usual, script: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=address, java_script_enabled=script)
        contexts.append(context)
        if by:
            context.add_cookies([{"name": "sessionid", "value": (sessions or {})[by], "url": address}])
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        if path is not None:
            page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [message for message in said if not any(each in message for each in (EXPECTED, *expected))] == []


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a site that runs for the tests."""
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all stories."""
    path = find()
    if path is None:
        pytest.skip(LEFT_OUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages; a message on a page's console, such as a refusal by the policy, fails the test."""
    with visits(browser, address) as opened:
        yield lambda path="/", **more: opened(path, **more)


@dataclass(frozen=True)
class Councils:
    """A running site with two councils in it."""

    address: str
    arrangement: str
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Councils]:
    """The site, with a folder of its own."""
    with installation(tmp_path_factory.mktemp("holdfast"), database="") as own:
        made = filled_by("two_councils", own.environment)
        with own.serving() as address:
            yield Councils(address, **made)


@pytest.fixture
def enter(browser: Browser, councils: Councils) -> Iterator[Enter]:
    """Opens a page as somebody, or as nobody; what the console says fails the test, but for refusals that are asked for."""
    with visits(browser, councils.address, councils.sessions) as opened:
        yield opened


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page, once it has arrived whole."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    # Only what is broken is described: to describe every element that keeps a rule takes as long as finding out.
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window, once it has arrived whole."""
    # To ask for a place on the page makes a browser lay it out before its style sheets are there.
    page.wait_for_load_state()
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def go_back(page: Page) -> None:
    """Go back by one page, from one that has arrived whole: a browser in the middle of changing pages refuses to."""
    page.wait_for_load_state()
    page.go_back()


def press(page: Page, name: str) -> None:
    """Press the button of this name that stands in the page itself."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def keeps_the_rules(page: Page) -> None:
    """With all that is folded away laid open, no rule of axe is broken here or on a phone, and nothing scrolls sideways at 400% zoom."""
    page.evaluate("document.querySelectorAll('details').forEach(found => { found.open = true })")
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert violations(page) == []
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0
