"""The nucleolus of services where bringing demand together always helps, for many partners, with its proof.

The game of savings is then convex, and the nucleolus of a convex game is the one point where every two players can claim as much from
each other (Maschler, Peleg and Shapley 1972). What each can claim from each is found exactly, so that the check is the proof.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from holdfast.core.sharing.games import Floats, Game, Ints, with_opposites
from holdfast.core.sharing.shapley import service_shapley

MOST_ROUNDS = 60
CLOSE = 1e-9


def claims(game: Game, split: Floats, slack: float) -> tuple[Ints, Floats, Floats]:
    """For every ordered pair the loudest coalition with the first and without the second, its complaint, and the doubt left."""
    from holdfast.core import compiled
    from holdfast.core.sharing.kernels import submodular

    services, size = game.services, game.size
    assert services is not None
    masks, complaints, gaps = np.zeros((size, size), np.int64), np.zeros((size, size)), np.zeros((size, size))

    def part(inside: int) -> None:
        compiled.run(submodular.loudest_pairs, inside, inside + 1, services.demands, services.costs, -split, slack, masks, complaints, gaps)

    compiled.side_by_side(part, size)
    return masks, complaints, gaps


def convex_pool(game: Game, split_of: Callable[[Ints], Floats]) -> tuple[Ints, float]:
    """A pool on which `split_of` gives the nucleolus, and how far the claims are from even, as a part of what there is to share."""
    apart = ~np.eye(game.size, dtype=bool)
    scale = abs(game.total - float(game.alone.sum())) or 1.0
    singles = 1 << np.arange(game.size, dtype=np.int64)
    masks, _, _ = claims(game, service_shapley(game), CLOSE * scale)
    pool = with_opposites(np.concatenate([singles, masks[apart]]), game.size)
    gap = np.inf
    for _round in range(MOST_ROUNDS):
        masks, complaints, gaps = claims(game, split_of(pool), 0.01 * CLOSE * scale)
        gap = float((np.abs(complaints - complaints.T) + gaps + gaps.T)[apart].max()) / scale
        fresh = np.setdiff1d(masks[apart], pool)
        if gap <= CLOSE or not len(fresh):
            break
        pool = with_opposites(np.concatenate([pool, fresh]), game.size)
    return pool, gap
