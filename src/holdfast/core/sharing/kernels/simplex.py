"""Nested linear programmes of a nucleolus over a pool of coalitions: one dual simplex, its basis kept from stage to stage.

A stage lowers the largest complaint `t` as far as it goes: smallest `t` with `x(S) + weight(S) * t >= worth(S)` for every coalition of
the pool that is still free. The coalitions with a positive multiplier can then never do better, so they are fixed, and so is all that
their span holds. The next stage goes on with the rest, until one split is left (Maschler, Peleg and Shapley 1979; fixing by
multipliers and not by what happens to be tight: Guajardo and Jörnsten 2015).

The basis is square throughout: one row for each player and one for `t`. A row is named by its place in the pool, by `GRAND`, or by
`GRAND - 1 - player` for "no less than alone". Plain Python, so that four partners need no compiler; `compiled` holds it as machine code.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfast.core.compiled import AS_WRITTEN

ORDER = AS_WRITTEN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GRAND = -1
TOLERANCE = 1e-11
POSITIVE = 1e-9
STALLED = 60
SOLVED, IMPOSSIBLE, UNFINISHED = 0, 1, 2


class Programme(NamedTuple):
    """What is asked. `masks` rise and hold every player alone and the opposite of every member.

    `floor` is what each gets alone, or empty; `generic` two vectors that no sum of few whole numbers makes zero.
    """

    masks: Ints
    worth: Floats
    weights: Floats
    floor: Floats
    total: float
    generic: Floats


class Basis(NamedTuple):
    """Where the simplex stands: the rows that hold exactly, which are fixed, what each asks, their inverse, and the split with `t`.

    `free` are the worths of the rows not yet fixed, less than anything for the others; `sums` is room for what coalitions get.
    """

    names: Ints
    fixed: Ints
    limits: Floats
    inverse: Floats
    point: Floats
    free: Floats
    sums: Floats


def fill_row(row: Floats, name: int, is_fixed: bool, masks: Ints, weights: Floats) -> None:
    """The row of the basis matrix that `name` stands for; a fixed row no longer moves with `t`."""
    players = row.shape[0] - 1
    row[:] = 0.0
    if name == GRAND:
        row[:players] = 1.0
    elif name < GRAND:
        row[GRAND - 1 - name] = 1.0
    else:
        for player in range(players):
            row[player] = float((masks[name] >> player) & 1)
        row[players] = 0.0 if is_fixed else weights[name]


def swap_largest(matrix: Floats, inverse: Floats, at: int) -> None:
    """Bring the row with the largest entry of column `at` into its place."""
    best = at
    for other in range(at + 1, matrix.shape[0]):
        if abs(matrix[other, at]) > abs(matrix[best, at]):
            best = other
    for column in range(matrix.shape[0]):
        matrix[at, column], matrix[best, column] = matrix[best, column], matrix[at, column]
        inverse[at, column], inverse[best, column] = inverse[best, column], inverse[at, column]


def invert(matrix: Floats, inverse: Floats) -> None:
    """Gauss and Jordan with partial pivoting; `matrix` is used up."""
    size = matrix.shape[0]
    inverse[:] = 0.0
    for at in range(size):
        inverse[at, at] = 1.0
    for at in range(size):
        swap_largest(matrix, inverse, at)
        scale = 1.0 / matrix[at, at]
        for column in range(size):
            matrix[at, column] *= scale
            inverse[at, column] *= scale
        for other in range(size):
            factor = matrix[other, at]
            if other != at and factor != 0.0:
                for column in range(size):
                    matrix[other, column] -= factor * matrix[at, column]
                    inverse[other, column] -= factor * inverse[at, column]


def subset_sums(parts: Floats, first: int, last: int, sums: Floats) -> None:
    """`sums[mask]` of the parts from `first` up to, not including, `last`."""
    sums[0] = 0.0
    for at in range(first, last):
        size = 1 << (at - first)
        for mask in range(size):
            sums[size + mask] = sums[mask] + parts[at]


def price(ask: Programme, basis: Basis, is_first: bool) -> tuple[float, int]:
    """The free row that the split and `t` break most (or the first that they break), and by how much.

    What a coalition gets is looked up eight players at a time.
    """
    point, sums, free = basis.point, basis.sums, basis.free
    masks, weights = ask.masks, ask.weights
    players = point.shape[0] - 1
    t = point[players]
    for eight in range(sums.shape[0]):
        subset_sums(point, 8 * eight, min(8 * eight + 8, players), sums[eight])
    worst, name = TOLERANCE, GRAND
    for at in range(masks.shape[0]):
        rest = masks[at]
        broken = free[at] - weights[at] * t
        for eight in range(sums.shape[0]):
            broken -= sums[eight, rest & 255]
            rest >>= 8
        if broken > worst:
            worst, name = broken, at
            if is_first:
                return worst, name
    return price_floor(ask.floor, point, worst, name)


def price_floor(floor: Floats, point: Floats, worst: float, name: int) -> tuple[float, int]:
    """The same for players who get less than they have alone."""
    for player in range(floor.shape[0]):
        if floor[player] - point[player] > worst:
            worst, name = floor[player] - point[player], GRAND - 1 - player
    return worst, name


def leaving_place(basis: Basis, shares: Floats, is_first: bool) -> int:
    """The row that has to leave so that no multiplier falls below zero, or -1 where nothing may leave."""
    size = shares.shape[0]
    leaving, step = -1, np.inf
    for place in range(size):
        if basis.fixed[place] != 0 or shares[place] <= 1e-9:
            continue
        ratio = max(basis.inverse[size - 1, place], 0.0) / shares[place]
        is_better = ratio < step - 1e-13
        if leaving >= 0 and abs(ratio - step) <= 1e-13:
            is_better = basis.names[place] < basis.names[leaving] if is_first else shares[place] > shares[leaving]
        if is_better:
            leaving, step = place, ratio
    return leaving


def exchange(basis: Basis, row: Floats, name: int, is_first: bool) -> int:
    """Let `row` into the basis; the place it went to, or -1 where nothing may leave."""
    size = row.shape[0]
    inverse = basis.inverse
    shares = np.zeros(size)
    for at in range(size):
        if row[at] != 0.0:
            for place in range(size):
                shares[place] += row[at] * inverse[at, place]
    leaving = leaving_place(basis, shares, is_first)
    if leaving < 0:
        return leaving
    for at in range(size):
        inverse[at, leaving] /= shares[leaving]
        entered = inverse[at, leaving]
        for place in range(size):
            if place != leaving:
                inverse[at, place] -= shares[place] * entered
    basis.names[leaving] = name
    return leaving


def limit_of(ask: Programme, name: int) -> float:
    """What the row asks for: the worth of its coalition, of all, or of the player alone."""
    if name == GRAND:
        return ask.total
    if name < GRAND:
        return float(ask.floor[GRAND - 1 - name])
    return float(ask.worth[name])


def refresh(ask: Programme, basis: Basis) -> None:
    """Work the inverse out anew, so that rounding does not build up."""
    size = basis.names.shape[0]
    matrix = np.zeros((size, size))
    for place in range(size):
        fill_row(matrix[place], basis.names[place], basis.fixed[place] != 0, ask.masks, ask.weights)
    invert(matrix, basis.inverse)


def place_point(basis: Basis) -> None:
    """The split and `t` at which every row of the basis holds exactly."""
    size = basis.limits.shape[0]
    for at in range(size):
        value = 0.0
        for place in range(size):
            value += basis.inverse[at, place] * basis.limits[place]
        basis.point[at] = value


def run_stage(ask: Programme, basis: Basis) -> int:
    """Exchange rows until no free row is broken."""
    size = basis.names.shape[0]
    row = np.zeros(size)
    best, stalled = -np.inf, 0
    for turn in range(200 * size + 2000):
        place_point(basis)
        t = basis.point[size - 1]
        stalled = 0 if t > best + 1e-13 else stalled + 1
        best = max(best, t)
        is_first = stalled > STALLED
        worst, name = price(ask, basis, is_first)
        if worst <= TOLERANCE:
            return SOLVED
        fill_row(row, name, False, ask.masks, ask.weights)
        place = exchange(basis, row, name, is_first)
        if place < 0:
            return IMPOSSIBLE
        basis.limits[place] = limit_of(ask, name)
        if turn % 50 == 49:
            refresh(ask, basis)
    return UNFINISHED


def close_stage(ask: Programme, basis: Basis, stage: int, closed: Ints, sizes: Floats) -> int:
    """Fix the rows with a positive multiplier, but for one that the others imply; the place that came free."""
    size = basis.names.shape[0]
    t = basis.point[size - 1]
    spare, count = -1, 0
    while closed[count, 0] >= 0:
        count += 1
    for place in range(size):
        multiplier = basis.inverse[size - 1, place]
        if basis.fixed[place] != 0 or multiplier <= POSITIVE:
            continue
        name = basis.names[place]
        closed[count, 0], closed[count, 1], sizes[count] = stage, name, multiplier
        count += 1
        basis.fixed[place] = 1
        if name >= 0:
            basis.limits[place] -= ask.weights[name] * t
            if spare < 0 or multiplier > basis.inverse[size - 1, spare]:
                spare = place
    return spare


def project(vector: Floats, units: Floats, count: int) -> None:
    """Take out of the vector what points along the unit vectors; twice, against rounding."""
    for at in range(2 * count):
        unit = units[at % count]
        along = 0.0
        for player in range(vector.shape[0]):
            along += vector[player] * unit[player]
        for player in range(vector.shape[0]):
            vector[player] -= along * unit[player]


def unspanned(ask: Programme, basis: Basis, spare: int) -> Floats:
    """The generic vectors with the fixed rows projected out of them."""
    size = basis.names.shape[0]
    players = size - 1
    span, rank = np.zeros((players, players)), 0
    row = np.zeros(size)
    for place in range(size):
        if basis.fixed[place] != 0 and place != spare:
            fill_row(row, basis.names[place], True, ask.masks, ask.weights)
            project(row[:players], span, rank)
            length = np.sqrt(np.sum(row[:players] ** 2))
            if length > 1e-9 and rank < players:
                span[rank] = row[:players] / length
                rank += 1
    left = ask.generic.copy()
    for line in range(left.shape[0]):
        project(left[line], span, rank)
    return left


def is_spanned(mask: int, left: Floats) -> bool:
    """Whether both generic vectors meet the coalition in zero, which only one in the span of what was projected out does."""
    for line in range(left.shape[0]):
        met = 0.0
        for player in range(left.shape[1]):
            if (mask >> player) & 1:
                met += left[line, player]
        if abs(met) > 1e-8:
            return False
    return True


def open_stage(ask: Programme, basis: Basis, spare: int) -> bool:
    """Put into the free place the opposite of a row that may still move: the two together hold `t` up. No if none may move."""
    players = basis.names.shape[0] - 1
    everyone = (1 << players) - 1
    best, chosen = -np.inf, -1
    for place in range(players + 1):
        if basis.fixed[place] != 0 or place == spare:
            continue
        name = basis.names[place]
        mask = int(ask.masks[name]) if name >= 0 else 1 << (GRAND - 1 - name)
        other = find(ask.masks, everyone ^ mask)
        complaint = ask.worth[other]
        for player in range(players):
            if (ask.masks[other] >> player) & 1:
                complaint -= basis.point[player]
        if complaint > best:
            best, chosen = complaint, other
    if chosen < 0:
        return False
    basis.names[spare], basis.fixed[spare], basis.limits[spare] = chosen, 0, ask.worth[chosen]
    left = unspanned(ask, basis, spare)
    for at in range(ask.masks.shape[0]):
        if is_spanned(ask.masks[at], left):
            basis.free[at] = -np.inf
    return True


def find(masks: Ints, mask: int) -> int:
    """Where the mask stands in the sorted pool."""
    first, last = 0, masks.shape[0] - 1
    while first < last:
        middle = (first + last) // 2
        if masks[middle] < mask:
            first = middle + 1
        else:
            last = middle
    return first


def begin(ask: Programme) -> Basis:
    """The first basis: every player alone, and all together."""
    players = ask.generic.shape[1]
    size = players + 1
    names, limits = np.zeros(size, np.int64), np.zeros(size)
    for player in range(players):
        names[player] = find(ask.masks, 1 << player)
        limits[player] = ask.worth[names[player]]
    fixed = np.zeros(size, np.int64)
    names[players], fixed[players], limits[players] = GRAND, 1, ask.total
    sums = np.zeros(((players + 7) // 8, 256))
    return Basis(names, fixed, limits, np.zeros((size, size)), np.zeros(size), ask.worth.copy(), sums)


def solve(ask: Programme, closed: Ints, sizes: Floats) -> tuple[int, Floats, Floats]:
    """The lexicographically least complaints over the pool: a status, the split, and `t` at each stage.

    What was fixed goes to `closed` (stage, row) and `sizes` (its multiplier).
    """
    players = ask.generic.shape[1]
    basis = begin(ask)
    levels = np.zeros(players)
    closed[:, 0] = -1
    for stage in range(players):
        refresh(ask, basis)
        status = run_stage(ask, basis)
        levels[stage] = basis.point[players]
        if status != SOLVED:
            return status, basis.point[:players], levels
        spare = close_stage(ask, basis, stage, closed, sizes)
        if not open_stage(ask, basis, spare):
            return SOLVED, basis.point[:players], levels[: stage + 1]
    return UNFINISHED, basis.point[:players], levels


def solve_each(worths: Floats, generic: Floats, splits: Floats, levels: Floats, statuses: Ints) -> None:
    """Solve a game of all coalitions for each row: the split, the first level, and whether it was found."""
    players = generic.shape[1]
    count = (1 << players) - 2
    masks, weights, floor = np.arange(1, count + 1), np.ones(count), np.zeros(0)
    closed, sizes = np.zeros((3 * players + 4, 2), np.int64), np.zeros(3 * players + 4)
    alone, sums, worth = np.zeros(players), np.zeros(1 << players), np.zeros(count)
    for trial in range(worths.shape[0]):
        for player in range(players):
            alone[player] = worths[trial, 1 << player]
        subset_sums(alone, 0, players, sums)
        total = worths[trial, count + 1] - sums[count + 1]
        scale = abs(total)
        for at in range(count):
            worth[at] = worths[trial, at + 1] - sums[at + 1]
            scale = max(scale, abs(worth[at]))
        if scale == 0.0:
            scale = 1.0
        status, split, stages = solve(Programme(masks, worth / scale, weights, floor, total / scale, generic), closed, sizes)
        splits[trial] = split * scale + alone
        levels[trial], statuses[trial] = stages[0] * scale, status
