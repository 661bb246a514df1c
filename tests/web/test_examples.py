"""The examples: list, assessment, findings and files."""

from __future__ import annotations

import tomllib

import pytest
from django.test import Client

from holdfast.web.examples import examples
from holdfast.web.page.finding import RECORDS_ON_PAGE


def test_it_works(client: Client) -> None:
    text = client.get("/examples/").content.decode()
    for example in examples():
        assert f'href="/examples/{example.slug}/"' in text


@pytest.mark.parametrize("slug", [example.slug for example in examples()])
def test_each_example_has_its_page(client: Client, slug: str) -> None:
    assert client.get(f"/examples/{slug}/").status_code == 200


def test_the_complete_one_tells_why_back_to_its_records(client: Client) -> None:
    text = client.get("/examples/four-councils/").content.decode()
    assert "The three that matter most" in text
    assert "The records behind it" in text
    assert RECORDS_ON_PAGE > 0


def test_a_finding_has_a_page_of_its_own(client: Client) -> None:
    text = client.get("/examples/guide-1/findings/skills_shortage/").content.decode()
    assert "Where such arrangements start" in text
    assert 'href="/problems/skills_shortage/"' in text


def test_files(client: Client) -> None:
    assert tomllib.loads(client.get("/examples/strata/file.toml").content.decode())["arrangement"]
    assert client.get("/examples/strata/file.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    "path",
    ["nowhere/", "nowhere/file.toml", "nowhere/file.xlsx", "strata/findings/nowhere/", "nowhere/findings/skills_shortage/", "expected/"],
)
def test_what_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/examples/{path}").status_code == 404
