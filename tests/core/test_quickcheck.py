"""The quick check: it asks what would tell most, stops repeating itself, and soon gives an outlook."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

import pytest

from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import AnswerValue
from holdfast.core.evidence.partners import Partner
from holdfast.core.quickcheck import answers_in, evidence_of, next_question
from holdfast.files import read_bytes, write_toml
from tests.make import evidence, make

TODAY = dt.date(2026, 1, 1)
ENOUGH = 20


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def answered(value: AnswerValue, count: int, catalogue: Catalogue, base: Evidence | None = None) -> dict[str, AnswerValue]:
    """The answers of somebody who gives one answer to the first questions asked."""
    answers: dict[str, AnswerValue] = {}
    while len(answers) < count and (question := next_question(answers, catalogue, base)) is not None:
        assert question.id not in answers
        answers[question.id] = value
    return answers


def assessed(answers: Mapping[str, AnswerValue], catalogue: Catalogue) -> Assessment:
    return assess(evidence_of(answers, TODAY), catalogue)


def mean_exposure(assessment: Assessment) -> float:
    applicable = [found.exposure for found in assessment.findings if found.state != "not_applicable"]
    return sum(applicable) / len(applicable)


def test_there_is_a_first_question_for_somebody_with_nothing(catalogue: Catalogue) -> None:
    first = next_question({}, catalogue)
    assert first is not None
    assert first.quick


def test_it_never_asks_twice_and_comes_to_an_end(catalogue: Catalogue) -> None:
    answers = answered("dont_know", len(catalogue.questions) + 1, catalogue)
    assert next_question(answers, catalogue) is None
    assert set(answers) <= {question.id for question in catalogue.questions.values() if question.quick}


def test_twenty_answers_give_an_outlook(catalogue: Catalogue) -> None:
    outlook = assessed(answered(2, ENOUGH, catalogue), catalogue).outlook
    assert outlook.coverage >= catalogue.floors["outlook_coverage"].value
    assert outlook.rating != "cannot_tell"


@pytest.mark.parametrize(
    ("points", "unsure", "at_most"),
    [
        ((4,), 0.0, 20),
        ((0,), 0.0, 20),
        ((3, 3, 4, 2), 0.0, 20),
        ((0, 1, 2, 3, 4), 0.0, 22),
        ((0, 1, 2, 3, 4), 0.2, 28),
    ],
    ids=["all good", "all bad", "mostly good", "anything", "one in five not known"],
)
def test_an_outlook_comes_soon_whatever_is_answered(
    points: tuple[AnswerValue, ...], unsure: float, at_most: int, catalogue: Catalogue
) -> None:
    chance = random.Random(7)
    answers: dict[str, AnswerValue] = {}
    while len(answers) < at_most and (question := next_question(answers, catalogue)) is not None:
        answers[question.id] = "dont_know" if chance.random() < unsure else chance.choice(points)
    assert assessed(answers, catalogue).outlook.rating != "cannot_tell"


def test_no_answer_gives_no_outlook_but_says_what_to_ask(catalogue: Catalogue) -> None:
    assessment = assessed({}, catalogue)
    assert assessment.outlook.rating == "cannot_tell"
    assert len(assessment.next_questions) >= 5


def test_good_answers_lower_exposures_and_bad_ones_raise_them(catalogue: Catalogue) -> None:
    start = mean_exposure(assessed({}, catalogue))
    good = mean_exposure(assessed(answered(4, ENOUGH, catalogue), catalogue))
    bad = mean_exposure(assessed(answered(0, ENOUGH, catalogue), catalogue))
    assert good < start < bad


def test_each_answer_narrows_the_doubt(catalogue: Catalogue) -> None:
    answers = answered(2, 8, catalogue)
    doubts = [assessed(dict(list(answers.items())[:count]), catalogue).doubt for count in range(len(answers) + 1)]
    assert doubts == sorted(doubts, reverse=True)


def test_does_not_apply_takes_the_indicator_out(catalogue: Catalogue) -> None:
    first = next_question({}, catalogue)
    assert first is not None
    assessment = assessed({first.id: "not_applicable"}, catalogue)
    informed = {found.id for found in catalogue.indicators_of_question(first.id)}
    unknown = {reading.indicator for found in assessment.findings for reading in found.unknown}
    assert informed
    assert not informed & unknown
    assert next_question({first.id: "not_applicable"}, catalogue) is not None


def test_do_not_know_changes_nothing_but_the_question(catalogue: Catalogue) -> None:
    first = next_question({}, catalogue)
    assert first is not None
    unsure = assessed({first.id: "dont_know"}, catalogue)
    assert mean_exposure(unsure) == pytest.approx(mean_exposure(assessed({}, catalogue)))
    assert unsure.outlook.coverage == 0


def test_the_answers_go_into_a_file_and_come_back(catalogue: Catalogue) -> None:
    answers = {**answered(3, 5, catalogue), "goes_on_without": "dont_know"}
    found = evidence_of(answers, TODAY)
    again = read_bytes("mine.toml", write_toml(found).encode(), questions=frozenset(catalogue.questions))
    assert again.records == found.records
    assert assess(again, catalogue).findings == assess(found, catalogue).findings


def test_answers_are_added_to_what_a_file_holds_and_replace_earlier_ones(catalogue: Catalogue) -> None:
    base = evidence(make(Partner, partner="a", name="A"))
    once = evidence_of({"goes_on_without": 1}, TODAY, base)
    twice = evidence_of({"goes_on_without": 3, "shared_vision": 2}, TODAY, once)
    assert [len(base), len(once), len(twice)] == [1, 3, 3]


def test_what_a_file_answered_before_is_gone_on_with() -> None:
    assert answers_in(evidence_of({"goes_on_without": 1, "shared_vision": "dont_know"}, TODAY)) == {
        "goes_on_without": 1,
        "shared_vision": "dont_know",
    }
    assert answers_in(evidence(make(Partner, partner="a", name="A"))) == {}


def test_an_answer_is_quoted_with_its_question_and_only_once(catalogue: Catalogue) -> None:
    assessment = assessed(answered(0, ENOUGH, catalogue), catalogue)
    for finding in assessment.findings:
        assert len(set(finding.reasons)) == len(finding.reasons)
        for reason in finding.reasons:
            question = next(question for question in catalogue.questions.values() if reason.startswith(question.text))
            assert reason == f"{question.text} One person says: “{question.points[0].rstrip('.')}”."
