"""The compiled part of the simulation: a block of trials side by side, every draw in the fastest memory.

A lane is a trial. Each lane's sums run in one order, and its numbers come from its own count, so neither the size of a block nor the
number of threads can change a bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfast.core.compiled import kernel

F32 = NDArray[np.float32]
I64 = NDArray[np.int64]
U32 = NDArray[np.uint32]

FIRST, SECOND = np.uint32(0x7FEB352D), np.uint32(0x846CA68B)
BITS_16, BITS_15 = np.uint32(16), np.uint32(15)
FACTOR_KEY = np.uint32(0x85EBCA6B)
# Draws of factors, departures and drivers are counted from these, far from each other.
FACTORS_FROM, LEAVERS_FROM = 1_000_000, 2_000_000
# A 32-bit number is a step of the table of normal numbers and a place in it.
STEP_BITS, PLACE_MASK, PLACE = np.uint32(20), np.uint32(0xFFFFF), np.float32(2.0**-20)
ONE, ZERO = np.float32(1), np.float32(0)
SET_UP, BENEFIT = 0, 2


@kernel("void(uint32[::1], uint32[::1], uint32, uint32[::1])")
def fill_bits(first: U32, second: U32, key: np.uint32, found: U32) -> None:
    """Thirty-two mixed bits for each lane: `dice.mix` of the trial's first key and a draw's, with the second key."""
    for lane in range(found.size):
        x = np.uint32(key + first[lane])
        x = np.uint32(x ^ (x >> BITS_16))
        x = np.uint32(x * FIRST)
        x = np.uint32(x ^ second[lane])
        x = np.uint32(x ^ (x >> BITS_15))
        x = np.uint32(x * SECOND)
        found[lane] = np.uint32(x ^ (x >> BITS_16))


@kernel("void(uint32[::1], uint32[::1], float32[::1], float32[::1], float32[:,::1])")
def fill_factors(first: U32, second: U32, normals: F32, weights: F32, factors: F32) -> None:
    """Normal numbers, each times the weight of its factor: the first bits choose a step of the table, the others a place in it."""
    found = np.empty(factors.shape[1], np.uint32)
    for row in range(factors.shape[0]):
        fill_bits(first, second, np.uint32(np.uint32(FACTORS_FROM + row) * FACTOR_KEY), found)
        for lane in range(found.size):
            step = found[lane] >> STEP_BITS
            part = np.float32(np.int32(found[lane] & PLACE_MASK)) * PLACE
            factors[row, lane] = (normals[step] + part * (normals[step + 1] - normals[step])) * weights[row]


@kernel("void(uint32[::1], uint32[::1], float64, float32[:,::1], float32[:,::1], float32[::1], float32[:,:,::1], float32[:,::1])")
def fill_stays(first: U32, second: U32, rate: float, leaves: F32, drivers: F32, discount: F32, weights: F32, staying: F32) -> None:
    """The year each partner leaves, how much of a class in a year counts today, and the cost shares of those who stay."""
    years = len(discount) - 1
    found = np.empty(leaves.shape[1], np.uint32)
    for partner in range(leaves.shape[0]):
        fill_bits(first, second, np.uint32(np.uint32(LEAVERS_FROM + partner) * FACTOR_KEY), found)
        leaves[partner] = ZERO
        stays = 1.0
        for _ in range(years):
            stays *= 1.0 - rate
            gone = 1.0 - stays
            for lane in range(found.size):
                leaves[partner, lane] += ONE if (np.float64(found[lane]) + 0.5) * 2.0**-32 >= gone else ZERO
    for year in range(years):
        for lane in range(leaves.shape[1]):
            weights[SET_UP, year, lane] = -drivers[0, lane] * discount[year]
            whole = int(drivers[3, lane])
            part = drivers[3, lane] - np.float32(whole)
            near, far = discount[min(year + whole, years)], discount[min(year + whole + 1, years)]
            late = (ONE - part) * near + part * far
            weights[1, year, lane] = -drivers[1, lane] * late
            weights[BENEFIT, year, lane] = drivers[2, lane] * late
            staying[year, lane] = ZERO


@kernel("void(float32[::1], float32[:,::1], float32[:,::1])")
def add_stays(shares: F32, leaves: F32, staying: F32) -> None:
    """In each year the cost shares of the partners that are still in, together."""
    for partner in range(leaves.shape[0]):
        for year in range(staying.shape[0]):
            now = np.float32(year)
            for lane in range(leaves.shape[1]):
                staying[year, lane] += shares[partner] if leaves[partner, lane] > now else ZERO


@kernel("void(float32[::1], uint32[::1], uint32[::1], float32[::1], float32[::1], uint32, float32, float32, float32[::1])")
def draw(total: F32, first: U32, second: U32, own: F32, service: F32, key: np.uint32, sign: np.float32, half: np.float32, c: F32) -> None:
    """Add one uncertain line to every lane: count, mix, score, curve."""
    c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 = c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9]
    for lane in range(total.size):
        x = np.uint32(key + first[lane])
        x = np.uint32(x ^ (x >> BITS_16))
        x = np.uint32(x * FIRST)
        x = np.uint32(x ^ second[lane])
        x = np.uint32(x ^ (x >> BITS_15))
        x = np.uint32(x * SECOND)
        x = np.uint32(x ^ (x >> BITS_16))
        z = (own[lane] + service[lane]) * sign + np.float32(np.int32(x)) * half
        z = min(max(z, -ONE), ONE)
        high = c5 + z * (c6 + z * (c7 + z * (c8 + z * c9)))
        total[lane] += c0 + z * (c1 + z * (c2 + z * (c3 + z * (c4 + z * high))))


@kernel("void(float32[::1], int64, int64, float32[::1], float32[:,::1], float32[:,::1], float32[:,::1], float32[::1], float32[::1])")
def settle(total: F32, flow: int, year: int, shares: F32, leaves: F32, npv: F32, staying: F32, weight: F32, raw: F32) -> None:
    """Give what all share to those who stay: costs in full, benefits only of those who are still in."""
    now, partners = np.float32(year), leaves.shape[0]
    known = ZERO
    for partner in range(partners):
        known += shares[partner]
    if known == ZERO:
        for lane in range(total.size):
            npv[partners, lane] += total[lane] * weight[lane]
            raw[lane] += total[lane]
        return
    for partner in range(partners):
        for lane in range(total.size):
            among = known if flow == BENEFIT else max(staying[year, lane], np.float32(1e-6))
            part = shares[partner] / among if leaves[partner, lane] > now else ZERO
            npv[partner, lane] += total[lane] * weight[lane] * part
            raw[lane] += total[lane] * part


@kernel("void(float32[::1], int64, float32[::1], float32[::1], float32[::1], float32[::1])")
def settle_own(total: F32, year: int, leaves: F32, npv: F32, weight: F32, raw: F32) -> None:
    """Give what is one partner's own to it, while it is in."""
    now = np.float32(year)
    for lane in range(total.size):
        kept = total[lane] if leaves[lane] > now else ZERO
        npv[lane] += kept * weight[lane]
        raw[lane] += kept


