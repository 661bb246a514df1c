"""Local additions are told wherever they shaped what is shown: on examples, files, the quick check and the catalogue's pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from holdfast.files.examples import complete_example
from holdfast.web import examples
from holdfast.web.catalogue import site_catalogue
from holdfast.web.views import examples as example_views
from tests.local_catalogue import NAMES, written

TAG = '<span class="hf-local">local addition</span>'
FOOT = "Changed by local additions to the catalogue:"


def forgotten() -> None:
    """Nothing of the examples is remembered."""
    for kept in (examples.assessed, example_views._page):
        kept.cache_clear()


@pytest.fixture
def locally(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.CATALOGUE = (written(tmp_path / "ours"),)
    forgotten()
    yield
    forgotten()


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def assert_said(page: str) -> None:
    foot = page[page.index(FOOT) :]
    for words in ("Too few hands in Ostley", "Borrow a specialist from the county", "Age of the oldest open dispute", "OUR1"):
        assert words in foot


@pytest.mark.usefixtures("locally")
def test_the_site_works_with_them() -> None:
    assert set(site_catalogue().local) == NAMES
    assert site_catalogue().is_local("indicators", "vacancies")
    assert not site_catalogue().is_local("indicators", "interim_posts")


def test_nothing_is_said_where_there_are_none(client: Client) -> None:
    for path in ("/examples/four-councils/", "/indicators/vacancies/", "/"):
        page = text(client, path)
        assert "hf-local" not in page
        assert FOOT not in page


@pytest.mark.usefixtures("locally")
def test_on_an_example(client: Client) -> None:
    page = text(client, "/examples/four-councils/")
    assert_said(page)
    assert f"Too few hands in Ostley</a>{TAG}" in re.sub(r"\s+<span", "<span", page)


@pytest.mark.usefixtures("locally")
def test_on_a_finding_in_picture_and_table(client: Client) -> None:
    page = text(client, "/examples/four-councils/findings/skills_shortage/")
    assert_said(page)
    title = site_catalogue().indicators["vacancies"].title
    tagged = re.sub(r"\s+<span class=.hf-local", '<span class="hf-local', page)
    assert f"{title}</a>{TAG}" in tagged
    assert re.search(rf"{title}{TAG}</th>", tagged)
    assert f"Borrow a specialist from the county</a>{TAG}" in tagged
    other = site_catalogue().indicators["interim_posts"].title
    assert f"{other}</a>{TAG}" not in tagged


@pytest.mark.usefixtures("locally")
def test_on_a_file(client: Client) -> None:
    upload = SimpleUploadedFile("council.toml", complete_example().read_bytes())
    page = client.post("/assess", {"file": upload}).text
    assert_said(page)
    assert page.count(TAG) > 1


@pytest.mark.usefixtures("locally")
@pytest.mark.parametrize(
    ("path", "is_local"),
    [
        ("/indicators/vacancies/", True),
        ("/indicators/interim_posts/", False),
        ("/problems/skills_shortage/", True),
        ("/actions/borrow_from_county/", True),
    ],
)
def test_on_the_page_of_an_entry(client: Client, path: str, is_local: bool) -> None:
    head = re.search(r"<h1.*?</h1>", text(client, path))
    assert head
    assert (TAG in head[0]) is is_local


@pytest.mark.usefixtures("locally")
@pytest.mark.parametrize("path", ["/indicators/", "/problems/", "/actions/", "/how-it-works/"])
def test_in_lists(client: Client, path: str) -> None:
    assert TAG in text(client, path)


@pytest.mark.parametrize("how", ["option", "variable"])
def test_the_site_does_not_start_with_a_broken_folder(tmp_path: Path, how: str) -> None:
    folder = written(tmp_path / "ours")
    (folder / "sources.toml").unlink()
    (folder / "indicators/ours.toml").write_text("[[indicator]]\nid = 'vacancies'\nhealthy = 'none'\n")
    given = {"option": ["--catalogue", str(folder)], "variable": []}[how]
    environment = {**os.environ, "HOLDFAST_CATALOGUE": "" if given else str(folder), "HOLDFAST_DATA": str(tmp_path / "data")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "holdfast.web", "--port", "0", *given]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert found.returncode == 2
    assert "vacancies" in found.stderr
    assert "Traceback" not in found.stderr
    assert "Holdfast is at" not in found.stdout
