"""A readiness round in a real browser: answered on a phone, by keyboard, without script and with the line cut; run and read at a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, ZOOMED, Enter, filled_by, press, sideways, violations, visits
from tests.workspace.apart import installation

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Site:
    """A running site with rounds in it."""

    address: str
    arrangement: str
    sessions: dict[str, str]
    links: dict[str, str]

    def inside(self, path: str) -> str:
        """An address of its arrangement."""
        return f"/arrangements/{self.arrangement}/rounds/{path}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, with a folder of its own."""
    with installation(tmp_path_factory.mktemp("holdfast"), database="") as own:
        made = filled_by("round_site", own.environment)
        with own.serving() as address:
            yield Site(address, **made)


@pytest.fixture
def enter(browser: Browser, site: Site) -> Iterator[Enter]:
    """Opens a page as somebody, or as nobody; what the console says fails the test, but for refusals that are asked for."""
    with visits(browser, site.address, site.sessions, width=PHONE, height=800) as opened:
        yield opened


def sound(page: Page) -> None:
    """No rule of axe is broken at a desk or on a phone, and nothing scrolls sideways at 400% zoom."""
    size = page.viewport_size
    assert size
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == [], f"{page.url} at {width}"
    page.set_viewport_size({"width": ZOOMED, "height": 800})
    assert sideways(page) == 0, page.url
    page.set_viewport_size(size)


def choose(page: Page, point: int) -> None:
    """The same point for every question of the page."""
    expect(page.locator(".hf-question").first).to_be_visible()
    for question in page.locator(".hf-question").all():
        question.get_by_role("radio").nth(point).check(force=True)


def choose_throughout(page: Page, point: int) -> None:
    """The same point for every question, page after page."""
    expect(page.locator(".hf-question").first).to_be_visible()
    while page.locator(".hf-question").count():
        choose(page, point)
        with page.expect_navigation():
            page.locator("main form button").first.click()


def test_somebody_answers_on_a_phone_and_comes_back(enter: Enter, site: Site) -> None:
    phone = enter(site.links["many"])
    sound(phone)
    press(phone, "Begin")
    expect(phone.get_by_role("alert")).to_contain_text("Choose the group that you belong to")
    sound(phone)
    phone.get_by_label("Staff", exact=True).check(force=True)
    press(phone, "Begin")
    expect(phone.locator(".hf-asked-why").first).to_be_hidden()
    choose(phone, 0)
    expect(phone.locator(".hf-asked-why").first).to_be_visible()
    phone.locator("textarea").first.fill("Nobody told us.")
    sound(phone)
    press(phone, "Save and stop for now")
    expect(phone.get_by_role("alert")).to_contain_text("come back until")
    sound(phone)
    own = phone.locator(".hf-address").inner_text()
    again = enter(own)
    press(again, "Go on with my answers")
    expect(again.locator(".hf-ask__place")).to_contain_text("Part 2 of")
    phone.goto(site.links["many"])
    sound(phone)
    press(phone, "Go on with my answers")
    choose_throughout(phone, 3)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(phone.locator("main")).to_contain_text("Nobody told us.")
    sound(phone)
    code = phone.locator(".hf-code__code").inner_text()
    press(phone, "Hand in")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Handed in")
    expect(phone.locator("main")).to_contain_text(code)
    sound(phone)
    again.reload()
    expect(again.get_by_role("heading", level=1)).to_have_text("Already handed in")
    sound(again)
    phone.goto("/answer/receipt/")
    phone.get_by_label("Receipt code").fill(code.lower())
    press(phone, "Check")
    expect(phone.locator("main")).to_contain_text("Your answers are in.")
    sound(phone)


def test_with_the_line_cut_nothing_is_lost(enter: Enter, site: Site) -> None:
    phone = enter(site.links["letter"])
    press(phone, "Begin")
    choose(phone, 2)
    phone.context.set_offline(True)
    press(phone, "Save and go on")
    expect(phone.locator(".hf-offline")).to_be_visible()
    expect(phone.locator(".hf-question").first.get_by_role("radio").nth(2)).to_be_checked()
    assert violations(phone) == []
    phone.context.set_offline(False)
    press(phone, "Save and go on")
    expect(phone.locator(".hf-ask__place")).to_contain_text("Part 2 of")


