"""The one formula against a slow version written from the design, and each of its rules by hand."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.assess import assess
from holdfast.core.assessment import Finding
from holdfast.core.diagnosis.actions import ranked_actions
from holdfast.core.diagnosis.findings import finding_of
from holdfast.core.diagnosis.formula import Sum, combined, sum_of
from holdfast.core.diagnosis.next_questions import CONCERNS, Candidate, Doubt, next_questions, quick_candidates, rank
from holdfast.core.diagnosis.outlook import outlook_of
from holdfast.core.evidence import Record
from holdfast.core.evidence.answers import Answers, AnswerValue, Round
from holdfast.core.evidence.people import Team
from holdfast.core.evidence.trading import Customer, Venture
from holdfast.core.indicators.measure import Measured, concern_of
from tests.core.slow import group_rule, share, slow, slow_doubt
from tests.core.small_catalogue import ALARMS, PRIORS, WEIGHTS, indicator, problem, small_catalogue
from tests.make import evidence, make

CATALOGUE = small_catalogue()
NEAR = 1e-9
Known = Mapping[str, tuple[float, float]]

shares = st.floats(0, 1)
weights = st.one_of(st.just(0.0), st.just(1.0), shares)
states = st.fixed_dictionaries({name: st.tuples(weights, shares) for name in CATALOGUE.indicators})


def measured(known: Known, catalogue: Any = CATALOGUE) -> dict[str, Measured]:
    """Every indicator, each known to a weight at a concern; unknown where it is not given."""
    return {name: Measured(found, *known.get(name, (0.0, 0.0))) for name, found in catalogue.indicators.items()}


def sums(known: Known, catalogue: Any = CATALOGUE) -> list[Sum]:
    return [sum_of(found, measured(known, catalogue), catalogue) for found in catalogue.problems.values()]


def finding(id: str, known: Known) -> Finding:
    return finding_of(sum_of(CATALOGUE.problem_or_pattern(id), measured(known), CATALOGUE), CATALOGUE)


def logit(value: float) -> float:
    return math.log(value / (1 - value))


def survey(points: list[AnswerValue], questionnaire: str = "full", question: str = "shared_vision") -> list[Record]:
    """A round in which each person gave one point."""
    round_ = make(Round, id=questionnaire, round=questionnaire, questionnaire=questionnaire)
    said = [
        make(Answers, id=f"{questionnaire}-{at}", round=questionnaire, respondent=str(at), answers={question: point})
        for at, point in enumerate(points)
    ]
    return [round_, *said]


@given(states)
def test_every_figure_agrees_with_the_slow_version(known: Known) -> None:
    for found in CATALOGUE.all_problems:
        expected = slow(found, measured(known), CATALOGUE)
        got = finding(found.id, known)
        figures = (got.exposure, got.low, got.high, got.coverage)
        assert figures == pytest.approx((expected.exposure, share(expected.low), share(expected.high), expected.coverage), abs=NEAR)


@given(states)
def test_contributions_add_up_to_the_exposure(known: Known) -> None:
    for found in CATALOGUE.all_problems:
        got = finding(found.id, known)
        total = logit(got.prior) + sum(reading.contribution for reading in got.readings)
        assert share(total) == pytest.approx(got.exposure, abs=NEAR)
        if got.readings:
            assert got.readings[-1].running == pytest.approx(got.exposure, abs=NEAR)


def test_nothing_known_leaves_the_prior() -> None:
    found = finding("skills", {})
    assert found.exposure == pytest.approx(PRIORS["skills"])
    assert found.coverage == 0
    assert found.state == "cannot_tell"


def test_healthy_protects_and_critical_exposes_by_the_weight_of_the_link() -> None:
    expose, protect = WEIGHTS["strong"]
    start = logit(PRIORS["pace"])
    assert finding("pace", {"staff_released": (1, 0)}).exposure == pytest.approx(share(start - protect))
    assert finding("pace", {"staff_released": (1, 1)}).exposure == pytest.approx(share(start + expose))
    assert finding("pace", {"staff_released": (1, 0.5)}).exposure == pytest.approx(share(start + (expose - protect) / 2))


def test_a_healthy_alarm_protects_less_and_a_critical_one_exposes_in_full() -> None:
    alarm = indicator("staff_released", "P04.2", healthy=1, critical=0, telling="alarm")
    catalogue = small_catalogue(indicators={**CATALOGUE.indicators, "staff_released": alarm})
    start = logit(PRIORS["pace"])
    healthy, critical = (finding_of(sums({"staff_released": (1, concern)}, catalogue)[1], catalogue) for concern in (0, 1))
    assert healthy.exposure == pytest.approx(share(start - ALARMS["strong"]))
    assert critical.exposure == pytest.approx(share(start + WEIGHTS["strong"][0]))
    assert healthy.low < healthy.exposure < healthy.high


@pytest.mark.parametrize(("value", "concern"), [(5, 0), (20, 1), (12.5, 0.5), (-3, 0), (99, 1)])
def test_concern_is_linear_between_the_ends_of_the_band_and_flat_beyond(value: float, concern: float) -> None:
    assert concern_of(value, 5, 20) == pytest.approx(concern)
    assert concern_of(-value, -5, -20) == pytest.approx(concern)


@given(st.lists(st.floats(-5, 5), max_size=6))
def test_a_group_adds_its_largest_push_and_its_largest_pull(contributions: list[float]) -> None:
    assert combined(contributions) == pytest.approx(group_rule(contributions))


def test_two_of_a_group_count_once() -> None:
    one = finding("skills", {"vacancies": (1, 1)})
    both = finding("skills", {"vacancies": (1, 1), "interim_posts": (1, 1)})
    assert both.exposure == pytest.approx(one.exposure)
    assert [reading.contribution for reading in both.readings] == pytest.approx([WEIGHTS["strong"][0], 0])


def test_a_group_that_disagrees_counts_both_ways() -> None:
    found = finding("skills", {"vacancies": (1, 1), "interim_posts": (1, 0)})
    total = logit(PRIORS["skills"]) + WEIGHTS["strong"][0] - WEIGHTS["moderate"][1]
    assert found.exposure == pytest.approx(share(total))


def test_a_group_counts_its_heaviest_in_the_coverage() -> None:
    spans = {name: sum(pair) for name, pair in WEIGHTS.items()}
    whole = spans["strong"] + spans["moderate"] + spans["slight"]
    assert finding("skills", {"interim_posts": (1, 0.5)}).coverage == pytest.approx(spans["moderate"] / whole)
    assert finding("skills", {"interim_posts": (1, 0.5), "vacancies": (1, 0.5)}).coverage == pytest.approx(spans["strong"] / whole)


def test_the_unknown_rest_of_a_partly_known_reading_widens_the_bounds() -> None:
    expose, protect = WEIGHTS["moderate"]
    catalogue = small_catalogue(problems={"pace": problem("pace", 2, {"shared_vision": "moderate"})})
    found = finding_of(sums({"shared_vision": (0.6, 1)}, catalogue)[0], catalogue)
    start = logit(PRIORS["pace"])
    assert found.exposure == pytest.approx(share(start + 0.6 * expose))
    assert found.low == pytest.approx(share(start + 0.6 * expose - 0.4 * protect))
    assert found.high == pytest.approx(share(start + expose))


def test_state_follows_the_cut_offs_once_the_floor_is_reached() -> None:
    assert finding("pace", {"staff_released": (1, 1)}).state == "exposed"
    assert finding("pace", {"staff_released": (1, 0.35)}).state == "watch"
    assert finding("pace", {"staff_released": (1, 0)}).state == "low"
    assert finding("pace", {"staff_released": (0.3, 1)}).state == "cannot_tell"


def test_a_lever_brings_the_whole_group_to_healthy() -> None:
    found = finding("skills", {"vacancies": (1, 0.8), "interim_posts": (1, 0.6), "joint_training": (1, 0.5)})
    by_name = {lever.indicator: lever.exposure for lever in found.levers}
    mended = finding("skills", {"vacancies": (1, 0), "interim_posts": (1, 0), "joint_training": (1, 0.5)}).exposure
    assert by_name["vacancies"] == by_name["interim_posts"] == pytest.approx(mended)
    assert [lever.exposure for lever in found.levers] == sorted(by_name.values())


def test_a_healthy_reading_is_no_lever() -> None:
    assert finding("pace", {"staff_released": (1, 0)}).levers == ()


def test_without_a_company_what_needs_one_does_not_apply_and_sorts_last() -> None:
    assessment = assess(evidence(make(Team, team="a", posts=10, vacant=5, interim=0), type="lead_authority"), CATALOGUE)
    last = assessment.findings[-1]
    assert (last.id, last.state, last.readings) == ("trading", "not_applicable", ())
    assert "largest_customer" not in {asked.id for asked in assessment.next_questions}
    covered = [found.coverage for found in assessment.findings if found.id != "trading"]
    assert assessment.outlook.coverage == pytest.approx(sum(covered) / 2)


def test_with_a_company_it_applies() -> None:
    records = (make(Venture, venture="v"), make(Customer, customer="c", owner=False, status="signed", yearly_value=1))
    assert assess(evidence(*records), CATALOGUE).finding("trading").state != "not_applicable"


@pytest.mark.parametrize("answers", [1, 2, 3, 10])
def test_a_survey_of_n_answers_counts_n_over_n_plus_two(answers: int) -> None:
    expose = WEIGHTS["moderate"][0]
    found = assess(evidence(*survey([0] * answers)), CATALOGUE).finding("pace")
    assert found.readings[0].contribution == pytest.approx(expose * answers / (answers + 2))
    assert found.readings[0].basis == "survey"


def test_do_not_know_and_not_applicable_leave_the_denominator() -> None:
    found = assess(evidence(*survey([4, 0, "dont_know", "not_applicable"])), CATALOGUE).finding("pace")
    assert found.readings[0].value == pytest.approx(0.5)
    assert found.coverage == pytest.approx(0.5 * sum(WEIGHTS["moderate"]) / (sum(WEIGHTS["moderate"]) + sum(WEIGHTS["strong"])))


@pytest.mark.parametrize(
    ("question", "problem_id", "link"), [("shared_vision", "pace", "moderate"), ("work_shared_fairly", "pace", "strong")]
)
def test_a_quick_answer_counts_at_the_proxy_strength(question: str, problem_id: str, link: str) -> None:
    found = assess(evidence(*survey([0], "quick_check", question)), CATALOGUE).finding(problem_id)
    assert found.readings[0].contribution == pytest.approx(0.6 * WEIGHTS[link][0])


def test_a_record_takes_the_place_of_its_proxy() -> None:
    said = survey([4], "quick_check", "team_full")
    found = assess(evidence(make(Team, team="a", posts=10, vacant=5, interim=0), *said), CATALOGUE).finding("people")
    assert [(reading.basis, reading.concern) for reading in found.readings] == [("record", 1)]


def brute_gain(candidate: Candidate, known: Known, catalogue: Any = CATALOGUE) -> float:
    """The mean fall of the doubt, with every sum built again for every answer."""
    problems = list(catalogue.problems.values())
    before = measured(known, catalogue)
    widths = []
    for concern in CONCERNS:
        after = {
            name: found._replace(weight=candidate.weight, concern=concern)
            if name in candidate.indicators and found.weight < candidate.weight
            else found
            for name, found in before.items()
        }
        widths.append(slow_doubt(problems, after, catalogue))
    return slow_doubt(problems, before, catalogue) - sum(widths) / len(widths)


@given(states)
def test_the_gain_of_a_record_agrees_with_brute_force(known: Known) -> None:
    for asked in next_questions(measured(known), Doubt(sums(known)), CATALOGUE):
        candidate = Candidate(asked.kind, asked.id, asked.indicators, 1.0)
        assert asked.gain == pytest.approx(brute_gain(candidate, known), abs=NEAR)


@given(states)
def test_the_gain_of_a_quick_answer_agrees_with_brute_force(known: Known) -> None:
    candidates = list(quick_candidates(CATALOGUE.questions.values(), measured(known), CATALOGUE))
    for candidate, gain in rank(candidates, Doubt(sums(known))):
        assert gain == pytest.approx(brute_gain(candidate, known), abs=NEAR)


def test_what_is_fully_known_is_not_asked() -> None:
    known: Known = {name: (1, 0.5) for name in CATALOGUE.indicators}
    assert list(next_questions(measured(known), Doubt(sums(known)), CATALOGUE)) == []


def test_next_questions_come_by_gain_and_say_who_can_answer() -> None:
    asked = list(next_questions(measured({}), Doubt(sums({})), CATALOGUE))
    assert [item.gain for item in asked] == sorted((item.gain for item in asked), reverse=True)
    by_id = {item.id: item for item in asked}
    assert (by_id["shared_vision"].kind, by_id["staff_released"].kind) == ("question", "record")
    assert by_id["staff_released"].who == "Who knows staff_released"


def test_equal_gains_go_by_coverage_then_by_id() -> None:
    twins = [indicator(name, f"P09.{at}") for at, name in enumerate("cab", 1)]
    catalogue = small_catalogue(
        indicators={twin.id: twin for twin in twins}, problems={"pace": problem("pace", 1, {"a": "strong", "b": "strong", "c": "strong"})}
    )
    total = sums({}, catalogue)
    assert [found.id for found, _ in rank([Candidate("record", name, (name,), 1.0) for name in "cab"], Doubt(total))] == ["a", "b", "c"]
    nothing_gained = {"a": (1.0, 0.0), "b": (0.0, 0.0), "c": (1.0, 0.0)}
    assert [
        found.id for found, _ in rank([Candidate("record", name, (name,), 1.0) for name in "cab"], Doubt(sums(nothing_gained, catalogue)))
    ] == ["b"]


def test_actions_are_ranked_by_the_fall_they_bring_over_all_problems() -> None:
    known: Known = {"vacancies": (1, 1), "staff_released": (1, 0.5), "shared_vision": (0.8, 1), "joint_training": (1, 0)}
    ranked = ranked_actions(sums(known), CATALOGUE)
    assert [found.effect for found in ranked] == sorted((found.effect for found in ranked), reverse=True)
    by_id = {found.id: found for found in ranked}
    assert "train" not in by_id
    assert set(by_id["talk"].findings) == {"skills", "pace"}
    mended = {**known, "shared_vision": (0.8, 0.0)}
    fall = sum(finding(id, known).exposure - finding(id, mended).exposure for id in ("skills", "pace"))
    assert by_id["talk"].effect == pytest.approx(fall)
    main = by_id["talk"].main_finding
    assert by_id["talk"].after == pytest.approx(finding(main, mended).exposure)


def a_finding(exposure: float, low: float = 0.0, high: float = 1.0, coverage: float = 1.0, state: Any = "watch") -> Finding:
    return finding("pace", {})._replace(exposure=exposure, low=low, high=high, coverage=coverage, state=state)


def test_the_outlook_is_run_on_exposures_lows_and_highs() -> None:
    found = outlook_of([a_finding(0.7, 0.4, 0.9), a_finding(0.2, 0.1, 0.9), a_finding(0.4, 0.36, 0.5)], CATALOGUE)
    assert (found.rating, found.best, found.worst) == ("amber", "amber_green", "amber_red")


def test_red_on_the_lows_is_red_at_any_coverage() -> None:
    assert outlook_of([a_finding(0.9, 0.7, 0.95, 0.01)] * 3, CATALOGUE).rating == "red"


def test_under_the_floor_it_cannot_tell() -> None:
    found = outlook_of([a_finding(0.9, 0.2, 0.95, 0.29)] * 3, CATALOGUE)
    assert (found.rating, found.worst) == ("cannot_tell", "red")
    assert outlook_of([a_finding(0.9, 0.2, 0.95, 0.31)] * 3, CATALOGUE).rating == "red"


def test_what_does_not_apply_leaves_the_outlook() -> None:
    found = outlook_of([a_finding(0.1, 0.1, 0.2), a_finding(0.0, coverage=0.0, state="not_applicable")], CATALOGUE)
    assert (found.rating, found.coverage) == ("green", 1.0)


def test_the_assessment_is_read_at_its_date() -> None:
    early = make(Team, id="1", team="a", posts=10, vacant=0, interim=0, on=dt.date(2025, 1, 1))
    late = make(Team, id="2", team="a", posts=10, vacant=5, interim=0, on=dt.date(2026, 1, 1))
    found = evidence(early, late)
    assert assess(found, CATALOGUE, as_at=dt.date(2025, 6, 1)).finding("people").readings[0].concern == 0
    assert assess(found, CATALOGUE).finding("people").readings[0].concern == 1
