"""Every rule of RULES keeps the promises that all of them make, and its own."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.games import Game
from holdfast.core.sharing.pennies import to_pennies
from holdfast.core.sharing.rules import RULES, Inquiry
from holdfast.core.sharing.shares import share
from tests.core.sharing.published import SWEDISH, airport, from_figures, from_function

KEYS = {key: dict(zip("AHKLMT", (85, 176, 26, 69, 287, 59), strict=True)) for key in ("use", "population", "staff", "budget", "agreed")}


def dealt(name: str, game: Game, keys: dict[str, dict[str, float]] | None = None) -> np.ndarray:
    return game.sign * RULES[name].deal(Inquiry(game, keys or {})).split


@pytest.mark.parametrize("name", [name for name in RULES if name != "airport"])
def test_parts_add_up_to_the_whole(name: str) -> None:
    assert dealt(name, SWEDISH, KEYS).sum() == pytest.approx(83.82, abs=1e-9)


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if name not in ("airport",) and not rule.is_keyed])
def test_who_brings_the_same_pays_the_same(name: str) -> None:
    alike = from_figures("ABC", "cost", {"A": 6, "B": 6, "C": 4, "AB": 9, "AC": 8, "BC": 8, "ABC": 11})
    found = dealt(name, alike)
    assert found[0] == pytest.approx(found[1])


@pytest.mark.parametrize("name", list(RULES))
def test_words_say_what_a_rule_promises_and_its_price(name: str) -> None:
    rule = RULES[name]
    assert rule.title and rule.promise.endswith(".") and rule.price.endswith(".")
    assert rule.deal.__doc__ or rule.is_keyed


def test_separable_costs_are_those_of_the_swedish_paper() -> None:
    np.testing.assert_allclose(dealt("scrb", SWEDISH), [19.54, 13.28, 5.62, 10.90, 16.66, 17.82], atol=0.0075)


def test_by_population_is_that_of_the_swedish_paper() -> None:
    np.testing.assert_allclose(dealt("population", SWEDISH, KEYS), [10.13, 21.00, 3.19, 8.22, 34.22, 7.07], atol=0.2)


def test_savings_equal_and_in_proportion() -> None:
    apart = -SWEDISH.alone
    saved = apart - dealt("equal_savings", SWEDISH)
    assert saved == pytest.approx(np.full(6, saved[0]))
    share_saved = 1 - dealt("stand_alone", SWEDISH) / apart
    assert share_saved == pytest.approx(np.full(6, share_saved[0]))


def test_tiers_are_paid_by_those_who_need_them() -> None:
    np.testing.assert_allclose(dealt("airport", airport([3, 1, 2])), [1 / 3 + 1 / 2 + 1, 1 / 3, 1 / 3 + 1 / 2])
    with pytest.raises(Impossible, match="no tiers"):
        dealt("airport", SWEDISH)


def test_proportional_least_core_is_even_in_percentages() -> None:
    """Of the groups that complain most, each saves the same percentage, and no other split lets the least save more."""
    found = dealt("proportional_least_core", SWEDISH)
    saved = [1 - sum(found[player] for player in range(6) if mask >> player & 1) / -SWEDISH.table[mask] for mask in range(1, 63)]
    assert sorted(saved)[0] == pytest.approx(sorted(saved)[1])
    assert min(saved) > 0


@pytest.mark.parametrize(
    ("name", "game", "words"),
    [
        ("population", SWEDISH, "population"),
        ("nucleolus", from_figures("AB", "worth", {"A": 4, "B": 3, "AB": 6}), "apart they do better"),
        ("stand_alone", from_figures("AB", "worth", {"A": 4, "B": -3, "AB": 6}), "no proportion"),
        ("scrb", from_figures("AB", "worth", {"A": 4, "B": 3, "AB": 6}), "no partner gains"),
        ("proportional_least_core", from_function("ABC", "worth", lambda group: float(len(group) > 1)), "comes to nothing"),
    ],
)
def test_a_rule_that_gives_nothing_says_why(name: str, game: Game, words: str) -> None:
    found = share(Inquiry(game), [name, "equal"])
    assert found.rules[0].amounts is None and words in found.rules[0].reason
    assert found.rules[1].amounts is not None


def test_a_key_of_nothing_is_no_key() -> None:
    with pytest.raises(Impossible, match="nothing to go by"):
        dealt("staff", SWEDISH, {"staff": dict.fromkeys("AHKLMT", 0.0)})


@settings(max_examples=200)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12))
def test_pennies_add_up_and_stay_within_one(amounts: list[float]) -> None:
    exact = {str(number): amount for number, amount in enumerate(amounts)}
    whole = sum(map(Decimal, map(str, amounts)), Decimal(0))
    found = to_pennies(exact, whole)
    assert sum(found.values()) == whole.quantize(Decimal("0.01"))
    for name, amount in exact.items():
        assert abs(found[name] - Decimal(str(amount))) < Decimal("0.011")
