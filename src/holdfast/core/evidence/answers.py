"""What people answered: rounds of a questionnaire and the answers given in them."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from holdfast.core.evidence.record import Record, record
from holdfast.core.schema import Bounds, Count, Refers, Share, Slug, says

RoundRef = Annotated[Slug, Refers(section="rounds")]
Role = Literal["member", "chief_executive", "finance", "ict", "service", "staff", "union", "customer"]
AnswerValue = Literal[0, 1, 2, 3, 4, "dont_know", "not_applicable"]


@record(
    "rounds",
    theme="answers",
    title="Rounds",
    purpose="One run of a questionnaire. A round of the quick check holds one person's statements.",
    key=("round",),
    code="round",
)
class Round(Record):
    round: Slug = says("Round", "A short name")
    questionnaire: Literal["full", "health_check", "new_partner", "quick_check", "own"] = says("Questionnaire", default="full")
    opened: dt.date | None = says("Opened", default=None)
    closed: dt.date | None = says("Closed", default=None)
    minimum_group: Count | None = says("Smallest group shown", unit="people", default=None)


@record(
    "answers",
    theme="answers",
    title="Answers",
    purpose="One person's answers in a round: a point from 0 to 4, dont_know or not_applicable for each question.",
    key=("round", "respondent"),
)
class Answers(Record):
    round: RoundRef = says("Round")
    respondent: Slug = says("Respondent", "A number or token, never a name")
    role: Role | None = says("Role", default=None)
    answers: Mapping[str, AnswerValue] = says("Answers", "Question = point", default=dict)
    comments: Mapping[str, str] = says("Comments", "Question = words", default=dict)


@record(
    "tallies",
    theme="answers",
    title="Tallies",
    purpose="What may be said of a group's answers to one question of a round, without anybody's own answer.",
    key=("round", "question", "split", "group"),
)
class Tally(Record):
    round: RoundRef = says("Round")
    question: str = says("Question")
    split: Literal["partner", "role", "post"] = says("Grouped by", "A post answered on the record, by its name", default="partner")
    group: str = says("Group", "Partners or roles joined by +, or the name of a post")
    role: Role | None = says("Role", "Of a post", default=None)
    answers: Annotated[int, Bounds(ge=0, le=10_000_000)] = says("Points given, about", unit="people", default=0)
    level: Annotated[float, Bounds(ge=0, le=4)] | None = says("Mean point", unit="0 to 4", default=None)
    low: Share | None = says("Share of points 0 and 1", default=None)
    agree: Share | None = says("Share of points 3 and 4", default=None)
    agreement: Literal["strong", "some", "little"] | None = says("Agreement", default=None)
    dont_know: Share | None = says("Share who do not know", default=None)


KINDS = (Round, Answers, Tally)
