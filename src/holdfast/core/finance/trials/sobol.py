"""Sobol indices: which share of a result's variance each driver causes, by itself (first order) and with all it takes part in (total)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.core.finance.trials.dice import trial_keys, uniforms

Floats = NDArray[np.float64]
STRATA_FROM, PLACES_FROM = 4_000_000, 5_000_000


@dataclass(frozen=True, slots=True)
class Indices:
    """One row a driver, one column a result; the errors are standard errors of the estimates. Nothing varies: all are 0."""

    first: Floats
    total: Floats
    first_error: Floats
    total_error: Floats


def samples(rows: int, drivers: int, seed: int) -> tuple[Floats, Floats]:
    """Two independent Latin hypercubes of even numbers (M. McKay, R. Beckman and W. Conover, 1979), one column a driver."""
    keys = trial_keys(seed, 0, rows)
    columns = []
    for at in range(2 * drivers):
        order = np.argsort(np.argsort(uniforms(keys, STRATA_FROM + at), kind="stable"), kind="stable")
        columns.append((order + uniforms(keys, PLACES_FROM + at)) / rows)
    both = np.array(columns).T
    return np.ascontiguousarray(both[:, :drivers]), np.ascontiguousarray(both[:, drivers:])


def indices(first: Floats, second: Floats, mixed: Floats) -> Indices:
    """From the results of the first sample, of the second, and of the first with one driver of the second, driver by driver.

    First order by A. Saltelli and others (2010), `mean(b (ab - a)) / V`; total by M. Jansen (1999), `mean((a - ab)²) / 2V`. Results
    have one row a trial and one column an output; `mixed` has the drivers in front.
    """
    together = np.concatenate([first, second])
    centre = together.mean(axis=0)
    variance = together.var(axis=0)
    safe = np.where(variance > 0, variance, 1.0)
    a, b = first - centre, second - centre
    own = b[None] * (mixed - centre - a[None]) / safe
    all_in = (a[None] - (mixed - centre)) ** 2 / (2 * safe)
    count = np.sqrt(len(first))
    varies = variance > 0
    return Indices(
        first=np.where(varies, own.mean(axis=1), 0.0),
        total=np.where(varies, all_in.mean(axis=1), 0.0),
        first_error=np.where(varies, own.std(axis=1) / count, 0.0),
        total_error=np.where(varies, all_in.std(axis=1) / count, 0.0),
    )


def indices_of(model: Callable[[Floats], Floats], drivers: int, rows: int, seed: int) -> Indices:
    """The indices of any model that turns rows of even numbers into rows of results."""
    one, two = samples(rows, drivers, seed)
    mixed = []
    for at in range(drivers):
        changed = one.copy()
        changed[:, at] = two[:, at]
        mixed.append(model(changed))
    return indices(model(one), model(two), np.array(mixed))
