"""Who would provide a service, who would buy it: whether the wishes for one service fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from holdfast.core.evidence.alignment import Wish

# rivals: two or more would provide. unwanted: one would, and nobody would buy. nobody: no one would provide, too few to pool.
# one: one provides and somebody buys. pool: at least two would run it together. unsaid: too few have said.
RoleVerdict = Literal["rivals", "unwanted", "nobody", "one", "pool", "unsaid"]
CONTESTED: frozenset[RoleVerdict] = frozenset({"rivals", "unwanted"})


def verdict_on_roles(wishes: Iterable[Wish], everyone: int) -> RoleVerdict:
    """Whether the wishes of `everyone` partners for one service fit; undecided is as good as not said."""
    taken = Counter(wishes)
    said = taken["provide"] + taken["buy"] + taken["pool"]
    if taken["provide"] > 1:
        return "rivals"
    if taken["provide"] and taken["buy"]:
        return "one" if said == everyone else "unsaid"
    if said < everyone or everyone < 2:
        return "unsaid"
    if taken["provide"]:
        return "unwanted"
    return "pool" if taken["pool"] > 1 else "nobody"
