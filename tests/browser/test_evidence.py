"""Recording evidence together, in a real browser: on a phone, by keyboard, without script, with a stale form, from a file."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, ZOOMED, Councils, Enter, go_back, sideways, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(enter: Enter, councils: Councils) -> Enter:
    """Opens a page of the evidence as somebody, Ann where nobody is named."""
    return lambda page="", *, by="ann", **more: enter(path(councils, page), by=by, **more)


def path(councils: Councils, page: str) -> str:
    return f"/arrangements/{councils.arrangement}/evidence/{page}"


def _sound(page: Page) -> None:
    """No rule of axe is broken, and nothing scrolls sideways at 400% zoom."""
    assert violations(page) == []
    size = page.viewport_size
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0
    assert size
    page.set_viewport_size(size)


PAGES = (
    "",
    "partners/",
    "alignment/",
    "money/",
    "decisions/?words=cabinet&since=2026-01-01",
    "people/",
    "rules/",
    "history/",
    "partners/partners/",
    "money/cash_lines/?sort=-likely",
    "decisions/gates/add/",
    "money/benefits/add/",
    "partners/partners/add/",
    "scope/stages/add/",
    "entries/20/",
    "entries/20/correct/",
    "entries/20/retire/",
    "entries/20/reveal/",
    "head/",
    "stakes/",
    "import/",
)


@pytest.mark.parametrize("page", PAGES)
def test_no_rule_is_broken(visit: Enter, page: str) -> None:
    opened = visit(page)
    _sound(opened)
    opened.set_viewport_size({"width": PHONE, "height": 900})
    assert violations(opened) == []
    assert sideways(opened) == 0


def test_recording_on_a_phone(visit: Enter) -> None:
    page = visit(width=PHONE)
    page.locator("main").get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Add to Posts").click()
    page.get_by_label("Post", exact=True).fill("Head of ICT")
    page.get_by_label("Full title").fill("Head of ICT")
    page.get_by_role("group", name="Leaves").get_by_label("Day").fill("31")
    page.get_by_role("group", name="Leaves").get_by_label("Month").fill("2")
    page.get_by_role("group", name="Leaves").get_by_label("Year").fill("2027")
    page.get_by_role("group", name="Duties").get_by_label("Programme").check(force=True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("“Head of ICT” is not right")
    expect(page.get_by_role("alert")).to_contain_text("Leaves: “31 2 2027” is not a day")
    expect(page.get_by_role("alert")).to_contain_text("Enter: source")
    _sound(page)
    page.get_by_role("link", name="Enter: source").click()
    expect(page.get_by_label("Source")).to_be_focused()
    page.keyboard.type("Structure chart")
    page.get_by_label("Post", exact=True).fill("head-of-ict-2")
    page.get_by_role("group", name="Leaves").get_by_label("Day").fill("28")
    expect(page.get_by_role("group", name="Duties").get_by_label("Programme")).to_be_checked()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Recorded under Posts.")
    _sound(page)


def test_correcting_with_a_stale_form(visit: Enter, councils: Councils) -> None:
    page = visit("decisions/gates/add/")
    page.get_by_label("Gate", exact=True).fill("stale-gate")
    page.get_by_label("Full name").fill("Stale gate")
    page.get_by_label("Source").fill("Plan")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Recorded under Gates.")
    page.goto(path(councils, "decisions/gates/?words=stale"))
    page.get_by_role("link", name=re.compile("Correct ?: Stale gate")).click()
    expect(page.get_by_label("Full name")).to_have_value("Stale gate")
    other = visit(by="amy")
    other.goto(page.url)
    other.get_by_label("Full name").fill("Amy’s words")
    other.get_by_role("button", name="Save the correction").click()
    expect(other.get_by_role("alert")).to_contain_text("Corrected")

    page.get_by_label("Full name").fill("Ann’s words")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody has replaced this meanwhile")
    expect(page.get_by_role("cell", name="Amy’s words")).to_be_visible()
    expect(page.get_by_role("cell", name="Ann’s words")).to_be_visible()
    _sound(page)
    page.get_by_role("button", name="Save mine as a correction").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ann’s words")
    page.get_by_role("link", name="Retire it, with a reason").click()
    page.get_by_label("Why it no longer holds").fill("It was for a story")
    page.get_by_role("button", name="Retire it").click()
    expect(page.get_by_role("alert")).to_contain_text("Retired")
    go_back(page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("no longer stands")
    _sound(page)


FILE = b"""
[[gates]]
gate = "from-a-file"
name = "From a file"
on = 2026-01-01
source = "Plan"
[[decisions]]
subject = "From a file"
outcome = "agreed"
on = 2026-01-01
source = "Minute"
"""


def _choose(page: Page, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": "ours.toml", "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="See what it would change").click()


def test_bringing_in_a_file(visit: Enter) -> None:
    page = visit("import/")
    _choose(page, FILE.replace(b'"agreed"', b'"perhaps"'))
    expect(page.get_by_role("alert")).to_contain_text("There is 1 thing to put right")
    expect(page.get_by_role("row", name="Joint decisions 1 outcome")).to_contain_text("expected one of agreed, blocked, deferred")
    _sound(page)
    _choose(page, FILE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("What ours.toml would change")
    page.get_by_label("Take the 1 new record").last.uncheck(force=True)
    page.locator("details").first.locator("summary").click()
    _sound(page)
    page.get_by_role("button", name="Record what is ticked").click()
    expect(page.get_by_role("alert")).to_contain_text("1 record was taken from ours.toml")
    page.goto(page.url + "import/")
    _choose(page, FILE.replace(b'name = "From a file"', b'name = "Changed"'))
    expect(page.get_by_text("1 changed")).to_be_visible()
    expect(page.locator("ins")).to_have_text("Changed")
    _sound(page)


def test_shares_by_keyboard_alone(visit: Enter) -> None:
    page = visit("stakes/")
    page.get_by_label("Share of cost, Ostley District Council").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("90%")
    page.get_by_role("button", name="Add up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Adds up to")).to_contain_text("170.9%")
    page.get_by_label("Source").focus()
    page.keyboard.type("Paper")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("expected 1 over all partners")
    _sound(page)


def test_adding_by_keyboard_alone(visit: Enter) -> None:
    page = visit("decisions/decisions/add/")
    page.get_by_label("Subject").focus()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("group", name="Outcome").get_by_label("Agreed")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name="Outcome").get_by_label("Blocked")).to_be_checked()
    page.get_by_label("Source").focus()
    page.keyboard.type("Minute")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Recorded under Joint decisions.")


def test_without_script(visit: Enter, councils: Councils) -> None:
    page = visit("decisions/?words=scrutiny", script=False)
    expect(page.get_by_role("link", name="Joint scrutiny", exact=True)).to_be_visible()
    page.get_by_role("link", name="Add to Joint decisions").click()
    page.get_by_label("Subject").fill("Without script")
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose: outcome")
    expect(page.get_by_label("Subject")).to_have_value("Without script")
    page.get_by_role("group", name="Outcome").get_by_label("Agreed").check(force=True)
    page.get_by_label("Source").fill("Minute 7")
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_label("Subject")).to_have_value("")
    expect(page.get_by_label("Source")).to_have_value("Minute 7")
    page.goto(path(councils, "import/"))
    _choose(page, FILE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("What ours.toml would change")


def test_two_clicks_and_the_back_button(visit: Enter, councils: Councils) -> None:
    page = visit("decisions/decisions/add/", script=False)
    page.get_by_label("Subject").fill("Clicked twice")
    page.get_by_role("group", name="Outcome").get_by_label("Agreed").check(force=True)
    page.get_by_label("Source").fill("Minute")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Recorded under Joint decisions.")
    go_back(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Exactly this is recorded already")
    page.goto(path(councils, "decisions/decisions/?words=clicked"))
    expect(page.get_by_text("1 record", exact=True)).to_be_visible()
