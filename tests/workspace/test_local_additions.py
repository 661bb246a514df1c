"""Local additions are told on the pages of an arrangement, and warnings whose threshold is a local one say so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.local_catalogue import written
from tests.workspace.days import LATER, TODAY, dispute, much_is_known, on
from tests.workspace.personas import Persona, signed_in

pytestmark = pytest.mark.usefixtures("began")
FOOT = "Changed by local additions to the catalogue:"
TAGGED = re.compile(r'<span class="hf-local">local addition</span>')
PAGES = [
    ("overview", ()),
    ("workspace_finding", ("skills_shortage",)),
    ("over_time", ()),
    ("what_if", ()),
    ("warnings", ()),
    ("tasks", ()),
    ("risk_register", ()),
    ("evidence_theme", ("people",)),
]


def seen(by: Persona, page: str, *more: str) -> str:
    with on(TODAY):
        answer = signed_in(by.user).get(reverse(page, args=[by.place.arrangement.public_id, *more]))
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def ours(settings: Settings, tmp_path: Path) -> None:
    settings.CATALOGUE = (written(tmp_path / "ours"),)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(("page", "more"), PAGES, ids=[page for page, _ in PAGES])
def test_every_page_of_an_assessment_names_them(ann: Persona, page: str, more: tuple[str, ...]) -> None:
    much_is_known(ann)
    text = seen(ann, page, *more)
    assert "Borrow a specialist from the county" in text[text.index(FOOT) :]
    assert TAGGED.search(text) or page in ("tasks", "warnings")


@pytest.mark.parametrize(("page", "more"), PAGES, ids=[page for page, _ in PAGES])
def test_nothing_is_said_without_them(ann: Persona, page: str, more: tuple[str, ...]) -> None:
    assert "hf-local" not in seen(ann, page, *more)
    assert FOOT not in seen(ann, page, *more)


@pytest.mark.usefixtures("ours")
def test_a_warning_by_a_threshold_of_ones_own(ann: Persona) -> None:
    dispute(LATER, ann)
    lines = re.findall(r'<h2 class="hf-warning__title">.*?</h2>', seen(ann, "warnings"))
    tagged = {re.sub("<.*?>", "", line).removesuffix(" local addition") for line in lines if TAGGED.search(line)}
    assert tagged == {"A dispute has been open for long"}


@pytest.mark.usefixtures("ours")
def test_a_result_of_before_is_not_taken_for_one_of_now(ann: Persona, settings: Settings) -> None:
    much_is_known(ann)
    assert FOOT in seen(ann, "overview")
    settings.CATALOGUE = ()
    assert "Too few hands in Ostley" not in seen(ann, "overview")
