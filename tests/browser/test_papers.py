"""The page of a paper in a browser: no rule of axe is broken, nothing is asked of a network, and it fits a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from holdfast.core.evidence import Evidence
from tests.browser.conftest import PHONE, WIDE, sideways, violations
from tests.reports.opened import made
from tests.reports.subjects import ARABIC, LONG, example, named, subject

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize(
    ("found", "sections"),
    [(example, ("summary", "problems", "tasks", "cases", "method")), (lambda: named(LONG, ARABIC), ("summary", "partners", "findings"))],
    ids=["example", "names"],
)
def test_a_page_is_accessible_and_stands_alone(
    browser: Browser, tmp_path: Path, found: Callable[[], Evidence], sections: tuple[str, ...], width: int
) -> None:
    path = tmp_path / "paper.html"
    path.write_bytes(made(subject(found()), ".html", "full", *sections))
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked, messages = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(path.as_uri())
    assert violations(page) == []
    assert sideways(page) == 0
    assert (asked, messages) == ([path.as_uri()], [])
    page.close()
