"""Who should pay what, in a real browser: read, tried with other figures, settled for a year; wide, on a phone, printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from holdfast.files.examples import complete_example
from tests.browser.conftest import PHONE, Open, filled_by, keeps_the_rules, sideways, violations, visits
from tests.core.sharing.alliance import alliance

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
EXAMPLE = "/examples/four-councils/fair-shares/"
PARTS = ["", "?rule=nucleolus", "votes-and-risk/", "leaving-and-joining/", "statements/", "rests-on/"]


@pytest.fixture(scope="module")
def made(address: str) -> dict[str, str]:
    """An arrangement that holds the complete example, and a session of its lead."""
    return filled_by("costed")


@pytest.fixture
def visit(browser: Browser, address: str, made: dict[str, str]) -> Iterator[Visit]:
    """Opens pages of the arrangement as its lead."""
    with visits(browser, address, made) as opened:
        yield lambda path="", **more: opened(f"/arrangements/{made['arrangement']}/fair-shares/{path}", by="session", **more)


@pytest.mark.parametrize("path", PARTS)
def test_every_page_of_an_arrangement_keeps_the_rules(visit: Visit, path: str) -> None:
    keeps_the_rules(visit(path))


@pytest.mark.parametrize("path", [*PARTS, "#rules-table"])
def test_every_page_of_the_example_keeps_the_rules(open_page: Open, path: str) -> None:
    keeps_the_rules(open_page(EXAMPLE + path))


def test_somebody_tries_another_figure_without_script(visit: Visit) -> None:
    page = visit("rests-on/", width=PHONE, script=False)
    page.get_by_label("Set to: Working together, For each pair of partners").fill("90,000")
    page.get_by_role("button", name="Work it out again").click()
    expect(page.get_by_role("heading", name="Sharing saves £2.1 million a year.")).to_be_visible()
    expect(page.get_by_text("1 figure was changed for these sums.")).to_be_visible()
    assert "90" not in page.url.rpartition("/arrangements/")[2].partition("/")[2]
    page.get_by_role("link", name="See them or put them back").click()
    page.get_by_role("button", name="Put every figure back").click()
    expect(page.get_by_role("heading", name="Sharing saves £2.4 million a year.")).to_be_visible()


def test_a_slider_and_its_field_say_the_same(open_page: Open) -> None:
    page = open_page(EXAMPLE + "rests-on/")
    field = page.get_by_label("Set to: Network, Fixed cost")
    slider = page.get_by_role("slider", name="Slide: Network, Fixed cost")
    expect(slider).to_have_value("110000")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(field).to_have_value(slider.input_value())
    field.fill("50000")
    expect(slider).to_have_value("50000")
    page.get_by_role("button", name="Work it out again").click()
    expect(page).to_have_url(re.compile("set.network.fixed=50000"))


def test_a_wrong_figure_leads_to_its_field(open_page: Open) -> None:
    page = open_page(EXAMPLE + "rests-on/")
    page.get_by_label("Set to: Network, Fixed cost").fill("plenty")
    page.get_by_role("button", name="Work it out again").click()
    expect(page.get_by_role("alert")).to_contain_text("“plenty” is not right")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Set to: Network, Fixed cost")).to_have_value("plenty")
    assert violations(page) == []


def test_somebody_settles_a_year_and_takes_the_lines_away(visit: Visit) -> None:
    page = visit("statements/", script=False)
    page.get_by_label("Rule", exact=True).select_option("nucleolus")
    page.get_by_label("What the year did cost").fill("4,100,000")
    page.get_by_label("For", exact=True).select_option("thornmere")
    page.get_by_role("button", name="Show").click()
    statement = page.get_by_role("region", name="Thornmere District Council, 2027/28")
    expect(statement).to_contain_text("Still to pay.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download every line as CSV").click()
    assert download.value.suggested_filename == "statements-2027.csv"
    assert "True-up" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_the_picture_gives_way_to_the_table(open_page: Open) -> None:
    page = open_page(EXAMPLE, width=PHONE, script=False)
    plain = page.get_by_role("table", name="What each partner would pay under each rule, in pounds a year")
    expect(plain).to_be_hidden()
    page.get_by_role("link", name="Table of what each would pay").click()
    expect(plain).to_be_visible()


def test_on_paper_there_are_statements_and_no_forms(open_page: Open) -> None:
    page = open_page(EXAMPLE + "statements/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    expect(page.get_by_role("region", name="Marlshire County Council, 2027/28")).to_be_visible()


def test_a_file_is_worked_out_and_keeps_the_rules(open_page: Open) -> None:
    page = open_page("/fair-shares")
    assert violations(page) == []
    page.set_input_files("input[type=file]", str(complete_example()))
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("heading", name="The price of leaving")).to_be_visible()
    keeps_the_rules(page)


def test_thirty_two_partners_on_a_phone(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "alliance.toml"
    path.write_text(alliance(32), encoding="utf-8")
    page = open_page("/fair-shares", width=PHONE)
    page.set_input_files("input[type=file]", str(path))
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("a stroke for every one of the 32 partners")).to_be_visible()
    # The rules of axe are kept by the same page of fewer partners, and take minutes over this one.
    assert sideways(page) == 0
