"""How wide figures may fall: a bar from low to high with the middle marked, what lies below nothing in another colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.scale_of_values import ValueAxis
from holdfast.reports.pictures.svg import FAINT, INK, QUIET, drawing, line, lines, rect, text

WIDTH = 680
LOSS, GAIN = "#d9a8a3", "#b9cbd6"
_HEAD, _ROW, _FOOT = 28, 26, 6
_AXIS, _AXIS_WIDTH, _WORDS = 232.0, 304.0, 676.0


class Range(NamedTuple):
    """One bar: what it is of, its ends and its middle, and what stands beside it. `is_part` where it belongs to the bar above."""

    label: str
    low: float
    middle: float
    high: float
    words: str = ""
    is_part: bool = False


def ranges(name: str, title: str, rows: Sequence[Range], shown: Callable[[float], str], beside: str = "") -> Picture:
    """The bars below each other; `shown` puts a value into words, `beside` heads what stands beside them."""
    axis = ValueAxis.around(value for row in rows for value in (row.low, row.high))
    height = _HEAD + _ROW * len(rows) + _FOOT
    marks = [text(_WORDS, _HEAD - 11, beside, size=12, anchor="end", fill=QUIET)]
    for tick in axis.ticks:
        x = _AXIS + axis.share(tick) * _AXIS_WIDTH
        marks.append(line(x, _HEAD - 6, x, height - _FOOT, INK if tick == 0 else FAINT, 1.5 if tick == 0 else 1.0))
        marks.append(text(x, _HEAD - 11, shown(tick), size=12, anchor="middle", fill=QUIET))
    for number, row in enumerate(rows):
        marks += _row(row, _HEAD + _ROW * number, axis)
    says = " ".join(f"{row.label}: {shown(row.low)} to {shown(row.high)}, middle {shown(row.middle)}." for row in rows)
    return Picture(name, title, says, drawing(name, WIDTH, height, title, says, marks), WIDTH, height)


def _row(row: Range, top: float, axis: ValueAxis) -> list[str]:
    middle, indent = top + _ROW / 2, 16.0 if row.is_part else 0.0

    def at(value: float) -> float:
        return _AXIS + axis.share(value) * _AXIS_WIDTH

    tall = 10 if row.is_part else 14
    folded = lines(row.label, _AXIS - indent - 12, 12.5, 2, bold=not row.is_part)
    below, above = (at(min(row.low, 0.0)), at(min(row.high, 0.0))), (at(max(row.low, 0.0)), at(max(row.high, 0.0)))
    made = [line(0, top + _ROW, WIDTH, top + _ROW, FAINT, 1.0)]
    for number, words in enumerate(folded):
        base = middle + 4.5 + (number - (len(folded) - 1) / 2) * 11.5
        made.append(text(indent, base, words, size=12.5 if len(folded) == 1 else 11.5, bold=not row.is_part))
    for (left, right), colour in ((below, LOSS), (above, GAIN)):
        if right > left:
            made.append(rect(left, middle - tall / 2, right - left, tall, colour))
    made += [line(at(end), middle - tall / 2 - 1, at(end), middle + tall / 2 + 1, INK, 1.5) for end in (row.low, row.high)]
    made.append(rect(at(row.middle) - 2, middle - tall / 2 - 3, 4, tall + 6, INK))
    made.append(text(_WORDS, middle + 4.5, row.words, size=12.5, anchor="end", bold=not row.is_part))
    return made
