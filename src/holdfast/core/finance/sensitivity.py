"""Which assumption matters: the swing of each (tornado), its share of the variance (Sobol), and the value at which the answer turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from holdfast.core.compiled import side_by_side
from holdfast.core.finance.cash import in_pennies
from holdfast.core.finance.discount import Rates
from holdfast.core.finance.drivers import MONTHS_A_YEAR, DriverName, DriverSet
from holdfast.core.finance.plan import Plan
from holdfast.core.finance.simulation import driver_at, services_of, shares_as_floats, uncertain_lines
from holdfast.core.finance.trials.words import CLASSES

if TYPE_CHECKING:
    from holdfast.core.finance.trials.grouped import Grouped
    from holdfast.core.finance.trials.sobol import Indices

ROWS = 1_024
CHUNK = 1_024
LOW, HIGH = 0.1, 0.9
WHOLE_CASE: tuple[DriverName, ...] = ("set_up", "running", "realised", "delay")
SIDES = {"set_up": "Set-up cost", "running": "Running cost", "benefit": "Benefits"}


@dataclass(frozen=True, slots=True)
class Turn:
    """The value of an assumption at which the net present value is nothing, in the assumption's unit, all else likely.

    None where no value of it would turn the answer. `in_range` says whether that lies between its low and high.
    """

    value: float | None
    in_range: bool


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption and what it does to the whole, with the same by partner where their own figures are known.

    `swing_low` and `swing_high` are the net present value with it at the tenth and the ninetieth percentile, all else in the
    middle; `first` and `total` are its Sobol indices with their standard errors.
    """

    id: str
    title: str
    unit: str
    low: float
    likely: float
    high: float
    swing_low: Decimal
    swing_high: Decimal
    first: float
    first_error: float
    total: float
    total_error: float
    turn: Turn
    partner_totals: Mapping[str, float]
    partner_turns: Mapping[str, Turn]

    @property
    def swing(self) -> Decimal:
        return abs(self.swing_high - self.swing_low)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All assumptions, the widest swing first; `likely` and `middle` are the net present value with everything likely, or in the middle."""

    view: str
    rows: int
    seed: int
    likely: Decimal
    middle: Decimal
    assumptions: tuple[Assumption, ...]

    @property
    def flips(self) -> tuple[Assumption, ...]:
        """The assumptions that turn the answer within their own range."""
        return tuple(found for found in self.assumptions if found.turn.in_range)


def grouped_model(plan: Plan, rates: Rates, drivers: DriverSet) -> Grouped:
    """The plan by groups of lines, under one view's drivers."""
    import numpy as np

    from holdfast.core.finance.trials.grouped import Grouped, groups_of

    shares = shares_as_floats(plan)
    quantiles = [_quantile(drivers, name) for name in WHOLE_CASE]
    return Grouped(
        groups=groups_of(uncertain_lines(plan), len(plan.partners), plan.years),
        payers=len(plan.partners),
        discount=np.array([float(factor) for factor in rates.factors(plan.years)]),
        shares=np.array(shares if shares is not None else [0.0] * len(plan.partners)),
        drivers=tuple(quantiles),
        leaving=drivers.of("leaving").likely if shares is not None else 0.0,
    )


def _quantile(drivers: DriverSet, name: DriverName) -> Any:
    driver = drivers.of(name)
    scale = 1 / MONTHS_A_YEAR if name == "delay" else 1.0

    def at(number: Any) -> Any:
        return scale * driver_at(driver, number)

    return at


