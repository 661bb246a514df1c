"""Costs that depend on how much is used together: what a member adds on average, and the worth of whole blocks of coalitions.

A service costs `F(total demand of its members)`, with demands in whole units.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfast.core.compiled import ANY_ORDER

ORDER = ANY_ORDER

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A chance below this changes no digit of a sum.
NEGLIGIBLE = 1e-25


def add_demand(chances: Floats, wider: Floats, low: int, high: int, units: int, t: float) -> None:
    """The chances of each total once another member comes along with chance `t`; they stand from `low` up to, not including, `high`."""
    stay = 1.0 - t
    wider[low : high + units] = 0.0
    for at in range(low, high):
        wider[at] = stay * chances[at]
    moved, before = wider[low + units : high + units], chances[low:high]
    for at in range(high - low):
        moved[at] += t * before[at]


def remove_demand(chances: Floats, rest: Floats, low: int, high: int, units: int, t: float) -> None:
    """The chances of each total without one member: undoes `add_demand`, from the end where rounding dies out."""
    reach = high - low - units
    if t <= 0.5:
        scale, carry = 1.0 / (1.0 - t), -t / (1.0 - t)
        for at in range(min(units, reach)):
            rest[low + at] = chances[low + at] * scale
        for start in range(low + units, low + reach, units):
            size = min(units, low + reach - start)
            known, before, now = chances[start : start + size], rest[start - units : start], rest[start : start + size]
            for at in range(size):
                now[at] = known[at] * scale + before[at] * carry
        return
    scale, carry = 1.0 / t, -(1.0 - t) / t
    for at in range(max(reach - units, 0), reach):
        rest[low + at] = chances[low + at + units] * scale
    for end in range(low + reach - units, low, -units):
        start = max(low, end - units)
        size = end - start
        known, after, now = chances[start + units : end + units], rest[start + units : end + units], rest[start:end]
        for at in range(size):
            now[at] = known[at] * scale + after[at] * carry


def mean_addition(rest: Floats, costs: Floats, low: int, high: int, units: int) -> float:
    """What `units` more cost on average over the chances of what is there already."""
    added = 0.0
    there, now, further = rest[low : high - units], costs[low : high - units], costs[low + units : high]
    for at in range(high - units - low):
        added += there[at] * (further[at] - now[at])
    return added


def expected_additions(demands: Ints, kinds: Ints, costs: Floats, nodes: Floats, weights: Floats, first: int, last: int) -> Floats:
    """The Shapley value of one service for each kind of demand, over the nodes from `first` to `last`.

    The value is the integral over `t` of what a member adds to those who each came with chance `t`, a polynomial, so that Gauss and
    Legendre's nodes give it exactly (Owen 1972). `kinds` are the different demands, each above zero.
    """
    size = costs.shape[0]
    chances, wider, rest = np.zeros(size), np.zeros(size), np.zeros(size)
    added = np.zeros(kinds.shape[0])
    for node in range(first, last):
        t = nodes[node]
        chances[0], low, high = 1.0, 0, 1
        for units in demands:
            add_demand(chances, wider, low, high, units, t)
            chances, wider = wider, chances
            high += units
            while chances[low] < NEGLIGIBLE:
                low += 1
            while chances[high - 1] < NEGLIGIBLE:
                high -= 1
        for kind in range(kinds.shape[0]):
            if high - low > kinds[kind]:
                remove_demand(chances, rest, low, high, kinds[kind], t)
                added[kind] += weights[node] * mean_addition(rest, costs, low, high, kinds[kind])
    return added


def service_block(block: int, low: int, demands: Ints, near: Ints, costs: Floats, worth: Floats) -> None:
    """Less the cost, summed over the services, of the coalitions of one block; `near` holds the demand of their first members."""
    worth[:] = 0.0
    for service in range(demands.shape[0]):
        base = 0
        for member in range(low, demands.shape[1]):
            if (block >> (member - low)) & 1:
                base += demands[service, member]
        further = costs[service, base:]
        for at in range(worth.shape[0]):
            worth[at] -= further[near[service, at]]


def fill_pass(table: Floats, first: int, last: int, low: int, demands: Ints, near: Ints, costs: Floats) -> None:
    """Write the worths of a range of blocks into the table."""
    size = 1 << low
    for block in range(first, last):
        service_block(block, low, demands, near, costs, table[block * size : block * size + size])
