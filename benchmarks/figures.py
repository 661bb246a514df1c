"""A measured figure, and the table in which figures are printed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True)
class Figure:
    """One measured figure. Without a limit it is there to compare with."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def row(self) -> tuple[str, str, str, str]:
        limit = "" if self.limit is None else f"under {self.limit:g} {self.unit}"
        met = "" if self.limit is None else "yes" if self.value < self.limit else "NO"
        return self.name, f"{self.value:.2f} {self.unit}", limit, met


WIDTHS = (76, 14, 18, 3)


def print_table(figures: Iterable[Figure]) -> None:
    """Each figure beside its limit, as soon as it is known; one that is missed is printed, not raised."""
    for row in chain([("Figure", "Measured", "Limit", "Met")], (figure.row for figure in figures)):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip(), flush=True)


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes, with the collector out of the way."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
