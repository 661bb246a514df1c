"""One measured figure beside its limit, and the table in which figures are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure. Without a limit it is there to compare with."""

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


def print_figures(figures: Iterable[Figure]) -> None:
    """Print each as soon as it is known; a limit that is missed is printed, not raised."""
    print(_line(("Figure", "Measured", "Limit", "Met")))
    for figure in figures:
        print(_line(figure.row), flush=True)


def _line(row: tuple[str, str, str, str]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, (72, 20, 22, 4), strict=True)).rstrip()
