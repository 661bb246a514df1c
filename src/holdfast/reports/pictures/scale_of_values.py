"""An even axis of plain values: where each stands, and the round values to name."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

MOST_TICKS = 6
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """From the lowest to the highest value, with zero on it."""

    start: float
    end: float

    @classmethod
    def around(cls, values: Iterable[float]) -> ValueAxis:
        """The axis that holds all these values and zero."""
        found = [0.0, *values]
        low, high = min(found), max(found)
        spare = (high - low) * 0.04 or 1.0
        return cls(low - spare if low < 0 else low, high + spare if high > 0 else high)

    def share(self, value: float) -> float:
        """How far along the axis a value stands, never outside it."""
        return min(1.0, max(0.0, (value - self.start) / (self.end - self.start)))

    @property
    def ticks(self) -> tuple[float, ...]:
        """Round values on the axis, evenly apart."""
        wide = (self.end - self.start) / MOST_TICKS
        power = 10.0 ** math.floor(math.log10(wide))
        step = next(step * power for step in STEPS if step * power >= wide)
        first = math.ceil(self.start / step)
        return tuple(at * step for at in range(first, math.floor(self.end / step) + 1))
