"""The simulation of a plan: how wide its result may fall, for the whole and each partner, seen from inside and from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from holdfast.core.catalogue import Catalogue
from holdfast.core.compiled import side_by_side
from holdfast.core.finance.cash import in_pennies
from holdfast.core.finance.discount import Rates
from holdfast.core.finance.drivers import MONTHS_A_YEAR, Driver, DriverName, DriverSet, View
from holdfast.core.finance.plan import Plan, PlanLine

if TYPE_CHECKING:
    from holdfast.core.finance.trials.arrays import Model, UncertainLine
    from holdfast.core.finance.trials.run import Drivers, Progress, Trials
    from holdfast.core.finance.trials.spread import Correlation

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
DEFAULT_TRIALS = 10_000
DEFAULT_SEED = 1
# The draws of the four drivers are counted from here, far from those of the lines.
DRIVERS_FROM = 3_000_000
DRAWN: tuple[DriverName, ...] = ("set_up", "running", "realised", "delay")
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Distribution:
    """How one figure fell over all trials. `error` is the standard error of the mean; percentiles go with PERCENTILES."""

    mean: Decimal
    deviation: Decimal
    error: Decimal
    percentiles: tuple[Decimal, ...]
    chance_of_loss: float


@dataclass(frozen=True, slots=True)
class YearBand:
    """The net of all years to the end of this one, undiscounted, at each of PERCENTILES: one step of the fan."""

    year: int
    percentiles: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """One view of the case. `partners` is none where the partners' own figures are not known."""

    view: View
    trials: int
    seed: int
    drivers: tuple[Driver, ...]
    marked: str
    whole: Distribution
    partners: Mapping[str, Distribution] | None
    fan: tuple[YearBand, ...]


def correlation_of(catalogue: Catalogue) -> Correlation:
    """The correlations, from the dated parameters."""
    from holdfast.core.finance.trials.spread import Correlation

    values = (catalogue.parameters[f"correlation_{name}"].value for name in ("common", "service", "partner"))
    return Correlation(*values)


def services_of(plan: Plan) -> tuple[str, ...]:
    """The services that have lines of their own."""
    return tuple(sorted({line.record.service for line in plan.lines if line.record.service}))


def uncertain_lines(plan: Plan) -> list[UncertainLine]:
    """The lines as the trials read them."""
    from holdfast.core.finance.trials.arrays import UncertainLine

    payers = {code: at for at, code in enumerate(plan.partners)}
    services = {code: at for at, code in enumerate(services_of(plan))}

    def uncertain(line: PlanLine) -> UncertainLine:
        return UncertainLine(
            payer=None if line.record.partner is None else payers[line.record.partner],
            service=None if line.record.service is None else services[line.record.service],
            flow=line.flow,
            year=line.record.year - plan.base,
            low=float(line.low),
            likely=float(line.likely),
            high=float(line.high),
            shape=line.shape,
        )

    return [uncertain(line) for line in plan.lines]


def shares_as_floats(plan: Plan) -> list[float] | None:
    """The cost shares in order of partner, adding up to 1."""
    if plan.shares is None:
        return None
    together = sum(plan.shares.values())
    return [float(plan.shares[code] / together) for code in plan.partners]


def model_for(plan: Plan, rates: Rates, correlation: Correlation) -> Model:
    """The plan as arrays."""
    from holdfast.core.finance.trials.arrays import model_of

    return model_of(
        uncertain_lines(plan),
        payers=len(plan.partners),
        services=len(services_of(plan)),
        discount=[float(factor) for factor in rates.factors(plan.years)],
        shares=shares_as_floats(plan),
        correlation=correlation,
    )


