"""Readable tables in a terminal: columns that fit, long text folded, colour only where there is one to see it."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import click

NARROWEST = 60
WIDEST = 110
PAGE = 100
GAP = "  "


def width() -> int:
    """The width to write for: what COLUMNS says, else the terminal's, else a page's."""
    return max(NARROWEST, min(WIDEST, _columns() or PAGE))


def _columns() -> int:
    """As `shutil.get_terminal_size` finds them, which is in a module that takes longer to load than a page to print."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal():
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
    except (ValueError, OSError):
        return 0


class Column(NamedTuple):
    """A heading, how its cells line up, and whether it takes the room that is left."""

    title: str
    align: Literal["left", "right"] = "left"
    grows: bool = False


def heading(text: str) -> None:
    """A heading with air above it."""
    click.echo()
    click.secho(text, bold=True)


def paragraph(text: str, indent: str = "") -> None:
    """Text folded to the width."""
    click.echo(textwrap.fill(text, width(), initial_indent=indent, subsequent_indent=indent))


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """A table; the columns that grow share what the others leave."""
    listed = [[str(cell) for cell in row] for row in rows]
    natural = [max(len(column.title), *(len(row[at]) for row in listed), 0) for at, column in enumerate(columns)]
    widths = _fitted(columns, natural)
    click.secho(_line([column.title for column in columns], columns, widths), dim=True)
    for row in listed:
        folded = [textwrap.wrap(cell, widths[at]) or [""] for at, cell in enumerate(row)]
        for line in range(max(len(cell) for cell in folded)):
            click.echo(_line([cell[line] if line < len(cell) else "" for cell in folded], columns, widths))


def _fitted(columns: Sequence[Column], natural: Sequence[int]) -> list[int]:
    fixed = sum(size for size, column in zip(natural, columns, strict=True) if not column.grows)
    growing = sum(column.grows for column in columns)
    left = width() - fixed - len(GAP) * (len(columns) - 1)
    room = max(16, left // growing) if growing else 0
    return [min(size, room) if column.grows else size for size, column in zip(natural, columns, strict=True)]


def _line(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    placed = [
        cell.rjust(size) if column.align == "right" else cell.ljust(size) for cell, column, size in zip(cells, columns, widths, strict=True)
    ]
    return GAP.join(placed).rstrip()
