"""The navigation of an arrangement: groups, their pages, and one's own place in both."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from holdfast.web.arrangements import tabs
from tests.workspace.personas import Persona


def shown(by: Persona, route: str) -> str:
    """The navigation as a page of this route prints it."""
    page = by.client.get(reverse(route, args=[by.place.arrangement.public_id]))
    assert page.status_code == 200
    (navigation,) = re.findall(r'<nav class="hf-tabs".*?</nav>', page.text, re.DOTALL)
    return str(navigation)


def places(navigation: str) -> dict[str, str]:
    """What each link reads, and how it is marked as one's place (empty where it is not)."""
    links = re.findall(r'class="hf-tabs__link" href="[^"]+"(?: aria-current="(\w+)")?>([^<]+)<', navigation)
    return {name: mark for mark, name in links}


@pytest.mark.parametrize(("group", "page", "route"), [(group, page, route) for group, pages in tabs.GROUPS for page, route in pages])
def test_every_page_has_its_place_in_its_group(group: str, page: str, route: str, ann: Persona) -> None:
    marks = places(shown(ann, route))
    assert marks[str(group)] == "true" and marks.get(str(page), "page") == "page"
    assert sum(bool(mark) for mark in marks.values()) <= 2


def test_a_page_below_another_counts_as_its_own(ann: Persona) -> None:
    page = ann.client.get(reverse("evidence_theme", args=[ann.place.arrangement.public_id, "money"]))
    marks = places(page.text)
    assert marks["Evidence"] == marks["What is recorded"] == "true"


def test_only_the_pages_of_the_group_one_is_in_are_shown(ann: Persona) -> None:
    marks = places(shown(ann, "tasks"))
    assert "Risk register" in marks and "Sealed exchange" not in marks


def test_a_group_without_a_page_is_not_shown(ann: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "GROUPS", (*tabs.GROUPS[:2], ("Empty", ())))
    assert list(places(shown(ann, "over_time"))) == ["Overview", "Evidence", "The answer", "Over time"]


def test_a_page_that_a_role_may_not_look_at_is_not_offered(ann: Persona, vic: Persona) -> None:
    assert "Asked by link" in places(shown(ann, "evidence"))
    assert "Asked by link" not in places(shown(vic, "evidence"))


def test_every_page_offered_opens(vic: Persona, una: Persona) -> None:
    for somebody in (vic, una):
        for route in ("overview", "evidence", "tasks", "history"):
            for link in re.findall(r'class="hf-tabs__link" href="([^"]+)"', shown(somebody, route)):
                assert somebody.client.get(link).status_code == 200, link
