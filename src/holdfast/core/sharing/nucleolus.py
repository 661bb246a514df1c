"""The split under which the unhappiest coalition is as happy as can be, then the next, to the last (Schmeidler 1969), with its proof.

A pool of coalitions is solved, every coalition is looked at once, those that complain more than the stages allow join the pool, until
there is none. What is returned carries its proof: each stage's multipliers, and that look. Together they are Kohlberg's criterion (1971).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from holdfast.core.sharing.convex import convex_pool
from holdfast.core.sharing.games import FEW, Floats, Game, Ints, rows, with_opposites
from holdfast.core.sharing.kernels import simplex
from holdfast.core.sharing.passes import TABULATED, Allowed, Yardstick, anything, generic, loudest, weights_of
from holdfast.core.sharing.shapley import shapley

# Up to so many players plain Python is done before machine code is even loaded; it gives the same to the last digit.
PLAIN_AT_MOST = 10
POOL = 400
MOST_ROUNDS = 200
CLOSE = 1e-9
DWARFED = 1e-3
LOOKED_AT = "Kohlberg’s criterion, every group looked at"
CLAIMS = "every two partners can claim as much from each other"


class Unsolved(Exception):
    """The sums did not come to an end, which says why."""


@dataclass(frozen=True)
class Certificate:
    """What proves a result, whether it does, and how far off it is as a part of what there is to share."""

    kind: str
    holds: bool
    gap: float
    note: str = ""


@dataclass(frozen=True)
class Fixing:
    """One level of complaint and the coalitions (or players held at what they have alone) that can do no better, with multipliers."""

    level: float
    coalitions: tuple[int, ...]
    multipliers: tuple[float, ...]
    held: tuple[int, ...] = ()
    held_multipliers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Nested:
    """The split, its stages and the proof."""

    split: Floats
    stages: tuple[Fixing, ...]
    certificate: Certificate
    looks: int

    @property
    def least_core(self) -> float | None:
        """The smallest possible largest complaint over proper coalitions."""
        return self.stages[0].level if self.stages else None


def nested(game: Game, measure: Yardstick = "plain", *, is_held: bool = False) -> Nested:
    """The nucleolus in the measure; `is_held` keeps every player at what it has alone or better, which has to be possible."""
    if game.size == 1:
        return Nested(np.array([game.total]), (), Certificate("kohlberg", True, 0.0, "one player"), 0)
    if measure == "plain" and game.size > TABULATED and game.services is not None and game.services.is_concave:
        return _convex(game)
    pool = _first_pool(game, measure)
    for look in range(1, MOST_ROUNDS):
        found = _solve(game, pool, measure, is_held)
        slack = CLOSE * 0.1 * found.unit + _rounding(game, measure)
        masks, sizes = loudest(game, found.split, measure, found.allowed, slack, POOL)
        fresh = masks[~np.isin(masks, pool)]
        if not len(fresh):
            gap = max(found.unproved, float(sizes.max()) / found.unit if len(sizes) else 0.0)
            return Nested(found.split, found.stages, Certificate("kohlberg", gap <= 100 * CLOSE, gap, LOOKED_AT), look)
        pool = with_opposites(np.concatenate([pool, fresh[:POOL]]), game.size)
    raise Unsolved(f"no end after {MOST_ROUNDS} looks at all coalitions")


def _convex(game: Game) -> Nested:
    """A convex game's split never gives a player less than it has alone, so holding it there changes nothing."""
    pool, gap = convex_pool(game, lambda pool: _solve(game, pool, "plain", False).split)
    found = _solve(game, pool, "plain", False)
    gap = max(gap, found.unproved)
    return Nested(found.split, found.stages, Certificate("prekernel", gap <= 100 * CLOSE, gap, CLAIMS), 0)


def _rounding(game: Game, measure: Yardstick) -> float:
    """What adding up the figures may lose."""
    size = float(np.abs(game.alone).sum() + abs(game.total))
    return 4e-16 * game.size if measure == "relative" else 4e-16 * size


def _first_pool(game: Game, measure: Yardstick) -> Ints:
    if game.size <= FEW:
        return np.arange(1, game.everyone, dtype=np.int64)
    masks, _ = loudest(game, shapley(game), measure, anything(game), 0.0, POOL)
    return with_opposites(np.concatenate([1 << np.arange(game.size, dtype=np.int64), masks[:POOL]]), game.size)


@dataclass(frozen=True)
class _Solved:
    """The answer over a pool: the unit of complaints, what each stage allows, and how far its multipliers are from proving it."""

    split: Floats
    stages: tuple[Fixing, ...]
    unit: float
    allowed: Allowed
    unproved: float


