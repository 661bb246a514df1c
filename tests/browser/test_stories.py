"""What people do with the site, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open, go_back, sideways, violations

pytestmark = pytest.mark.browser
EXAMPLES = Path(__file__).parents[2] / "examples"


def _answer(page: Page, point: int) -> None:
    page.locator(f"#answer-{point}").check(force=True)
    asked = page.locator("h1").inner_text()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).not_to_have_text(asked)


def test_somebody_without_a_file_answers_questions(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("button", name="Start the quick check").click()
    asked = []
    for point in (0, 1, 3, 4):
        asked.append(page.locator("h1").inner_text())
        _answer(page, point)
    assert len(set(asked)) == len(asked)
    expect(page.get_by_role("heading", name="Known after each answer")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Stop and see the result").click()
    expect(page.get_by_role("heading", name="Will it hold?")).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="As a TOML file").click()
    assert download.value.suggested_filename == "my-arrangement.toml"


def test_going_back_and_changing_an_answer(open_page: Open) -> None:
    page = open_page("/quick-check/")
    first = page.locator("h1").inner_text()
    _answer(page, 2)
    second = page.locator("h1").inner_text()
    _answer(page, 2)
    go_back(page)
    expect(page.locator("h1")).to_have_text(second)
    _answer(page, 0)
    page.get_by_text("See or change your answers").click()
    page.get_by_role("button", name="Change").first.click()
    expect(page.locator("h1")).to_have_text(first)
    expect(page.locator("#answer-2")).to_be_checked()


def test_continue_without_an_answer(open_page: Open) -> None:
    page = open_page("/quick-check/")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the answer that fits best")
    assert violations(page) == []


def test_somebody_drops_a_file(open_page: Open) -> None:
    page = open_page("/")
    page.locator("input[type=file]").set_input_files(EXAMPLES / "casebook/strata.toml")
    page.get_by_role("button", name="Assess it").click()
    expect(page.get_by_role("heading", name="Strata Service Solutions", level=1)).to_be_visible()
    page.locator(".hf-strip a").first.click()
    expect(page.locator("details.hf-finding[open]")).to_have_count(1)
    assert violations(page) == []


def test_a_file_with_faults(open_page: Open) -> None:
    page = open_page("/assess", width=PHONE)
    wrong = b"[arrangement]\nname = 'X'\n[[partners]]\npartner = 'a'\n[[shoes]]\nsize = 4\n"
    page.locator("input[type=file]").set_input_files({"name": "mine.toml", "mimeType": "text/plain", "buffer": wrong})
    page.get_by_role("button", name="Assess it").click()
    expect(page.get_by_role("alert")).to_contain_text("mine.toml, partners, row 1, name")
    assert violations(page) == []
    assert sideways(page) == 0


def test_no_file(open_page: Open) -> None:
    page = open_page("/assess")
    page.get_by_role("button", name="Assess it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file first")
    assert violations(page) == []


def test_picture_or_table(open_page: Open) -> None:
    page = open_page("/examples/four-councils/", script=False)
    picture, table = page.locator(".hf-picture").first, page.locator(".hf-plain").first
    expect(picture).to_be_visible()
    expect(table).to_be_hidden()
    page.get_by_role("link", name="Table of the 15 problems").click()
    expect(table).to_be_visible()
    expect(picture).to_be_hidden()
    page.get_by_role("link", name="Picture of the 15 problems").click()
    expect(picture).to_be_visible()


def test_everything_works_without_script(open_page: Open) -> None:
    page = open_page("/quick-check/", script=False)
    _answer(page, 1)
    page.get_by_role("button", name="Stop and see the result").click()
    expect(page.get_by_role("heading", name="Will it hold?")).to_be_visible()
    page.locator("details.hf-finding summary").first.click()
    expect(page.get_by_text("Where such arrangements start").first).to_be_visible()
    page.goto("/assess")
    page.locator("input[type=file]").set_input_files(EXAMPLES / "nearly-empty.toml")
    page.get_by_role("button", name="Assess it").click()
    expect(page.get_by_text("These 5 answers would tell most")).to_be_visible()


def test_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/quick-check/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#answer-1")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("question 2")).to_be_visible()


def test_the_next_stop_after_a_switch_is_inside_its_figure(open_page: Open) -> None:
    page = open_page("/examples/nearly-empty/")
    page.get_by_role("link", name="Table of the 15 problems").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Picture of the 15 problems")).to_be_focused()


def test_print_shows_picture_and_table(open_page: Open) -> None:
    page = open_page("/examples/nearly-empty/")
    page.emulate_media(media="print")
    expect(page.locator(".hf-picture").first).to_be_visible()
    expect(page.locator(".hf-plain").first).to_be_visible()
