"""The results of a round as every page, paper and export shows them: made of published figures only, so nothing else can leak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from holdfast.core.rounds.published import Agreement, Figure, Group, Published

T = TypeVar("T")


def compared(groups: tuple[T, ...]) -> tuple[T, ...]:
    """The groups that can be held beside all together: none where there is one alone, since it is all."""
    return groups if len(groups) > 1 else ()


class Score(NamedTuple):
    """How high a group, or all, stand on a question or an area: a point from 0 to 4 with its range; none where nothing may be said.

    The range holds the sampling uncertainty (95 in 100) and the rounding. `answers` is about how many.
    """

    level: float | None
    low: float | None = None
    high: float | None = None
    answers: int = 0
    dont_know: float | None = None
    agreement: Agreement | None = None


class GroupScore(NamedTuple):
    """The score of one group; `figure` is the published figure behind it, for a question."""

    group: Group
    score: Score
    figure: Figure | None = None


class Gap(NamedTuple):
    """How far two groups stand apart: the mean of the higher less that of the lower, with its range (95 in 100).

    `method` says how the range was found. It is clear where the range does not touch zero.
    """

    higher: Group
    lower: Group
    difference: float
    low: float
    high: float
    method: Literal["permutation", "bootstrap"]

    @property
    def is_clear(self) -> bool:
        return self.low > 0


class QuestionResult(NamedTuple):
    """One question: all bodies together (each body counts once), each partner, each role, and the widest gap between two partners."""

    question: str
    area: str
    all: Score
    partners: tuple[GroupScore, ...]
    roles: tuple[GroupScore, ...]
    gap: Gap | None


class AreaResult(NamedTuple):
    """One area: the mean of its questions that may be spoken of, for all and each group. Agreement is r_wg(j) within the body."""

    area: str
    questions: int
    all: Score
    partners: tuple[GroupScore, ...]
    roles: tuple[GroupScore, ...]
    gap: Gap | None


class MapPoint(NamedTuple):
    """A question on the map of strengths and weaknesses: how high it stands against how far the bodies and people agree, 0 to 1."""

    question: str
    area: str
    level: float
    agreement: float
    corner: Literal["shared_strength", "disputed_strength", "shared_weakness", "disputed_weakness"]


class BlindSpot(NamedTuple):
    """What somebody does not see: many who do not know, leaders above staff, or a body that rates high what another rates low.

    `value` is the share who do not know, or the gap in points; `higher` and `lower` are the groups that stand apart.
    """

    kind: Literal["unknown", "leaders_and_staff", "bodies_apart"]
    question: str
    value: float
    higher: tuple[Group, ...] = ()
    lower: tuple[Group, ...] = ()


class Change(NamedTuple):
    """How far a question or an area moved since the last round, for one partner or (no group) all; the range is 95 in 100.

    `question` is empty for an area.
    """

    area: str
    question: str
    group: Group | None
    before: float
    after: float
    difference: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class RoundResults:
    """Everything that is shown of a round. `since` is the round that changes are measured from, where there is one."""

    published: Published
    areas: tuple[AreaResult, ...]
    questions: tuple[QuestionResult, ...]
    map: tuple[MapPoint, ...]
    blind_spots: tuple[BlindSpot, ...]
    changes: tuple[Change, ...]
    since: str = ""
    by_question: Mapping[str, QuestionResult] | None = None
