"""Runs the trials of a model: block by block through the compiled kernels, on as many threads as there are processors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, local
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfast.core import compiled
from holdfast.core.finance.trials.arrays import Floats32, Model
from holdfast.core.finance.trials.dice import UNIT, normal_table, trial_keys

KERNELS = "holdfast.core.finance.trials.kernels"
LANES = 1024
# Plain array operations pay for every call, so their blocks are as wide as the second level of fast memory allows.
PLAIN_LANES = 16 * LANES
# Up to so many draws plain array operations are quicker than loading machine code into a fresh process.
FEW_DRAWS = 4_000_000
# Up to so many nobody waits for a compiler where nothing has been compiled yet; figures then agree to some seven digits.
SOME_DRAWS = 40_000_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Drivers:
    """What moves a whole case, one value a trial: set-up and running cost times, share of benefits realised, delay in years.

    `leaving` is the chance that a partner leaves in a year.
    """

    values: Floats32
    leaving: float = 0.0


@dataclass(frozen=True, slots=True)
class Trials:
    """What each trial gave: net present value of each payer, then of the whole; the net of each year."""

    npv: Floats32
    net: Floats32

    @property
    def whole(self) -> Floats32:
        return np.asarray(self.npv[-1])


def run(
    model: Model,
    drivers: Drivers,
    seed: int,
    *,
    threads: int | None = None,
    lanes: int | None = None,
    progress: Progress | None = None,
) -> Trials:
    """All trials, as many as the drivers have values. The seed alone decides the result."""
    count = drivers.values.shape[1]
    npv = np.empty((model.payers + 1, count), np.float32)
    net = np.empty((model.years, count), np.float32)
    kernels: Any = _kernels(model, count)
    lanes = lanes or _lanes(kernels, count)
    own, lock = local(), Lock()

    def work(at: int) -> None:
        if not hasattr(own, "desk"):
            own.desk = _Desk(model, lanes)
        start, done = at * lanes, min(lanes, count - at * lanes)
        _block(kernels, model, drivers, seed, start, own.desk)
        npv[:, start : start + done], net[:, start : start + done] = own.desk.npv[:, :done], own.desk.net[:, :done]
        if progress:
            with lock:
                progress(done)

    compiled.side_by_side(work, -(-count // lanes), threads)
    return Trials(npv, net)


def _kernels(model: Model, count: int) -> ModuleType:
    draws = model.lines * count
    if draws <= FEW_DRAWS or (draws <= SOME_DRAWS and not compiled.is_ready(KERNELS)):
        from holdfast.core.finance.trials import plain

        return plain
    return compiled.load(KERNELS)


def _lanes(kernels: ModuleType, count: int) -> int:
    """How wide a block is: whole blocks of the least width, so that few trials are not filled up with many."""
    widest = LANES if kernels.__name__ == KERNELS else PLAIN_LANES
    blocks = -(-count // widest)
    return -(-count // (blocks * LANES)) * LANES


class _Desk:
    """What one thread writes on, taken once: fresh memory for every block would cost more than the sums."""

    def __init__(self, model: Model, lanes: int) -> None:
        payers, years = model.payers, model.years
        self.factors = np.empty((3 + model.services + payers, lanes), np.float32)
        self.leaves, self.staying = np.empty((payers, lanes), np.float32), np.empty((years, lanes), np.float32)
        self.weights, self.raw = np.empty((3, years, lanes), np.float32), np.empty((3, years, lanes), np.float32)
        self.npv, self.net = np.empty((payers + 1, lanes), np.float32), np.empty((years, lanes), np.float32)
        self.drivers = np.empty((4, lanes), np.float32)


def _block(kernels: Any, model: Model, drivers: Drivers, seed: int, start: int, desk: _Desk) -> None:
    """The trials from `start`: one lane each. A block is always filled, so that every lane goes through the same instructions."""
    lanes = desk.net.shape[1]
    first, second = trial_keys(seed, start, lanes)
    _fill(drivers.values[:, start : start + lanes], desk.drivers)
    desk.raw.fill(0)
    desk.npv.fill(0)
    kernels.fill_factors(first, second, normal_table(), _factor_weights(model), desk.factors)
    kernels.fill_stays(first, second, drivers.leaving, desk.leaves, desk.drivers, model.discount, desk.weights, desk.staying)
    kernels.add_stays(model.shares, desk.leaves, desk.staying)
    kernels.lines_of(
        first,
        second,
        model.services,
        model.groups,
        model.fixed,
        model.line_service,
        model.line_key,
        model.curves,
        model.shares,
        np.float32(np.float32(model.correlation.half_width / model.correlation.reach) * UNIT),
        desk.factors,
        desk.leaves,
        desk.weights,
        desk.staying,
        desk.raw,
        desk.npv,
    )
    kernels.years_of(desk.drivers, desk.raw, desk.net)
    desk.npv[-1] += desk.npv[:-1].sum(axis=0)


def _fill(values: Floats32, target: Floats32) -> None:
    """The drivers of a block; lanes beyond the last trial repeat it and are dropped."""
    count = values.shape[1]
    target[:, :count] = values
    target[:, count:] = values[:, -1:]


def _factor_weights(model: Model) -> NDArray[np.float32]:
    """The weight of each factor in the score, over the score's reach: common, services, no service, payers, all payers."""
    part = model.correlation
    weights = [part.common, *[part.service] * (model.services + 1), *[part.partner] * (model.payers + 1)]
    return np.asarray(np.sqrt(np.array(weights)) / part.reach, dtype=np.float32)
