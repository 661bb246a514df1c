"""The same games given to another package, which shares no code with ours: votes, estates, runways, squares, scaled costs, noise."""

from __future__ import annotations

from collections.abc import Callable

import coopgame
import numpy as np
import pytest

from holdfast.core.sharing.games import Floats, Game, game
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.shapley import shapley

KINDS: dict[str, Callable[[np.random.Generator, Floats], Floats]] = {
    "few values": lambda random, members: random.integers(0, 3, len(members)).astype(float),
    "votes": lambda random, members: (members @ random.integers(1, 12, members.shape[1]) >= 3 * members.shape[1]).astype(float),
    "estates": lambda random, members: np.maximum(0.0, members @ random.integers(1, 9, members.shape[1]) - 11),
    "runways": lambda random, members: -np.max(members * random.integers(1, 9, members.shape[1]), axis=1),
    "squares": lambda random, members: members.sum(axis=1) ** 2.0,
    "small savings on large costs": lambda random, members: (
        1e6 * (members @ random.random(members.shape[1])) - 1000 * np.sqrt(members @ random.integers(1, 50, members.shape[1]))
    ),
    "noise": lambda random, members: random.normal(size=len(members)),
}


def drawn(kind: str, players: int) -> Game:
    """A game of the kind."""
    members = ((np.arange(1 << players)[:, None] >> np.arange(players)) & 1).astype(float)
    figures = KINDS[kind](np.random.default_rng(players), members)
    figures[0] = 0
    return game([str(player) for player in range(players)], "worth", figures)


@pytest.mark.parametrize("players", [2, 3, 5, 8, 11, 14])
@pytest.mark.parametrize("kind", KINDS)
def test_both_give_the_same(kind: str, players: int) -> None:
    played = drawn(kind, players)
    other = coopgame.Game(played.table[1:])
    slack = 1e-9 * max(1.0, float(np.abs(played.table).max()))
    found = nested(played)
    assert found.certificate.holds
    np.testing.assert_allclose(found.split, coopgame.prenucleolus(other)["allocation"], atol=slack)
    np.testing.assert_allclose(shapley(played), coopgame.shapley(other), atol=slack)
    if played.alone.sum() <= played.total:
        held = nested(played, is_held=True)
        assert held.certificate.holds
        np.testing.assert_allclose(held.split, coopgame.nucleolus(other)["allocation"], atol=slack)
