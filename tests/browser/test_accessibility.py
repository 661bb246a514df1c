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
    "/sign-in/",
    "/sign-in/forgotten/",
    "/sign-in/by-invitation/",
    "/invitations/none/",
    "/assess",
    "/quick-check/",
    "/examples/",
    "/examples/four-councils/",
    "/examples/nearly-empty/",
    "/examples/nearly-empty/#problems-table",
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


@pytest.mark.parametrize("path", PATHS)
def test_no_rule_is_broken(open_page: Open, path: str) -> None:
    page = open_page(path, width=WIDE)
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert violations(page) == []
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0


def test_open_findings(open_page: Open) -> None:
    page = open_page("/examples/guide-1/", width=WIDE)
    page.evaluate("document.querySelectorAll('.hf-finding').forEach((found, place) => { if (place % 8 === 0) found.open = true })")
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert violations(page) == []
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0
