"""The kernels' work in plain array operations: what runs where nothing is compiled yet, and what tests hold the kernels against."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfast.core.finance.trials.dice import UInts, bits, mix, uniforms
from holdfast.core.finance.trials.words import CLASSES

F32 = NDArray[np.float32]
I64 = NDArray[np.int64]

FACTORS_FROM, LEAVERS_FROM = 1_000_000, 2_000_000
BENEFIT = CLASSES.index("benefit")


def fill_factors(first: UInts, second: UInts, normals: F32, weights: F32, factors: F32) -> None:
    """Normal numbers, each times the weight of its factor: the first bits choose a step of the table, the others a place in it."""
    for row in range(len(factors)):
        found = bits((first, second), FACTORS_FROM + row)
        step = found >> np.uint32(20)
        part = (found & np.uint32(0xFFFFF)).astype(np.float32) * np.float32(2.0**-20)
        factors[row] = (normals[step] + part * (normals[step + 1] - normals[step])) * weights[row]


def fill_stays(first: UInts, second: UInts, rate: float, leaves: F32, drivers: F32, discount: F32, weights: F32, staying: F32) -> None:
    """The year each partner leaves, how much of a class in a year counts today, and the cost shares of those who stay."""
    years = len(discount) - 1
    gone = 1 - np.cumprod(np.full(years, 1 - rate))
    for partner in range(len(leaves)):
        leaves[partner] = np.searchsorted(gone, uniforms((first, second), LEAVERS_FROM + partner), side="right")
    whole = drivers[3].astype(np.int64)
    part = drivers[3] - whole.astype(np.float32)
    for year in range(years):
        near, far = discount[np.minimum(year + whole, years)], discount[np.minimum(year + whole + 1, years)]
        late = (np.float32(1) - part) * near + part * far
        weights[0, year] = -drivers[0] * discount[year]
        weights[1, year] = -drivers[1] * late
        weights[2, year] = drivers[2] * late
    staying[:] = 0


def add_stays(shares: F32, leaves: F32, staying: F32) -> None:
    """In each year the cost shares of the partners that are still in, together."""
    for partner, share in enumerate(shares):
        for year in range(len(staying)):
            staying[year] += np.where(leaves[partner] > year, share, np.float32(0))


def lines_of(
    first: UInts,
    second: UInts,
    services: int,
    groups: I64,
    fixed: F32,
    line_service: I64,
    line_key: UInts,
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
    known = shares.sum(dtype=np.float32)
    for at, (payer, flow, year, start, end) in enumerate(groups):
        own = factors[0] + factors[2 + services + payer]
        sign = np.float32(-1 if flow == BENEFIT else 1)
        total = np.full(len(first), fixed[at], np.float32)
        for line in range(start, end):
            even = mix(line_key[line] + first, second).view(np.int32).astype(np.float32)
            score = np.clip((own + factors[1 + line_service[line]]) * sign + even * half, np.float32(-1), np.float32(1))
            total += _polynomial(curves[line], score)
        for partner in range(len(leaves)) if payer == len(leaves) and known else (payer,):
            part = _part(int(payer), int(flow), int(year), partner, shares, leaves, staying)
            npv[partner] += total * weights[flow, year] * part
            raw[flow, year] += total * part


def _polynomial(powers: F32, score: F32) -> F32:
    found: F32 = np.full(score.shape, powers[-1], np.float32)
    for power in powers[-2::-1]:
        found = np.asarray(found * score + power, dtype=np.float32)
    return found


def _part(payer: int, flow: int, year: int, partner: int, shares: F32, leaves: F32, staying: F32) -> F32:
    """Which part of a group's total a payer has in each lane: nothing once it has left, and of shared costs the leavers' part too."""
    if partner == len(leaves):
        return np.ones(leaves.shape[1], np.float32)
    stays = leaves[partner] > year
    if payer < len(leaves):
        return np.asarray(stays, dtype=np.float32)
    among = shares.sum(dtype=np.float32) if flow == BENEFIT else np.maximum(staying[year], np.float32(1e-6))
    return np.asarray(np.where(stays, shares[partner] / among, np.float32(0)), dtype=np.float32)


def years_of(drivers: F32, raw: F32, net: F32) -> None:
    """The net of each year as it falls, late starts and drivers counted."""
    whole = drivers[3].astype(np.int64)
    part = drivers[3] - whole.astype(np.float32)
    lanes = np.arange(net.shape[1])
    for year in range(len(net)):
        net[year] = -drivers[0] * raw[0, year]
        for step, share in ((0, 1 - part), (1, part)):
            came = year - whole - step
            at = np.maximum(came, 0)
            gained = drivers[2] * raw[BENEFIT, at, lanes] - drivers[1] * raw[1, at, lanes]
            net[year] += np.where(came >= 0, share * gained, np.float32(0))
