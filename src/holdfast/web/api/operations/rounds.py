"""Readiness rounds and what may be said of them: the published figures and what is made of those, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Router, Schema

from holdfast.core.rounds.published import Agreement, Comments, Figure, Group, OnRecord, Split, Withheld
from holdfast.core.rounds.results import AreaResult, BlindSpot, Change, Gap, QuestionResult, RoundResults, Score
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.arrangements.permissions import Permission
from holdfast.web.rounds.found import outcome_of, round_or_404, rounds_of
from holdfast.web.rounds.models import Round

router = Router()
PLACE = "/arrangements/{uuid:arrangement}/rounds"


class RoundLine(Schema):
    """One round: what is asked of whom, and from when until when."""

    number: int
    name: str
    questionnaire: str
    mode: Literal["confidence", "open", "sealed"]
    bodies: list[str]
    roles: list[str]
    questions: list[str]
    minimum_group: int
    opens_on: dt.date
    closes_on: dt.date
    closed: dt.datetime | None


class RoundsShown(Schema):
    """The rounds you may know of, the latest first."""

    items: list[RoundLine]


class GroupShown(Schema):
    """People who are spoken of together, because each of them alone would be too few or could be worked out."""

    split: Split
    members: list[str]
    people: int = Field(description="How many answered in confidence.")


class FigureShown(GroupShown):
    """What may be said of a group's answers to one question, rounded so that nobody's answer can be read from it."""

    question: str
    withheld: Withheld = Field(description="Why nothing is said: `few` or `singles_out`; empty where something is.")
    answers: int
    level: float | None = Field(description="The mean point from 0 to 4, to the nearest `step`.")
    step: float
    low: float | None = Field(description="The share of points 0 and 1, to the nearest `share_step`.")
    middle: float | None
    agree: float | None
    share_step: float
    dont_know: float | None
    dont_know_step: float
    agreement: Agreement | None


class ScoreShown(Schema):
    """How high a group, or all, stand: a point from 0 to 4 with its range (95 in 100)."""

    group: GroupShown | None = Field(description="None for all bodies together, each of which counts once.")
    level: float | None
    low: float | None
    high: float | None
    answers: int
    dont_know: float | None
    agreement: Agreement | None


class GapShown(Schema):
    """The widest gap between two partners, in points, with its range (95 in 100)."""

    higher: GroupShown
    lower: GroupShown
    difference: float
    low: float
    high: float
    method: Literal["permutation", "bootstrap"]


class ScoredShown(Schema):
    """A question, or an area where `question` is empty: its scores and the widest gap."""

    area: str
    question: str
    scores: list[ScoreShown]
    gap: GapShown | None


class BlindSpotShown(Schema):
    """What somebody does not see."""

    kind: Literal["unknown", "leaders_and_staff", "bodies_apart"]
    question: str
    value: float
    higher: list[GroupShown]
    lower: list[GroupShown]


class ChangeShown(Schema):
    """How far an area, or a question, moved since the round before, with its range (95 in 100)."""

    area: str
    question: str
    group: GroupShown | None
    before: float
    after: float
    difference: float
    low: float
    high: float


class OnRecordShown(Schema):
    """What the holder of a post agreed to say by the name of the post."""

    post: str
    partner: str
    role: str
    answers: dict[str, int | str]
    comments: dict[str, str]


class CommentsShown(Schema):
    """What people wrote, in an order that tells nothing of who or when."""

    area: str
    question: str
    words: list[str]


class ResultsShown(Schema):
    """All that may be said of a closed round."""

    people: int
    since: str = Field(description="The round that changes are measured from; empty where there is none.")
    figures: list[FigureShown]
    areas: list[ScoredShown]
    questions: list[ScoredShown]
    blind_spots: list[BlindSpotShown]
    changes: list[ChangeShown]
    on_record: list[OnRecordShown]
    comments: list[CommentsShown]
    comments_held_back: bool


class RoundShown(RoundLine):
    """One round; its results once it has closed."""

    results: ResultsShown | None


@router.get(PLACE, response=RoundsShown, url_name="api_rounds", summary="Readiness rounds")
@needs(Permission.READ)
def rounds(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """Every round you may know of: one in confidence is shown to its own body alone."""
    return {"items": [_line(found) for found in rounds_of(request.member)]}


@router.get(f"{PLACE}/{{int:number}}", response=RoundShown, url_name="api_round", summary="One readiness round")
@needs(Permission.READ)
def round(request: Asked, arrangement: UUID, number: int) -> dict[str, Any]:
    """What is asked of whom; once it has closed, everything that may be said of the answers. No answer of one person is given."""
    found = round_or_404(request.member, number)
    return {**_line(found), "results": _results(outcome_of(found).results) if found.closed else None}


def _line(found: Round) -> dict[str, Any]:
    return {name: getattr(found, name) for name in RoundLine.model_fields}


def _results(found: RoundResults) -> dict[str, Any]:
    published = found.published
    return {
        "people": published.people,
        "since": found.since,
        "figures": [_figure(figure) for figure in published.figures.values()],
        "areas": [_scored(area, "") for area in found.areas],
        "questions": [_scored(question, question.question) for question in found.questions],
        "blind_spots": [_blind_spot(spot) for spot in found.blind_spots],
        "changes": [_change(change) for change in found.changes],
        "on_record": [_on_record(post) for post in published.on_record],
        "comments": [_comments(comments) for comments in published.comments],
        "comments_held_back": published.comments_held_back,
    }


def _group(group: Group) -> dict[str, Any]:
    return {"split": group.split, "members": list(group.members), "people": group.people}


def _figure(figure: Figure) -> dict[str, Any]:
    return {**figure._asdict(), **_group(figure.group)}


def _score(score: Score, group: Group | None) -> dict[str, Any]:
    return {**score._asdict(), "group": _group(group) if group else None}


def _scored(found: AreaResult | QuestionResult, question: str) -> dict[str, Any]:
    own = [_score(scored.score, scored.group) for scored in (*found.partners, *found.roles)]
    return {"area": found.area, "question": question, "scores": [_score(found.all, None), *own], "gap": _gap(found.gap)}


def _gap(gap: Gap | None) -> dict[str, Any] | None:
    return {**gap._asdict(), "higher": _group(gap.higher), "lower": _group(gap.lower)} if gap else None


def _blind_spot(spot: BlindSpot) -> dict[str, Any]:
    return {**spot._asdict(), "higher": [_group(group) for group in spot.higher], "lower": [_group(group) for group in spot.lower]}


def _change(change: Change) -> dict[str, Any]:
    return {**change._asdict(), "group": _group(change.group) if change.group else None}


def _on_record(post: OnRecord) -> dict[str, Any]:
    return {**post._asdict(), "answers": dict(post.answers), "comments": dict(post.comments)}


def _comments(comments: Comments) -> dict[str, Any]:
    return {**comments._asdict(), "words": list(comments.words)}
