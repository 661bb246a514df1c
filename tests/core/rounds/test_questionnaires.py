"""Questionnaires: those of the catalogue, an own selection, and what a local folder adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfast.core.catalogue import CatalogueRefused, load_catalogue
from holdfast.core.rounds.questionnaires import questions_of
from tests.core.rounds.people import CATALOGUE

OWN_QUESTION = """
[[question]]
id = "parking_agreed"
area = "people"
text = "Is it agreed where the joint team parks?"
why = "Small matters sour large ones."
points = ["No.", "Talked about.", "Nearly.", "Agreed for most.", "Agreed for all."]
who = ["staff", "union"]
"""
OWN_QUESTIONNAIRE = """
[[questionnaire]]
id = "our_check"
title = "Our check"
purpose = "What we ask each spring."
minutes = 3
questions = ["parking_agreed", "shared_vision"]
"""


def folder(tmp_path: Path, **parts: str) -> Path:
    for name, text in parts.items():
        path = tmp_path / ("questions/ours.toml" if name == "questions" else f"{name}.toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_full_questionnaire_asks_every_question() -> None:
    assert {question.id for question in questions_of(CATALOGUE, "full")} == set(CATALOGUE.questions)


@pytest.mark.parametrize(("name", "least", "most"), [("health_check", 12, 18), ("new_partner", 20, 35)])
def test_shorter_ones_are_as_long_as_they_say(name: str, least: int, most: int) -> None:
    assert least <= len(questions_of(CATALOGUE, name)) <= most
    assert CATALOGUE.questionnaires[name].minutes <= 15


def test_questions_come_area_by_area() -> None:
    areas = [question.area for question in questions_of(CATALOGUE, "full")]
    assert areas == sorted(areas, key=list(dict.fromkeys(areas)).index)
    assert areas[0] == "vision"


def test_an_own_selection_asks_what_was_chosen() -> None:
    assert [question.id for question in questions_of(CATALOGUE, "own", ["fair_votes", "shared_vision"])] == ["shared_vision", "fair_votes"]


def test_what_is_not_there_is_not_asked() -> None:
    for name, own in (("no_such", ()), ("own", ("no_such_question",))):
        with pytest.raises(KeyError):
            questions_of(CATALOGUE, name, own)


def test_a_local_folder_adds_questions_and_a_questionnaire(tmp_path: Path) -> None:
    found = load_catalogue(folder(tmp_path, questions=OWN_QUESTION, questionnaires=OWN_QUESTIONNAIRE))
    assert [question.id for question in questions_of(found, "our_check")] == ["shared_vision", "parking_agreed"]
    assert "parking_agreed" in {question.id for question in questions_of(found, "full")}
    assert set(found.local) == {"questions/parking_agreed", "questionnaires/our_check"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OWN_QUESTIONNAIRE, "questionnaire our_check: there is no question parking_agreed"),
        (OWN_QUESTIONNAIRE.replace("parking_agreed", "shared_vision"), "questionnaire our_check: a question is listed twice"),
        (OWN_QUESTIONNAIRE + "every = true\n", "questionnaire our_check: expected either a list of questions or every = true"),
    ],
)
def test_a_questionnaire_that_does_not_fit_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        load_catalogue(folder(tmp_path, questionnaires=text))
    assert sentence in refused.value.faults


def test_a_question_that_nothing_reads_or_lists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueRefused) as refused:
        load_catalogue(folder(tmp_path, questions=OWN_QUESTION))
    assert refused.value.faults == ("question parking_agreed: no indicator reads it, and no questionnaire lists it",)