def sobol(model: Grouped, rows: int, seed: int, threads: int | None = None) -> Indices:
    """The indices of every driver for every payer and the whole."""
    import numpy as np

    from holdfast.core.finance.trials.grouped import mixed_values
    from holdfast.core.finance.trials.sobol import indices, samples

    one, two = samples(rows, model.size, seed)
    first, second = np.empty((rows, model.payers + 1)), np.empty((rows, model.payers + 1))
    mixed = np.empty((model.size, rows, model.payers + 1))

    def work(at: int) -> None:
        place = slice(at * CHUNK, (at + 1) * CHUNK)
        first[place], second[place], mixed[:, place] = mixed_values(model, one[place], two[place])

    side_by_side(work, -(-rows // CHUNK), threads)
    return indices(first, second, mixed)


def sensitivity(
    plan: Plan, rates: Rates, drivers: DriverSet, *, rows: int = ROWS, seed: int = 1, threads: int | None = None
) -> Sensitivity | None:
    """Every assumption of one view, or none where the plan holds an amount that nobody knows."""
    if plan.without_amount or not plan.lines:
        return None
    import numpy as np

    from holdfast.core.finance.trials.grouped import present_values
    from holdfast.core.finance.trials.turns import Likely, likely_value, turning_points

    model = grouped_model(plan, rates, drivers)
    found = sobol(model, rows, seed, threads)
    middle = np.full((2 * model.size + 1, model.size), 0.5)
    # Nobody leaves in the middle case: a departure is a turn of fate, not a range with a middle.
    middle[:, len(WHOLE_CASE) : model.first_group] = 1.0
    for at in range(model.size):
        leaver = len(WHOLE_CASE) <= at < model.first_group
        middle[2 * at, at], middle[2 * at + 1, at] = (0.0, 1.0) if leaver else (LOW, HIGH)
    swings = present_values(model, middle)
    turns = np.full((model.size, model.payers + 1), np.nan)
    likely = Likely(*(drivers.of(name).likely for name in WHOLE_CASE))
    found_turns = turning_points(model, likely)
    turns[: len(WHOLE_CASE)], turns[model.first_group :] = found_turns[: len(WHOLE_CASE)], found_turns[len(WHOLE_CASE) :]
    names = _names(plan, drivers, model)
    listed = [_assumption(plan, names[at], found, at, swings, turns[at]) for at in range(model.size)]
    listed.sort(key=lambda item: (-item.swing, item.id))
    return Sensitivity(drivers.view, rows, seed, in_pennies(likely_value(model, likely)[-1]), in_pennies(swings[-1, -1]), tuple(listed))


@dataclass(frozen=True, slots=True)
class _Named:
    """What an assumption is called and between what it lies."""

    id: str
    title: str
    unit: str
    low: float
    likely: float
    high: float


def _names(plan: Plan, drivers: DriverSet, model: Grouped) -> list[_Named]:
    names = [_Named(name, item.title, item.unit, item.low, item.likely, item.high) for name in WHOLE_CASE for item in (drivers.of(name),)]
    rate = model.leaving
    if model.leavers:
        names += [_Named(f"leaves/{code}", f"{code} leaves", "chance a year", rate, rate, rate) for code in plan.partners]
    services = services_of(plan)
    for group in model.groups:
        flow = CLASSES[group.flow]
        service = None if group.service is None else services[group.service]
        likely = group.likely.sum()
        low, high = (float(group.amounts[end].sum() / likely) if likely else 1.0 for end in (0, -1))
        title = f"{SIDES[flow]} of {service}" if service else f"{SIDES[flow]} of all services together"
        names.append(_Named(f"{flow}/{service or 'all'}", title, "times the plan", low, 1.0, high))
    return names


def _assumption(plan: Plan, named: _Named, found: Indices, at: int, swings: Any, turns: Any) -> Assumption:
    known = plan.shares is not None or all(line.record.partner for line in plan.lines)
    codes = plan.partners if known else ()
    return Assumption(
        id=named.id,
        title=named.title,
        unit=named.unit,
        low=named.low,
        likely=named.likely,
        high=named.high,
        swing_low=in_pennies(swings[2 * at, -1]),
        swing_high=in_pennies(swings[2 * at + 1, -1]),
        first=float(found.first[at, -1]),
        first_error=float(found.first_error[at, -1]),
        total=float(found.total[at, -1]),
        total_error=float(found.total_error[at, -1]),
        turn=_turn(named, turns[-1]),
        partner_totals={code: float(found.total[at, place]) for place, code in enumerate(codes)},
        partner_turns={code: _turn(named, turns[place]) for place, code in enumerate(codes)},
    )


def _turn(named: _Named, value: float) -> Turn:
    if value != value:  # not a number: nothing turns it
        return Turn(None, False)
    return Turn(float(value), bool(named.low <= value <= named.high))
