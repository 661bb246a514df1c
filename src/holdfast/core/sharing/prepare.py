"""Calls every kernel of fair shares once, so that set-up can keep its machine code."""

from __future__ import annotations

import numpy as np

from holdfast.core.sharing.convex import claims
from holdfast.core.sharing.games import Services, service_game
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.passes import HANDY, tabulated
from holdfast.core.sharing.shapley import service_shapley, shapley
from holdfast.core.sharing.trials import share_each

PLAYERS = HANDY + 1


def main() -> None:
    """Call each kernel once, with arguments of the kinds it is used with."""
    demands = np.arange(1, PLAYERS + 1, dtype=np.int64)[None]
    costs = np.sqrt(np.arange(demands.sum() + 1, dtype=np.float64))[None]
    services = service_game([str(player) for player in range(PLAYERS)], Services(demands, costs))
    claims(services, service_shapley(services), 1e-9)
    nested(services)
    shapley(tabulated(services))
    share_each(np.arange(128.0).reshape(2, 64))
