"""A measured figure, how a run is timed, and the table in which figures are printed."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Of the program itself: the kernel's figure for a finished process starts at the size of the process that started it.
_PEAK = "\nprint(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"


@dataclass(frozen=True)
class Figure:
    """One measured figure. Without a limit it is there to compare with; `is_at_least` where more is better."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    is_at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it is within its limit."""
        return self.limit is None or (self.value >= self.limit if self.is_at_least else self.value < self.limit)

    @property
    def row(self) -> tuple[str, str, str, str]:
        """The figure as it is printed."""
        word = "at least" if self.is_at_least else "under"
        limit = "" if self.limit is None else f"{word} {self.limit:g} {self.unit}".rstrip()
        met = "" if self.limit is None else "yes" if self.is_met else "NO"
        return self.name, f"{self.value:.2f} {self.unit}", limit, met


WIDTHS = (76, 20, 22, 3)


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


def cpu_seconds(work: Callable[[], object]) -> float:
    """How much processor time one run takes, on all its threads: what others do on the machine does not count."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_megabytes(code: str) -> float:
    """The most memory a fresh program that runs this code ever held, in MB."""
    found = subprocess.run([sys.executable, "-c", code + _PEAK], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(found.stdout) / 1024
