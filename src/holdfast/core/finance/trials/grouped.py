"""The case with few drivers: all lines of one service and side move as one, so that each driver can be turned by itself.

A driver is an even number from 0 to 1. Those of the whole case come first, then a partner each that may leave, then groups of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.core.finance.trials.arrays import UncertainLine
from holdfast.core.finance.trials.spread import QUANTILES
from holdfast.core.finance.trials.words import CLASSES

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
KNOTS = 65
SET_UP, RUNNING, REALISED, DELAY = range(4)
WHOLE_CASE = 4
Quantile = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines that move as one: `amounts` by knot, year and payer, the last payer being all together; `likely` without the knots."""

    service: int | None
    flow: int
    amounts: Singles
    likely: Floats


@dataclass(frozen=True, slots=True)
class Grouped:
    """The whole case by groups. `shares` are zero where not known: what belongs to all then belongs to nobody in particular."""

    groups: tuple[LineGroup, ...]
    payers: int
    discount: Floats
    shares: Floats
    drivers: tuple[Quantile, ...]
    leaving: float

    @property
    def leavers(self) -> int:
        return self.payers if self.leaving > 0 else 0

    @property
    def size(self) -> int:
        """How many drivers there are."""
        return WHOLE_CASE + self.leavers + len(self.groups)

    @property
    def first_group(self) -> int:
        return WHOLE_CASE + self.leavers


def groups_of(lines: Sequence[UncertainLine], payers: int, years: int) -> tuple[LineGroup, ...]:
    """One group for each service (or none) and side, costs of both kinds together in their own classes."""
    found: dict[tuple[int, int], list[UncertainLine]] = {}
    for line in lines:
        found.setdefault((-1 if line.service is None else line.service, CLASSES.index(line.flow)), []).append(line)
    return tuple(
        LineGroup(None if service < 0 else service, flow, _amounts(chosen, payers, years), _likely(chosen, payers, years))
        for (service, flow), chosen in sorted(found.items(), key=lambda item: item[0])
    )


def _likely(lines: Sequence[UncertainLine], payers: int, years: int) -> Floats:
    amounts = np.zeros((years, payers + 1))
    for line in lines:
        amounts[line.year, payers if line.payer is None else line.payer] += line.likely
    return amounts


def _amounts(lines: Sequence[UncertainLine], payers: int, years: int) -> Singles:
    shares = np.linspace(0, 1, KNOTS)
    amounts = np.zeros((KNOTS, years, payers + 1))
    for line in lines:
        span = line.high - line.low
        values = line.low + span * QUANTILES[line.shape](shares, (line.likely - line.low) / span) if span else np.full(KNOTS, line.likely)
        amounts[:, line.year, payers if line.payer is None else line.payer] += values
    return amounts.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the drivers of the whole case make of each row: by class, what an amount of a year counts for.

    `own` is for a payer's own amounts and `shared` for its part of what belongs to all, by row, year and payer; where nobody may leave both
    are empty and `weights`, by row and year, holds for every payer.
    """

    weights: tuple[Singles, ...]
    own: tuple[Singles, ...] = ()
    shared: tuple[Singles, ...] = ()


def settings_of(model: Grouped, numbers: Floats) -> Settings:
    """From even numbers, one row a run, to weights and departures."""
    set_up, running, realised, delay = (model.drivers[at](numbers[:, at]) for at in range(WHOLE_CASE))
    years = len(model.discount)
    padded = np.concatenate([model.discount, [0.0]])
    whole = delay.astype(np.int64)
    part = (delay - whole)[:, None]
    place = np.arange(years)[None] + whole[:, None]
    late = (1 - part) * padded[np.minimum(place, years)] + part * padded[np.minimum(place + 1, years)]
    exact = (-(1 + set_up)[:, None] * model.discount[None], -(1 + running)[:, None] * late, realised[:, None] * late)
    weights = tuple(weight.astype(np.float32) for weight in exact)
    if not model.leavers:
        return Settings(weights)
    gone = 1 - (1 - model.leaving) ** np.arange(1, years + 1)
    left = numbers[:, None, WHOLE_CASE : WHOLE_CASE + model.leavers]
    stays = (left >= gone[None, :, None]).astype(np.float32)
    part_of = stays * model.shares.astype(np.float32)
    # Costs that belong to all are carried by those who stay; the benefits of those who left are gone.
    carried = part_of / np.maximum(part_of.sum(axis=2, keepdims=True), np.float32(1e-6))
    parts = [part_of if flow == "benefit" else carried for flow in CLASSES]
    own = tuple(stays * weight[:, :, None] for weight in weights)
    return Settings(weights, own, tuple(each * weight[:, :, None] for each, weight in zip(parts, weights, strict=True)))


def amounts_at(group: LineGroup, number: Floats) -> Singles:
    """The group's amounts by row, year and payer."""
    place = number * (KNOTS - 1)
    at = np.minimum(place.astype(np.int64), KNOTS - 2)
    part = (place - at).astype(np.float32)[:, None, None]
    below = group.amounts[at]
    return np.asarray(below + part * (group.amounts[at + 1] - below), dtype=np.float32)


