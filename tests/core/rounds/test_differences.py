"""Gaps between groups: published tests, every split by hand, and the bootstrap against drawing again."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from holdfast.core.rounds.differences import difference, permutation_p, sure_of_widest
from tests.core.rounds import slow


def counts(points: Sequence[int]) -> tuple[int, ...]:
    found = Counter(points)
    return tuple(found[point] for point in range(5))


def test_the_lady_tasting_tea() -> None:
    """Fisher (1935): of four cups each she tells three right; of all 70 splits 34 are as far out on either side."""
    assert permutation_p(counts([1, 1, 1, 0]), counts([0, 0, 0, 1])) == pytest.approx(34 / 70)
    assert permutation_p(counts([1, 1, 1, 1]), counts([0, 0, 0, 0])) == pytest.approx(2 / 70)


@pytest.mark.parametrize("seed", range(25))
def test_it_is_the_share_of_all_splits(seed: int) -> None:
    dice = random.Random(seed)
    one, other = ([dice.randint(0, 4) for _ in range(dice.randint(3, 6))] for _ in range(2))
    assert permutation_p(counts(one), counts(other)) == pytest.approx(slow.permutation_p(one, other))


@pytest.mark.parametrize("seed", range(12))
def test_the_range_ends_where_a_moved_group_would_be_among_the_extremes(seed: int) -> None:
    dice = random.Random(100 + seed)
    one = [min(4, dice.randint(1, 4)) for _ in range(5)]
    other = [dice.randint(0, 3) for _ in range(6)]
    found = difference(counts(one), counts(other))
    assert found.method == "permutation"
    assert found.low <= found.difference <= found.high
    for end, outwards in ((found.low, -1), (found.high, 1)):
        if abs(end) < 4:
            assert slow.permutation_p(one, other, end) <= 0.05 + 1e-9
            assert slow.permutation_p(one, other, end - outwards * 0.005) > 0.05


@pytest.mark.parametrize("sizes", [(14, 13), (30, 20), (100, 97)])
def test_the_bootstrap_is_that_of_drawing_again(sizes: tuple[int, int]) -> None:
    dice = np.random.default_rng(3)
    one, other = (
        dice.choice(5, size, p=weights) for size, weights in zip(sizes, ([0.1, 0.2, 0.3, 0.3, 0.1], [0.3, 0.3, 0.2, 0.1, 0.1]), strict=True)
    )
    found = difference(counts(one.tolist()), counts(other.tolist()))
    drawn = [dice.choice(one, len(one)).mean() - dice.choice(other, len(other)).mean() for _ in range(20_000)]
    assert found.method == "bootstrap"
    assert found.difference == pytest.approx(one.mean() - other.mean())
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.03)


def test_the_widest_of_many_needs_more() -> None:
    assert sure_of_widest(1) == 0.95
    one, other = counts([2, 3, 3, 4] * 5), counts([1, 2, 2, 3] * 5)
    single, widest = difference(one, other), difference(one, other, sure=sure_of_widest(496))
    assert widest.low < single.low < single.high < widest.high
    assert math.isclose(single.difference, widest.difference)


@pytest.mark.parametrize(("one", "other"), [([4] * 5, [0] * 5), ([2] * 5, [2] * 5), ([4] * 40, [4] * 40), ([0] * 3, [4] * 30)])
def test_groups_that_agree_within_themselves_have_a_range_all_the_same(one: list[int], other: list[int]) -> None:
    found = difference(counts(one), counts(other))
    assert -4 <= found.low <= found.difference + 0.002 and found.difference - 0.002 <= found.high <= 4


def test_the_same_groups_give_the_same_range() -> None:
    one, other = counts([1, 2, 3] * 9), counts([2, 3, 4] * 9)
    assert difference(one, other) == difference(one, other)
    assert difference(one, other).difference == -difference(other, one).difference
