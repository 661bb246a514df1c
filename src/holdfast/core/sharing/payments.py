"""What would keep everybody in: the smallest side payments between partners, or, where no split holds, the smallest money from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.games import FEW, Floats, Game, Ints, rows
from holdfast.core.sharing.passes import Allowed, generic, loudest
from holdfast.core.sharing.shares import named, tolerance
from holdfast.core.sharing.solver import solver

ROUNDS = 100
KEEP = 60


@dataclass(frozen=True, slots=True)
class SidePayments:
    """What each player pays (above zero) or gets (below), and the split that comes of it, in the form given."""

    payments: Mapping[str, float]
    amounts: Mapping[str, float]
    moved: float


def side_payments(game: Game, split: Floats) -> SidePayments:
    """The least money that has to move so that no group would do better alone; of those, the one in which the largest part is smallest."""
    if game.size == 1:
        return SidePayments(named(game, np.zeros(1)), named(game, split), 0.0)
    groups = _first_groups(game, split)
    for _round in range(ROUNDS):
        moved = _smallest(game, split, groups)
        fresh = np.setdiff1d(_unhappy(game, split + moved), groups)
        if not len(fresh):
            paid = {name: -float(part) + 0.0 for name, part in zip(game.players, moved, strict=True)}
            return SidePayments(paid, named(game, split + moved), float(np.abs(moved).sum()) / 2)
        groups = np.concatenate([groups, fresh])
    raise Impossible("the sums did not come to an end")


def subsidy(game: Game) -> float:
    """The least money a year from outside with which some split would hold; nothing where one does already."""
    if game.size == 1:
        return 0.0
    groups = _first_groups(game, game.alone)
    for _round in range(ROUNDS):
        needed = _cheapest(game, groups)
        fresh = np.setdiff1d(_unhappy(game, needed), groups)
        if not len(fresh):
            return max(0.0, float(needed.sum()) - game.total)
        groups = np.concatenate([groups, fresh])
    raise Impossible("the sums did not come to an end")


def _first_groups(game: Game, split: Floats) -> Ints:
    if game.size <= FEW:
        return np.arange(1, game.everyone, dtype=np.int64)
    return np.unique(np.concatenate([1 << np.arange(game.size, dtype=np.int64), _unhappy(game, split)]))


def _unhappy(game: Game, split: Floats) -> Ints:
    """The groups that would do better alone, loudest first."""
    no_complaint = Allowed(np.zeros(1), generic(game.size)[None])
    masks, _ = loudest(game, split, "plain", no_complaint, tolerance(game), KEEP)
    return masks[:KEEP]


def _smallest(game: Game, split: Floats, groups: Ints) -> Floats:
    """Two programmes: the least moved, then the least of the largest part. Columns: gets, pays, largest."""
    size, scale = game.size, _scale(game)
    members = rows(groups, size)
    lacks = (game.worths(groups) - members @ split) / scale
    edge = np.ones((len(groups), 1))
    asked = [(row, lack, np.inf) for row, lack in zip(np.hstack([members, -members, 0 * edge]), lacks, strict=True)]
    asked.append((np.concatenate([np.ones(size), -np.ones(size), [0.0]]), 0.0, 0.0))
    for player in range(2 * size):
        row = np.zeros(2 * size + 1)
        row[player], row[-1] = -1.0, 1.0
        asked.append((row, 0.0, np.inf))
    least = np.concatenate([np.ones(2 * size), [0.0]])
    found = _solve(least, asked, 0.0)
    moved = float(found @ least)
    found = _solve(np.eye(2 * size + 1)[-1], [*asked, (-least, -moved - 1e-9 * (1 + moved), np.inf)], 0.0)
    return np.asarray((found[:size] - found[size:-1]) * scale)


def _cheapest(game: Game, groups: Ints) -> Floats:
    """The split of least total that no group could better."""
    members = rows(groups, game.size)
    scale = _scale(game)
    asked = [(row, worth / scale, np.inf) for row, worth in zip(members, game.worths(groups), strict=True)]
    asked.append((np.ones(game.size), game.total / scale, np.inf))
    return _solve(np.ones(game.size), asked, -np.inf) * scale


def _scale(game: Game) -> float:
    return max(abs(game.total), float(np.abs(game.alone).max())) or 1.0


def _solve(cost: Floats, asked: Sequence[tuple[Floats, float, float]], lower: float) -> Floats:
    """Least cost with every row between its bounds."""
    import highspy

    model = solver()
    columns = np.arange(len(cost), dtype=np.int32)
    model.addVars(len(cost), np.full(len(cost), lower), np.full(len(cost), np.inf))
    model.changeColsCost(len(cost), columns, cost)
    for row, low, high in asked:
        model.addRow(low, high, len(cost), columns, row)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise Impossible("however it is split, some group would do better alone, so no payments between partners can keep all in")
    return np.array(model.getSolution().col_value)
