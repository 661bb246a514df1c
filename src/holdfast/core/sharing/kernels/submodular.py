"""The coalition that complains most among those with one player and without another, where bringing demand together always helps.

Then the cost of a coalition is a submodular function, and the least of `cost(S) - shares(S)` is found without looking at every coalition:
the point of least norm of its base polytope tells it (Fujishige 1980, by Wolfe's algorithm 1976), with a bound that proves it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfast.core.compiled import ANY_ORDER

ORDER = ANY_ORDER

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_POINTS = 400
NEGLIGIBLE = 1e-13


def meet(one: Floats, other: Floats) -> float:
    """The inner product of two points."""
    total = 0.0
    for at in range(one.shape[0]):
        total += one[at] * other[at]
    return total


def sort_by(order: Ints, point: Floats) -> None:
    """Put the order by rising point; it is nearly so from the last time."""
    for at in range(1, order.shape[0]):
        moved = order[at]
        place = at
        while place > 0 and point[order[place - 1]] > point[moved]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = moved


def walk(order: Ints, free: Ints, totals: Ints, demands: Ints, costs: Floats, shares: Floats, vertex: Floats) -> tuple[float, int]:
    """Add the free players in order: what each adds goes to `vertex`; the least sum on the way, and after how many players.

    `totals` are the demands by service of the player who is always in; it is used up.
    """
    services = demands.shape[0]
    before = 0.0
    for service in range(services):
        before += costs[service, totals[service]]
    least, count = 0.0, 0
    so_far = 0.0
    for at in range(order.shape[0]):
        player = free[order[at]]
        after = 0.0
        for service in range(services):
            totals[service] += demands[service, player]
            after += costs[service, totals[service]]
        vertex[order[at]] = after - before - shares[player]
        so_far += vertex[order[at]]
        before = after
        if so_far < least:
            least, count = so_far, at + 1
    return least, count


def triangulate(matrix: Floats) -> None:
    """Bring a system, its right side in the last column, to a triangle, with partial pivoting."""
    size = matrix.shape[0]
    for at in range(size):
        best = at
        for row in range(at + 1, size):
            if abs(matrix[row, at]) > abs(matrix[best, at]):
                best = row
        for column in range(at, size + 1):
            matrix[at, column], matrix[best, column] = matrix[best, column], matrix[at, column]
        for row in range(at + 1, size):
            factor = matrix[row, at] / matrix[at, at]
            for column in range(at, size + 1):
                matrix[row, column] -= factor * matrix[at, column]


def nearest_mix(gram: Floats, count: int, mix: Floats) -> None:
    """The weights, adding up to 1, that bring a mix of the points nearest to zero."""
    matrix = np.zeros((count, count + 1))
    for row in range(count):
        for column in range(count):
            matrix[row, column] = gram[row, column] + 1.0
        matrix[row, row] *= 1.0 + 1e-15
        matrix[row, count] = 1.0
    triangulate(matrix)
    total = 0.0
    for at in range(count - 1, -1, -1):
        value = matrix[at, count]
        for column in range(at + 1, count):
            value -= matrix[at, column] * mix[column]
        mix[at] = value / matrix[at, at]
        total += mix[at]
    for at in range(count):
        mix[at] /= total


def drop_points(points: Floats, gram: Floats, held: Floats, mix: Floats, count: int) -> int:
    """Go from the weights held towards the mix as far as all stay above zero, and drop what reached it; how many are left."""
    step = 1.0
    for at in range(count):
        if mix[at] < NEGLIGIBLE and held[at] > mix[at]:
            step = min(step, held[at] / (held[at] - mix[at]))
    left = 0
    for at in range(count):
        weight = held[at] + step * (mix[at] - held[at])
        if weight > NEGLIGIBLE:
            held[left] = weight
            points[left] = points[at]
            gram[left] = gram[at]
            gram[:, left] = gram[:, at]
            left += 1
    return left


def settle(points: Floats, gram: Floats, held: Floats, mix: Floats, count: int) -> int:
    """Bring the weights to the point of least norm among the points held; how many it needs."""
    while True:
        nearest_mix(gram, count, mix)
        if np.min(mix[:count]) >= NEGLIGIBLE or count == 1:
            held[:count] = mix[:count]
            return count
        left = drop_points(points, gram, held, mix, count)
        if left == count:
            return count
        count = left


def mix_points(points: Floats, held: Floats, count: int, point: Floats) -> float:
    """The point that the weights make, and what of it lies below zero: a bound from below for every sum."""
    below = 0.0
    for at in range(point.shape[0]):
        value = 0.0
        for row in range(count):
            value += held[row] * points[row, at]
        point[at] = value
        below += min(value, 0.0)
    return below


def loudest_between(inside: int, outside: int, demands: Ints, costs: Floats, shares: Floats, slack: float) -> tuple[int, float, float]:
    """The coalition with `inside` and without `outside` that complains most, its complaint, and how far a louder one is ruled out."""
    players = demands.shape[1]
    free = np.zeros(players - 2, np.int64)
    count = 0
    for player in range(players):
        if player not in (inside, outside):
            free[count] = player
            count += 1
    size = players - 2
    points, gram = np.zeros((size + 2, size)), np.zeros((size + 2, size + 2))
    held, mix, point, vertex = np.zeros(size + 2), np.zeros(size + 2), np.zeros(size), np.zeros(size)
    order, best_mask, best, bound = np.arange(size), 0, 0.0, -np.inf
    count = 0
    for _turn in range(MOST_POINTS):
        if count:
            bound = max(bound, mix_points(points, held, count, point))
            sort_by(order, point)
        least, taken = walk(order, free, demands[:, inside].copy(), demands, costs, shares, vertex)
        if least < best:
            best, best_mask = least, 0
            for at in range(taken):
                best_mask |= 1 << free[order[at]]
        if best - bound <= slack or count > size or (count and meet(point, vertex) >= meet(point, point) * (1 - 1e-15)):
            break
        points[count] = vertex
        for row in range(count + 1):
            gram[row, count] = meet(points[row], vertex)
            gram[count, row] = gram[row, count]
        held[count] = 0.0 if count else 1.0
        count = settle(points, gram, held, mix, count + 1)
    start = shares[inside]
    for service in range(demands.shape[0]):
        start -= costs[service, demands[service, inside]]
    return best_mask | (1 << inside), start - best, max(best - bound, 0.0)


def loudest_pairs(
    first: int, last: int, demands: Ints, costs: Floats, shares: Floats, slack: float, masks: Ints, complaints: Floats, gaps: Floats
) -> None:
    """The loudest coalition for every ordered pair whose first player lies in the range."""
    for inside in range(first, last):
        for outside in range(demands.shape[1]):
            if inside != outside:
                mask, complaint, gap = loudest_between(inside, outside, demands, costs, shares, slack)
                masks[inside, outside], complaints[inside, outside], gaps[inside, outside] = mask, complaint, gap
