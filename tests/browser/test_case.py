"""The business case in a real browser: an example's five pages and a dropped file's one, wide, on a phone, zoomed, and without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from holdfast.files.examples import complete_example, folder
from tests.browser.conftest import WIDE, ZOOMED, Open, keeps_the_rules, sideways, violations

pytestmark = pytest.mark.browser
CASE = "/examples/four-councils/business-case/"
PAGES = [CASE, f"{CASE}benefits/", f"{CASE}road/", f"{CASE}people/", f"{CASE}stages/", "/examples/nearly-empty/business-case/"]
# An A4 page between its margins, in CSS pixels.
PAPER = 700
PAGES += ["/examples/lgss/business-case/", "/examples/nearly-empty/business-case/road/", f"{CASE}?trials=77"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_the_rules(open_page: Open, path: str) -> None:
    page = open_page(path)
    keeps_the_rules(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_finance_officer_finds_what_drives_the_answer_and_runs_it_again(open_page: Open, script: bool) -> None:
    page = open_page("/examples/four-councils/", script=script)
    page.get_by_role("link", name="Its business case").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Business case")
    expect(page.locator(".hf-answer__words").first).to_have_text("Likely to lose money")
    bridge = page.get_by_role("table", name="From the plan to the average of the trials", exact=True)
    expect(bridge.get_by_role("row", name="Overrun of the cost to set up")).to_contain_text("−3,189")
    page.get_by_label("How many trials").select_option("1000")
    page.get_by_label("Seed").fill("5")
    page.get_by_role("button", name="Run them").click()
    expect(page.get_by_text("In 1,000 trials (seed 5)")).to_be_visible()
    assert "seed=5" in page.url


def test_each_picture_has_its_table(open_page: Open) -> None:
    for path, names in ((CASE, ("what takes it there", "what has come back", "what matters most")), (f"{CASE}road/", ("the road",))):
        page = open_page(path, script=False)
        for name in names:
            before = page.locator(".hf-plain:visible").count()
            page.get_by_role("link", name=f"Table of {name}").click()
            expect(page.get_by_role("link", name=f"Picture of {name}")).to_be_visible()
            assert page.locator(".hf-plain:visible").count() == 1, before


def test_the_parts_are_reached_by_keyboard(open_page: Open) -> None:
    page = open_page(CASE)
    link = page.get_by_role("navigation", name="The case in parts").get_by_role("link", name="People it depends on")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The people it depends on")
    expect(page.get_by_role("link", name="People it depends on")).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("file", [complete_example(), folder() / "nearly-empty.toml"], ids=lambda path: path.stem)
def test_a_dropped_file_gives_its_case(open_page: Open, file: Path) -> None:
    page = open_page("/assess", width=WIDE, script=False)
    page.get_by_label("Your arrangement file").set_input_files(file)
    page.get_by_role("button", name="Work out its business case").click()
    expect(page.get_by_role("heading", name="The road to a decision")).to_be_visible()
    expect(page.get_by_text("This page is not kept")).to_be_visible()
    assert sideways(page) == 0


def test_the_page_of_a_dropped_file_keeps_the_rules(open_page: Open) -> None:
    page = open_page("/assess")
    page.locator("input[type=file]").set_input_files(complete_example())
    page.get_by_role("button", name="Work out its business case").click()
    expect(page.get_by_text("This page is not kept")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0


def test_on_paper_no_name_is_cut_and_nothing_stays_folded_away(open_page: Open) -> None:
    page = open_page(f"{CASE}people/", width=PAPER)
    page.emulate_media(media="print")
    cut = """svg => [...svg.querySelectorAll('text')].filter(text => {
      const [own, all] = [text, svg].map(found => found.getBoundingClientRect())
      const slack = getComputedStyle(svg).overflow === 'visible' ? 15 : 0
      return own.left < all.left - slack || own.right > all.right + slack
    }).map(text => text.textContent)"""
    assert page.locator(".hf-network").evaluate(cut) == []
    page = open_page(f"{CASE}road/", width=PAPER)
    page.emulate_media(media="print")
    folded = page.locator("details.hf-case-more:not([open]) li")
    assert folded.count() > 10
    assert folded.evaluate_all("found => found.filter(item => !item.checkVisibility({contentVisibilityAuto: true})).length") == 0
