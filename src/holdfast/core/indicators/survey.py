"""Survey indicators: answers of a round turned into one number by a named measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from holdfast.core.catalogue.model import Indicator
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import Answers, Round
from holdfast.core.evidence.facts import partners_in

GROUP_AT_LEAST = 3
AGREES_FROM = 3
LOW_UP_TO = 1


class Given(NamedTuple):
    """One point given to one question, by whom."""

    point: int
    partner: str | None
    role: str | None


class Asked(NamedTuple):
    """All that was answered to one question: the points, and how often "do not know" or "does not apply"."""

    given: tuple[Given, ...] = ()
    dont_know: int = 0
    not_applicable: int = 0
    rounds: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[int, ...]:
        return tuple(answer.point for answer in self.given)


class Responses:
    """The answers of an arrangement by question: of real rounds, and of the quick check.

    Of several rounds the latest that asked a question counts. A quick check's answer is one person's
    statement, not a sample.
    """

    def __init__(self, evidence: Evidence) -> None:
        rounds = {found.round: found for found in evidence.of(Round)}
        self.of_rounds: dict[str, Asked] = {}
        self.statements: dict[str, Asked] = {}
        self.smallest = _smallest_partner(evidence)
        for round_id, answers in _by_round(evidence.of(Answers), rounds):
            shelf = self.statements if rounds[round_id].questionnaire == "quick_check" else self.of_rounds
            shelf.update(_asked(round_id, answers))


def _by_round(answers: Iterable[Answers], rounds: Mapping[str, Round]) -> list[tuple[str, list[Answers]]]:
    """The answers of each known round, oldest round first, so that later rounds replace earlier ones."""
    grouped: dict[str, list[Answers]] = {}
    for answer in answers:
        if answer.round in rounds:
            grouped.setdefault(answer.round, []).append(answer)
    return sorted(grouped.items(), key=lambda item: (rounds[item[0]].closed or rounds[item[0]].on, item[0]))


def _asked(round_id: str, answers: Iterable[Answers]) -> dict[str, Asked]:
    given: dict[str, list[Given]] = {}
    unsure: dict[str, int] = {}
    not_applicable: dict[str, int] = {}
    for answer in answers:
        for question, value in answer.answers.items():
            points = given.setdefault(question, [])
            if value == "dont_know":
                unsure[question] = unsure.get(question, 0) + 1
            elif value == "not_applicable":
                not_applicable[question] = not_applicable.get(question, 0) + 1
            else:
                points.append(Given(int(value), answer.partner, answer.role))
    return {
        question: Asked(tuple(points), unsure.get(question, 0), not_applicable.get(question, 0), (f"rounds/{round_id}",))
        for question, points in given.items()
    }


def _smallest_partner(evidence: Evidence) -> str | None:
    sized = [(partner.population, partner.partner) for partner in partners_in(evidence) if partner.population is not None]
    return min(sized)[1] if len(sized) > 1 else None


def share(points: Iterable[int], wanted: Callable[[int], bool]) -> float | None:
    """The share of points that are wanted; none where there are no points."""
    listed = list(points)
    return sum(map(wanted, listed)) / len(listed) if listed else None


def _agree(points: Iterable[int]) -> float | None:
    return share(points, lambda point: point >= AGREES_FROM)


def _low(points: Iterable[int]) -> float | None:
    return share(points, lambda point: point <= LOW_UP_TO)


def _mean(points: Iterable[int]) -> float | None:
    listed = list(points)
    return sum(listed) / len(listed) if listed else None


def _by_partner(asked: Asked) -> list[list[int]]:
    """The points of each partner with enough answers."""
    grouped: dict[str, list[int]] = {}
    for answer in asked.given:
        if answer.partner:
            grouped.setdefault(answer.partner, []).append(answer.point)
    return [points for points in grouped.values() if len(points) >= GROUP_AT_LEAST]


def _lowest_agree(asked: Asked, indicator: Indicator, smallest: str | None) -> float | None:
    shares = [found for points in _by_partner(asked) if (found := _agree(points)) is not None]
    return min(shares, default=None)


def _smallest_agree(asked: Asked, indicator: Indicator, smallest: str | None) -> float | None:
    points = [answer.point for answer in asked.given if answer.partner == smallest]
    return _agree(points) if smallest and len(points) >= GROUP_AT_LEAST else None


def _partner_gap(asked: Asked, indicator: Indicator, smallest: str | None) -> float | None:
    means = [found for points in _by_partner(asked) if (found := _mean(points)) is not None]
    return max(means) - min(means) if len(means) > 1 else None


def _role_gap(asked: Asked, indicator: Indicator, smallest: str | None) -> float | None:
    groups = [[answer.point for answer in asked.given if answer.role in roles] for roles in indicator.roles]
    if len(groups) < 2 or any(len(points) < GROUP_AT_LEAST for points in groups):
        return None
    shares = [found for points in groups if (found := _agree(points)) is not None]
    return max(shares) - min(shares)


def _dont_know(asked: Asked, indicator: Indicator, smallest: str | None) -> float | None:
    answered = len(asked.given) + asked.dont_know
    return asked.dont_know / answered if answered else None


def _opposed(asked: Asked, indicator: Indicator, smallest: str | None) -> float | None:
    low, agree = _low(asked.points), _agree(asked.points)
    return None if low is None or agree is None else min(low, agree)


MEASURES: Mapping[str, Callable[[Asked, Indicator, str | None], float | None]] = {
    "agree_share": lambda asked, indicator, smallest: _agree(asked.points),
    "low_share": lambda asked, indicator, smallest: _low(asked.points),
    "mean_point": lambda asked, indicator, smallest: _mean(asked.points),
    "lowest_partner_agree_share": _lowest_agree,
    "smallest_partner_agree_share": _smallest_agree,
    "partner_gap": _partner_gap,
    "role_gap": _role_gap,
    "dont_know_share": _dont_know,
    "opposed_share": _opposed,
}
