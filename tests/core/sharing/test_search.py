"""A group searched for where there are too many to look at: what is found is true, and what is not found is not claimed."""

from __future__ import annotations

import numpy as np
import pytest

from holdfast.core.sharing.games import Services, service_game
from holdfast.core.sharing.rules import Inquiry
from holdfast.core.sharing.search import searched
from holdfast.core.sharing.shares import largest_complaint, share, split_of


def inquiry(players: int, seed: int, *, most: int) -> Inquiry:
    """A game of three services, one of them lumpy, in which going alone costs more than the services say."""
    random = np.random.default_rng(seed)
    demands = random.integers(1, 40, (3, players))
    sizes = np.arange(demands.sum(axis=1).max() + 1)
    costs = np.array([40 * np.sqrt(sizes), 30 + 3 * sizes, 60 * np.ceil(sizes / 25)])
    costs[:, 0] = 0
    alone = costs[np.arange(3)[:, None], demands].sum(axis=0) * random.uniform(1.0, 1.4, players)
    names = [f"p{player}" for player in range(players)]
    keys = {"staff": dict(zip(names, random.uniform(1, 9, players).tolist(), strict=True))}
    return Inquiry(service_game(names, Services(demands, costs, alone)), keys, {}, most)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_is_a_proper_group_with_its_own_complaint_and_mostly_the_largest(seed: int) -> None:
    asked = inquiry(9, seed, most=32)
    for rule in ("equal", "staff", "stand_alone", "shapley"):
        split = asked.dealt(rule).split
        mask, amount = searched(asked.game, split)
        exact = largest_complaint(asked.table, split)
        assert exact is not None
        assert 0 < mask < asked.game.everyone
        assert amount == pytest.approx(asked.game.worth(mask) - split_of(asked.game, split, mask))
        assert amount <= exact.amount + 1e-6
        assert amount == pytest.approx(exact.amount, rel=0.05, abs=1e-6)


def test_beyond_the_most_a_group_that_is_found_shows_that_a_split_does_not_hold_and_none_shows_nothing() -> None:
    looked, found = share(inquiry(9, 1, most=32)), share(inquiry(9, 1, most=8))
    by_name = {rule.rule: rule for rule in looked.rules}
    assert {rule.in_core for rule in found.rules} <= {False, None}
    assert any(rule.in_core is False for rule in found.rules)
    for rule in found.rules:
        exact = by_name[rule.rule]
        if rule.in_core is False:
            assert exact.in_core is False
            assert rule.largest_complaint is not None and not rule.largest_complaint.is_largest
        if rule.amounts is not None and exact.amounts is not None:
            assert rule.amounts == pytest.approx(exact.amounts)
    nucleolus = next(rule for rule in found.rules if rule.rule == "nucleolus")
    assert nucleolus.amounts is None
    assert "511 groups, more than a page can look at" in nucleolus.reason
    assert (found.core, found.least_core) == ("unknown", None)
