"""People who answer, made up for the tests: every draw from a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence.answers import AnswerValue, Role
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.publish import Kept, publish

CATALOGUE = load_catalogue()
QUESTIONS = tuple(CATALOGUE.questions)
ROLES: tuple[Role, ...] = ("member", "chief_executive", "finance", "ict", "service", "staff", "union", "customer")
CLOSED = dt.date(2026, 5, 29)


def asked(id: str = "spring", *, questions: int = 3, minimum: int = 5, closed: dt.date = CLOSED) -> AskedRound:
    return AskedRound(id, closed, QUESTIONS[:questions], minimum=minimum)


def said(partner: str, role: Role, *answers: AnswerValue, post: str = "", **comments: str) -> Response:
    """Somebody's answers to the first questions, in order; a comment is named q0, q1..."""
    given = dict(zip(QUESTIONS, answers, strict=False))
    return Response(partner, role, given, {QUESTIONS[int(name[1:])]: words for name, words in comments.items()}, post)


def crowd(seed: int, sizes: Sequence[int], *, questions: int = 3, roles: Sequence[Role] = ROLES, spread: float = 1.1) -> list[Response]:
    """So many people of each partner; each question and partner has its own middle, some do not know, and some questions do not apply."""
    dice = random.Random(seed)
    middle = [dice.gauss(2, 0.9) for _ in range(questions)]
    found = []
    for partner, size in enumerate(sizes):
        moved = [value + dice.gauss(0, 0.6) for value in middle]
        for _ in range(size):
            found.append(
                Response(f"p{partner}", dice.choice(roles), {QUESTIONS[at]: _one(dice, moved[at], spread) for at in range(questions)})
            )
    return found


def _one(dice: random.Random, middle: float, spread: float) -> AnswerValue:
    luck = dice.random()
    if luck < 0.15:
        return "dont_know" if luck < 0.1 else "not_applicable"
    point: AnswerValue = min(4, max(0, round(dice.gauss(middle, spread))))  # type: ignore[assignment]
    return point


def published(
    responses: Sequence[Response], *, earlier: Sequence[Kept] = (), id: str = "spring", questions: int = 3, minimum: int = 5
) -> Kept:
    return publish(asked(id, questions=questions, minimum=minimum), responses, catalogue=CATALOGUE, earlier=earlier)
