"""One business case as the plain arrays that the kernels read: lines in groups of one payer, class and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.core.finance.trials.spread import DEGREE, Correlation, curve
from holdfast.core.finance.trials.words import CLASSES, FlowClass, Shape

Floats32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class UncertainLine:
    """One amount in one year. Without a payer it is shared by the cost shares; without a service it belongs to all."""

    payer: int | None
    service: int | None
    flow: FlowClass
    year: int
    low: float
    likely: float
    high: float
    shape: Shape = "triangular"


@dataclass(frozen=True, slots=True)
class Model:
    """All lines of a case, ready for trials. `shares` are the cost shares of the payers; `discount` the factor of each year."""

    payers: int
    services: int
    years: int
    groups: NDArray[np.int64]
    fixed: Floats32
    line_service: NDArray[np.int64]
    line_key: NDArray[np.uint32]
    curves: Floats32
    shares: Floats32
    discount: Floats32
    correlation: Correlation

    @property
    def lines(self) -> int:
        """How many lines are uncertain: each is one draw a trial."""
        return len(self.line_service)


def model_of(
    lines: Sequence[UncertainLine],
    *,
    payers: int,
    services: int,
    discount: Sequence[float],
    shares: Sequence[float] | None,
    correlation: Correlation,
) -> Model:
    """Sort the lines into groups and work out each line's curve; certain lines are added up."""
    years = len(discount)
    order = sorted(range(len(lines)), key=lambda at: (_payer(lines[at], payers), CLASSES.index(lines[at].flow), lines[at].year, at))
    rows: list[tuple[int, int, int, int, int]] = []
    fixed: list[float] = []
    uncertain: list[int] = []
    for at in order:
        line = lines[at]
        key = (_payer(line, payers), CLASSES.index(line.flow), line.year)
        if not rows or rows[-1][:3] != key:
            rows.append((*key, len(uncertain), len(uncertain)))
            fixed.append(0.0)
        if line.high > line.low:
            uncertain.append(at)
            rows[-1] = (*rows[-1][:4], len(uncertain))
        else:
            fixed[-1] += line.likely
    drawn = [lines[at] for at in uncertain]
    return Model(
        payers=payers,
        services=services,
        years=years,
        groups=np.array(rows, dtype=np.int64).reshape(-1, 5),
        fixed=np.array(fixed, dtype=np.float32),
        line_service=np.array([services if line.service is None else line.service for line in drawn], dtype=np.int64),
        line_key=_keys(np.array(uncertain, dtype=np.uint32)),
        curves=_curves(drawn, correlation),
        shares=np.array(shares if shares is not None else [0.0] * payers, dtype=np.float32),
        discount=np.array([*discount, 0.0], dtype=np.float32),
        correlation=correlation,
    )


def _payer(line: UncertainLine, payers: int) -> int:
    return payers if line.payer is None else line.payer


def _keys(places: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A well mixed key for each line, from its place in the list as given."""
    from holdfast.core.finance.trials.dice import mix

    return mix(places, np.uint32(0x9E3779B9))


def _curves(lines: Sequence[UncertainLine], correlation: Correlation) -> Floats32:
    """A row for each line, lowest power first, in pounds: `low + span * curve`. Lines of one shape and mode share the work."""
    found = np.zeros((len(lines), DEGREE + 1))
    known: dict[tuple[Shape, float], NDArray[np.float64]] = {}
    for row, line in enumerate(lines):
        span = line.high - line.low
        mode = round((line.likely - line.low) / span, 6)
        if (line.shape, mode) not in known:
            known[line.shape, mode] = curve(line.shape, mode, correlation)
        found[row] = span * known[line.shape, mode]
        found[row, 0] += line.low
    return found.astype(np.float32)
