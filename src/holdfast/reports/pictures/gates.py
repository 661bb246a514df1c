"""The gates on a line of time: when each was first planned, when it is likely, and which have been decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from holdfast.core.decisions.road import GateForecast
from holdfast.core.evidence.words import spoken
from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.svg import FAINT, INK, QUIET, circle, drawing, line, lines, path, rect, text

WIDTH = 680
LIKELY = "#f9dfb8"
_HEAD, _ROW, _FOOT = 50, 28, 6
_AXIS, _AXIS_WIDTH = 236.0, 436.0
_MOST_MARKS = 8
# What is nearer to the word for today than this would run into it.
_APART = 46.0
_DIAMOND, _TICK = "M0 -7L7 0L0 7L-7 0Z", "M-3.500 0L-1 3L4 -3"


def gates_in_time(name: str, gates: Sequence[GateForecast], today: dt.date) -> Picture:
    """A row for each gate that has any date."""
    dated = [gate for gate in gates if _days(gate)]
    title = "The gates in time"
    height = _HEAD + _ROW * len(dated) + _FOOT
    days = [day for gate in dated for day in _days(gate)] + [today]
    first, last = min(days), max(days)
    long = max(1, (last - first).days)

    def at(day: dt.date) -> float:
        return _AXIS + 8 + (day - first).days / long * (_AXIS_WIDTH - 16)

    x = at(today)
    marks = [*_key(), *_months(first, last, at, height, clear=x)]
    marks += [
        line(x, _HEAD - 4, x, height - _FOOT, INK, 1.5, stroke_dasharray="3 3"),
        text(x, _HEAD - 8, "Now", size=12, anchor="middle", bold=True),
    ]
    for number, gate in enumerate(dated):
        marks += _row(gate, _HEAD + _ROW * number, at)
    says = " ".join(map(_says, dated))
    return Picture(name, title, says, drawing(name, WIDTH, height, title, says, marks), WIDTH, height)


def has_dates(gates: Sequence[GateForecast]) -> bool:
    """Whether there is anything to draw."""
    return any(map(_days, gates))


def _days(gate: GateForecast) -> list[dt.date]:
    ends = (gate.window.early, gate.window.late) if gate.window else ()
    return [day for day in (gate.planned, gate.decided or gate.expected, *ends) if day]


def _key() -> list[str]:
    y = 11.0
    return [
        circle(8, y, 5, "#ffffff", stroke=INK, stroke_width=1.8),
        text(20, y + 4.5, "First planned", size=12.5),
        path(_DIAMOND, 128, y, scale=0.85, fill=INK),
        text(140, y + 4.5, "Now expected", size=12.5),
        rect(250, y - 5, 24, 10, LIKELY, stroke="#b56b00"),
        text(281, y + 4.5, "Likely: 8 chances in 10", size=12.5),
        circle(448, y, 7, INK),
        path(_TICK, 448, y, fill="none", stroke="#ffffff", stroke_width=1.8),
        text(461, y + 4.5, "Decided", size=12.5),
    ]


def _months(first: dt.date, last: dt.date, at: Callable[[dt.date], float], height: float, clear: float) -> list[str]:
    """The beginnings of quarters, half-years or years, as many as there is room for, but none beside today."""
    for step in (3, 6, 12, 24, 60, 120):
        found = [
            dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13) if _is_mark(year, month, step)
        ]
        inside = [day for day in found if first <= day <= last]
        if len(inside) <= _MOST_MARKS:
            break
    made = []
    for day in inside:
        made.append(line(at(day), _HEAD - 4, at(day), height - _FOOT, FAINT, 1.0))
        if abs(at(day) - clear) > _APART:
            made.append(text(at(day), _HEAD - 8, f"{day:%b %Y}", size=12, anchor="middle", fill=QUIET))
    return made


def _is_mark(year: int, month: int, step: int) -> bool:
    return (year * 12 + month - 1) % step == 0


def _row(gate: GateForecast, top: float, at: Callable[[dt.date], float]) -> list[str]:
    middle = top + _ROW / 2
    made = [line(0, top + _ROW, WIDTH, top + _ROW, FAINT, 1.0)]
    made.append(text(0, middle + 4.5, lines(gate.name, _AXIS - 10, 12.5, 1)[0], size=12.5))
    if gate.window:
        left, right = at(gate.window.early), at(gate.window.late)
        made.append(rect(left, middle - 7, right - left, 14, LIKELY, stroke="#b56b00"))
    if gate.planned:
        made.append(circle(at(gate.planned), middle, 5, "#ffffff", stroke=INK, stroke_width=1.8))
    if gate.decided:
        x = at(gate.decided)
        made += [circle(x, middle, 7, INK), path(_TICK, x, middle, fill="none", stroke="#ffffff", stroke_width=1.8)]
    elif gate.expected:
        made.append(path(_DIAMOND, at(gate.expected), middle, scale=0.85, fill=INK))
    return made


def _says(gate: GateForecast) -> str:
    if gate.decided:
        return f"{gate.name}: decided on {spoken(gate.decided)}."
    told = [f"first planned for {spoken(gate.planned)}"] if gate.planned else []
    told += [f"now expected on {spoken(gate.expected)}"] if gate.expected else []
    told += [f"likely from {spoken(gate.window.early)} to {spoken(gate.window.late)}"] if gate.window else []
    return f"{gate.name}: {', '.join(told)}."
