"""What may be said of a round: the only figures that any page, export, interface or reading is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from holdfast.core.evidence.answers import AnswerValue, Role

Split = Literal["partner", "role"]
Agreement = Literal["strong", "some", "little"]
Withheld = Literal["", "few", "singles_out"]


class Group(NamedTuple):
    """People who are spoken of together: those of a partner, those in a role, or of several too small to be shown alone.

    `people` is how many answered in confidence; who answered on the record is not among them.
    """

    split: Split
    members: tuple[str, ...]
    people: int

    @property
    def id(self) -> str:
        """Names the group within its split, such as "ostley" or "finance+union"."""
        return "+".join(self.members)

    @property
    def is_joined(self) -> bool:
        return len(self.members) > 1


class Figure(NamedTuple):
    """What may be said of a group's answers to one question; none where nothing may.

    `answers` is about how many gave a point, worked out from the people of the group and the share who did not know. `level` is the
    mean point, rounded to the nearest `step`. `low`, `middle` and `agree` are the shares of points 0 or 1, 2, and 3 or 4, rounded to
    the nearest `share_step`; none where too few answered for shares. `dont_know` is the share of those who did not know, to the nearest
    `dont_know_step`. Rounding is such that an extreme figure never means that all answered alike. `withheld` says why there is
    nothing: too few answered, or it would single out a person.
    """

    question: str
    group: Group
    withheld: Withheld = ""
    answers: int = 0
    level: float | None = None
    step: float = 0.0
    low: float | None = None
    middle: float | None = None
    agree: float | None = None
    share_step: float = 0.0
    dont_know: float | None = None
    dont_know_step: float = 0.0
    agreement: Agreement | None = None


class OnRecord(NamedTuple):
    """What the holder of a post agreed to say by the name of the post. Such answers are in no group's figures."""

    post: str
    partner: str
    role: Role
    answers: Mapping[str, AnswerValue]
    comments: Mapping[str, str]


class Comments(NamedTuple):
    """What people wrote, in an order that tells nothing. No question, or no area: where one alone had too few comments to be shown."""

    area: str
    question: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """All that may be said of one round. Two people who may see it may see all of it: filters only choose among it.

    `figures` has one for each group and question asked, by split, group id and question. `people` is how many answered in confidence:
    none where they are fewer than the minimum together. `comments_held_back` says whether there were comments, too few to be shown.
    """

    round: str
    closed: dt.date
    minimum: int
    people: int
    questions: tuple[str, ...]
    partners: tuple[Group, ...]
    roles: tuple[Group, ...]
    figures: Mapping[tuple[Split, str, str], Figure]
    on_record: tuple[OnRecord, ...] = ()
    comments: tuple[Comments, ...] = ()
    comments_held_back: bool = False

    def of(self, group: Group, question: str) -> Figure:
        """The figure of a group on a question; KeyError where the round did not ask it."""
        return self.figures[group.split, group.id, question]

    def groups(self, split: Split) -> tuple[Group, ...]:
        return self.partners if split == "partner" else self.roles
