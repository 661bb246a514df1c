"""Answers that stand in print."""

from __future__ import annotations

import numpy as np
import pytest

from holdfast.core.sharing.games import Game
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.shapley import shapley
from tests.core.sharing.published import SWEDISH, TENNESSEE, airport, estate, from_figures, from_function

GLOVE = from_function("ABC", "worth", lambda group: float("A" in group and len(group) > 1))


def near(found: np.ndarray, expected: list[float], printed: float) -> None:
    np.testing.assert_allclose(found, expected, atol=printed)


@pytest.mark.parametrize(("worth", "expected"), [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150]), (400, [50, 125, 225])])
def test_talmud_estates(worth: float, expected: list[float]) -> None:
    near(nested(estate(worth, [100, 200, 300])).split, expected, 1e-9)


def test_airport_nucleolus_and_shapley() -> None:
    runway = airport([1, 2, 3])
    near(-nested(runway).split, [0.5, 0.75, 1.75], 1e-12)
    near(-shapley(runway), [1 / 3, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 1], 1e-12)


def test_tennessee_valley() -> None:
    near(-shapley(TENNESSEE), [117829, 100756.5, 193998.5], 1e-6)
    near(-nested(TENNESSEE).split, [116234, 93540, 202810], 1e-6)


def test_swedish_municipalities_go_to_the_last_level() -> None:
    """The working paper of 1979 prints M 18.60 and T 19.21, which stops one level short; the paper of 1982 is right."""
    near(-nested(SWEDISH).split, [20.35, 12.06, 5.00, 8.61, 18.32, 19.49], 0.005)
    near(-shapley(SWEDISH), [20.01, 10.71, 6.61, 10.37, 16.94, 19.18], 0.0062)
    levels = [stage.level for stage in nested(SWEDISH).stages]
    near(np.array(levels), [-1.6, -2.2067, -2.49], 0.0001)


def test_one_left_glove_takes_all() -> None:
    near(nested(GLOVE).split, [1, 0, 0], 1e-12)
    near(shapley(GLOVE), [2 / 3, 1 / 6, 1 / 6], 1e-12)


def test_majority_of_three_has_an_empty_core() -> None:
    voting = from_function("ABC", "worth", lambda group: float(len(group) > 1))
    found = nested(voting)
    near(found.split, [1 / 3] * 3, 1e-12)
    assert found.least_core == pytest.approx(1 / 3)


def test_a_veto_player_takes_all_of_a_vote() -> None:
    weights = {"A": 3, "B": 2, "C": 1, "D": 1}
    voting = from_function("ABCD", "worth", lambda group: float("A" in group and sum(weights[name] for name in group) >= 4))
    near(nested(voting).split, [1, 0, 0, 0], 1e-12)


def test_weighted_vote_gives_weights_back() -> None:
    """[5; 4,3,2]: any two carry it, whatever the weights."""
    weights = {"A": 4, "B": 3, "C": 2}
    voting = from_function("ABC", "worth", lambda group: float(sum(weights[name] for name in group) >= 5))
    near(nested(voting).split, [1 / 3] * 3, 1e-12)


@pytest.mark.parametrize("players", [3, 5, 9])
def test_all_tied(players: int) -> None:
    """Every coalition of one size complains alike, so that hundreds tie at every level."""
    tied: Game = from_function("ABCDEFGHI"[:players], "worth", lambda group: float(len(group) ** 2))
    near(nested(tied).split, [float(players)] * players, 1e-9)


def test_not_superadditive() -> None:
    """Together they are worth less than apart: no split leaves each at least what it has alone, yet the prenucleolus exists."""
    apart = from_figures("ABC", "worth", {"A": 4, "B": 3, "C": 2, "AB": 5, "AC": 5, "BC": 4, "ABC": 6})
    found = nested(apart)
    near(found.split, [3, 2, 1], 1e-9)
    assert found.certificate.holds
    assert found.least_core == pytest.approx(1)


def test_holding_players_at_what_they_have_alone_changes_a_split() -> None:
    """The prenucleolus would take from C, who has nothing to lose alone; the nucleolus may not."""
    table = {"A": 0, "B": 0, "C": 0, "AB": 10, "AC": 0, "BC": 0, "ABC": 6}
    found, held = nested(from_figures("ABC", "worth", table)), nested(from_figures("ABC", "worth", table), is_held=True)
    assert found.split[2] < -1
    assert held.split.min() >= -1e-12
    near(held.split, [3, 3, 0], 1e-9)
    assert held.certificate.holds
