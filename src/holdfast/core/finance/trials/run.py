"""Runs the trials of a model: block by block through the compiled kernels, on as many threads as there are processors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfast.core import compiled
from holdfast.core.finance.trials.arrays import Floats32, Model
from holdfast.core.finance.trials.dice import UNIT, trial_keys

KERNELS = "holdfast.core.finance.trials.kernels"
LANES = 1024
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
    lanes: int = LANES,
    tell: compiled.Tell | None = None,
    progress: Progress | None = None,
) -> Trials:
    """All trials, as many as the drivers have values. The seed alone decides the result."""
    count = drivers.values.shape[1]
    blocks = -(-count // lanes)
    npv = np.empty((model.payers + 1, blocks * lanes), np.float32)
    net = np.empty((model.years, blocks * lanes), np.float32)
    kernels: Any = _kernels(model, count, tell)
    lock = Lock()

    def work(at: int) -> None:
        place = slice(at * lanes, (at + 1) * lanes)
        npv[:, place], net[:, place] = _block(kernels, model, drivers, seed, at * lanes, lanes)
        if progress:
            with lock:
                progress(min(lanes, count - at * lanes))

    compiled.in_threads(work, blocks, threads)
    return Trials(npv[:, :count], net[:, :count])


def _kernels(model: Model, count: int, tell: compiled.Tell | None) -> ModuleType:
    draws = model.lines * count
    if draws <= FEW_DRAWS or (draws <= SOME_DRAWS and not compiled.is_ready(KERNELS)):
        from holdfast.core.finance.trials import plain

        return plain
    return compiled.load(KERNELS, tell)


def _block(kernels: Any, model: Model, drivers: Drivers, seed: int, start: int, lanes: int) -> tuple[Floats32, Floats32]:
    """The trials from `start`: one lane each. A block is always filled, so that every lane goes through the same instructions."""
    first, second = trial_keys(seed, start, lanes)
    own = _filled(drivers.values[:, start : start + lanes], lanes)
    factors = np.empty((3 + model.services + model.payers, lanes), np.float32)
    leaves, staying = np.empty((model.payers, lanes), np.float32), np.empty((model.years, lanes), np.float32)
    weights, raw = np.empty((3, model.years, lanes), np.float32), np.zeros((3, model.years, lanes), np.float32)
    npv, net = np.zeros((model.payers + 1, lanes), np.float32), np.empty((model.years, lanes), np.float32)
    kernels.fill_factors(first, second, _factor_weights(model), factors)
    kernels.fill_stays(first, second, drivers.leaving, leaves, own, model.discount, weights, staying)
    kernels.add_stays(model.shares, leaves, staying)
    half = np.float32(np.float32(model.correlation.half_width / model.correlation.reach) * UNIT)
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
        half,
        factors,
        leaves,
        weights,
        staying,
        raw,
        npv,
    )
    kernels.years_of(own, raw, net)
    npv[-1] += npv[:-1].sum(axis=0)
    return npv, net


def _filled(values: Floats32, lanes: int) -> Floats32:
    """The drivers of a block; lanes beyond the last trial repeat it and are dropped."""
    missing = lanes - values.shape[1]
    return np.ascontiguousarray(np.pad(values, ((0, 0), (0, missing)), mode="edge") if missing else values)


def _factor_weights(model: Model) -> NDArray[np.float32]:
    """The weight of each factor in the score, over the score's reach: common, services, no service, payers, all payers."""
    part = model.correlation
    weights = [part.common, *[part.service] * (model.services + 1), *[part.partner] * (model.payers + 1)]
    return np.asarray(np.sqrt(np.array(weights)) / part.reach, dtype=np.float32)
