"""What the assessment may know of a round: its published figures as records, in place of anybody's answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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


def counted(published: Published, told_by: str = "") -> tuple[Tally, ...]:
    """One `tallies` record for each figure that may be said, and each answer on the record; dated by the closing of the round.

    Put beside the evidence with the `rounds` record of the same name: survey indicators read these, and never an answer. Their
    references begin with that of the record that tells them, or else with the name of the round.
    """
    told = [*map(_figure, filter(_says_something, published.figures.values())), *_on_record(published)]
    common = {"round": published.round, "on": published.closed, "source": f"Round {published.round}"}
    base = told_by or published.round[:60]
    return tuple(build(Tally, {**common, **fields, "id": f"{base}.{place}"}) for place, fields in enumerate(told, start=1))


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
    """The same evidence without people's answers in rounds that promise a smallest group; with tallies of those that have closed.

    So that what is assessed for those who may not read the answers cannot tell them any. Two sets of figures of one round, of
    which one person more answered in one, would together tell their answers. So of a round that has tallies already no others are
    made.
    """
    kept_to = promised(evidence.every(Round))
    gone = [answer for answer in evidence.every(Answers) if unsaid_in(answer, kept_to)]
    if not gone:
        return evidence
    without = {tally.round for tally in evidence.every(Tally)}
    told_by = {found.round: found.id for found in _closed(evidence)}
    published = [found for found in published_of(evidence, catalogue) if found.round not in without]
    tallies: list[Record] = [tally for found in published for tally in counted(found, told_by[found.round])]
    left_out = set(map(id, gone))
    kept = (record for record in evidence.records if id(record) not in left_out)
    return Evidence(evidence.arrangement, (*kept, *tallies), date=evidence.date)


def unsaid_in(record: object, kept_to: Collection[str]) -> bool:
    """Whether a record is what somebody answered in one of these rounds, which promise a smallest group."""
    return isinstance(record, Answers) and record.round in kept_to


def has_promise(found: Round) -> bool:
    """Whether people answered on the promise of a smallest group, by what is said of the round here."""
    return bool(found.minimum_group) and found.questionnaire != QUICK_CHECK


def promised(rounds: Iterable[Round]) -> frozenset[str]:
    """The rounds in which people answered on the promise of a smallest group. One that was made once stands."""
    return frozenset(found.round for found in rounds if has_promise(found))


def published_of(evidence: Evidence, catalogue: Catalogue) -> tuple[Published, ...]:
    """What may be said of each closed round whose answers are among the evidence and that promises a smallest group, the first first."""
    earlier: list[Kept] = []
    kept_to = promised(evidence.every(Round))
    for found in _closed(evidence):
        answers = [answer for answer in evidence.every(Answers) if answer.round == found.round]
        if answers and found.round in kept_to:
            responses = [_response(answer) for answer in answers]
            asked = _asked(found, answers, evidence)
            earlier.append(publish(asked, responses, catalogue=catalogue, earlier=earlier))
    return tuple(kept.published for kept in earlier)


def _closed(evidence: Evidence) -> list[Round]:
    """The rounds that have closed, each as it was said last, in order of closing."""
    latest = {found.round: found for found in sorted(evidence.every(Round), key=lambda found: found.on) if found.closed}
    return sorted(latest.values(), key=lambda found: (str(found.closed), found.round))


def _asked(found: Round, answers: list[Answers], evidence: Evidence) -> AskedRound:
    """What was asked; the largest group that was ever promised to be the smallest stands."""
    minimum = max(said.minimum_group or 0 for said in evidence.every(Round) if said.round == found.round)
    questions = sorted({question for answer in answers for question in answer.answers})
    return AskedRound(found.round, found.closed or found.on, tuple(questions), minimum=max(SMALLEST_MINIMUM, minimum))


def _response(answer: Answers) -> Response:
    """An answer sheet that names no partner or no role stands with the others that name none."""
    return Response(answer.partner or NOT_NAMED, cast(Role, answer.role or NOT_NAMED), answer.answers)
