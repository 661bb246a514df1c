"""Where a value stands on a picture's axis, as a share of its width that SVG attributes take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.core.diagnosis.formula import logit
from holdfast.core.words import score

# The exposures that may be named on the log-odds axis; those too close to another are left out.
NAMED = (0.5, 0.2, 0.8, 0.9, 0.1, 0.35, 0.65, 0.05, 0.95, 0.3, 0.7, 0.4, 0.6, 0.02, 0.98, 0.01, 0.99)
CLOSEST = 7.0
MARGIN = 0.06
SMALLEST_SPAN = 1.6
LARGEST_REACH = 0.3


def percent(share: float) -> str:
    """A share of the picture's width, never outside it, in a form that no language setting changes."""
    return f"{max(0.0, min(1.0, share)) * 100:.2f}%"


def _inside(exposure: float) -> float:
    return min(0.9999, max(0.0001, exposure))


@dataclass(frozen=True, slots=True)
class Tick:
    """A named place on an axis."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class LogOddsAxis:
    """Evenly spaced in log-odds and labelled in exposure, so that contributions add up as lengths."""

    start: float
    end: float

    @classmethod
    def around(cls, exposures: Iterable[float], *, reach: Iterable[float] = ()) -> LogOddsAxis:
        """The axis that holds all these exposures, and of those in `reach` what does not dwarf them."""
        odds = [logit(_inside(exposure)) for exposure in exposures]
        low, high = min(odds), max(odds)
        spare = max(0.0, SMALLEST_SPAN - (high - low)) / 2
        low, high = low - spare, high + spare
        most = (high - low) * LARGEST_REACH
        far = [logit(_inside(exposure)) for exposure in reach]
        low = max(low - most, min([low, *far]))
        high = min(high + most, max([high, *far]))
        margin = (high - low) * MARGIN
        return cls(low - margin, high + margin)

    def share(self, exposure: float) -> float:
        """How far along the axis an exposure stands."""
        return (logit(_inside(exposure)) - self.start) / (self.end - self.start)

    def at(self, exposure: float) -> str:
        """The place of an exposure."""
        return percent(self.share(exposure))

    def holds(self, exposure: float) -> bool:
        """Whether an exposure stands on the axis, rather than beyond one of its ends."""
        return 0 <= self.share(exposure) <= 1

    def width(self, low: float, high: float) -> str:
        """The length from one exposure to another."""
        ends = [max(0.0, min(1.0, self.share(exposure))) for exposure in (low, high)]
        return percent(ends[1] - ends[0])

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The exposures to name, the rounder ones first where there is no room for all."""
        chosen: list[float] = []
        for exposure in NAMED:
            place = self.share(exposure) * 100
            is_inside = CLOSEST / 2 < place < 100 - CLOSEST / 2
            if is_inside and all(abs(place - self.share(other) * 100) >= CLOSEST for other in chosen):
                chosen.append(exposure)
        return tuple(Tick(self.at(exposure), str(score(exposure))) for exposure in sorted(chosen))
