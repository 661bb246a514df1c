"""What a round asked, and what one person answered in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.core.evidence.answers import AnswerValue, Role

# Under three answers nothing can be said of a group without saying it of a person. Five is what is usual.
SMALLEST_MINIMUM = 3
USUAL_MINIMUM = 5


@dataclass(frozen=True, slots=True)
class AskedRound:
    """A round that has closed: which questions it asked, and the fewest people of whom anything is said.

    `partners` and `roles` give the order in which groups are shown; whoever answered for another is added after them.
    """

    id: str
    closed: dt.date
    questions: tuple[str, ...]
    partners: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    minimum: int = USUAL_MINIMUM


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answers. `post` is given only by somebody who agreed to answer on the record, by the name of the post."""

    partner: str
    role: Role
    answers: Mapping[str, AnswerValue]
    comments: Mapping[str, str] = field(default_factory=dict)
    post: str = ""
