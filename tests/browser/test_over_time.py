"""An arrangement over time in a real browser: as at another day, what if, warnings and actions, wide and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, filled_by, keeps_the_rules, sideways, violations, visits

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def made(address: str) -> dict[str, str]:
    """An arrangement with a past, and a session of its lead."""
    return filled_by("past_weeks")


@pytest.fixture
def visit(browser: Browser, address: str, made: dict[str, str]) -> Iterator[Visit]:
    """Opens pages of the arrangement as its lead."""
    with visits(browser, address, made) as opened:
        inside = f"/arrangements/{made['arrangement']}/"
        yield lambda path="", **more: opened(path if path.startswith(("/", "http")) else inside + path, by="session", **more)


PAGES = [
    "",
    "?as_at=2190-01-01",
    "over-time/",
    "over-time/?clock=facts",
    "warnings/",
    "what-if/",
    "what-if/?action=declare_motives&lever=appetite_gap",
    "actions/",
    "actions/new/",
    "actions/register/",
    "follow/",
    "/arrangements/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_the_rules(visit: Visit, path: str) -> None:
    page = visit(path)
    keeps_the_rules(page)


def test_on_a_phone_the_months_begin_with_the_newest_beside_the_names(visit: Visit) -> None:
    page = visit("over-time/?clock=facts", width=PHONE, script=False)
    names, months = page.locator(".hf-heat tbody th").nth(1), page.locator(".hf-heat thead th")
    name, newest, oldest = (found.bounding_box() for found in (names, months.last, months.nth(1)))
    assert name
    assert newest
    assert oldest
    assert newest["x"] + newest["width"] <= PHONE
    assert oldest["x"] < 0 <= name["x"]
    assert name["x"] + name["width"] <= newest["x"]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_finding_keeps_the_rules(visit: Visit, made: dict[str, str], width: int) -> None:
    page = visit(f"findings/{made['problem']}/", width=width)
    expect(page.get_by_role("heading", name="What changed here")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) == 0


def test_somebody_looks_back_and_comes_back_to_now(visit: Visit, made: dict[str, str]) -> None:
    page = visit(width=PHONE, script=False)
    page.get_by_text("See this page as at another day").click()
    page.get_by_label("As at").fill(made["before"])
    page.get_by_label("As known on").fill(made["before"])
    page.get_by_role("button", name="Show that day").click()
    banner = page.get_by_role("region", name="Not today’s page")
    expect(banner).to_contain_text("This is as at")
    expect(banner).to_contain_text("only what had been entered here")
    expect(page.get_by_text("Own desk")).to_have_count(0)
    page.get_by_role("link", name="Competing ambitions").first.click()
    expect(page.get_by_role("region", name="Not today’s page")).to_be_visible()
    page.get_by_role("link", name="Back to now").first.click()
    expect(page.get_by_role("region", name="Not today’s page")).to_have_count(0)
    expect(page.get_by_text("about Own desk").first).to_be_visible()


def test_a_wrong_day_is_answered_in_words(visit: Visit) -> None:
    page = visit("?known_at=2190-01-01")
    expect(page.get_by_role("alert")).to_contain_text("nobody can say yet")
    page.get_by_role("link", name="As known on").click()
    expect(page.locator("#moment-known_at")).to_be_focused()
    assert violations(page) == []


def test_somebody_asks_what_if_and_keeps_the_address(visit: Visit) -> None:
    page = visit("what-if/", width=PHONE, script=False)
    boxes = page.locator("input[name=action]")
    first = boxes.nth(0).get_attribute("value")
    boxes.nth(0).check(force=True)
    boxes.nth(1).check(force=True)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="If all that is ticked were done")).to_be_visible()
    expect(page.get_by_text("It seldom does")).to_be_visible()
    kept = page.url
    assert f"action={first}" in kept
    again = visit(kept)
    expect(again.locator(f"#action-{first}")).to_be_checked()
    expect(again.get_by_role("heading", name="If all that is ticked were done")).to_be_visible()
    again.get_by_role("link", name="Untick everything").click()
    expect(again.get_by_role("heading", name="If all that is ticked were done")).to_have_count(0)


def test_from_a_finding_to_an_action_that_is_done(visit: Visit, made: dict[str, str]) -> None:
    page = visit(f"findings/{made['problem']}/", width=PHONE)
    page.get_by_role("link", name="Do this").first.click()
    expect(page.get_by_label("What is to be done")).not_to_be_empty()
    assert violations(page) == []
    page.get_by_label("What is to be done").fill("")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is to be done")
    assert violations(page) == []
    page.get_by_label("What is to be done").fill("Meet, and lay the plans side by side")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("The action is recorded")
    page.get_by_role("link", name="Meet, and lay the plans side by side").click()
    page.get_by_label("Done", exact=True).check(force=True)
    assert violations(page) == []
    page.get_by_role("button", name="Keep it").click()
    page.get_by_label("Status").select_option("done")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("link", name="Meet, and lay the plans side by side")).to_be_visible()


def test_a_warning_is_set_aside_and_taken_up_again(visit: Visit) -> None:
    page = visit("warnings/", width=PHONE)
    expect(page.get_by_text("“Bring the plans together” (Leaders) was due on").first).to_be_visible()
    page.get_by_role("link", name=re.compile(r"Set aside\s*: An action is late")).first.click()
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it can wait")
    assert violations(page) == []
    page.get_by_label("Why").fill("The board meets next week")
    tomorrow = page.evaluate("new Date(Date.now() + 3 * 86400000).toISOString().slice(0, 10)")
    page.get_by_label("Until").fill(tomorrow)
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_role("heading", name="Set aside by your body")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=re.compile(r"Take up again\s*: An action is late")).click()
    expect(page.get_by_role("heading", name="Set aside by your body")).to_have_count(0)
