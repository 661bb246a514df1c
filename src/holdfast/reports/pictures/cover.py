"""The key posts against what each needs: somebody in it, a deputy, a handover that has been tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.marks import EXPOSED
from holdfast.reports.pictures.svg import FAINT, INK, QUIET, drawing, hatching, line, lines, path, rect, text

WIDTH = 680
Mark = Literal["there", "partly", "missing", "unknown"]
WORDS: dict[Mark, str] = {"there": "yes", "partly": "in part", "missing": "no", "unknown": "not known"}
_HEAD, _ROW, _FOOT = 54, 25, 6
_LABEL, _CELL = 350.0, 110.0
_GROUNDS: dict[Mark, tuple[str, str]] = {
    "there": ("#dfe9f0", INK),
    "partly": ("#f9dfb8", INK),
    "missing": (EXPOSED, "#ffffff"),
    "unknown": ("", INK),
}
_TICK, _CROSS = "M-5 0L-1.500 4L6 -4.500", "M-4.500 -4.500L4.500 4.500M4.500 -4.500L-4.500 4.500"


class Covered(NamedTuple):
    """One post and how it stands in each column."""

    label: str
    marks: tuple[Mark, ...]


def cover(name: str, title: str, columns: Sequence[str], rows: Sequence[Covered]) -> Picture:
    """A cell for each post and need, told by sign as well as by colour."""
    height = _HEAD + _ROW * len(rows) + _FOOT
    marks = [*_key(name)]
    for at, column in enumerate(columns):
        marks.append(text(_LABEL + _CELL * (at + 0.5), _HEAD - 10, column, size=12.5, anchor="middle", bold=True))
    for number, row in enumerate(rows):
        marks += _row(row, _HEAD + _ROW * number, name)
    says = " ".join(_says(columns, row) for row in rows)
    return Picture(name, title, says, drawing(name, WIDTH, height, title, says, marks), WIDTH, height)


def _key(name: str) -> list[str]:
    made = []
    for at, mark in enumerate(WORDS):
        x = 110.0 * at
        made += [*_cell(mark, x, 3, 30, 17, name), text(x + 37, 16, WORDS[mark].capitalize(), size=12.5, fill=QUIET)]
    return made


def _row(row: Covered, top: float, name: str) -> list[str]:
    made = [line(0, top + _ROW, WIDTH, top + _ROW, FAINT, 1.0)]
    made.append(text(0, top + _ROW / 2 + 4.5, lines(row.label, _LABEL - 12, 12.5, 1)[0], size=12.5))
    for at, mark in enumerate(row.marks):
        made += _cell(mark, _LABEL + _CELL * at + 1, top + 2, _CELL - 2, _ROW - 3, name)
    return made


def _cell(mark: Mark, x: float, y: float, width: float, height: float, name: str) -> list[str]:
    ground, ink = _GROUNDS[mark]
    middle, centre = x + width / 2, y + height / 2
    box = rect(x, y, width, height, ground or hatching(name), **({} if ground else {"stroke": "#5c6468"}))
    signs: dict[Mark, str] = {
        "there": path(_TICK, middle, centre, fill="none", stroke=ink, stroke_width=2.2),
        "partly": line(middle - 5, centre, middle + 5, centre, ink, 2.4),
        "missing": path(_CROSS, middle, centre, fill="none", stroke=ink, stroke_width=2.2),
        "unknown": rect(middle - 7, centre - 7, 14, 14, "#ffffff") + text(middle, centre + 4.5, "?", size=12.5, anchor="middle", bold=True),
    }
    return [box, signs[mark]]


def _says(columns: Sequence[str], row: Covered) -> str:
    return f"{row.label}: " + ", ".join(f"{column.lower()} {WORDS[mark]}" for column, mark in zip(columns, row.marks, strict=True)) + "."
