"""No rule of axe is broken on any kind of page, wide or narrow, and none scrolls sideways at 400% zoom."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, WIDE, ZOOMED, Open, sideways, violations

pytestmark = pytest.mark.browser
PATHS = (
    "/",
    "/how-it-works/",
    "/accessibility/",
    "/privacy/",
    "/assess",
    "/quick-check/",
    "/examples/",
    "/examples/four-councils/",
    "/examples/nearly-empty/",
    "/examples/four-councils/#problems-table",
    "/examples/four-councils/findings/sovereignty_and_personal_agenda/",
    "/examples/four-councils/findings/sovereignty_and_personal_agenda/#waterfall-sovereignty_and_personal_agenda-table",
    "/examples/nearly-empty/findings/skills_shortage/",
    "/examples/guide-1/findings/key_person_dependency/",
    "/problems/",
    "/problems/skills_shortage/",
    "/patterns/",
    "/patterns/key_person_dependency/",
    "/indicators/",
    "/indicators/cost_against_vote/",
    "/indicators/separate_identity/",
    "/questions/",
    "/questions/shared_vision/",
    "/actions/",
    "/cases/",
    "/cases/strata/",
    "/cases/southwest_one/",
    "/parameters/",
    "/parameters/notice_months/",
    "/nowhere/",
)


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("path", PATHS)
def test_no_rule_is_broken(open_page: Open, path: str, width: int) -> None:
    assert violations(open_page(path, width=width)) == []


@pytest.mark.parametrize("path", PATHS)
def test_no_page_scrolls_sideways_at_400_percent(open_page: Open, path: str) -> None:
    assert sideways(open_page(path, width=ZOOMED)) == 0


@pytest.mark.parametrize("width", [WIDE, PHONE, ZOOMED])
def test_open_findings(open_page: Open, width: int) -> None:
    page = open_page("/examples/four-councils/", width=width)
    page.evaluate("document.querySelectorAll('.hf-finding').forEach((found, place) => { if (place % 8 === 0) found.open = true })")
    assert violations(page) == []
    assert sideways(page) == 0
