"""Questionnaires of the catalogue: which questions each asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import get_args

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Area, Question

OWN = "own"
AREAS: tuple[Area, ...] = get_args(Area)


def questions_of(catalogue: Catalogue, questionnaire: str, own: Collection[str] = ()) -> tuple[Question, ...]:
    """The questions that a questionnaire asks, area by area; `own` are the ids of an own selection, asked as "own".

    KeyError where there is no such questionnaire, or no such question.
    """
    return by_area(catalogue.questions[id] for id in _ids(catalogue, questionnaire, own))


def by_area(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions in order of the areas; within an area as they come."""
    return tuple(sorted(questions, key=lambda question: AREAS.index(question.area)))


def _ids(catalogue: Catalogue, questionnaire: str, own: Collection[str]) -> Collection[str]:
    if questionnaire == OWN:
        return own
    found = catalogue.questionnaires[questionnaire]
    return tuple(catalogue.questions) if found.every else found.questions
