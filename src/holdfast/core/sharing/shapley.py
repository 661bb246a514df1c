"""The Shapley value: from a table in one pass, or from services without looking at 2^n coalitions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np

from holdfast.core.sharing.games import FEW, Floats, Game, Ints, members
from holdfast.core.sharing.passes import PARTS, block_range

# From so many players on, the nodes of a service are worth sharing out as well.
WIDE = 64


@lru_cache(maxsize=64)
def shapley_weights(players: int) -> Floats:
    """By size: what the worth of a coalition counts for its members, `g(s-1) + g(s)`, with g(s) = s!(n-s-1)!/n!."""
    before = [0.0, *(1 / (players * comb(players - 1, size)) for size in range(players)), 0.0]
    return np.array([before[size] + before[size + 1] for size in range(players + 1)])


def shapley(game: Game) -> Floats:
    """The Shapley value: what a player adds to those before it, over all orders of arriving (Shapley 1953).

    Each worth of a table is read once: a player gets the weighed worths of the coalitions it is in, less a constant that efficiency
    gives.
    """
    if not game.table.size:
        return service_shapley(game)
    inside: Floats = _small_sums(game) if game.size <= FEW else _streamed_sums(game)
    value: Floats = inside - (inside.sum() - game.total) / game.size
    return value


@lru_cache(maxsize=FEW + 1)
def _weighed_members(players: int) -> Floats:
    table = members(players)
    return np.ascontiguousarray((table * shapley_weights(players)[table.sum(axis=1).astype(np.int64)][:, None]).T)


def _small_sums(game: Game) -> Floats:
    return np.asarray(_weighed_members(game.size) @ game.table)


def _streamed_sums(game: Game) -> Floats:
    from holdfast.core import compiled
    from holdfast.core.sharing.kernels import streams

    later = game.size - streams.LOW
    sizes = np.arange(later + 1)[:, None] + members(streams.LOW).sum(axis=1).astype(np.int64)[None, :]
    weights = shapley_weights(game.size)[sizes]

    def part(at: int) -> tuple[Floats, Floats]:
        inside, outside = np.zeros(streams.BLOCK), np.zeros(later)
        compiled.run(streams.shapley_pass, game.table, *block_range(game, at), weights, inside, outside)
        return inside, outside

    parts = compiled.side_by_side(part, PARTS)
    first = members(streams.LOW).T @ sum(inside for inside, _ in parts)
    return np.concatenate([first, sum((outside for _, outside in parts), np.zeros(later))])


def service_shapley(game: Game) -> Floats:
    """The Shapley value, service by service, exact whatever the shape of the costs.

    It is linear, so services add up, and so does the difference between what a player pays alone and what the services say.
    """
    from holdfast.core import compiled
    from holdfast.core.sharing.kernels import demand as kernels

    services = game.services
    assert services is not None
    nodes, weights = np.polynomial.legendre.leggauss((game.size + 1) // 2)
    nodes, weights = (nodes + 1) / 2, weights / 2
    jobs = [_Job.of(demand, costs) for demand, costs in zip(services.demands, services.costs, strict=True)]
    cuts = PARTS if game.size > WIDE else 1

    def part(at: int) -> Floats:
        job, cut = jobs[at // cuts], at % cuts
        first, last = len(nodes) * cut // cuts, len(nodes) * (cut + 1) // cuts
        found: Floats = compiled.run(kernels.expected_additions, job.used, job.kinds, job.costs, nodes, weights, first, last)
        return found

    added = compiled.side_by_side(part, len(jobs) * cuts)
    value = np.zeros(game.size)
    for at, job in enumerate(jobs):
        value -= job.spread(np.sum(added[at * cuts : at * cuts + cuts], axis=0))
    if services.alone is not None:
        by_service = services.costs[np.arange(len(services.demands))[:, None], services.demands].sum(axis=0)
        value -= _differences(services.alone - by_service)
    rest: Floats = value + (game.total - value.sum()) / game.size
    return rest


def _differences(extra: Floats) -> Floats:
    """The Shapley value of a game that is worth something to single players only."""
    weights = shapley_weights(len(extra))
    left_out = weights[1] - 1 / len(extra)
    return np.asarray(weights[1] * extra - left_out * extra.sum())


@dataclass(frozen=True)
class _Job:
    """One service as its kernel takes it: demands above zero in rising order, to keep their sums short, and each kind once."""

    used: Ints
    kinds: Ints
    which: Ints
    costs: Floats

    @classmethod
    def of(cls, demand: Ints, costs: Floats) -> _Job:
        used = np.sort(demand[demand > 0])
        kinds = np.unique(used)
        which = np.where(demand > 0, np.searchsorted(kinds, demand), len(kinds))
        return cls(used, kinds, which, np.ascontiguousarray(costs[: int(demand.sum()) + 1]))

    def spread(self, added: Floats) -> Floats:
        """What each player adds; who needs nothing adds nothing."""
        return np.append(added, 0.0)[self.which]