def _solve(game: Game, pool: Ints, measure: Yardstick, is_held: bool) -> _Solved:
    """Solve the pool in units of what there is to share beyond going alone, where rounding hurts least."""
    players = game.size
    beyond, total = game.worths(pool) - rows(pool, players) @ game.alone, game.total - float(game.alone.sum())
    scale = float(max(np.abs(beyond).max(), abs(total), 1e-12 * np.abs(game.alone).max())) or 1.0
    weights = weights_of(game, pool, measure)
    if measure == "relative":
        # Where sharing brings next to nothing, what groups are worth would dwarf it, and no programme could be solved.
        unit, scale = 1.0, max(scale, DWARFED * float(weights.max()))
    else:
        unit = scale
    weights = weights * (unit / scale)
    floor = np.zeros(players if is_held else 0)
    closed, sizes = np.zeros((3 * players + 4, 2), np.int64), np.zeros(3 * players + 4)
    ask = simplex.Programme(pool, beyond / scale, weights, floor, total / scale, generic(players))
    status, split, levels = _run(players, (ask, closed, sizes))
    if status != simplex.SOLVED or not np.isfinite(split).all():
        raise Unsolved("the programme of a stage came to no end")
    stages = _stages(pool, levels * unit, closed, sizes)
    bases = _bases(players, stages)
    allowed = Allowed(np.array([stage.level for stage in stages]), _spans(players, bases))
    return _Solved(split * scale + game.alone, stages, unit, allowed, _unproved(players, pool, weights, stages, bases))


def _run(players: int, arguments: tuple[Any, ...]) -> tuple[int, Floats, Floats]:
    from holdfast.core import compiled

    if players <= PLAIN_AT_MOST and not compiled.is_loaded():
        return simplex.solve(*arguments)
    found: tuple[int, Floats, Floats] = compiled.run(simplex.solve, *arguments)
    return found


def _stages(pool: Ints, levels: Floats, closed: Ints, sizes: Floats) -> tuple[Fixing, ...]:
    used = closed[:, 0] >= 0
    stages = []
    for number, level in enumerate(levels):
        here = used & (closed[:, 0] == number)
        names, multipliers = closed[here, 1], sizes[here]
        is_group = names >= 0
        stages.append(
            Fixing(
                float(level),
                tuple(int(mask) for mask in pool[names[is_group]]),
                tuple(float(size) for size in multipliers[is_group]),
                tuple(int(simplex.GRAND - 1 - name) for name in names[~is_group]),
                tuple(float(size) for size in multipliers[~is_group]),
            )
        )
    return tuple(stages)


def _rows(players: int, stage: Fixing) -> Floats:
    masks = np.array([*stage.coalitions, *(1 << player for player in stage.held)], dtype=np.int64)
    return rows(masks, players)


def _spans(players: int, bases: list[Floats]) -> Floats:
    """For each stage, the generic vectors with all that is fixed before it projected out."""
    found: list[Floats] = []
    for base in bases:
        left = generic(players)
        for _turn in range(2):
            left = left - (left @ base) @ base.T
        found.append(left)
    return np.array(found)


def _bases(players: int, stages: tuple[Fixing, ...]) -> list[Floats]:
    """For each stage, perpendicular unit vectors, in columns, that span all that is fixed before it."""
    fixed = np.ones((1, players))
    found = [_base(fixed)]
    for stage in stages[:-1]:
        fixed = np.concatenate([fixed, _rows(players, stage)])
        found.append(_base(fixed))
    return found


def _base(fixed: Floats) -> Floats:
    """Perpendicular unit vectors, in columns, that span the rows."""
    left, sizes, _ = np.linalg.svd(fixed.T, full_matrices=False)
    return np.asarray(left[:, sizes > 1e-9 * sizes[0]])


def _unproved(players: int, pool: Ints, weights: Floats, stages: tuple[Fixing, ...], bases: list[Floats]) -> float:
    """How far the multipliers are from proving each stage: above zero, they must balance up to what was fixed before."""
    worst = 0.0
    for stage, base in zip(stages, bases, strict=True):
        multipliers = np.array([*stage.multipliers, *stage.held_multipliers])
        balance = multipliers @ _rows(players, stage)
        balance = balance - base @ (balance @ base)
        weighed = weights[np.searchsorted(pool, np.array(stage.coalitions, dtype=np.int64))] @ np.array(stage.multipliers)
        worst = max(worst, float(np.abs(balance).max()), abs(float(weighed) - 1.0), -float(multipliers.min(initial=0.0)))
    return worst
