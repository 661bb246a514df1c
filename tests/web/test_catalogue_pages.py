"""The pages of the catalogue, linked to each other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.core.catalogue import load_catalogue

CATALOGUE = load_catalogue()
SHELVES = {
    "problem": CATALOGUE.problems,
    "pattern": CATALOGUE.patterns,
    "indicator": CATALOGUE.indicators,
    "question": CATALOGUE.questions,
    "action": CATALOGUE.actions,
    "case": CATALOGUE.cases,
    "parameter": CATALOGUE.parameters,
}


@pytest.mark.parametrize("shelf", SHELVES)
def test_it_works(client: Client, shelf: str) -> None:
    text = client.get(reverse(f"{shelf}s")).content.decode()
    for id in SHELVES[shelf]:
        assert f'href="{reverse(shelf, args=[id])}"' in text


@pytest.mark.parametrize("shelf", SHELVES)
def test_what_is_not_there(client: Client, shelf: str) -> None:
    assert client.get(reverse(shelf, args=["nowhere"])).status_code == 404


def test_a_problem_links_to_its_indicators_actions_and_cases(client: Client) -> None:
    for id, entry in CATALOGUE.problems.items():
        text = client.get(reverse("problem", args=[id])).content.decode()
        for indicator in entry.indicators:
            assert reverse("indicator", args=[indicator]) in text
        for action in CATALOGUE.actions_for(id):
            assert reverse("action", args=[action.id]) in text
        for case in CATALOGUE.cases_for(id):
            assert reverse("case", args=[case.id]) in text


def test_an_indicator_links_to_its_problems_question_and_actions(client: Client) -> None:
    for id, entry in list(CATALOGUE.indicators.items())[::7]:
        text = client.get(reverse("indicator", args=[id])).content.decode()
        for problem, _ in CATALOGUE.problems_of_indicator(id):
            assert f"/{problem.id}/" in text
        if entry.question or entry.proxy:
            assert reverse("question", args=[entry.question or entry.proxy]) in text
        assert "From healthy to critical" in text


def test_a_case_links_to_its_example(client: Client) -> None:
    text = client.get(reverse("case", args=["strata"])).content.decode()
    assert 'href="/examples/strata/"' in text


def test_an_indicator_says_on_which_sheet_its_records_stand(client: Client) -> None:
    text = client.get("/indicators/cost_against_vote/").content.decode()
    assert "(sheet stakes)" in text
