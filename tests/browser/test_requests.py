"""One fact asked by link, in a real browser: asked at a desk, answered on a phone without script, looked over and entered."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, ZOOMED, Councils, Enter, press, sideways, violations

pytestmark = pytest.mark.browser


def sound(page: Page) -> None:
    """No rule of axe is broken at a desk or on a phone, and nothing scrolls sideways at 400% zoom."""
    size = page.viewport_size
    assert size
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], f"{page.url} at {width}"
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0, page.url
    page.set_viewport_size(size)


def asked(page: Page) -> str:
    """Ask for a decision; the link."""
    page.get_by_role("link", name="Ask by link for one of Joint decisions").click()
    page.get_by_label("Your question, in words").fill("What did the chair decide on the site?")
    page.get_by_label("Subject").fill("Site")
    sound(page)
    press(page, "Make the link")
    expect(page.get_by_role("alert")).to_contain_text("Say whom you ask")
    sound(page)
    page.get_by_label("Whom you ask").fill("Clerk to the board")
    press(page, "Make the link")
    expect(page.get_by_role("heading", level=1)).to_have_text("The link is made")
    sound(page)
    return page.locator(".hf-link-text code").inner_text()


def looked_at(page: Page) -> None:
    """The pages of a link, with every error that can be made in them."""
    expect(page.get_by_role("heading", level=1)).to_have_text("You are asked for one fact")
    sound(page)
    press(page, "Open the form")
    sound(page)
    press(page, "Send the answer")
    expect(page.get_by_role("alert")).to_contain_text("Choose: outcome")
    sound(page)
    press(page, "Somebody else knows")
    expect(page.get_by_role("alert")).to_contain_text("Say who knows it")
    sound(page)
    page.goto("/asked/thank-you/")
    sound(page)


def answered_on_a_phone(phone: Page) -> None:
    """From the link to the thanks, without script."""
    expect(phone.locator("main")).to_contain_text("Ann, Programme manager, Ostley District Council")
    press(phone, "Open the form")
    phone.get_by_label("Source").fill("Minute 12")
    press(phone, "Send the answer")
    expect(phone.get_by_role("alert")).to_contain_text("Choose: outcome")
    expect(phone.get_by_label("Source")).to_have_value("Minute 12")
    press(phone, "Somebody else knows")
    expect(phone.get_by_role("alert")).to_contain_text("Say who knows it")
    expect(phone.get_by_label("Source")).to_have_value("Minute 12")
    phone.get_by_role("group", name="Outcome").get_by_label("Agreed").check(force=True)
    press(phone, "Send the answer")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_a_fact_is_asked_told_on_a_phone_and_entered(enter: Enter, councils: Councils) -> None:
    evidence = f"/arrangements/{councils.arrangement}/evidence/"
    desk = enter(f"{evidence}decisions/", by="ann")
    link = asked(desk)

    looked_at(enter(link, width=PHONE))
    answered_on_a_phone(enter(link, width=PHONE, script=False))
    spent = enter(link, width=PHONE)
    expect(spent.locator("main")).to_contain_text("It has been used")
    sound(spent)

    desk.goto(evidence)
    sound(desk)
    desk.get_by_role("link", name="1 answer has come back by link").click()
    sound(desk)
    desk.get_by_role("link", name="What did the chair decide on the site?").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Answer of Clerk to the board")
    sound(desk)
    desk.get_by_text("Put something right before it is entered").click()
    sound(desk)
    desk.get_by_role("link", name="Set it aside, with a reason").click()
    sound(desk)
    desk.get_by_role("link", name="Back to the answer").click()
    press(desk, "Enter it")
    expect(desk.get_by_role("alert")).to_contain_text("Entered.")
    expect(desk.locator("main")).to_contain_text("Answered by link by Clerk to the board on")
    desk.goto(f"{evidence}requests/")
    desk.get_by_role("link", name="What did the chair decide on the site?").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Entered")
    sound(desk)


def test_the_pages_to_begin_on(enter: Enter, councils: Councils) -> None:
    page = enter(f"/arrangements/{councils.arrangement}/evidence/requests/new/", by="amy")
    sound(page)
    page.get_by_role("link", name="Posts", exact=True).click()
    sound(page)
    page.goto(f"/arrangements/{councils.arrangement}/")
    page.get_by_role("link", name=re.compile("Ask by link ?:")).first.click()
    sound(page)
