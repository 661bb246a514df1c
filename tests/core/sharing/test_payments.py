"""What would keep everybody in, and what changes when somebody goes."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.games import game
from holdfast.core.sharing.membership import leaving, without
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.payments import side_payments, subsidy
from holdfast.core.sharing.rules import RULES, Inquiry
from holdfast.core.sharing.shares import largest_complaint, share, walkers
from tests.core.sharing.published import SWEDISH, TENNESSEE, from_function

MAJORITY = from_function("ABC", "worth", lambda group: float(len(group) > 1))


def test_a_split_that_holds_needs_no_payments() -> None:
    found = side_payments(SWEDISH, nested(SWEDISH).split)
    assert found.moved == pytest.approx(0, abs=1e-7)


def test_smallest_payments_make_equal_shares_hold() -> None:
    equal = RULES["equal"].deal(Inquiry(SWEDISH)).split
    found = side_payments(SWEDISH, equal)
    repaired = -np.array([found.amounts[name] for name in SWEDISH.players])
    complaint = largest_complaint(SWEDISH, repaired)
    assert complaint is not None and complaint.amount < 1e-6
    assert sum(found.payments.values()) == pytest.approx(0, abs=1e-6)
    # H, K and L together gain this by leaving, so at least this has to reach them.
    assert found.moved >= 14.65 - 1e-6
    for name in SWEDISH.players:
        assert found.amounts[name] == pytest.approx(83.82 / 6 + found.payments[name])


def test_payments_of_a_large_game_are_found_without_every_group() -> None:
    players = 14
    heads = np.array([mask.bit_count() for mask in range(1 << players)], dtype=float)
    large = game([f"p{player}" for player in range(players)], "cost", heads**0.8)
    uneven = -np.linspace(1, 2, players) * heads[-1] ** 0.8 / np.linspace(1, 2, players).sum()
    found = side_payments(large, uneven)
    repaired = -np.array(list(found.amounts.values()))
    complaint = largest_complaint(large, repaired)
    assert complaint is not None and complaint.amount < 1e-6


def test_no_payments_help_an_empty_core_but_money_from_outside_does() -> None:
    with pytest.raises(Impossible, match="some group would do better alone"):
        side_payments(MAJORITY, np.full(3, 1 / 3))
    assert subsidy(MAJORITY) == pytest.approx(0.5)
    assert subsidy(SWEDISH) == pytest.approx(0, abs=1e-7)


def test_walk_away_map_names_every_group_that_would_gain() -> None:
    equal = RULES["equal"].deal(Inquiry(TENNESSEE)).split
    assert walkers(TENNESSEE, equal) == ()
    dear = np.array([-200000.0, -100000.0, -112584.0])
    found = walkers(TENNESSEE, dear)
    assert found[0].coalition == ("N",)
    assert found[0].amount == pytest.approx(36480)
    assert all(each.amount > 0 for each in found)


def test_without_a_player_the_others_keep_their_groups() -> None:
    rest = without(SWEDISH, "K")
    assert rest.players == ("A", "H", "L", "M", "T")
    for group in (("A",), ("H", "L"), ("A", "M", "T"), rest.players):
        assert rest.worth(rest.mask(group)) == SWEDISH.worth(SWEDISH.mask(group))


def test_what_the_others_pay_when_one_leaves() -> None:
    found = leaving(Inquiry(SWEDISH), "shapley", "K")
    assert found.after is not None
    assert sum(found.after.values()) == pytest.approx(83.00)
    assert found.lost_scale == pytest.approx(83.00 - (83.82 - found.before["K"]))
    assert set(found.worse_off) <= {"A", "H", "L", "M", "T"}
    assert found.worse_off
    with pytest.raises(Impossible, match="two partners"):
        leaving(Inquiry(without(TENNESSEE, "N")), "equal", "F")


def test_core_and_rules_of_an_empty_core() -> None:
    found = share(Inquiry(MAJORITY))
    assert found.core == "empty"
    assert found.least_core == pytest.approx(1 / 3)
    assert not any(rule.in_core for rule in found.rules)


@pytest.mark.parametrize("closed", ["", "; import os; os.close(1)"])
def test_the_solver_prints_nothing_of_its_own(closed: str) -> None:
    code = f"from holdfast.core.sharing.solver import solver{closed}; solver(); solver(); print('only this', file=__import__('sys').stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "only this\n")
