"""What changes for the others when a partner leaves, or had never joined: shown for every rule, promised for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.games import Game, Services
from holdfast.core.sharing.rules import Inquiry
from holdfast.core.sharing.shares import named


@dataclass(frozen=True, slots=True)
class Leaving:
    """One partner's absence under one rule: what the others pay with it and without it, in the form given.

    `lost_scale` is what the others lose together: above zero where they are better off with it. `amounts` are none where the rule
    gives nothing for the smaller game, which `reason` says.
    """

    player: str
    rule: str
    before: Mapping[str, float]
    after: Mapping[str, float] | None
    lost_scale: float
    is_cost: bool
    reason: str = ""

    @property
    def worse_off(self) -> tuple[str, ...]:
        """The others who would be worse off without it."""
        if self.after is None:
            return ()
        sign = 1 if self.is_cost else -1
        return tuple(name for name, amount in self.after.items() if sign * (amount - self.before[name]) > 1e-9 * max(1.0, abs(amount)))


def without(game: Game, player: str) -> Game:
    """The same game among the others."""
    at = game.players.index(player)
    others = tuple(name for name in game.players if name != player)
    table = game.table
    if table.size:
        low = (1 << at) - 1
        masks = np.arange(len(table) >> 1, dtype=np.int64)
        table = table[(masks & low) | ((masks & ~low) << 1)]
    services = game.services
    if services is not None:
        alone = None if services.alone is None else np.delete(services.alone, at)
        services = Services(np.ascontiguousarray(np.delete(services.demands, at, axis=1)), services.costs, alone)
    return Game(others, game.form, table, services)


def rest_of(asked: Inquiry, player: str) -> Inquiry:
    """The same question among the others."""
    keys = {key: {name: figure for name, figure in found.items() if name != player} for key, found in asked.keys.items()}
    return replace(asked, game=without(asked.table, player), keys=keys)


def lost_scale(asked: Inquiry, rule: str, player: str) -> float:
    """What the others lose together without the player: above zero where they are better off with it."""
    game = asked.table
    if game.size < 3:
        raise Impossible("with two partners, nobody is left to share with when one leaves")
    before = named(game, asked.dealt(rule).split)
    rest = without(game, player)
    lost = rest.sign * rest.total - sum(amount for name, amount in before.items() if name != player)
    return lost if game.form == "cost" else -lost


def leaving(asked: Inquiry, rule: str, player: str) -> Leaving:
    """What the rule would make the others pay without the player."""
    lost = lost_scale(asked, rule, player)
    game = asked.table
    result = Leaving(player, rule, named(game, asked.dealt(rule).split), None, lost, game.form == "cost")
    try:
        rest = rest_of(asked, player)
        return replace(result, after=named(rest.table, rest.dealt(rule).split))
    except Impossible as reason:
        return replace(result, reason=str(reason))
