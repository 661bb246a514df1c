"""The fan: what has come back by the end of each year, from its lowest to its highest percentiles, one picture a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.core.finance.simulation import PERCENTILES, Simulation, YearBand
from holdfast.reports.pictures.axis import Tick, percent
from holdfast.web.page.case.amounts import Amounts, Axis, year_words

# The picture is drawn in these units and stretched to its width; its height stays.
WIDTH, HEIGHT = 1_000, 300
BANDS = ((5, 95), (10, 90), (25, 75))
SHOWN = (10, 50, 90)
MOST_LABELS = 5


@dataclass(frozen=True, slots=True)
class FanRow:
    """One year of the table: the tenth, middle and ninetieth percentile."""

    year: str
    low: str
    middle: str
    high: str


@dataclass(frozen=True, slots=True)
class Fan:
    """One view's fan: bands from wide to narrow, the middle, the named years and amounts."""

    view: str
    bands: tuple[str, ...]
    middle: str
    zero: float
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    rows: tuple[FanRow, ...]
    in_words: str


def fans_of(simulations: Sequence[Simulation], amounts: Amounts) -> tuple[Fan, ...]:
    """The fans of all views on one axis, so that they can be compared; none where the plan has a single year."""
    ends = [band.percentiles[at] for view in simulations for band in view.fan for at in (0, -1)]
    if not ends or len(simulations[0].fan) < 2:
        return ()
    axis = Axis.around(ends, amounts)
    return tuple(_fan(view, axis, amounts) for view in simulations)


def _fan(view: Simulation, axis: Axis, amounts: Amounts) -> Fan:
    years = len(view.fan)

    def x(at: int) -> float:
        return WIDTH * at / (years - 1)

    def y(band: YearBand, percentile: int) -> float:
        return round(HEIGHT * (1 - axis.share(band.percentiles[PERCENTILES.index(percentile)])), 1)

    def edge(percentile: int) -> list[str]:
        return [f"{x(at):.1f},{y(band, percentile)}" for at, band in enumerate(view.fan)]

    every = -(-years // MOST_LABELS)
    named = [at for at in range(years) if at % every == 0]
    rows = tuple(
        FanRow(year_words(band.year), *(amounts.cell(band.percentiles[PERCENTILES.index(share)]) for share in SHOWN)) for band in view.fan
    )
    last = view.fan[-1]
    low, middle, high = (amounts.words(last.percentiles[PERCENTILES.index(share)]) for share in SHOWN)
    return Fan(
        view=view.view,
        bands=tuple(" ".join([*edge(low_end), *reversed(edge(high_end))]) for low_end, high_end in BANDS),
        middle=" ".join(edge(50)),
        zero=round(HEIGHT * (1 - axis.share(0)), 1),
        years=tuple(Tick(percent(at / (years - 1)), year_words(view.fan[at].year)) for at in named),
        levels=tuple(Tick(percent(1 - axis.share(value)), tick.label) for value, tick in zip(axis.values, axis.ticks, strict=True)),
        rows=rows,
        in_words=f"{year_words(last.year)}: {low}, {middle}, {high}",
    )
