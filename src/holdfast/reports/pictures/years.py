"""Amounts by financial year: columns up and down from nothing, and beside or over them a second series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.ranges import GAIN, LOSS
from holdfast.reports.pictures.scale_of_values import ValueAxis
from holdfast.reports.pictures.svg import FAINT, INK, QUIET, circle, drawing, hatching, line, rect, text
from holdfast.reports.words import financial_year

WIDTH, HEIGHT = 680, 250
_TOP, _BASE, _LEFT, _RIGHT = 34.0, 216.0, 66.0, 670.0
_DONE = "#466f84"


class Year(NamedTuple):
    """One year: its column, and the second value: the sum so far, or what came of the plan. None where it is not known."""

    year: int
    value: float | None
    second: float | None


def running_years(name: str, title: str, years: Sequence[Year], shown: Callable[[float], str]) -> Picture:
    """What each year brings, and the line of all years so far."""
    frame = _Frame(years, shown)
    frame.key((("column", "The year"), ("line", "All years so far")))
    for found in years:
        if found.value is not None:
            frame.column(found.year, found.value, GAIN if found.value >= 0 else LOSS, share=0.62)
    points = [(frame.middle(found.year), frame.y(found.second)) for found in years if found.second is not None]
    frame.marks += [line(*start, *end, INK, 2.0) for start, end in pairwise(points)]
    frame.marks += [circle(x, y, 3.2, INK) for x, y in points]
    told = (f"{financial_year(found.year)}: {_say(found.value, shown)}, so far {_say(found.second, shown)}." for found in years)
    return frame.picture(name, title, " ".join(told))


def planned_years(name: str, title: str, years: Sequence[Year], shown: Callable[[float], str]) -> Picture:
    """What was planned for each year, and beside it what came; hatched where what came is not known."""
    frame = _Frame(years, shown)
    frame.key((("column", "Planned"), ("done", "Came"), ("unknown", "Not known yet")))
    for found in years:
        if found.value is not None:
            frame.column(found.year, found.value, GAIN, share=0.36, side=-1)
        if found.second is not None:
            frame.column(found.year, found.second, _DONE, share=0.36, side=1)
        elif found.value is not None:
            frame.column(found.year, found.value, hatching(name), share=0.36, side=1, edge="#5c6468")
    told = (f"{financial_year(found.year)}: planned {_say(found.value, shown)}, came {_say(found.second, shown)}." for found in years)
    return frame.picture(name, title, " ".join(told))


def _say(value: float | None, shown: Callable[[float], str]) -> str:
    return "not known" if value is None else shown(value)


class _Frame:
    """The axes, and where each year and value stands on them."""

    def __init__(self, years: Sequence[Year], shown: Callable[[float], str]) -> None:
        self._years = [found.year for found in years]
        self._axis = ValueAxis.around(value for found in years for value in (found.value, found.second) if value is not None)
        self.marks: list[str] = []
        self._step = (_RIGHT - _LEFT) / max(1, len(years))
        for tick in self._axis.ticks:
            y = self.y(tick)
            self.marks.append(line(_LEFT, y, _RIGHT, y, INK if tick == 0 else FAINT, 1.5 if tick == 0 else 1.0))
            self.marks.append(text(_LEFT - 8, y + 4, shown(tick), size=12, anchor="end", fill=QUIET))
        every = -(-len(years) * 50 // round(_RIGHT - _LEFT))
        for at, year in enumerate(self._years):
            if at % every == 0:
                self.marks.append(text(self.middle(year), HEIGHT - 14, financial_year(year), size=12, anchor="middle"))

    def y(self, value: float) -> float:
        return _BASE - self._axis.share(value) * (_BASE - _TOP)

    def middle(self, year: int) -> float:
        return _LEFT + (self._years.index(year) + 0.5) * self._step

    def column(self, year: int, value: float, fill: str, *, share: float, side: int = 0, edge: str = "") -> None:
        wide = self._step * share
        left = self.middle(year) - wide / 2 + side * wide / 2
        ends = sorted((self.y(0.0), self.y(value)))
        more = {"stroke": edge} if edge else {}
        self.marks.append(rect(left, ends[0], wide, ends[1] - ends[0], fill, **more))

    def key(self, entries: Sequence[tuple[str, str]]) -> None:
        """What the marks stand for, above."""
        self._keys = entries

    def picture(self, name: str, title: str, says: str) -> Picture:
        looks = {
            "column": lambda x: rect(x, 4, 18, 12, GAIN),
            "done": lambda x: rect(x, 4, 18, 12, _DONE),
            "unknown": lambda x: rect(x, 4, 18, 12, hatching(name), stroke="#5c6468"),
            "line": lambda x: line(x, 10, x + 18, 10, INK, 2.0),
        }
        for at, (look, words) in enumerate(self._keys):
            x = _LEFT + 150.0 * at
            self.marks += [looks[look](x), text(x + 25, 14.5, words, size=12.5)]
        return Picture(name, title, says, drawing(name, WIDTH, HEIGHT, title, says, self.marks), WIDTH, HEIGHT)
