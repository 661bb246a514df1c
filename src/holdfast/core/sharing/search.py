"""A group that would do better alone, searched for where there are too many groups to look at: found is proof, not found is none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfast.core.sharing.games import Floats, Game, Ints, Services

Groups = NDArray[np.bool_]


def searched(game: Game, split: Floats) -> tuple[int, float]:
    """The mask of the proper group that complains most of those found, and its complaint.

    From many starts, one player at a time joins or leaves as long as the complaint grows.
    """
    services = game.services
    assert services is not None
    groups = _starts(game, split)
    best = _complaints(services, groups, split)
    while True:
        trial = _neighbours(services, groups, split)
        steps = trial.argmax(axis=1)
        rows = np.arange(len(groups))
        better = trial[rows, steps] > best + 1e-12 * abs(game.total)
        if not better.any():
            break
        groups[rows[better], steps[better]] ^= True
        best = np.where(better, trial[rows, steps], best)
    at = int(best.argmax())
    return sum(1 << player for player in np.flatnonzero(groups[at]).tolist()), float(best[at])


def _starts(game: Game, split: Floats) -> Groups:
    """Each alone, all but each, and those who pay most beside going alone together."""
    size = game.size
    eye = np.eye(size, dtype=bool)
    order = np.argsort(split - game.alone, kind="stable")
    first = np.tril(np.ones((size - 1, size), dtype=bool))
    paying = np.zeros_like(first)
    paying[:, order] = first
    return np.concatenate([eye, ~eye, paying])


def _complaints(services: Services, groups: Groups, split: Floats) -> Floats:
    totals = groups.astype(np.int64) @ services.demands.T
    return _worths(services, groups.sum(axis=1, dtype=np.int64), groups, totals) - groups @ split


def _neighbours(services: Services, groups: Groups, split: Floats) -> Floats:
    """The complaint of each group with each player moved in or out; nothing stands for nobody and everybody."""
    size = groups.shape[1]
    sign: Ints = 1 - 2 * groups.astype(np.int64)
    totals: Ints = (groups.astype(np.int64) @ services.demands.T)[:, None, :] + sign[:, :, None] * services.demands.T[None]
    moved = groups[:, None, :] ^ np.eye(size, dtype=bool)[None]
    sizes = groups.sum(axis=1, dtype=np.int64)[:, None] + sign
    worths = _worths(services, sizes, moved, totals)
    found = worths - ((groups @ split)[:, None] + sign * split[None])
    return np.where((sizes == 0) | (sizes == size), -np.inf, found)


def _worths(services: Services, sizes: Ints, groups: Groups, totals: Ints) -> Floats:
    costs: Floats = services.costs[np.arange(len(services.demands)), totals].sum(axis=-1)
    if services.alone is not None:
        costs = np.where(sizes == 1, groups @ services.alone, costs)
    return np.asarray(-costs)