def test_two_devices_at_once(enter: Enter, site: Site) -> None:
    first, second = enter(site.links["post"]), enter(site.links["post"])
    press(first, "Begin")
    second.reload()
    press(second, "Go on with my answers")
    for page, point in ((first, 1), (second, 4)):
        choose(page, point)
        press(page, "Save and go on")
    expect(second.get_by_role("alert")).to_contain_text("answered on another device meanwhile")
    expect(second.locator(".hf-question").first.get_by_role("radio").nth(4)).to_be_checked()
    sound(second)
    press(second, "Save and go on")
    expect(second.locator(".hf-ask__place")).to_contain_text("Part 2 of")
    second.goto(f"{site.links['post']}check/")
    expect(second.get_by_role("group", name=re.compile("How shall your answers as Chief executive count"))).to_be_visible()
    sound(second)


def test_by_keyboard_alone(enter: Enter, site: Site) -> None:
    phone = enter(site.links["keys"])
    keys = phone.keyboard
    phone.locator("main button").focus()
    keys.press("Enter")
    expect(phone.locator(".hf-question").first).to_be_visible()
    while phone.locator(".hf-question").count():
        for place in range(phone.locator(".hf-question").count()):
            phone.locator(".hf-question").nth(place).get_by_role("radio").first.focus()
            for _step in range(3):
                keys.press("ArrowDown")
            expect(phone.locator(".hf-question").nth(place).get_by_role("radio").nth(3)).to_be_checked()
            # To the comment and past it; the next stop is the next question, or the button.
            keys.press("Tab")
            expect(phone.locator(".hf-question").nth(place).locator("summary")).to_be_focused()
        keys.press("Tab")
        expect(phone.locator("main form button").first).to_be_focused()
        with phone.expect_navigation():
            keys.press("Enter")
    phone.get_by_role("button", name="Hand in").focus()
    keys.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Handed in")


def test_without_script(enter: Enter, site: Site) -> None:
    phone = enter(site.links["bare"], script=False)
    press(phone, "Begin")
    choose_throughout(phone, 5)
    press(phone, "Hand in")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Handed in")


def test_a_round_is_run_at_a_desk(enter: Enter, site: Site) -> None:
    desk = enter(site.inside(""), by="ann", width=WIDE)
    sound(desk)
    desk.get_by_role("button", name="Begin a round").click()
    sound(desk)
    press(desk, "Set the round up")
    expect(desk.get_by_role("alert")).to_contain_text("Give the round a name")
    sound(desk)
    desk.get_by_label("Name of the round").fill("Half-way")
    desk.get_by_label(re.compile("Short health check")).check(force=True)
    desk.get_by_label(re.compile("Openly, by every partner")).check(force=True)
    press(desk, "Set the round up")
    expect(desk.get_by_role("alert")).to_contain_text("Now invite people")
    sound(desk)
    desk.get_by_role("button", name="Invite people").click()
    press(desk, "Invite")
    expect(desk.get_by_role("alert")).to_contain_text("Choose a group")
    sound(desk)
    desk.get_by_label("Staff", exact=True).check(force=True)
    desk.get_by_label("Whom you ask, one a line").fill("Clerk to the board\nHead of the desk")
    press(desk, "Invite")
    expect(desk.locator(".hf-address")).to_have_count(2)
    sound(desk)
    desk.get_by_role("link", name="Back to the round").click()
    desk.get_by_role("button", name="Make a link for many").click()
    sound(desk)
    desk.get_by_label("What the link is for").fill("Newsletter")
    desk.get_by_label("At most how many people").fill("30")
    press(desk, "Make the link")
    desk.get_by_role("link", name="Back to the round").click()
    sound(desk)
    desk.get_by_role("button", name=re.compile("Withdraw ?: Clerk to the board")).click()
    expect(desk.get_by_role("alert")).to_contain_text("The link no longer works.")
    desk.get_by_role("link", name="Close it before its last day").click()
    sound(desk)


@pytest.mark.parametrize("script", [True, False])
def test_the_results_are_read(enter: Enter, site: Site, script: bool) -> None:
    desk = enter(site.inside("2/results/"), by="ben", width=WIDE, script=script)
    expect(desk.get_by_role("heading", level=1)).to_have_text("This year")
    expect(desk.locator("main")).to_contain_text("The answers are those that were handed in.")
    expect(desk.locator("main")).to_contain_text("Since “Last year”")
    if script:
        sound(desk)
    desk.get_by_role("link", name="Table of the areas").click()
    expect(desk.get_by_role("table", name="Areas by group")).to_be_visible()
    if script:
        sound(desk)
    desk.get_by_label("Show by").select_option("role")
    press(desk, "Show")
    expect(desk.get_by_role("heading", name="How each group of people sees each area")).to_be_visible()
    if script:
        sound(desk)
    desk.get_by_role("link", name=re.compile("Read the .* comments")).click()
    expect(desk.locator("blockquote").first).to_be_visible()
    if script:
        sound(desk)
        desk.goto("/how-rounds-are-read/")
        sound(desk)
