"""Random numbers by counting: the number of a trial and of a draw give the number drawn, so no order of work can change it."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

# The multipliers are those of the 32-bit mixer found by C. Wellons, "Prospecting for hash functions" (2018), and of splitmix64 by
# G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators" (2014).
FIRST, SECOND = np.uint32(0x7FEB352D), np.uint32(0x846CA68B)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
UNIT = np.float32(2.0**-31)
STEPS = 4_096

UInts = NDArray[np.uint32]


def mix(counter: UInts, second_key: UInts | np.uint32) -> UInts:
    """Thirty-two well mixed bits of a counter and a second key."""
    found = np.array(counter, dtype=np.uint32)
    found ^= found >> np.uint32(16)
    found *= FIRST
    found ^= second_key
    found ^= found >> np.uint32(15)
    found *= SECOND
    found ^= found >> np.uint32(16)
    return found


def trial_keys(seed: int, first: int, count: int) -> tuple[UInts, UInts]:
    """The two keys of each trial: splitmix64 of the seed and the trial's number."""
    start = np.uint64(_scrambled(seed))
    state = start + (np.arange(first, first + count, dtype=np.uint64) + np.uint64(1)) * GOLDEN
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    state ^= state >> np.uint64(31)
    return (state & np.uint64(0xFFFFFFFF)).astype(np.uint32), (state >> np.uint64(32)).astype(np.uint32)


def _scrambled(seed: int) -> int:
    """Seeds next to each other start far apart."""
    return (seed * 0xD1342543DE82EF95 + 0x2545F4914F6CDD1D) & 0xFFFFFFFFFFFFFFFF


def bits(keys: tuple[UInts, UInts], draw: int) -> UInts:
    """Thirty-two mixed bits a trial for the draw of this number."""
    return mix(keys[0] + np.uint32(draw * 0x85EBCA6B & 0xFFFFFFFF), keys[1])


@cache
def normal_table() -> NDArray[np.float32]:
    """The normal quantile in 4,096 even steps, straight between them; its two ends are set so that the variance is exactly 1."""
    inner = np.array([NormalDist().inv_cdf(step / STEPS) for step in range(1, STEPS)])
    # A step from a to b adds (a² + ab + b²) / 3 to the sum of squares; the two outer steps share what is missing.
    missing = STEPS - np.sum(inner[:-1] ** 2 + inner[:-1] * inner[1:] + inner[1:] ** 2) / 3
    edge = inner[-1]
    end = (-edge + np.sqrt(edge**2 - 4 * (edge**2 - 1.5 * missing))) / 2
    return np.concatenate([[-end], inner, [end]]).astype(np.float32)


def uniforms(keys: tuple[UInts, UInts], draw: int) -> NDArray[np.float64]:
    """One even number a trial, strictly between 0 and 1, for the draw of this number."""
    return np.asarray((bits(keys, draw).astype(np.float64) + 0.5) * 2.0**-32)
