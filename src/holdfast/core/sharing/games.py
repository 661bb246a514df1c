"""What every coalition is worth: from a table of all 2^n, or from services whose cost depends on the demand brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Number = TypeVar("Number", np.float64, np.int64)
Form = Literal["cost", "worth"]

# Up to so many players a full matrix of members is small enough to be the quickest way.
FEW = 12
LARGEST_TABLE = 28
LARGEST = 32


@lru_cache(maxsize=FEW + 1)
def members(players: int) -> Floats:
    """One row a coalition, one column a player: 1 where the player is in it."""
    table = rows(np.arange(1 << players, dtype=np.int64), players)
    table.flags.writeable = False
    return table


def rows(masks: Ints, players: int) -> Floats:
    """One row for each of some coalitions: 1 where the player is in it."""
    return ((masks[:, None] >> np.arange(players)) & 1).astype(np.float64)


def with_opposites(masks: Ints, players: int) -> Ints:
    """Some coalitions and everybody else beside each, in order and each once."""
    return np.unique(np.concatenate([masks, ((1 << players) - 1) ^ masks]))


def add_up(parts: NDArray[Number]) -> NDArray[Number]:
    """The sum of the parts of every coalition, in order of its mask."""
    sums = np.zeros(1, parts.dtype)
    for part in parts:
        sums = np.concatenate([sums, sums + part])
    return sums


@dataclass(frozen=True)
class Services:
    """Whole demands by service and player, what each total costs, and what each player pays alone where that is known to differ.

    `costs[k, z]` is what service k costs at a total demand of z.
    """

    demands: Ints
    costs: Floats
    alone: Floats | None = None

    def cost(self, mask: int) -> float:
        """What the coalition pays, summed over the services."""
        players = [player for player in range(self.demands.shape[1]) if mask >> player & 1]
        if self.alone is not None and len(players) == 1:
            return float(self.alone[players[0]])
        totals = self.demands[:, players].sum(axis=1)
        return float(self.costs[np.arange(len(totals)), totals].sum())

    @cached_property
    def is_concave(self) -> bool:
        """Whether each further unit of every service costs no more than the one before: then bringing demand together always helps."""
        used = [row[: total + 1] for row, total in zip(self.costs, self.demands.sum(axis=1), strict=True)]
        return self.alone is None and all(
            bool(np.all(np.diff(row, 2) <= 1e-9 * max(1.0, float(np.abs(row).max())))) and row[0] >= 0 for row in used
        )


@dataclass(frozen=True)
class Game:
    """Players, whether the figures given are costs or worths, and the worth of every coalition (less its cost).

    Inside, everything is a worth: a cost is a worth below zero. `table[mask]` holds it, where bit i of the mask is player i; where
    `table` is empty, `services` say it.
    """

    players: tuple[str, ...]
    form: Form
    table: Floats
    services: Services | None = None

    @property
    def size(self) -> int:
        """How many players there are."""
        return len(self.players)

    @property
    def everyone(self) -> int:
        """The mask of the grand coalition."""
        return (1 << self.size) - 1

    @property
    def sign(self) -> int:
        """What turns a worth into the figures given."""
        return -1 if self.form == "cost" else 1

    @cached_property
    def total(self) -> float:
        """The worth of all together."""
        return self.worth(self.everyone)

    @cached_property
    def alone(self) -> Floats:
        """The worth of each player alone."""
        return np.array([self.worth(1 << player) for player in range(self.size)])

    def worth(self, mask: int) -> float:
        """The worth of one coalition."""
        if self.table.size:
            return float(self.table[mask])
        return -self.services.cost(mask) if self.services and mask else 0.0

    def worths(self, masks: Ints) -> Floats:
        """The worths of some coalitions."""
        return self.table[masks] if self.table.size else np.array([self.worth(int(mask)) for mask in masks])

    def names(self, mask: int) -> tuple[str, ...]:
        """Who is in the coalition."""
        return tuple(name for player, name in enumerate(self.players) if mask >> player & 1)

    def mask(self, names: Iterable[str]) -> int:
        """The coalition of these players."""
        return sum(1 << self.players.index(name) for name in names)


def game(players: Sequence[str], form: Form, figures: Sequence[float] | Floats) -> Game:
    """A game from the figure of every coalition in order of its mask, the empty one first."""
    table = np.array(figures, dtype=np.float64)
    if form == "cost":
        np.negative(table, out=table)
    return Game(tuple(players), form, table)


def service_game(players: Sequence[str], services: Services) -> Game:
    """A game of costs from services, without a table."""
    return Game(tuple(players), "cost", np.zeros(0), services)
