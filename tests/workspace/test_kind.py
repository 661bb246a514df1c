"""The page of one kind of record: all of them, sorted and in pages."""

from __future__ import annotations

import re

import pytest

from holdfast.web.arrangements.changes import Change, append
from tests.workspace.addresses import page
from tests.workspace.personas import SOURCE, TODAY, Persona, record


def _heads(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', text)


def test_sorting(ann: Persona) -> None:
    for number, cost in (("a", "20"), ("b", None), ("c", "3")):
        record(ann, "contracts", contract=number, supplier=number.upper(), yearly_value=cost)
    path = page(ann, "evidence_kind", "estate", "contracts")
    assert _heads(ann.client.get(path).text) == ["A", "B", "C"]
    assert _heads(ann.client.get(path, {"sort": "yearly_value"}).text) == ["C", "A", "B"]
    assert _heads(ann.client.get(path, {"sort": "-yearly_value"}).text) == ["A", "C", "B"]
    assert _heads(ann.client.get(path, {"sort": "shoes"}).text) == ["A", "B", "C"]


def test_names_are_sorted_by_what_is_shown(ann: Persona, ben: Persona) -> None:
    record(ann, "services", service="s1", name="Zoo")
    record(ann, "services", service="s2", name="Archive")
    for service in ("s1", "s2"):
        record(ann, "prices", service=service, price="1", partner="ostley")
    text = ann.client.get(page(ann, "evidence_kind", "trading", "prices"), {"sort": "service"}).text
    assert _heads(text) == ["Archive", "Zoo"]


@pytest.fixture
def many(ann: Persona) -> Persona:
    """Ann, with 120 decisions entered."""
    raw = {"outcome": "agreed", "on": TODAY, "source": SOURCE}
    append(by=ann.place, changes=[Change(section="decisions", raw={**raw, "subject": f"Point {number:03}"}) for number in range(120)])
    return ann


def test_pages(many: Persona) -> None:
    path = page(many, "evidence_kind", "decisions", "decisions")
    first = many.client.get(path, {"sort": "subject"}).text
    assert "120 records" in first
    assert _heads(first) == [f"Point {number:03}" for number in range(50)]
    assert _heads(many.client.get(path, {"sort": "subject", "page": "3"}).text) == [f"Point {number:03}" for number in range(100, 120)]
    assert "sort=subject&amp;page=2" in first


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "²", "1e9"])
def test_a_page_that_is_not_there_is_the_nearest_that_is(many: Persona, number: str) -> None:
    found = many.client.get(page(many, "evidence_kind", "decisions", "decisions"), {"page": number})
    assert found.status_code == 200
    assert _heads(found.text)


def test_the_theme_shows_a_few_and_leads_to_all(many: Persona) -> None:
    text = many.client.get(page(many, "evidence_theme", "decisions")).text
    assert len(_heads(text)) == 8
    assert "All 120 joint decisions" in text


def test_a_kind_stands_on_its_own_themes_page_only(ann: Persona) -> None:
    assert ann.client.get(page(ann, "evidence_kind", "people", "gates")).status_code == 404
    assert ann.client.get(page(ann, "evidence_kind", "decisions", "rules")).status_code == 404
    assert ann.client.get(page(ann, "evidence_kind", "rules", "rules")).status_code == 200


def test_what_people_answered_is_not_shown(ann: Persona) -> None:
    record(ann, "rounds", round="r1")
    record(ann, "answers", round="r1", respondent="7", answers={"shared_vision": 0}, comments={"shared_vision": "Zanzibar"})
    text = ann.client.get(page(ann, "evidence_kind", "answers", "answers")).text
    assert "r1" in text
    assert "Zanzibar" not in text
    found = ann.client.get(page(ann, "evidence_kind", "answers", "answers"), {"words": "zanzibar"}).text
    assert "None that fits the filter." in found


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    assert cat.client.get(page(ann, "evidence_kind", "people", "posts")).status_code == 404
