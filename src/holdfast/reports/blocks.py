"""What a paper is made of, whatever it is printed in: six kinds of block, and the values in a table's cells."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal, NamedTuple

Value = str | int | float | Decimal | dt.date | None
# How the values of a column read: `score` is an exposure out of 100, `weight` is in log-odds, `running` is the exposure that
# the weights of the `weight` column add up to so far, `state` the code of a finding's state; `money` is in whole units of the
# currency that the column's title names, `ratio` has two decimals.
Format = Literal["text", "whole", "number", "percent", "fine_percent", "score", "weight", "running", "state", "date", "money", "ratio"]


class Heading(NamedTuple):
    """A heading inside a section; the section's own title is level 1."""

    text: str
    level: Literal[2, 3] = 2
    starts_page: bool = False


class Paragraph(NamedTuple):
    """Plain words; `small` is for what only some readers need."""

    text: str
    look: Literal["plain", "lead", "small"] = "plain"


class Item(NamedTuple):
    """One item of a list: the words that stand out, and the rest."""

    lead: str
    text: str = ""


class Listing(NamedTuple):
    """A list, numbered where its order matters."""

    items: tuple[Item, ...]
    is_ordered: bool = False


class Note(NamedTuple):
    """Words set apart: an answer, or what a reader must know first."""

    title: str
    text: str


class Column(NamedTuple):
    """A column's heading, how its values read, and its part of the width."""

    title: str
    format: Format = "text"
    width: float = 1.0


class Table(NamedTuple):
    """Rows under repeated heads.

    Tables of one name stand on one sheet of a workbook, told apart by their `part`, which is a `part_of` of the paper.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    part: str = ""
    part_of: str = "Finding"
    has_total: bool = False


class Picture(NamedTuple):
    """A drawing as SVG, with all it shows in words; its table, where it has one, follows it."""

    name: str
    title: str
    says: str
    svg: str
    width: int
    height: int


Block = Heading | Paragraph | Listing | Note | Table | Picture
