"""Readiness rounds: publishing and reading a round of the size that was asked for, alone and beside an earlier one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from benchmarks.figures import Figure, cpu_seconds, print_table, seconds
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence.answers import AnswerValue, Role
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.counted import counted
from holdfast.core.rounds.differences import forget
from holdfast.core.rounds.publish import publish
from holdfast.core.rounds.read import results

PARTNERS, PEOPLE, QUESTIONS = 32, 100, 60
RUNS = 5
ROLES: tuple[Role, ...] = ("member", "chief_executive", "finance", "ict", "service", "staff", "union", "customer")


def answers(partners: int = PARTNERS, people: int = PEOPLE, seed: int = 1) -> list[Response]:
    """So many people of each partner; a tenth do not know, and a question does not apply to a few."""
    dice = random.Random(seed)
    questions = tuple(load_catalogue().questions)[:QUESTIONS]
    middle = {question: dice.gauss(2, 0.8) for question in questions}
    found = []
    for partner in range(partners):
        moved = {question: middle[question] + dice.gauss(0, 0.6) for question in questions}
        for _ in range(people):
            found.append(Response(f"p{partner}", dice.choice(ROLES), {question: _one(dice, moved[question]) for question in questions}))
    return found


def _one(dice: random.Random, middle: float) -> AnswerValue:
    luck = dice.random()
    if luck < 0.13:
        return "dont_know" if luck < 0.1 else "not_applicable"
    point: AnswerValue = min(4, max(0, round(dice.gauss(middle, 1.2))))  # type: ignore[assignment]
    return point


def rounds() -> Iterator[Figure]:
    """All of it from nothing each time: what was worked out for an earlier run is forgotten."""
    catalogue = load_catalogue()
    people = answers()
    spring = AskedRound("spring", dt.date(2026, 5, 29), tuple(catalogue.questions)[:QUESTIONS])
    autumn = AskedRound("autumn", dt.date(2026, 11, 26), spring.questions)
    first = publish(spring, people, catalogue=catalogue)

    def statistics() -> None:
        forget()
        results(publish(spring, people, catalogue=catalogue).published, catalogue=catalogue)

    size = f"{PARTNERS} x {PEOPLE} x {QUESTIONS}"
    yield Figure(f"round of {size}: publish and read, best of {RUNS}", 1000 * min(seconds(statistics) for _ in range(RUNS)), "ms", 300)
    yield Figure("processor time of that", 1000 * min(cpu_seconds(statistics) for _ in range(RUNS)), "ms")
    beside = min(seconds(lambda: publish(autumn, people[1:], catalogue=catalogue, earlier=[first])) for _ in range(2))
    yield Figure("publish the next round, one person gone, beside it", 1000 * beside, "ms")
    changed = min(seconds(lambda: results(first.published, catalogue=catalogue, before=first.published)) for _ in range(RUNS))
    yield Figure("read a round with the change since the last", 1000 * changed, "ms", 300)
    yield Figure(
        "its figures as records for the assessment", 1000 * min(seconds(lambda: counted(first.published)) for _ in range(RUNS)), "ms"
    )


if __name__ == "__main__":
    print_table(rounds())
