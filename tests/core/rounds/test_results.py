"""What is read out of published figures: scores, areas, gaps, blind spots, the map and changes."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Sequence

import pytest

from holdfast.core.evidence.answers import Role
from holdfast.core.rounds import typical
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.publish import publish
from holdfast.core.rounds.published import Figure, Group, Published
from holdfast.core.rounds.read import results
from holdfast.core.rounds.results import QuestionResult, RoundResults
from holdfast.core.rounds.typical import thinned, typical_counts
from tests.core.rounds.people import CATALOGUE, QUESTIONS, crowd, published, said

IDS = ("shared_vision", "vision_first", "fair_votes")


def found(people: Sequence[Response], *, before: Published | None = None, questions: int = 3) -> RoundResults:
    return results(published(people, questions=questions).published, catalogue=CATALOGUE, before=before)


def body(name: str, points: Sequence[int], role: Role = "ict") -> list[Response]:
    return [said(name, role, point, point, point) for point in points]


def first(result: RoundResults) -> QuestionResult:
    return next(each for each in result.questions if each.question == QUESTIONS[0])


def test_every_question_that_was_asked_has_its_result_by_area() -> None:
    asked = AskedRound("spring", dt.date(2026, 5, 29), IDS)
    people = [Response(name, "ict", dict.fromkeys(IDS, point)) for name in ("a", "b") for point in (1, 2, 3, 3, 4)]  # type: ignore[arg-type]
    result = results(publish(asked, people, catalogue=CATALOGUE).published, catalogue=CATALOGUE)
    assert [(each.area, each.question) for each in result.questions] == [
        ("vision", "shared_vision"),
        ("vision", "vision_first"),
        ("governance", "fair_votes"),
    ]
    assert [(each.area, each.questions) for each in result.areas] == [("vision", 2), ("governance", 1)]


def test_a_level_is_the_mean_to_its_step() -> None:
    people = [*body("a", [1, 2, 3, 3, 4, 4, 4]), *body("b", [0, 1, 1, 2, 2, 3], "staff")]
    scores = {score.group.id: score.score.level for score in first(found(people)).partners}
    assert scores == {"a": 3.0, "b": 1.5}


@pytest.mark.parametrize("seed", range(10))
def test_the_range_holds_the_true_mean_and_more(seed: int) -> None:
    people = crowd(seed, (12, 25, 60))
    for score in first(found(people)).partners:
        points = [int(value) for each in people if each.partner == score.group.id and isinstance(value := each.answers[QUESTIONS[0]], int)]
        if score.score.level is not None and score.score.low is not None and score.score.high is not None:
            assert score.score.low <= statistics.fmean(points) <= score.score.high
            assert score.score.high - score.score.low > statistics.stdev(points) / len(points) ** 0.5


def test_all_is_the_mean_of_bodies_however_large_they_are() -> None:
    people = [*body("large", [4, 4, 4, 4, 3, 4, 4] * 12), *body("small", [0, 1, 1, 0, 1, 2], "staff")]
    assert first(found(people)).all.level == pytest.approx((3.9 + 1.0) / 2)


def test_nothing_said_of_a_group_is_unknown_never_zero() -> None:
    people = [*[said("a", "ict", *["dont_know"] * 3) for _ in range(7)], *body("b", [0, 1, 1, 2, 2, 3], "staff")]
    score = first(found(people)).partners[0]
    assert (score.group.id, score.score.level, score.score.low, score.score.answers) == ("a", None, None, 0)
    assert score.score.dont_know == 1.0
    assert score.figure is not None and score.figure.withheld == "few"


def test_the_gap_is_that_of_the_highest_and_lowest_body() -> None:
    people = [*body("a", [3, 4, 4, 4, 3, 4, 4]), *body("b", [0, 0, 1, 1, 0, 1], "staff"), *body("c", [2, 2, 1, 3, 2, 2], "finance")]
    gap = first(found(people)).gap
    assert gap is not None
    assert (gap.higher.id, gap.lower.id, gap.difference) == ("a", "b", 3.0)
    assert gap.is_clear
    assert found(people).areas[0].gap is not None


def test_bodies_that_stand_alike_have_no_clear_gap() -> None:
    gap = first(found([*body("a", [1, 2, 3, 2, 2, 3]), *body("b", [2, 2, 3, 1, 2, 3], "staff")])).gap
    assert gap is not None and not gap.is_clear


def test_one_body_alone_has_no_gap() -> None:
    assert first(found(body("a", [1, 2, 3, 2, 2, 3]))).gap is None


def test_many_who_do_not_know_are_a_blind_spot() -> None:
    people = [*body("a", [2, 2, 3]), *[said("a", "ict", *["dont_know"] * 3) for _ in range(5)], *body("b", [0, 1, 1, 2, 2, 3], "staff")]
    spots = [spot for spot in found(people).blind_spots if spot.kind == "unknown"]
    assert {spot.question for spot in spots} == set(QUESTIONS[:3])
    assert [group.id for group in spots[0].higher] == ["a"]


def test_a_few_who_do_not_know_are_no_blind_spot_for_being_rounded_up() -> None:
    """Three of twenty are published as a quarter, to the nearest quarter."""
    people = [*body("a", [1, 2, 2, 3] * 4 + [2]), *[said("a", "ict", *["dont_know"] * 3) for _ in range(3)]]
    assert found(people).questions[0].all.dont_know == 0.25
    assert not [spot for spot in found(people).blind_spots if spot.kind == "unknown"]


def test_leaders_who_see_it_otherwise_than_staff_are_a_blind_spot() -> None:
    people = [*body("a", [4, 4, 3, 4, 3, 4, 4], "member"), *body("b", [4, 3, 4, 4, 4, 4], "member")]
    people += [*body("a", [1, 1, 2, 1, 0, 1, 2], "staff"), *body("b", [1, 2, 1, 1, 1, 0], "staff")]
    spots = [spot for spot in found(people).blind_spots if spot.kind == "leaders_and_staff"]
    assert spots and [group.id for group in spots[0].higher] == ["member"] and [group.id for group in spots[0].lower] == ["staff"]
    assert spots[0].value >= 2


def test_what_one_rates_high_and_another_low_is_a_blind_spot() -> None:
    people = [*body("a", [3, 4, 4, 4, 3, 4, 4]), *body("b", [0, 0, 1, 1, 0, 1], "staff")]
    spots = [spot for spot in found(people).blind_spots if spot.kind == "bodies_apart"]
    assert spots and ([group.id for group in spots[0].higher], [group.id for group in spots[0].lower]) == (["a"], ["b"])
    assert not [spot for spot in found([*people[:7], *body("b", [3, 3, 4, 3, 4, 3], "staff")]).blind_spots if spot.kind == "bodies_apart"]


CORNERS = {
    "shared_strength": ([3, 4, 4, 3, 4, 4], [3, 4, 3, 4, 4, 4]),
    "disputed_strength": ([4, 4, 4, 4, 4, 4], [1, 0, 2, 1, 4, 2]),
    "shared_weakness": ([1, 0, 1, 1, 0, 1], [1, 1, 1, 0, 0, 1]),
    "disputed_weakness": ([0, 4, 0, 4, 2, 1], [0, 0, 3, 4, 0, 4]),
}


@pytest.mark.parametrize("corner", CORNERS)
def test_the_map_puts_each_question_in_its_corner(corner: str) -> None:
    one, other = CORNERS[corner]
    point = found([*body("a", one), *body("b", other, "staff")]).map[0]
    assert point.corner == corner
    assert 0 <= point.agreement <= 1


def test_a_change_is_the_difference_of_the_two_rounds() -> None:
    before = published([*body("a", [0, 1, 1, 1, 0, 1] * 4), *body("b", [2, 2, 3, 2, 2, 1] * 4, "staff")], id="old").published
    now = found([*body("a", [3, 4, 4, 3, 3, 4] * 4), *body("b", [2, 2, 3, 2, 2, 1] * 4, "staff")], before=before)
    changes = {(change.group.id if change.group else "all"): change for change in now.changes if change.question == QUESTIONS[0]}
    assert changes["a"].difference == pytest.approx(3.5 - 0.75, abs=0.26)
    assert changes["a"].is_clear and not changes["b"].is_clear
    assert changes["all"].difference == pytest.approx((changes["a"].difference + changes["b"].difference) / 2)
    assert now.since == "old"
    assert {change.area for change in now.changes if not change.question} == {"culture"}


def test_a_question_that_was_not_asked_before_has_no_change() -> None:
    before = published(body("a", [1, 2, 2, 3, 2]), questions=2).published
    now = found(body("a", [1, 2, 2, 3, 2, 2, 2]), before=before)
    assert {change.question for change in now.changes} == {"", *QUESTIONS[:2]}
    assert found(body("a", [1, 2, 2, 3, 2])).changes == ()


def test_results_are_made_of_published_figures_alone() -> None:
    """Other answers that publish the same give the same results, ranges and all."""
    alike = [*body("a", [3, 3, 3, 3, 3, 3]), *body("b", [0, 1, 2, 3, 4, 2], "staff")]
    nearly = [*body("a", [3, 3, 3, 3, 3, 2]), *body("b", [2, 1, 4, 3, 0, 2], "staff")]
    assert found(alike) == found(nearly)


def figure(answers: int, level: float | None, **fields: object) -> Figure:
    return Figure("q", Group("partner", ("a",), answers), answers=answers, level=level)._replace(**fields)


@pytest.mark.parametrize("answers", [3, 5, 11, 40, 97])
@pytest.mark.parametrize("level", [0.0, 0.5, 1.3, 2.0, 3.7, 4.0])
@pytest.mark.parametrize("agreement", ["strong", "some", "little", None])
def test_typical_answers_have_the_level_that_was_published(answers: int, level: float, agreement: str | None) -> None:
    counts = typical_counts([figure(answers, level, agreement=agreement)])[0]
    assert counts.sum() == answers and (counts >= 0).all()
    assert float(counts @ range(5)) / answers == pytest.approx(level, abs=0.5 / answers + 1e-9)


def test_typical_answers_have_the_shares_that_were_published() -> None:
    counts = typical_counts([figure(100, 2.1, low=0.3, agree=0.45, agreement="little")])[0]
    assert counts[:2].sum() == pytest.approx(30, abs=2)
    assert counts[3:].sum() == pytest.approx(45, abs=2)


def test_who_agrees_more_is_typically_closer_together() -> None:
    strong, little = typical_counts([figure(40, 2.0, agreement="strong"), figure(40, 2.0, agreement="little")])
    assert strong[2] > little[2]
    assert typical_counts([figure(0, None)]).sum() == 0


def test_a_group_with_no_level_in_any_question_has_none_in_the_area() -> None:
    people = [*[said("a", "ict", *["dont_know"] * 3) for _ in range(7)], *body("b", [0, 1, 1, 2, 2, 3], "staff")]
    area = found(people).areas[0]
    assert [score.score.level is None for score in area.partners] == [True, False]
    assert area.all.level is not None


def test_the_area_of_one_question_is_that_question() -> None:
    result = found([*body("a", [1, 2, 3, 3, 4, 4, 4]), *body("b", [0, 1, 1, 2, 2, 3], "staff")], questions=1)
    assert result.areas[0].all.level == result.questions[0].all.level
    assert [score.score.level for score in result.areas[0].partners] == [score.score.level for score in result.questions[0].partners]


def test_figures_that_contradict_each_other_are_reached_in_few_steps() -> None:
    """Ten million people whose points are all low, and whose level is high: a step for each would take minutes."""
    (counts,) = typical_counts([figure(10_000_000, 4.0, low=1.0, agree=0.0, agreement="little")]).tolist()
    assert sum(counts) == 10_000_000
    assert sum(point * count for point, count in enumerate(counts)) == 40_000_000


def test_a_crowd_beyond_counting_is_read_in_its_proportions(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = typical_counts([figure(9_000, 3.0), figure(900, 1.0), figure(3, 2.0)])
    assert thinned(counts) is counts
    monkeypatch.setattr(typical, "MOST_COUNTED", 990)
    fewer = thinned(counts)
    assert fewer.sum(1).tolist() == pytest.approx([900, 90, 2], abs=4)
    assert (fewer[counts > 0] > 0).all()