def worth(model: Grouped, flow: int, amounts: Singles, settings: Settings) -> Floats:
    """The present value by row and payer, the whole last, of amounts of one class."""
    if not settings.own:
        own = np.einsum("nyp,ny->np", amounts, settings.weights[flow]).astype(np.float64)
        return with_whole(own, model.shares)
    kept = np.einsum("nyp,nyp->np", amounts[:, :, :-1], settings.own[flow])
    kept += np.einsum("ny,nyp->np", amounts[:, :, -1], settings.shared[flow])
    paid = kept.astype(np.float64)
    return np.concatenate([paid, paid.sum(axis=1, keepdims=True)], axis=1)


def with_whole(own: Floats, shares: Floats) -> Floats:
    """Turns the last column from what belongs to all into the whole, and gives each payer its share where shares are known."""
    together = own[:, -1:] + own[:, :-1].sum(axis=1, keepdims=True)
    own[:, :-1] += own[:, -1:] * shares
    own[:, -1:] = together
    return own


def present_values(model: Grouped, numbers: Floats) -> Floats:
    """The net present value of each row, by payer and then the whole."""
    settings = settings_of(model, numbers)
    total = np.zeros((len(numbers), model.payers + 1))
    for at, group in enumerate(model.groups):
        total += worth(model, group.flow, amounts_at(group, numbers[:, model.first_group + at]), settings)
    return total


def mixed_values(model: Grouped, one: Floats, two: Floats) -> tuple[Floats, Floats, Floats]:
    """Results of two samples, and of the first with each driver of the second in turn, each group worked out only where it changes."""
    settings, other = settings_of(model, one), settings_of(model, two)
    by_class = [np.zeros((len(one), len(model.discount), model.payers + 1), np.float32) for _ in CLASSES]
    first, second = np.zeros((len(one), model.payers + 1)), np.zeros((len(one), model.payers + 1))
    mixed = np.empty((model.size, *first.shape))
    changes: dict[int, Floats] = {}
    for at, group in enumerate(model.groups):
        column = model.first_group + at
        mine, theirs = amounts_at(group, one[:, column]), amounts_at(group, two[:, column])
        by_class[group.flow] += mine
        own = worth(model, group.flow, mine, settings)
        first += own
        second += worth(model, group.flow, theirs, other)
        changes[column] = worth(model, group.flow, theirs, settings) - own
    for column, change in changes.items():
        mixed[column] = first + change
    for column in range(model.first_group):
        changed = one.copy()
        changed[:, column] = two[:, column]
        turned = settings_of(model, changed)
        mixed[column] = sum(worth(model, flow, by_class[flow], turned) for flow in range(len(CLASSES)))
    return first, second, mixed
