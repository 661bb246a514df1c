"""The questionnaire as data: enough questions in every area, each with five different, short descriptions."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from holdfast.core.catalogue.load import PACKAGED, load_catalogue
from holdfast.core.catalogue.model import Action, Area, Indicator, Question, Theme
from holdfast.core.rounds.questionnaires import questions_of
from holdfast.core.schema import build
from holdfast.web.rounds.asked import SECONDS_EACH

RASP_AREAS: tuple[Area, ...] = ("vision", "culture", "resources", "risk", "governance")
LONGEST_QUESTION = 20
LONGEST_TEXT = 25


def blocks(folder: str, key: str) -> list[tuple[Path, dict[str, Any]]]:
    """Every block of a folder of the catalogue, with the file it stands in."""
    return [
        (path, block)
        for path in sorted((PACKAGED / folder).glob("*.toml"))
        for block in tomllib.loads(path.read_text(encoding="utf-8"))[key]
    ]


QUESTIONS = [(path, build(Question, block)) for path, block in blocks("questions", "question")]
INDICATORS = [build(Indicator, block) for _, block in blocks("indicators", "indicator")]
ACTIONS = [(path, build(Action, block)) for path, block in blocks("actions", "action")]

each_question = pytest.mark.parametrize("question", [found for _, found in QUESTIONS], ids=lambda found: found.id)


def words(text: str) -> int:
    return len(text.split())


def repeated(ids: list[str]) -> list[str]:
    return [name for name, times in Counter(ids).items() if times > 1]


def test_there_are_fifty_questions_or_more_and_no_id_is_used_twice() -> None:
    assert len(QUESTIONS) >= 50
    assert not repeated([question.id for _, question in QUESTIONS])


def test_every_area_is_asked_about_and_each_rasp_area_at_least_five_times() -> None:
    numbers = Counter(question.area for _, question in QUESTIONS)
    assert set(numbers) == set(get_args(Area))
    assert {area: numbers[area] for area in RASP_AREAS if numbers[area] < 5} == {}


def test_a_question_stands_in_the_file_of_its_area() -> None:
    assert [question.id for path, question in QUESTIONS if path.stem != question.area] == []


def test_nobody_is_asked_for_longer_than_a_quarter_of_an_hour() -> None:
    """As the site reckons; each question is asked of two kinds of people at least, so that their answers can be compared."""
    asked = Counter(role for _, question in QUESTIONS for role in question.who)
    assert max(asked.values()) * SECONDS_EACH <= 15 * 60
    assert [question.id for _, question in QUESTIONS if len(question.who) < 2] == []


def test_the_health_check_has_about_fifteen_questions_from_every_area() -> None:
    chosen = questions_of(load_catalogue(), "health_check")
    assert 12 <= len(chosen) <= 18
    assert {question.area for question in chosen} == set(get_args(Area))


@each_question
def test_it_is_one_short_question(question: Question) -> None:
    assert question.text.endswith("?")
    assert question.text.count("?") == 1
    assert words(question.text) <= LONGEST_QUESTION


@each_question
def test_its_points_are_five_different_short_sentences(question: Question) -> None:
    assert len(question.points) == 5
    assert len({point.casefold() for point in question.points}) == 5
    assert [point for point in question.points if not point.endswith(".") or words(point) > LONGEST_TEXT] == []


@each_question
def test_it_says_why_and_who_in_few_words(question: Question) -> None:
    assert 0 < words(question.why) <= LONGEST_TEXT
    assert question.who
    assert not repeated(list(question.who))


def test_every_survey_indicator_asks_the_question_of_its_own_name() -> None:
    surveyed = {indicator.id: indicator.question for indicator in INDICATORS if indicator.measure}
    assert len(surveyed) == 26
    assert {name for name, question in surveyed.items() if name != question} == set()
    assert set(surveyed) <= {question.id for _, question in QUESTIONS}


def test_there_are_sixty_actions_or_more_and_each_stands_in_the_file_of_a_theme() -> None:
    assert len(ACTIONS) >= 60
    assert not repeated([action.id for _, action in ACTIONS])
    assert {path.stem for path, _ in ACTIONS} == set(get_args(Theme))


def test_an_action_is_short_takes_time_and_mends_one_to_five_indicators() -> None:
    for _, action in ACTIONS:
        assert words(action.title) <= 10, action.id
        assert 1 <= len(action.indicators) <= 5, action.id
        assert action.weeks > 0, action.id
        assert action.days > 0, action.id
