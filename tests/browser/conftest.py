"""A running site and a browser; without a browser the stories are skipped, and the summary says why."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.__main__ import LEFT_OUT
from tests.browser.chromium import FLAGS, find

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, PHONE, ZOOMED = 1280, 390, 320
Open = Callable[..., Page]
# A busy machine may take its time; what never comes is found all the same.
expect.set_options(timeout=20_000)
Enter = Callable[..., Page]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a site that runs for the tests."""
    command = [sys.executable, "-m", "holdfast.web", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://[^/]+", process.stdout.readline())
        assert found
        yield found.group()
        process.terminate()


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
    contexts, messages = [], []

    def opened(path: str = "/", *, width: int = WIDE, script: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=address)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    # Chromium reports each answer of 404 or 422 on the console, which is what some stories ask for.
    assert [message for message in messages if "the server responded with a status of" not in message] == []


@dataclass(frozen=True)
class Councils:
    """A running site with two councils in it."""

    address: str
    arrangement: str
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Councils]:
    """The site, with a folder of its own."""
    folder = tmp_path_factory.mktemp("holdfast")
    environment = {**os.environ, "HOLDFAST_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "holdfast.web.settings"}
    command = [sys.executable, "-m", "tests.browser.two_councils"]
    made = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    server = [sys.executable, "-m", "holdfast.web", "--port", "0"]
    with subprocess.Popen(server, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://[^/]+", process.stdout.readline())
        assert found
        yield Councils(found.group(), **json.loads(made))
        process.terminate()


@pytest.fixture
def enter(browser: Browser, councils: Councils) -> Iterator[Enter]:
    """Opens a page as somebody, or as nobody; what the console says fails the test, but for refusals that are asked for."""
    contexts, said = [], []

    def entered(path: str, *, by: str = "", width: int = WIDE, script: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=councils.address, java_script_enabled=script)
        if by:
            context.add_cookies([{"name": "sessionid", "value": councils.sessions[by], "url": councils.address}])
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.goto(path)
        return opened

    yield entered
    for context in contexts:
        context.close()
    assert [message for message in said if "the server responded with a status of" not in message] == []


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
