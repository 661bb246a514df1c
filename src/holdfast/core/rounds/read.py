"""Published figures read into results: scores, gaps, blind spots, the map, and the change since the last round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from holdfast.core.catalogue import Catalogue
from holdfast.core.rounds.agreement import r_wg
from holdfast.core.rounds.gaps import blind_spots, widest_gap
from holdfast.core.rounds.moves import changes_since
from holdfast.core.rounds.published import Published, Split
from holdfast.core.rounds.questionnaires import by_area
from holdfast.core.rounds.results import AreaResult, GroupScore, MapPoint, QuestionResult, RoundResults
from holdfast.core.rounds.scores import Reading, group_scores, reading_of, score_of_all, score_of_area

# On the map a question is a strength from this level, and shared from this agreement.
STRENGTH_FROM = 2.5
SHARED_FROM = 0.5
_CORNERS = {
    (True, True): "shared_strength",
    (True, False): "disputed_strength",
    (False, True): "shared_weakness",
    (False, False): "disputed_weakness",
}


def results(published: Published, *, catalogue: Catalogue, before: Published | None = None) -> RoundResults:
    """The results of a round, and the change since `before`. There is no chance in it."""
    reading = reading_of(published)
    asked = by_area(catalogue.questions[id] for id in published.questions if id in catalogue.questions)
    questions = tuple(_question(reading, question.id, question.area) for question in asked)
    areas = tuple(_areas(reading, questions))
    changes = changes_since(reading, reading_of(before), questions) if before is not None else ()
    return RoundResults(
        published=published,
        areas=areas,
        questions=questions,
        map=tuple(_map(reading, questions)),
        blind_spots=tuple(blind_spots(questions)),
        changes=tuple(changes),
        since=before.round if before is not None else "",
    )


def _question(reading: Reading, question: str, area: str) -> QuestionResult:
    groups = reading.published.partners
    partners = group_scores(reading, "partner", question)
    return QuestionResult(
        question,
        area,
        score_of_all(groups, [reading.of(group, question) for group in groups]),
        partners,
        group_scores(reading, "role", question),
        widest_gap(reading, [question], partners),
    )


def _areas(reading: Reading, questions: Sequence[QuestionResult]) -> Iterator[AreaResult]:
    for area in dict.fromkeys(result.area for result in questions):
        of_area = [result for result in questions if result.area == area]
        ids = [result.question for result in of_area]
        partners = _area_scores(reading, "partner", of_area)
        yield AreaResult(
            area,
            len(of_area),
            score_of_area(result.all for result in of_area),
            partners,
            _area_scores(reading, "role", of_area),
            widest_gap(reading, ids, partners),
        )


def _area_scores(reading: Reading, split: Split, of_area: Sequence[QuestionResult]) -> tuple[GroupScore, ...]:
    found = []
    for place, group in enumerate(reading.published.groups(split)):
        scores = [(result.partners if split == "partner" else result.roles)[place].score for result in of_area]
        found.append(GroupScore(group, score_of_area(scores, [reading.of(group, result.question) for result in of_area])))
    return tuple(found)


def _map(reading: Reading, questions: Sequence[QuestionResult]) -> Iterator[MapPoint]:
    """Each question by its level and by how far everybody agrees: people within each body, and the bodies with each other."""
    for result in questions:
        if result.all.level is not None:
            agreement = r_wg(_whole_variance(reading, result))
            corner = _CORNERS[result.all.level >= STRENGTH_FROM, agreement >= SHARED_FROM]
            yield MapPoint(result.question, result.area, result.all.level, agreement, corner)  # type: ignore[arg-type]


def _whole_variance(reading: Reading, result: QuestionResult) -> float:
    """The variance of all answers, each body counted once: within the bodies, and between their levels."""
    known = [(len(score.group.members), score) for score in result.partners if score.score.level is not None]
    weights = [weight for weight, _ in known]
    levels = [score.score.level or 0.0 for _, score in known]
    middle = fmean(levels, weights)
    within = fmean([reading.of(score.group, result.question).variance for _, score in known], weights)
    return within + fmean([(level - middle) ** 2 for level in levels], weights)
