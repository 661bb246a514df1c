"""Agreement against the slow way and the published constants of James, Demaree and Wolf (1984)."""

from __future__ import annotations

import random
import statistics

import pytest

from holdfast.core.rounds.agreement import band, chance_variance, r_wg, r_wg_j
from tests.core.rounds import slow
from tests.core.rounds.people import published, said


def test_the_variance_by_chance_is_that_of_the_paper() -> None:
    """2 for five points, 4 for seven, 6.67 for nine."""
    assert [chance_variance(points) for points in (5, 7)] == [2, 4]
    assert chance_variance(9) == pytest.approx(6.67, abs=0.01)


@pytest.mark.parametrize("seed", range(20))
def test_agreement_is_that_of_the_slow_way(seed: int) -> None:
    dice = random.Random(seed)
    points = [dice.randint(0, 4) for _ in range(dice.randint(2, 30))]
    assert r_wg(statistics.variance(points)) == pytest.approx(slow.r_wg(points))


@pytest.mark.parametrize("count", [1, 2, 5, 14])
def test_several_questions_agree_as_a_longer_test_does(count: int) -> None:
    """The paper takes it from the formula of Spearman and Brown."""
    variances = [0.4 + 0.1 * at for at in range(count)]
    assert r_wg_j(variances) == pytest.approx(slow.spearman_brown(r_wg(statistics.fmean(variances)), count))


def test_more_disagreement_than_chance_is_no_agreement() -> None:
    assert r_wg(5.0) == r_wg_j([5.0, 4.0]) == 0


def test_bands_begin_where_they_say() -> None:
    assert [band(value) for value in (0.0, 0.49, 0.5, 0.69, 0.7, 1.0)] == ["little", "little", "some", "some", "strong", "strong"]


def test_all_alike_is_said_as_a_band_like_nearly_alike() -> None:
    alike = [said("a", "ict", 3) for _ in range(6)] + [said("b", "staff", at) for at in (0, 1, 2, 3, 4, 2)]
    nearly = [*alike[:5], said("a", "ict", 2), *alike[6:]]
    first, second = (published(people, questions=1).published for people in (alike, nearly))
    assert first.figures == second.figures
    assert next(figure for figure in first.figures.values() if figure.group.id == "a").agreement == "strong"


def test_agreement_is_not_said_of_roles() -> None:
    people = [said("a", "ict", 3) for _ in range(6)] + [said("b", "staff", at) for at in (0, 1, 2, 3, 4, 2)]
    figures = published(people, questions=1).published.figures.values()
    assert {figure.agreement for figure in figures if figure.group.split == "role"} == {None}
