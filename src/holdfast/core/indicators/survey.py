"""Survey indicators: answers of a round turned into one number by a named measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from holdfast.core.catalogue.model import Indicator
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import Answers, Round, Tally
from holdfast.core.evidence.facts import partners_in

Said = TypeVar("Said", Answers, Tally)
GROUP_AT_LEAST = 3
AGREES_FROM = 3
LOW_UP_TO = 1


class Given(NamedTuple):
    """One point given to one question, by whom."""

    point: int
    partner: str | None
    role: str | None


class Asked(NamedTuple):
    """All that was answered to one question: the points, and how often "do not know" or "does not apply".

    `because` names the round; where it is read from tallies, those too. Tallies say who answered by partner and, apart from that, by
    role: `by_role` holds the same points a second time.
    """

    given: tuple[Given, ...] = ()
    dont_know: int = 0
    not_applicable: int = 0
    because: tuple[str, ...] = ()
    by_role: tuple[Given, ...] = ()

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
        answers, tallies = _by_round(evidence.of(Answers)), _by_round(evidence.of(Tally))
        for found in sorted(rounds.values(), key=lambda found: (found.closed or found.on, found.round)):
            shelf = self.statements if found.questionnaire == "quick_check" else self.of_rounds
            if found.round in tallies:
                shelf.update(_tallied(found, tallies[found.round]))
            else:
                shelf.update(_asked(found.round, answers.get(found.round, ())))


def _by_round(records: Iterable[Said]) -> dict[str, list[Said]]:
    """The answers or tallies of each round."""
    grouped: dict[str, list[Said]] = {}
    for record in records:
        grouped.setdefault(record.round, []).append(record)
    return grouped


def _tallied(found: Round, tallies: Sequence[Tally]) -> dict[str, Asked]:
    """What may be said of a round, as if so many people as are said at least had answered in keeping with it.

    A round that has tallies is read from them alone, so that a reading tells no more than they do.
    """
    from holdfast.core.rounds.typical import thinned, typical_counts  # slow to load, and needed only where there are tallies

    said: dict[str, Gathered] = {}
    for tally, counts in zip(tallies, thinned(typical_counts(tallies)).tolist(), strict=True):
        of = said.setdefault(tally.question, Gathered([f"rounds/{found.round}"]))
        who = (_body(tally), None) if tally.split == "partner" else (tally.partner, tally.role or tally.group)
        given = [one for point, count in enumerate(counts) for one in [Given(point, *who)] * count]
        if tally.split != "role":
            of.given.extend(given)
            of.dont_know += _dont_know_in(tally, found)
            of.because.append(f"tallies/{tally.id}")
        if tally.split != "partner":
            of.by_role.extend(given)
    return {name: Asked(tuple(of.given), of.dont_know, because=tuple(of.because), by_role=tuple(of.by_role)) for name, of in said.items()}


@dataclass(slots=True)
class Gathered:
    """What the tallies of a round say of one question, as they are gone through."""

    because: list[str]
    given: list[Given] = field(default_factory=list)
    by_role: list[Given] = field(default_factory=list)
    dont_know: int = 0


def _body(tally: Tally) -> str | None:
    """The partner, or partners together; none for those who named none."""
    return tally.group if tally.partner or "+" in tally.group else None


def _dont_know_in(tally: Tally, found: Round) -> int:
    """How many did not know, by their share; where all did not, as many as a group has at least."""
    share = tally.dont_know or 0.0
    if tally.split == "post":
        return round(share)
    people = tally.answers / (1 - share) if share < 1 and tally.answers else found.minimum_group or GROUP_AT_LEAST
    return round(share * people)


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
        question: Asked(tuple(points), unsure.get(question, 0), not_applicable.get(question, 0), because=(f"rounds/{round_id}",))
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
    groups = [[answer.point for answer in asked.by_role or asked.given if answer.role in roles] for roles in indicator.roles]
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
