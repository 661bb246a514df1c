"""One measured figure, and how long a piece of work takes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


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


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes, with the collector out of the way."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
