"""One look at every coalition of a game: its table filled from services, and the largest complaints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from holdfast.core.sharing.games import FEW, Floats, Game, Ints, add_up, members, rows

Yardstick = Literal["plain", "per_head", "relative"]
# The order is that of the modes of `kernels.streams`.
YARDSTICKS: Sequence[Yardstick] = ("plain", "per_head", "relative")
# Sums are cut in so many parts whatever the machine, so that it never changes the last digit.
PARTS = 8
TABULATED = 25
# Up to so many players a whole array of complaints is quicker than a pass.
HANDY = 16


def block_range(game: Game, part: int) -> tuple[int, int]:
    from holdfast.core.sharing.kernels import streams

    blocks = 1 << (game.size - streams.LOW)
    return blocks * part // PARTS, blocks * (part + 1) // PARTS


def tabulated(game: Game) -> Game:
    """The same game with a table, where it is small enough to hold one."""
    if game.table.size or game.services is None or game.size > TABULATED:
        return game
    table = _small_table(game) if game.size <= FEW else _streamed_table(game)
    if game.services.alone is not None:
        table[1 << np.arange(game.size)] = -game.services.alone
    table[0] = 0.0
    return replace(game, table=table)


def _small_table(game: Game) -> Floats:
    assert game.services is not None
    table = np.zeros(1 << game.size)
    for demand, costs in zip(game.services.demands, game.services.costs, strict=True):
        table -= costs[add_up(demand)]
    return table


def _streamed_table(game: Game) -> Floats:
    from holdfast.core import compiled
    from holdfast.core.sharing.kernels import demand, streams

    assert game.services is not None
    table = np.zeros(1 << game.size)
    near = _near(game)
    services = game.services

    def part(at: int) -> None:
        compiled.run(demand.fill_pass, table, *block_range(game, at), streams.LOW, services.demands, near, services.costs)

    compiled.side_by_side(part, PARTS)
    return table


def _near(game: Game) -> Ints:
    """The demand of every coalition of the first players, by service."""
    from holdfast.core.sharing.kernels import streams

    if game.services is None:
        return np.zeros((0, 0), np.int64)
    return np.stack([add_up(row[: streams.LOW]) for row in game.services.demands])


def weights_of(game: Game, masks: Ints, measure: Yardstick) -> Floats:
    """What a complaint is divided by: nothing, how many they are, or how much they are worth."""
    return _WEIGHTS[measure](game, masks)


def _head_counts(masks: Ints) -> Floats:
    return np.asarray(rows(masks, 63).sum(axis=1))


_WEIGHTS: dict[Yardstick, Callable[[Game, Ints], Floats]] = {
    "plain": lambda game, masks: np.ones(len(masks)),
    "per_head": lambda game, masks: _head_counts(masks),
    "relative": lambda game, masks: np.abs(game.worths(masks)),
}


@dataclass(frozen=True)
class Allowed:
    """How much coalitions may complain: those not yet fixed at a stage no more than its level.

    `spans[k]` are two generic vectors that meet in zero exactly what is fixed before stage k.
    """

    levels: Floats
    spans: Floats


def anything(game: Game) -> Allowed:
    """Let nobody complain at all, so that whatever complains most comes first, below zero or above."""
    lowest = -4.0 * float(np.abs(game.alone).sum() + abs(game.total)) - 1.0
    return Allowed(np.array([lowest]), generic(game.size)[None])


@lru_cache(maxsize=64)
def generic(players: int) -> Floats:
    """Two vectors that no sum of few whole numbers makes zero: the broken parts of square roots of primes."""
    primes = [number for number in range(2, 600) if all(number % other for other in range(2, number))]
    found = np.modf(np.sqrt(np.array(primes[: 2 * players], dtype=np.float64)))[0].reshape(2, players)
    return found


def complaints(game: Game, split: Floats) -> Floats:
    """The complaint of every coalition of a small game: its worth less what its members get."""
    return np.asarray(game.table - members(game.size) @ split)


def loudest(game: Game, split: Floats, measure: Yardstick, allowed: Allowed, slack: float, keep: int) -> tuple[Ints, Floats]:
    """Proper coalitions that complain beyond what is allowed by more than the slack, loudest first, `keep` or more of them."""
    masks, sizes = (_small_loudest if game.size <= HANDY and game.table.size else _streamed_loudest)(
        game, split, measure, allowed, slack, keep
    )
    order = np.lexsort((masks, -sizes))
    order = order[sizes[order] > slack]
    return masks[order], sizes[order]


def _small_loudest(game: Game, split: Floats, measure: Yardstick, allowed: Allowed, slack: float, keep: int) -> tuple[Ints, Floats]:
    masks = np.arange(1, game.everyone, dtype=np.int64)
    sizes = (game.table - add_up(split))[1:-1]
    if measure != "plain":
        sizes = sizes / weights_of(game, masks, measure)
    over = sizes - allowed.levels.min()
    chosen = np.flatnonzero(over > slack)
    if len(chosen) > 4 * keep and len(allowed.levels) == 1:
        chosen = chosen[np.argpartition(-over[chosen], keep)[:keep]]
    return masks[chosen], _beyond(masks[chosen], sizes[chosen], allowed, slack)


def _beyond(masks: Ints, sizes: Floats, allowed: Allowed, slack: float) -> Floats:
    """How far each of these complains beyond the first stage that has not yet fixed it and allows less."""
    over = np.zeros(len(masks))
    bits = rows(masks, allowed.spans.shape[2])
    for level, span in zip(allowed.levels[::-1], allowed.spans[::-1], strict=True):
        is_free = np.abs(bits @ span.T).max(axis=1) > 1e-8
        over = np.where(is_free & (sizes - level > slack), sizes - level, over)
    return over


def _streamed_loudest(game: Game, split: Floats, measure: Yardstick, allowed: Allowed, slack: float, keep: int) -> tuple[Ints, Floats]:
    from holdfast.core import compiled
    from holdfast.core.sharing.kernels import streams

    services = game.services
    demands = services.demands if services else np.zeros((0, 0), np.int64)
    costs = services.costs if services else np.zeros((0, 0))
    low = add_up(split[: streams.LOW])
    heads = np.arange(game.size - streams.LOW + 1)[:, None] + members(streams.LOW).sum(axis=1)[None, :]
    rates, near = 1.0 / np.maximum(heads, 1.0), _near(game)

    def part(at: int) -> tuple[Ints, Floats]:
        masks, sizes = np.zeros(2 * keep, np.int64), np.zeros(2 * keep)
        source = (game.table, demands, near, costs, *block_range(game, at))
        count = compiled.run(
            streams.complaint_pass,
            *source,
            YARDSTICKS.index(measure),
            split,
            low,
            rates,
            allowed.levels,
            allowed.spans,
            slack,
            masks,
            sizes,
        )
        return masks[:count], sizes[:count]

    found = compiled.side_by_side(part, PARTS)
    masks, sizes = (np.concatenate(column) for column in zip(*found, strict=True))
    if services is not None and services.alone is not None and not game.table.size:
        is_group = (masks & (masks - 1)) != 0
        masks, sizes = masks[is_group], sizes[is_group]
    return masks, sizes
