"""The business case of every example and of a dropped file."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdfast.core.business_case import work_out
from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import assessed, examples
from holdfast.web.page.case.pages import PARTS

COMPLETE = "four-councils"


@pytest.mark.parametrize("slug", [example.slug for example in examples()])
def test_every_part_of_every_example_is_shown(client: Client, slug: str) -> None:
    for part in PARTS:
        answer = client.get(f"/examples/{slug}/business-case/" + ("" if part == "worth" else f"{part}/"))
        assert answer.status_code == 200, part
        main = answer.text.split("<main")[1]
        found = re.findall(r"\bNone\b(?! so far)|\bnan\b|Decimal\(|%\(", main.replace("<td>None</td>", ""))
        assert found == [], part


def test_an_example_leads_to_its_case_and_back(client: Client) -> None:
    assert f'href="/examples/{COMPLETE}/business-case/"' in client.get(f"/examples/{COMPLETE}/").text
    assert f'href="/examples/{COMPLETE}/"' in client.get(f"/examples/{COMPLETE}/business-case/road/").text


def test_the_page_shows_what_the_command_shows(client: Client) -> None:
    whole = work_out(assessed(COMPLETE).evidence, site_catalogue())
    text = client.get(f"/examples/{COMPLETE}/business-case/").text
    assert whole.bridge is not None
    for step in whole.bridge.steps:
        if step.amount:
            assert f">{round(step.amount / 1000):+,}<".replace("-", "−") in text
    adjusted = next(view for view in whole.simulations if view.view == "adjusted")
    assert f"{adjusted.whole.chance_of_loss:.0%}" in text
    assert "overrun of the cost to set up, which takes £3.2 million" in text


def test_other_trials_can_be_asked_for_without_script(client: Client) -> None:
    text = client.get(f"/examples/{COMPLETE}/business-case/", {"trials": "1000", "seed": "9"}).text
    assert "In 1,000 trials (seed 9)" in text
    assert '<option value="1000" selected>' in text
    for refused in ("77", "100000"):
        assert client.get(f"/examples/{COMPLETE}/business-case/", {"trials": refused}).status_code == 422


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/examples/nowhere/business-case/").status_code == 404
    assert client.get(f"/examples/{COMPLETE}/business-case/nonsense/").status_code == 404


def test_a_dropped_file_gives_every_part_on_one_page(client: Client) -> None:
    content = assessed(COMPLETE).example.path.read_bytes()
    answer = client.post("/business-case", {"file": SimpleUploadedFile("four.toml", content)})
    assert answer.status_code == 200
    for words in ("Will it pay its way?", "Will the benefits come?", "When will it be decided?", "On whom does it rest?", "Could it stop"):
        assert words in answer.text
    assert "This page is not kept" in answer.text
    assert 'id="again"' not in answer.text, "what is not kept cannot be run again"


def test_a_file_with_faults_and_no_file_are_told_in_words(client: Client) -> None:
    bad = client.post("/business-case", {"file": SimpleUploadedFile("bad.toml", b"[arrangement]\nname = 3")})
    assert bad.status_code == 422
    none = client.post("/business-case")
    assert none.status_code == 422
    assert "Choose a file first" in none.text


def test_looking_for_the_page_of_a_file_leads_to_the_form(client: Client) -> None:
    assert client.get("/business-case").headers["Location"] == "/assess"
    form = client.get("/assess").text
    assert 'formaction="/business-case"' in form
