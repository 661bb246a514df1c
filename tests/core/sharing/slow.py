"""The rules a second time: slow, in whole fractions, written from the definitions and sharing no code with the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations

Figures = Mapping[int, Fraction]


def shapley(players: int, worth: Figures) -> list[Fraction]:
    """What each adds to those before it, over every order of arriving."""
    orders = list(permutations(range(players)))
    value = [Fraction(0)] * players
    for order in orders:
        there = 0
        for player in order:
            value[player] += worth[there | 1 << player] - worth[there]
            there |= 1 << player
    return [each / len(orders) for each in value]


def prenucleolus(players: int, worth: Figures, held: bool = False) -> list[Fraction]:
    """Lower the largest complaint, fix what cannot go lower, go on; `held` keeps each at what it has alone."""
    everyone = (1 << players) - 1
    fixed: list[tuple[int, Fraction]] = [(everyone, worth[everyone])]
    floors = [(1 << player, worth[1 << player]) for player in range(players)] if held else []
    while rank([row(mask, players) for mask, _ in fixed]) < players:
        base = [row(mask, players) for mask, _ in fixed]
        size = rank(base)
        free = [mask for mask in range(1, everyone) if rank([*base, row(mask, players)]) > size]
        level, multipliers = smallest_complaint(players, worth, free, fixed, floors)
        for at, multiplier in enumerate(multipliers):
            if multiplier > 0:
                mask, amount = (free[at], worth[free[at]] - level) if at < len(free) else floors[at - len(free)]
                fixed.append((mask, amount))
    return solve(players, fixed)


def smallest_complaint(
    players: int, worth: Figures, free: Sequence[int], fixed: Sequence[tuple[int, Fraction]], floors: Sequence[tuple[int, Fraction]]
) -> tuple[Fraction, list[Fraction]]:
    """The stage's programme by its dual: weights of the free coalitions that balance, with the largest total."""
    columns = [[*row(mask, players), Fraction(1)] for mask in free]
    gains = [worth[mask] for mask in free]
    for mask, amount in floors:
        columns.append([*row(mask, players), Fraction(0)])
        gains.append(amount)
    for mask, amount in fixed:
        for sign in (1, -1):
            columns.append([*(sign * part for part in row(mask, players)), Fraction(0)])
            gains.append(sign * amount)
    target = [Fraction(0)] * players + [Fraction(1)]
    level, weights = maximise(columns, gains, target)
    return level, weights[: len(free) + len(floors)]


def maximise(columns: list[list[Fraction]], gains: list[Fraction], target: list[Fraction]) -> tuple[Fraction, list[Fraction]]:
    """Most of `gains . w` with `sum of w * column = target` and no w below zero: two phases, Bland's rule."""
    rows, count = len(target), len(columns)
    table = [
        [columns[at][line] for at in range(count)] + [Fraction(int(line == extra)) for extra in range(rows)] + [target[line]]
        for line in range(rows)
    ]
    basis = [count + line for line in range(rows)]
    run(table, basis, [Fraction(0)] * count + [Fraction(-1)] * rows, count + rows)
    run(table, basis, [*gains, *[Fraction(0)] * rows], count)
    weights = [Fraction(0)] * (count + rows)
    for line, at in enumerate(basis):
        weights[at] = table[line][-1]
    assert not any(weights[count:])
    return sum((gain * weight for gain, weight in zip(gains, weights, strict=False)), Fraction(0)), weights[:count]


def run(table: list[list[Fraction]], basis: list[int], gains: list[Fraction], usable: int) -> None:
    """Bland's rule to the end."""
    while True:
        reduced = (gains[at] - sum(gains[held] * table[line][at] for line, held in enumerate(basis)) for at in range(usable))
        entering = next((at for at, gain in enumerate(reduced) if gain > 0), None)
        if entering is None:
            return
        ratios = [(table[line][-1] / table[line][entering], basis[line], line) for line in range(len(basis)) if table[line][entering] > 0]
        line = min(ratios)[2]
        scale = table[line][entering]
        table[line] = [entry / scale for entry in table[line]]
        for other in range(len(table)):
            factor = table[other][entering]
            if other != line and factor:
                table[other] = [entry - factor * lead for entry, lead in zip(table[other], table[line], strict=True)]
        basis[line] = entering


def row(mask: int, players: int) -> list[Fraction]:
    """1 for each member."""
    return [Fraction(mask >> player & 1) for player in range(players)]


def reduce(rows: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Rows in echelon form, empty ones left out."""
    left = [list(each) for each in rows]
    done: list[list[Fraction]] = []
    for at in range(len(left[0])):
        lead = next((each for each in left if each[at]), None)
        if lead is None:
            continue
        left.remove(lead)
        lead = [entry / lead[at] for entry in lead]
        left = [[entry - each[at] * head for entry, head in zip(each, lead, strict=True)] for each in left]
        done = [[entry - each[at] * head for entry, head in zip(each, lead, strict=True)] for each in done] + [lead]
    return done


def rank(rows: Sequence[Sequence[Fraction]]) -> int:
    """How many of the rows are independent."""
    return len(reduce(rows))


def solve(players: int, fixed: Sequence[tuple[int, Fraction]]) -> list[Fraction]:
    """The one split that gives every fixed group its amount."""
    done = reduce([[*row(mask, players), amount] for mask, amount in fixed])
    assert len(done) == players
    return [each[-1] for each in done]
