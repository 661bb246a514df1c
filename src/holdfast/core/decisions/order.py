"""The order in which gates can be passed, and the circles in which none can come first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def in_order(depends: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Every gate after those it depends on (A. Kahn, 1962), and the circles; those in or behind a circle come last, as given.

    >>> in_order({"b": ["a"], "a": []})
    (('a', 'b'), ())
    """
    waits = {name: {before for before in found if before in depends and before != name} for name, found in depends.items()}
    order: list[str] = []
    while ready := [name for name, before in waits.items() if before <= set(order) and name not in order]:
        order.extend(ready)
    stuck = [name for name in depends if name not in order]
    alone = tuple((name,) for name, found in depends.items() if name in found)
    return (*order, *stuck), (*alone, *_circles(stuck, waits))


def _circles(stuck: Sequence[str], waits: Mapping[str, set[str]]) -> tuple[tuple[str, ...], ...]:
    """One circle for each group of gates that wait for each other, found by walking back from each until a gate comes up again."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in stuck:
        path = [start]
        while True:
            before = min(name for name in waits[path[-1]] if name in stuck)
            if before in path:
                circle = tuple(reversed(path[path.index(before) :]))
                found.setdefault(frozenset(circle), circle)
                break
            path.append(before)
    return tuple(found.values())
