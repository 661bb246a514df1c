"""Games from services against their own tables, and what lets many partners be certified."""

from __future__ import annotations

import numpy as np
import pytest

from holdfast.core.sharing import nucleolus
from holdfast.core.sharing.convex import claims
from holdfast.core.sharing.games import Game, Services, service_game
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.passes import anything, loudest, tabulated
from holdfast.core.sharing.rules import Inquiry
from holdfast.core.sharing.shapley import service_shapley, shapley
from holdfast.core.sharing.shares import share


def services(players: int, count: int, seed: int, *, lump: int = 0, alone: bool = False) -> Game:
    """Services with fixed cost and returns to scale; with a lump, capacity comes in steps."""
    random = np.random.default_rng(seed)
    demands = random.integers(0, 9, (count, players)).astype(np.int64)
    size = np.arange(int(demands.sum(axis=1).max()) + 1, dtype=float)
    capacity = np.ceil(size / lump) * lump if lump else size
    costs = np.array(
        [np.where(size > 0, random.uniform(5, 50), 0) + random.uniform(1, 9) * capacity ** random.uniform(0.6, 0.95) for _ in range(count)]
    )
    extra = random.uniform(1.0, 1.3, players) if alone else None
    made = service_game([f"p{player}" for player in range(players)], Services(demands, costs))
    return made if extra is None else service_game(made.players, Services(demands, costs, -made.alone * extra))


@pytest.mark.parametrize("players", [2, 7, 12, 14])
@pytest.mark.parametrize("lump", [0, 7])
@pytest.mark.parametrize("alone", [False, True])
def test_shapley_without_a_table_is_that_of_the_table(players: int, lump: int, alone: bool) -> None:
    game = services(players, 3, players, lump=lump, alone=alone)
    np.testing.assert_allclose(service_shapley(game), shapley(tabulated(game)), rtol=1e-12)


def test_the_table_holds_what_each_group_pays() -> None:
    game = services(13, 3, 5, lump=4, alone=True)
    table = tabulated(game).table
    for mask in (0, 1, 5, 4096, 8191, 1234):
        assert table[mask] == pytest.approx(game.worth(mask))


def test_shapley_of_many_partners_adds_up() -> None:
    game = services(90, 2, 1)
    assert service_shapley(game).sum() == pytest.approx(game.total, rel=1e-12)


@pytest.mark.parametrize("players", [6, 12, 15])
def test_convex_route_gives_the_nucleolus_of_the_table(players: int, monkeypatch: pytest.MonkeyPatch) -> None:
    game = services(players, 4, players)
    assert game.services is not None and game.services.is_concave
    expected = nested(tabulated(game)).split
    monkeypatch.setattr(nucleolus, "TABULATED", 1)
    found = nested(game)
    assert found.certificate.kind == "prekernel"
    assert found.certificate.holds
    np.testing.assert_allclose(found.split, expected, atol=1e-9 * abs(game.total))


def test_thirty_two_partners_are_certified() -> None:
    game = services(32, 10, 3)
    found = nested(game)
    assert (found.certificate.kind, found.certificate.holds) == ("prekernel", True)
    assert found.split.sum() == pytest.approx(game.total)


def test_loudest_between_two_is_found_exactly() -> None:
    game = services(9, 3, 4)
    split = game.alone * game.total / game.alone.sum()
    masks, complaints, gaps = claims(game, split, 1e-9)
    every = np.arange(1 << 9)
    bits = (every[:, None] >> np.arange(9)) & 1
    worst = tabulated(game).table - bits @ split
    for inside in range(9):
        for outside in range(9):
            if inside != outside:
                expected = worst[(bits[:, inside] == 1) & (bits[:, outside] == 0)].max()
                assert complaints[inside, outside] == pytest.approx(expected, abs=1e-8)
    assert gaps.max() < 1e-6
    assert masks[0, 1] & 1 and not masks[0, 1] & 2


def test_a_look_without_a_table_finds_what_the_table_shows() -> None:
    game = services(14, 3, 9, lump=5, alone=True)
    split = np.full(14, game.total / 14)
    without, with_table = (loudest(each, split, "plain", anything(game), 0.0, 20) for each in (game, tabulated(game)))
    groups = [[mask for mask in masks[:20] if mask & (mask - 1)] for masks, _ in (without, with_table)]
    assert groups[0][:10] == groups[1][:10]


def test_lumpy_services_without_a_table_are_solved_by_looking_at_every_group(monkeypatch: pytest.MonkeyPatch) -> None:
    game = services(14, 3, 2, lump=5, alone=True)
    expected = nested(tabulated(game))
    found = nested(game)
    np.testing.assert_allclose(found.split, expected.split, atol=1e-9 * abs(game.total))
    assert found.certificate.kind == "kohlberg"
    assert found.certificate.holds


def test_loudest_group_of_many_partners_is_that_of_every_group() -> None:
    """More partners than are looked at one by one: the claims of pairs name the group."""
    game = services(29, 3, 8)
    found = share(Inquiry(game), ["nucleolus", "equal", "per_capita_least_core"])
    assert found.core == "nonempty"
    nucleolus_of, by_head, equal = found.rules
    assert nucleolus_of.in_core is True
    assert nucleolus_of.largest_complaint is not None
    assert nucleolus_of.largest_complaint.amount == pytest.approx(found.least_core)
    assert by_head.amounts is None and "too many" in by_head.reason
    assert equal.in_core is False
    group = equal.largest_complaint
    assert group is not None
    for name in game.players:
        changed = game.mask(group.coalition) ^ game.mask([name])
        if changed:
            assert game.worth(changed) - len(game.names(changed)) * game.total / 29 <= group.amount + 1e-6
