"""What changes for the others when a partner leaves, or had never joined: shown for every rule, promised for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.games import Game, Services
from holdfast.core.sharing.rules import RULES, Inquiry
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


def leaving(asked: Inquiry, rule: str, player: str) -> Leaving:
    """What the rule would make the others pay without the player."""
    game = asked.table
    if game.size < 3:
        raise Impossible("with two partners, nobody is left to share with when one leaves")
    before = named(game, RULES[rule].deal(asked).split)
    rest = without(game, player)
    keys = {key: {name: figure for name, figure in found.items() if name != player} for key, found in asked.keys.items()}
    others_before = sum(amount for name, amount in before.items() if name != player)
    lost = rest.sign * rest.total - others_before
    result = Leaving(player, rule, before, None, lost if game.form == "cost" else -lost, game.form == "cost")
    try:
        return replace(result, after=named(rest, RULES[rule].deal(Inquiry(rest, keys, asked.missing)).split))
    except Impossible as reason:
        return replace(result, reason=str(reason))