@kernel("void(float32[:,::1], float32[:,:,::1], float32[:,::1])")
def years_of(drivers: F32, raw: F32, net: F32) -> None:
    """The net of each year as it falls, late starts and drivers counted."""
    years, lanes = net.shape
    for year in range(years):
        for lane in range(lanes):
            whole = int(drivers[3, lane])
            part = drivers[3, lane] - np.float32(whole)
            found = -drivers[0, lane] * raw[SET_UP, year, lane]
            for step in range(2):
                came = year - whole - step
                if came >= 0:
                    share = part if step else ONE - part
                    found += share * (drivers[2, lane] * raw[BENEFIT, came, lane] - drivers[1, lane] * raw[1, came, lane])
            net[year, lane] = found


@kernel(
    "void(uint32[::1], uint32[::1], int64, int64[:,::1], float32[::1], int64[::1], uint32[::1], float32[:,::1], float32[::1], float32,"
    "float32[:,::1], float32[:,::1], float32[:,:,::1], float32[:,::1], float32[:,:,::1], float32[:,::1])"
)
def lines_of(
    first: U32,
    second: U32,
    services: int,
    groups: I64,
    fixed: F32,
    line_service: I64,
    line_key: U32,
    curves: F32,
    shares: F32,
    half: np.float32,
    factors: F32,
    leaves: F32,
    weights: F32,
    staying: F32,
    raw: F32,
    npv: F32,
) -> None:
    """Every group of lines: drawn, added up, and given to whoever pays or gains."""
    partners, lanes = leaves.shape
    total, own = np.empty(lanes, np.float32), np.empty(lanes, np.float32)
    for at in range(len(groups)):
        payer, flow, year = groups[at, 0], groups[at, 1], groups[at, 2]
        for lane in range(lanes):
            total[lane] = fixed[at]
            own[lane] = factors[0, lane] + factors[2 + services + payer, lane]
        # When things go badly costs rise and benefits fall together.
        sign = -ONE if flow == BENEFIT else ONE
        for line in range(groups[at, 3], groups[at, 4]):
            draw(total, first, second, own, factors[1 + line_service[line]], line_key[line], sign, half, curves[line])
        if payer < partners:
            settle_own(total, year, leaves[payer], npv[payer], weights[flow, year], raw[flow, year])
        else:
            settle(total, flow, year, shares, leaves, npv, staying, weights[flow, year], raw[flow, year])
