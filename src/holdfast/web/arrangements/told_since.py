"""What changed since a day, joined with the entries that did it, as pages and digests say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.core.over_time import TIME, Move
from holdfast.web.arrangements.deeds import Deed, DeedBook
from holdfast.web.arrangements.past import Compared
from holdfast.web.page.over_time import ChangeRow

DEEDS_SHOWN = 2
# A move that does not show in whole points is not worth a line.
WORTH_A_LINE = 0.005


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move of one finding: how far, and the entries that did it. Nobody did it where time alone passed."""

    move: Move
    deeds: tuple[Deed, ...]
    more: int

    @property
    def is_time(self) -> bool:
        """Whether nothing was told: the date moved on."""
        return self.move.step == TIME

    @property
    def points(self) -> int:
        """How far in points, rounded."""
        return round(100 * self.move.by)

    @property
    def points_down(self) -> int:
        """The same as a fall."""
        return -self.points


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A finding that moved, with its moves, the largest first."""

    row: ChangeRow
    moves: tuple[MoveLine, ...]
    more: int


def change_lines(
    rows: Sequence[ChangeRow], compared: Compared, book: DeedBook, *, moves: int | None = None, deeds: int = DEEDS_SHOWN
) -> tuple[ChangeLine, ...]:
    """The rows with their moves: the largest so many where a number is given, else all in their order."""
    return tuple(_line(row, compared, book, moves, deeds) for row in rows)


def _line(row: ChangeRow, compared: Compared, book: DeedBook, most: int | None, deeds: int) -> ChangeLine:
    told = [move for move in row.change.moves if abs(move.by) >= WORTH_A_LINE or move.before.state != move.after.state]
    ordered = told if most is None else sorted(told, key=lambda move: -abs(move.by))[:most]
    return ChangeLine(row, tuple(_move(move, compared, book, deeds) for move in ordered), len(told) - len(ordered))


def _move(move: Move, compared: Compared, book: DeedBook, most: int) -> MoveLine:
    taken = compared.steps.get(move.step)
    found = book.together(book.of(taken.told, move.records)) if taken else ()
    return MoveLine(move, found[:most], max(0, len(found) - most))
