"""Answers as counts: how many people of each partner and role gave which answer to which question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from holdfast.core.evidence.answers import AnswerValue, Role
from holdfast.core.rounds.asked import AskedRound, Response

T = TypeVar("T")
Counts = NDArray[np.int32]
POINTS = 5
UNSURE = 5
VALUES: tuple[AnswerValue, ...] = (0, 1, 2, 3, 4, "dont_know", "not_applicable")
PLACE: Mapping[AnswerValue, int] = {value: place for place, value in enumerate(VALUES)}


@dataclass(frozen=True, slots=True)
class Census:
    """Who answered what, without who they are: `counts` by partner, role, question and answer, `people` by partner and role."""

    partners: tuple[str, ...]
    roles: tuple[Role, ...]
    questions: tuple[str, ...]
    counts: Counts
    people: Counts


def census_of(asked: AskedRound, responses: Sequence[Response]) -> Census:
    """The counts of a round. Answers to questions that it did not ask are left out."""
    partners = _all(asked.partners, (response.partner for response in responses))
    roles: tuple[Role, ...] = _all(asked.roles, (response.role for response in responses))
    row = {partner: place for place, partner in enumerate(partners)}
    column = {role: place for place, role in enumerate(roles)}
    slot = {question: place * len(VALUES) for place, question in enumerate(asked.questions)}
    width = len(asked.questions) * len(VALUES)
    people = np.zeros((len(partners), len(roles)), np.int32)
    places: list[int] = []
    for response in responses:
        cell = row[response.partner] * len(roles) + column[response.role]
        people[row[response.partner], column[response.role]] += 1
        start = cell * width
        places.extend([start + slot[question] + PLACE[value] for question, value in response.answers.items() if question in slot])
    counted = np.bincount(np.asarray(places, np.int64), minlength=people.size * width).astype(np.int32)
    return Census(partners, roles, asked.questions, counted.reshape(*people.shape, len(asked.questions), len(VALUES)), people)


def _all(first: Iterable[T], found: Iterable[T]) -> tuple[T, ...]:
    """Those named first, then whoever else was found, in order of the alphabet: never in order of arrival."""
    named = tuple(dict.fromkeys(first))
    return (*named, *sorted(set(found) - set(named), key=str))
