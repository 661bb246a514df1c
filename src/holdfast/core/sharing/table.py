"""A game from a table of coalitions: a line each, members joined by `+`, with what it costs or is worth."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from holdfast.core.evidence.hints import nearest, shown
from holdfast.core.sharing.faults import GameRefused
from holdfast.core.sharing.games import Form, Game, game

MOST_PLAYERS = 24
MOST_NAMED = 20
# What is wrong with the whole comes after all rows.
LAST = 1 << 62
FORMS: Sequence[Form] = ("cost", "worth")


@dataclass(slots=True)
class _Reader:
    """The table on its way to a game."""

    faults: list[tuple[int, str]] = field(default_factory=list)
    figures: dict[frozenset[str], float] = field(default_factory=dict)
    rows: dict[frozenset[str], int] = field(default_factory=dict)

    def say(self, row: int, message: str) -> None:
        """Note what is wrong with a row."""
        self.faults.append((row, f"row {row}: {message}"))

    def say_of_all(self, message: str) -> None:
        """Note what is wrong with the table as a whole."""
        self.faults.append((LAST, message))


def read_table(text: str) -> Game:
    """The game of the table, or `GameRefused` with every fault. Columns of other names are ignored."""
    lines = text.removeprefix("\ufeff")
    first = lines.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(lines), delimiter=";" if first.count(";") > first.count(",") else ",")
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    form = _form(names)
    reader = _Reader()
    try:
        for number, row in enumerate(rows, start=2):
            _read_row(reader, number, row.get(names["coalition"]) or "", (row.get(names[form]) or "").strip(), form)
    except csv.Error as error:
        reader.say(rows.line_num + 1, f"cannot be read: {error}; expected a line of a CSV table")
    players = _players(reader)
    _check_members(reader, players)
    if len(players) <= MOST_PLAYERS:
        _check_all_there(reader, players)
    if reader.faults:
        raise GameRefused(sentence for _, sentence in sorted(reader.faults, key=lambda fault: fault[0]))
    return _made(reader, players, form)


def _form(names: Mapping[str, object]) -> Form:
    """Which of the two columns of figures the table has."""
    faults = [] if "coalition" in names else ["there is no column “coalition”; expected one with members joined by +, such as ashby+colne"]
    forms = [form for form in FORMS if form in names]
    if len(forms) != 1:
        faults.append(f"there {'are both columns “cost” and' if forms else 'is no column “cost” or'} “worth”; expected one of them")
    if faults:
        raise GameRefused(faults)
    return forms[0]


def _read_row(reader: _Reader, number: int, coalition: str, figure: str, form: Form) -> None:
    members = [name.strip() for name in coalition.split("+")]
    if not all(member and member.isprintable() for member in members):
        return reader.say(number, f"“{shown(coalition)}” is not a coalition; expected members joined by +, such as ashby+colne")
    twice = sorted({name for name in members if members.count(name) > 1})
    if twice:
        reader.say(number, f"“{twice[0]}” stands twice in “{shown(coalition)}”; expected each member once")
    key = frozenset(members)
    before = reader.rows.setdefault(key, number)
    if before != number:
        return reader.say(number, f"“{shown(coalition)}” is already in row {before}; expected each coalition once")
    value = _number(figure)
    if value is None:
        return reader.say(number, f"“{shown(figure)}” is not a number; expected the {form} of “{shown(coalition)}”, such as 125000")
    reader.figures[key] = value


def _number(figure: str) -> float | None:
    try:
        value = float(figure)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _players(reader: _Reader) -> list[str]:
    """The members that have a line of their own, in order of these lines."""
    players = [next(iter(members)) for members in reader.rows if len(members) == 1]
    if not reader.rows:
        reader.say_of_all("there are no lines; expected one for every coalition")
    elif not players:
        reader.say_of_all("no member has a line of its own; expected each member alone, and every group of them")
    elif len(players) > MOST_PLAYERS:
        reader.say_of_all(
            f"there are {len(players)} members, and a table can hold {MOST_PLAYERS}; "
            "more can be worked out from services and their cost curves, in an arrangement file"
        )
    return players


def _check_members(reader: _Reader, players: Sequence[str]) -> None:
    known = frozenset(players)
    for members, row in reader.rows.items():
        for name in sorted(members - known) if players else ():
            hint = nearest(name, players) or f"; expected one of {', '.join(players[:MOST_NAMED])}"
            reader.say(row, f"“{shown(name)}” has no line of its own{hint}")


def _check_all_there(reader: _Reader, players: Sequence[str]) -> None:
    """Name the coalitions that are not there."""
    place = {name: 1 << number for number, name in enumerate(players)}
    there = np.zeros(1 << len(players), dtype=bool)
    there[0] = True
    for members in reader.rows:
        if members <= place.keys():
            there[sum(place[name] for name in members)] = True
    missing = np.flatnonzero(~there)
    named = ["+".join(name for name in players if place[name] & int(mask)) for mask in missing[:MOST_NAMED]]
    if named:
        more = f" and {len(missing) - MOST_NAMED:,} more" if len(missing) > MOST_NAMED else ""
        reader.say_of_all(f"these coalitions are missing: {', '.join(named)}{more}; expected every one of the {len(there) - 1:,}")


def _made(reader: _Reader, players: Sequence[str], form: Form) -> Game:
    place = {name: 1 << number for number, name in enumerate(players)}
    figures = np.zeros(1 << len(players))
    for members, figure in reader.figures.items():
        figures[sum(place[name] for name in members)] = figure
    return game(players, form, figures)
