"""Shares in every trial are those of each trial by itself."""

from __future__ import annotations

import numpy as np
import pytest

from holdfast.core.sharing.games import game
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.shapley import shapley
from holdfast.core.sharing.structure import trial_risks
from holdfast.core.sharing.trials import share_each


@pytest.mark.parametrize("players", [2, 4, 6])
def test_each_trial_by_itself(players: int) -> None:
    worths = np.random.default_rng(2).normal(size=(40, 1 << players))
    worths[:, 0] = 0
    found = share_each(worths)
    assert found.is_solved.all()
    for trial in range(len(worths)):
        alone = game([str(player) for player in range(players)], "worth", worths[trial])
        np.testing.assert_allclose(found.shapley[trial], shapley(alone), atol=1e-12)
        np.testing.assert_allclose(found.prenucleolus[trial], nested(alone).split, atol=1e-9)
        assert found.least_core[trial] == pytest.approx(nested(alone).least_core)


def test_what_is_not_all_coalitions_is_refused() -> None:
    with pytest.raises(ValueError, match="all coalitions"):
        share_each(np.zeros((3, 7)))


def test_who_bears_the_spread() -> None:
    splits = np.column_stack([np.linspace(0, 100, 101), np.full(101, 5.0)])
    first, second = trial_risks(["a", "b"], splits)
    assert (first.low, first.middle, first.high) == pytest.approx((10, 50, 90))
    assert (first.part, second.part) == pytest.approx((1, 0))