def driver_values(drivers: DriverSet, trials: int, seed: int, *, can_leave: bool) -> Drivers:
    """A value of each driver for each trial, triangular between its bounds."""
    import numpy as np

    from holdfast.core.finance.trials.dice import trial_keys, uniforms
    from holdfast.core.finance.trials.run import Drivers

    keys = trial_keys(seed, 0, trials)
    rows = []
    for at, name in enumerate(DRAWN):
        driver = drivers.of(name)
        rows.append(np.full(trials, driver.likely) if driver.is_fixed else driver_at(driver, uniforms(keys, DRIVERS_FROM + at)))
    set_up, running, realised, delay = rows
    values = np.array([1 + set_up, 1 + running, realised, delay / MONTHS_A_YEAR], dtype=np.float32)
    return Drivers(values, drivers.of("leaving").likely if can_leave else 0.0)


def driver_at(driver: Driver, share: Any) -> Any:
    """The value of a driver below which this share of its range lies."""
    from holdfast.core.finance.trials.spread import triangular_quantile

    span = driver.high - driver.low
    return driver.low + span * triangular_quantile(share, (driver.likely - driver.low) / span if span else 0.0)


def simulate(
    plan: Plan,
    rates: Rates,
    drivers: DriverSet,
    correlation: Correlation,
    *,
    trials: int = DEFAULT_TRIALS,
    seed: int = DEFAULT_SEED,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Simulation | None:
    """All trials of one view, or none where the plan holds an amount that nobody knows. The seed alone decides the result."""
    if plan.without_amount or not plan.lines or trials < 1:
        return None
    from holdfast.core.finance.trials.run import run

    values = driver_values(drivers, trials, seed, can_leave=plan.shares is not None)
    found = run(model_for(plan, rates, correlation), values, seed, threads=threads, progress=progress)
    return _summarised(plan, drivers, found, seed, threads)


def _summarised(plan: Plan, drivers: DriverSet, found: Trials, seed: int, threads: int | None) -> Simulation:
    import numpy as np

    known = plan.shares is not None or all(line.record.partner for line in plan.lines)
    rows = [found.whole, *(found.npv[at] for at in range(len(plan.partners) if known else 0))]
    np.cumsum(found.net, axis=0, out=found.net)
    falls: dict[int, Distribution] = {}
    fan: dict[int, tuple[Decimal, ...]] = {}

    def work(at: int) -> None:
        if at < len(rows):
            falls[at] = distribution(rows[at])
        else:
            fan[at - len(rows)] = percentiles_of(found.net[at - len(rows)])

    side_by_side(work, len(rows) + plan.years, threads)
    return Simulation(
        view=drivers.view,
        trials=len(found.whole),
        seed=seed,
        drivers=drivers.drivers,
        marked=drivers.marked,
        whole=falls[0],
        partners={code: falls[at] for at, code in enumerate(plan.partners, 1)} if known else None,
        fan=tuple(YearBand(plan.base + at, fan[at]) for at in range(plan.years)),
    )


def distribution(values: Any) -> Distribution:
    """Mean, deviation, percentiles and the chance of less than nothing, summed in double precision."""
    import numpy as np

    mean = float(values.mean(dtype=np.float64))
    deviation = float(values.std(dtype=np.float64))
    error = deviation / len(values) ** 0.5
    loss = float((values < 0).mean())
    return Distribution(in_pennies(mean), in_pennies(deviation), in_pennies(error), percentiles_of(values), loss)


def percentiles_of(values: Any, wanted: Sequence[int] = PERCENTILES) -> tuple[Decimal, ...]:
    """The values at these percentiles, straight between the two nearest trials."""
    import numpy as np

    places = [(len(values) - 1) * percent / 100 for percent in wanted]
    below = [int(place) for place in places]
    kth = sorted({at for place in below for at in (place, min(place + 1, len(values) - 1))})
    ordered = np.partition(values, kth)
    return tuple(
        in_pennies(float(ordered[at]) + (place - at) * (float(ordered[min(at + 1, len(values) - 1)]) - float(ordered[at])))
        for place, at in zip(places, below, strict=True)
    )
