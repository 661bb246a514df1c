"""Who is spoken of together: a partner or role with enough people stands alone, the rest are joined until they are enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from holdfast.core.rounds.census import Counts
from holdfast.core.rounds.published import Group, Split

NOBODY = -1


def groups_of(split: Split, names: Sequence[str], people: Counts, minimum: int) -> tuple[Group, ...]:
    """Everybody in exactly one group of at least `minimum` people, so that nothing is left over to be found by subtracting.

    Only the numbers of people decide, never what they said. Those too few are joined; if together they are still too few, the
    smallest of the others joins them. Nothing is said where all together are too few.
    """
    sized = [(int(count), name) for name, count in zip(names, people, strict=True) if count]
    alone = [pair for pair in sized if pair[0] >= minimum]
    joined = [pair for pair in sized if pair[0] < minimum]
    # One small partner joins another: joined with nobody it would stand alone, and be too small.
    while joined and sum(count for count, _ in joined) < minimum and alone:
        smallest = min(alone)
        alone.remove(smallest)
        joined.append(smallest)
    found = [Group(split, (name,), count) for count, name in alone]
    together = sum(count for count, _ in joined)
    if together >= minimum:
        found.append(Group(split, tuple(sorted((name for _, name in joined), key=list(names).index)), together))
    return tuple(sorted(found, key=lambda group: (group.is_joined, list(names).index(group.members[0]))))


def group_places(groups: Sequence[Group], names: Sequence[str]) -> NDArray[np.intp]:
    """The place of the group to which each name belongs; -1 for a name with nobody in a group."""
    place = {name: at for at, group in enumerate(groups) for name in group.members}
    return np.asarray([place.get(name, NOBODY) for name in names], np.intp)


def summed(counts: Counts, places: NDArray[np.intp], groups: int) -> Counts:
    """Counts by group, from counts whose first axis is by name."""
    total = np.zeros((groups, *counts.shape[1:]), np.int32)
    held = places != NOBODY
    np.add.at(total, places[held], counts[held])
    return total
