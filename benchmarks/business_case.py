"""Figures of the business case: trials beside a numpy program that draws as many numbers, indices, leavers, growth and memory."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from benchmarks.figures import Figure, cpu_seconds, peak_megabytes, seconds
from holdfast.core import compiled
from holdfast.core.finance.sensitivity import sobol
from holdfast.core.finance.simulation import distribution, percentiles_of
from holdfast.core.finance.trials.arrays import Model, UncertainLine, model_of
from holdfast.core.finance.trials.grouped import Grouped, groups_of
from holdfast.core.finance.trials.run import KERNELS, Drivers, run
from holdfast.core.finance.trials.spread import Correlation
from holdfast.core.people.departures import Reliance, departures_of

PARTNERS, SERVICES, YEARS = 8, 10, 10
MANY, PAGE = 1_000_000, 10_000
# The yardstick runs fewer trials and is scaled up: it is linear in them.
YARDSTICK = 50_000
CHUNK = 512
RATE = 1.035
TYPES = ("running", "benefit")
MEMORY = "from benchmarks.business_case import simulate; simulate({trials})"


def lines(per_cell: int = 1) -> list[UncertainLine]:
    """A cost and a benefit of each partner, service and year, each with a range of its own."""
    return [
        UncertainLine(partner, service, flow, year, 50.0, 80.0 + 10 * (flow == "benefit"), 150.0 + 5 * partner + service, shape)  # type: ignore[arg-type]
        for _ in range(per_cell)
        for partner in range(PARTNERS)
        for service in range(SERVICES)
        for year in range(YEARS)
        for flow, shape in zip(TYPES, ("triangular", "pert"), strict=True)
    ]


def model(per_cell: int = 1) -> Model:
    discount = [RATE**-year for year in range(YEARS)]
    shares = [1 / PARTNERS] * PARTNERS
    return model_of(
        lines(per_cell), payers=PARTNERS, services=SERVICES, discount=discount, shares=shares, correlation=Correlation(0.2, 0.1, 0.1)
    )


def drivers(trials: int) -> Drivers:
    """Every driver moves: overrun, running cost, share realised, delay, departures."""
    dice = np.random.default_rng(1)
    spans = ((1.1, 1.9), (1.0, 1.2), (0.4, 1.0), (0.0, 1.5))
    return Drivers(np.array([dice.uniform(low, high, trials) for low, high in spans], dtype=np.float32), 0.03)


def simulate(trials: int, per_cell: int = 1) -> None:
    """All trials, and the percentiles, chances and means of every partner, the whole and every year."""
    found = run(model(per_cell), drivers(trials), seed=1)
    np.cumsum(found.net, axis=0, out=found.net)
    rows = [*found.npv, *found.net]
    compiled.side_by_side(lambda at: (distribution if at <= PARTNERS else percentiles_of)(rows[at]) and None, len(rows))


def yardstick(trials: int) -> None:
    """The same draws with numpy: SFC64 float32 normals with common, service and partner factors, lognormal amounts, value by partner."""
    dice = np.random.Generator(np.random.SFC64(1))
    discount = np.array([RATE**-year for year in range(YEARS)], np.float32)
    weights = [np.float32(np.sqrt(part)) for part in (0.2, 0.1, 0.1, 0.6)]
    size = CHUNK
    normal = np.empty((size, 2, PARTNERS, SERVICES, YEARS), np.float32)
    for _ in range(0, trials, CHUNK):
        dice.standard_normal(dtype=np.float32, out=normal)
        normal *= weights[3]
        normal += weights[0] * dice.standard_normal((size, 1, 1, 1, 1), dtype=np.float32)
        normal += weights[1] * dice.standard_normal((size, 1, 1, SERVICES, 1), dtype=np.float32)
        normal += weights[2] * dice.standard_normal((size, 1, PARTNERS, 1, 1), dtype=np.float32)
        normal *= np.float32(0.3)
        np.exp(normal, out=normal)
        by_year = normal.sum(axis=3)
        (by_year[:, 1] - by_year[:, 0]) @ discount


def grouped() -> Grouped:
    """Forty drivers: four of the whole case, eight partners that may leave, ten services on two sides, and eight more groups."""
    found = lines()
    more = [UncertainLine(None, service, "set_up", 0, 50.0, 80.0, 200.0) for service in range(8)]
    return Grouped(
        groups=groups_of([*found, *more], PARTNERS, YEARS),
        payers=PARTNERS,
        discount=np.array([RATE**-year for year in range(YEARS)]),
        shares=np.full(PARTNERS, 1 / PARTNERS),
        drivers=(lambda u: 0.1 + u, lambda u: 0.2 * u, lambda u: 0.4 + 0.6 * u, lambda u: 1.5 * u),
        leaving=0.03,
    )


def leavers() -> None:
    """The smallest set of leavers for 200 posts and 1,000 duties."""
    dice = random.Random(1)
    posts = [f"post {at}" for at in range(200)]
    departures_of(Reliance(f"duty {at}", "duty", tuple(sorted(dice.sample(posts, dice.randint(2, 6))))) for at in range(1_000))


def business_case() -> Iterator[Figure]:
    """Everything that issue and design ask of the simulation and of the people."""
    compiled.load(KERNELS)
    simulate(PAGE)
    size = f"{PARTNERS} x {SERVICES} x {YEARS}"
    slow = seconds(lambda: yardstick(YARDSTICK)) * MANY / YARDSTICK
    fast = min(seconds(lambda: simulate(MANY)) for _ in range(2))
    slow = min(slow, seconds(lambda: yardstick(YARDSTICK)) * MANY / YARDSTICK)
    yield Figure(f"numpy, SFC64 float32: {MANY:,} trials of {size}, from {YARDSTICK:,}", slow, "s")
    yield Figure(f"{MANY:,} trials of {size} with percentiles", fast, "s")
    yield Figure("our time over numpy's (a sixth at most, a twelfth is the aim)", fast / slow, "times", 1 / 6)
    page = min(seconds(lambda: simulate(PAGE)) for _ in range(5))
    yield Figure(f"{PAGE:,} trials for a page", 1000 * page, "ms", 300)
    few, more = (min(cpu_seconds(lambda count=count: simulate(count)) for _ in range(2)) for count in (100_000, 400_000))  # type: ignore[misc]
    yield Figure("processor time of a trial at 400,000 over 100,000 (1 is linear)", more / few / 4, "times", 1.5)
    twice = min(cpu_seconds(lambda: simulate(100_000, 2)) for _ in range(2))
    yield Figure("processor time of a line with twice the lines (1 is linear)", twice / few / 2, "times", 1.5)
    core = more / 400_000 / (cpu_seconds(lambda: yardstick(YARDSTICK // 4)) * 4 / YARDSTICK)
    yield Figure("processor time of a trial over numpy's, one core against one", core, "times", 1 / 6)
    turned = grouped()
    indices = min(seconds(lambda: sobol(turned, 8_192, 1)) for _ in range(2))
    yield Figure(f"Sobol indices of {turned.size} drivers for all partners, N = 8,192", indices, "s", 2)
    yield Figure("smallest set of leavers, 200 posts and 1,000 duties", seconds(leavers), "s", 1)
    yield Figure(f"memory of {MANY:,} trials", peak_megabytes(MEMORY.format(trials=MANY)), "MB", 1024)
