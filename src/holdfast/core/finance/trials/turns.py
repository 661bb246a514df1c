"""The value at which an assumption turns a gain into a loss, everything else at its likely value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.core.finance.trials.grouped import REALISED, RUNNING, SET_UP, Grouped, with_whole
from holdfast.core.finance.trials.words import CLASSES

Floats = NDArray[np.float64]
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Likely:
    """The drivers of the whole case at their likely values: shares added to costs, the share realised, delay in months."""

    set_up: float
    running: float
    realised: float
    delay: float


def _worths(model: Grouped, likely: Likely, months: float) -> Floats:
    """The present value of each group by payer, the whole last, with go-live so many months late."""
    whole, part = divmod(months / MONTHS_A_YEAR, 1.0)
    years = len(model.discount)
    padded = np.concatenate([model.discount, np.zeros(int(whole) + 2)])
    late = (1 - part) * padded[int(whole) : int(whole) + years] + part * padded[int(whole) + 1 : int(whole) + 1 + years]
    weights = (-(1 + likely.set_up) * model.discount, -(1 + likely.running) * late, likely.realised * late)
    own = np.array([weights[group.flow] @ group.likely for group in model.groups])
    return with_whole(own, model.shares)


def likely_value(model: Grouped, likely: Likely) -> Floats:
    """The net present value by payer, the whole last, with everything likely."""
    return np.asarray(_worths(model, likely, likely.delay).sum(axis=0))


def turning_points(model: Grouped, likely: Likely) -> Floats:
    """One row for each driver but the leavers, one column for each payer and the whole; not a number where nothing turns it.

    A value that moves in a straight line with an assumption turns at `1 - value / part` times its likely value, where part is what
    the assumption governs.
    """
    worths = _worths(model, likely, likely.delay)
    value = worths.sum(axis=0)
    flows = np.array([group.flow for group in model.groups])
    parts = [worths[flows == flow].sum(axis=0) for flow in range(len(CLASSES))]
    set_up = (1 + likely.set_up) * _times(value, parts[SET_UP]) - 1
    running = (1 + likely.running) * _times(value, parts[RUNNING]) - 1
    realised = likely.realised * _times(value, parts[REALISED])
    groups = [_times(value, part) for part in worths]
    return np.array([set_up, running, realised, _turning_delay(model, likely), *groups])


def _times(value: Floats, part: Floats) -> Floats:
    safe = np.where(part == 0, 1.0, part)
    found = 1 - value / safe
    return np.where((part == 0) | (found < 0), np.nan, found)


def _turning_delay(model: Grouped, likely: Likely) -> Floats:
    """The months of delay nearest to the likely ones at which the value crosses nothing; straight between whole months."""
    last = len(model.discount) * MONTHS_A_YEAR
    values = np.array([_worths(model, likely, float(month)).sum(axis=0) for month in range(last + 1)])
    found = np.full(values.shape[1], np.nan)
    for payer in range(values.shape[1]):
        before, after = values[:-1, payer], values[1:, payer]
        crosses = np.flatnonzero(before * after < 0)
        places = crosses + before[crosses] / (before[crosses] - after[crosses])
        if len(places):
            found[payer] = places[np.argmin(np.abs(places - likely.delay))]
    return found
