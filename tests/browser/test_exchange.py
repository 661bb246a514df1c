"""A sealed exchange from both sides, on a phone: begun, answered, sealed, opened, and checked with a receipt."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, ZOOMED, Open, filled_by, sideways, violations
from tests.workspace.apart import serving

pytestmark = pytest.mark.browser
Sign = Callable[..., Page]


@pytest.fixture(scope="module")
def settings_of_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The surroundings that the site and whoever prepares it share: one folder of data."""
    folder = tmp_path_factory.mktemp("site")
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "holdfast.web.settings", "HOLDFAST_DATA": str(folder)}


@pytest.fixture(scope="module")
def address(settings_of_site: dict[str, str]) -> Iterator[str]:
    """The address of a site of this module's own."""
    with serving(settings_of_site) as found:
        yield found


@pytest.fixture
def sign_in(open_page: Open, address: str, settings_of_site: dict[str, str]) -> Sign:
    """Opens a page of a new arrangement as Ann, its lead, or as Ben of the other body."""
    found = filled_by("workspace", settings_of_site)

    def signed(name: str, path: str = "exchanges/", **more: object) -> Page:
        page = open_page("/accessibility/", **more)
        page.context.add_cookies([{"name": "sessionid", "value": found[name], "url": address}])
        page.goto(f"/arrangements/{found['arrangement']}/{path}")
        return page

    return signed


def whole(page: Page) -> None:
    """No rule of axe is broken, and nothing scrolls sideways, here and at 400% zoom."""
    assert violations(page) == []
    assert sideways(page) == 0
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0
    page.set_viewport_size(size)


def begin(page: Page) -> None:
    page.get_by_role("button", name="Begin an exchange").click()
    whole(page)
    page.get_by_label("Where was this agreed?").fill("Programme board, 12 October, item 4")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", name="Done: 0 of 2 partners")).to_be_visible()
    whole(page)


def fill_in(page: Page, *, first: str, direction: str, wish: str, whole: Callable[[Page], None] = whole) -> None:
    """Every part, one after the other, as the pages lead."""
    page.get_by_role("link", name="Why would you share?").click()
    page.get_by_label(first, exact=True).fill("70")
    page.get_by_label("Skills", exact=True).fill("30")
    page.get_by_label(direction).check(force=True)
    whole(page)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("What it is about").first.select_option(label="Service desk")
    page.get_by_label("Red line").first.check(force=True)
    page.get_by_label("In your words").first.fill("We keep our own desk")
    whole(page)
    page.get_by_role("button", name="Save and go on").click()
    for place in range(2):
        page.get_by_label(wish).nth(place).check(force=True)
    whole(page)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Collaborate").check(force=True)
    whole(page)
    page.get_by_role("button", name="Save and go on").click()
    whole(page)
    page.get_by_label("We would rather not say").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Read your answer through")).to_be_visible()
    expect(page.get_by_text("We keep our own desk")).to_be_visible()
    whole(page)


def test_both_sides_on_a_phone(sign_in: Sign) -> None:
    ann = sign_in("ann", width=PHONE)
    begin(ann)
    ben = sign_in("ben", width=PHONE, script=False)
    ben.get_by_role("link", name="Sealed exchange 1").click()
    ben.get_by_role("link", name="Why would you share?").click()
    ben.get_by_label("Savings", exact=True).fill("20")
    ben.get_by_role("button", name="Save and go on").click()
    expect(ben.get_by_text("80 of 100 points are left to give")).to_be_visible()
    ann.reload()
    expect(ann.get_by_text("Working on it")).to_be_visible()
    ben_answers(sign_in)
    ann.reload()
    expect(ann.get_by_role("heading", name="Done: 1 of 2 partners")).to_be_visible()
    assert "We keep our own desk" not in ann.content()
    fill_in(ann, first="Income from others", direction="Grow and sell", wish="Provide")
    ann.get_by_role("button", name="Seal our answer").click()
    expect(ann.get_by_role("heading", name="Your receipt")).to_be_visible()
    whole(ann)
    ann.get_by_role("link", name="Back to the exchange").click()
    expect(ann.get_by_role("heading", name="What each partner really wants")).to_be_visible()
    expect(ann.get_by_text("Both answered before anyone could look")).to_be_visible()
    expect(ann.get_by_role("heading", name="Ostley wants to grow; Marlshire wants to shrink.")).to_be_visible()
    whole(ann)


def ben_answers(sign_in: Sign) -> None:
    """Ben fills in the rest, seals it, takes it back, and seals it again."""
    ben = sign_in("ben", "exchanges/1/", width=PHONE)
    fill_in(ben, first="Savings", direction="Shrink the estate", wish="Buy")
    ben.get_by_role("button", name="Seal our answer").click()
    expect(ben.get_by_role("heading", name="Your receipt")).to_be_visible()
    whole(ben)
    ben.goto(ben.url.replace("receipt/", "answer/"))
    whole(ben)
    ben.get_by_role("button", name="Take it back").click()
    ben.get_by_role("button", name="Seal our answer").click()
    expect(ben.get_by_role("heading", name="Your receipt")).to_be_visible()


def test_points_are_added_up_while_they_are_typed(sign_in: Sign) -> None:
    begin(sign_in("ann"))
    page = sign_in("ann", "exchanges/1/answer/motives/")
    page.get_by_label("Savings", exact=True).fill("45")
    page.get_by_label("Skills", exact=True).fill("20")
    expect(page.locator("[data-points]")).to_have_text("65")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("35 of 100 points are left to give")).to_be_visible()


def test_what_is_wrong_leads_to_its_field(sign_in: Sign) -> None:
    begin(sign_in("ann"))
    page = sign_in("ann", "exchanges/1/answer/motives/", width=PHONE)
    page.get_by_label("Savings", exact=True).fill("lots")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Savings", exact=True)).to_be_focused()
    whole(page)
    page.goto(page.url.replace("motives", "no_go_areas"))
    page.get_by_label("What it is about").first.select_option(label="Network")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Red line").first).to_be_focused()
    whole(page)


def test_pictures_tables_and_a_pasted_receipt_without_script(sign_in: Sign) -> None:
    begin(sign_in("ann"))
    for name, reason, direction, wish in (("ann", "Savings", "Grow and sell", "Provide"), ("ben", "Resilience", "Keep as it is", "Buy")):
        page = sign_in(name, "exchanges/1/", script=False)
        # axe itself needs script.
        fill_in(page, first=reason, direction=direction, wish=wish, whole=lambda page: None)
        page.get_by_role("button", name="Seal our answer").click()
        receipt = page.locator(".hf-receipt").inner_text()
    page.get_by_role("link", name="Back to the exchange").click()
    for wide in (WIDE, PHONE):
        page.set_viewport_size({"width": wide, "height": 900})
        for what, kind in (("why each would share", "Table"), ("no-go areas", "List"), ("who would provide, who would buy", "List")):
            figure = page.locator(".hf-figure").filter(has=page.get_by_role("link", name=f"{kind} of {what}"))
            page.get_by_role("link", name=f"{kind} of {what}").click()
            expect(page.locator(".hf-plain:visible")).to_have_count(1)
            expect(figure).to_have_count(0)
        page.goto(page.url.split("#")[0])
    page.get_by_role("link", name="Check the receipts yourself").click()
    page.get_by_label("Your receipt", exact=True).fill(receipt)
    page.get_by_role("button", name="Compare it").click()
    expect(page.get_by_text("It matches.")).to_be_visible()
