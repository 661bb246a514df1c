"""What the assessment may know of a round: its published figures as records, in place of anybody's answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.answers import Answers, Role, Round, Tally
from holdfast.core.rounds.asked import SMALLEST_MINIMUM, AskedRound, Response
from holdfast.core.rounds.publish import Kept, publish
from holdfast.core.rounds.published import Figure, Published
from holdfast.core.schema import build

QUICK_CHECK = "quick_check"
# Stands for the partner or role that an answer sheet does not name.
NOT_NAMED = "not_named"


def counted(published: Published) -> tuple[Tally, ...]:
    """One `tallies` record for each figure that may be said, and each answer on the record; dated by the closing of the round.

    Put beside the evidence with the `rounds` record of the same name: survey indicators read these, and never an answer.
    """
    told = [*map(_figure, filter(_says_something, published.figures.values())), *_on_record(published)]
    common = {"round": published.round, "on": published.closed, "source": f"Round {published.round}"}
    return tuple(build(Tally, {**common, **fields, "id": f"{published.round[:60]}.{place}"}) for place, fields in enumerate(told, start=1))


def _says_something(figure: Figure) -> bool:
    return figure.level is not None or figure.dont_know is not None


def _figure(figure: Figure) -> dict[str, object]:
    group = figure.group
    fields: dict[str, object] = {
        "partner": group.id if group.split == "partner" and not group.is_joined and group.id != NOT_NAMED else None,
        "question": figure.question,
        "split": group.split,
        "group": group.id,
        "answers": figure.answers,
        "level": figure.level,
        "low": figure.low,
        "agree": figure.agree,
        "agreement": figure.agreement,
        "dont_know": figure.dont_know,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _on_record(published: Published) -> Iterator[dict[str, object]]:
    """The answers given by the name of a post: one person's, and said to be."""
    for post in published.on_record:
        for question, value in post.answers.items():
            fields: dict[str, object] = {
                "partner": post.partner,
                "question": question,
                "split": "post",
                "group": post.post,
                "role": post.role,
            }
            if value == "dont_know":
                yield {**fields, "dont_know": 1.0}
            elif value != "not_applicable":
                yield {**fields, "answers": 1, "level": value}


def in_confidence(evidence: Evidence, catalogue: Catalogue) -> Evidence:
    """The same evidence with tallies in place of people's answers, in every closed round that promises a smallest group.

    So that what is assessed for those who may not read the answers cannot tell them any.
    """
    rounds = published_of(evidence, catalogue)
    given = [answer for answer in evidence.every(Answers) if answer.round in {found.round for found in rounds}]
    if not given:
        return evidence
    tallies: list[Record] = [tally for found in rounds for tally in counted(found)]
    gone = set(map(id, given))
    kept = (record for record in evidence.records if id(record) not in gone)
    return Evidence(evidence.arrangement, (*kept, *tallies), date=evidence.date)


def published_of(evidence: Evidence, catalogue: Catalogue) -> tuple[Published, ...]:
    """What may be said of each closed round whose answers are among the evidence and that promises a smallest group, the first first."""
    earlier: list[Kept] = []
    for found in _closed(evidence):
        answers = [answer for answer in evidence.every(Answers) if answer.round == found.round]
        if answers and found.minimum_group and found.questionnaire != QUICK_CHECK:
            responses = [_response(answer) for answer in answers]
            earlier.append(publish(_asked(found, answers), responses, catalogue=catalogue, earlier=earlier))
    return tuple(kept.published for kept in earlier)


def _closed(evidence: Evidence) -> list[Round]:
    """The rounds that have closed, each as it was said last, in order of closing."""
    latest = {found.round: found for found in sorted(evidence.every(Round), key=lambda found: found.on) if found.closed}
    return sorted(latest.values(), key=lambda found: (str(found.closed), found.round))


def _asked(found: Round, answers: list[Answers]) -> AskedRound:
    questions = sorted({question for answer in answers for question in answer.answers})
    return AskedRound(found.round, found.closed or found.on, tuple(questions), minimum=max(SMALLEST_MINIMUM, found.minimum_group or 0))


def _response(answer: Answers) -> Response:
    """An answer sheet that names no partner or no role stands with the others that name none."""
    return Response(answer.partner or NOT_NAMED, cast(Role, answer.role or NOT_NAMED), answer.answers)
