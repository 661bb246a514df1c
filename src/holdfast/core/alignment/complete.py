"""Whether a partner's answer to one part of an exchange is whole, and in a sentence what is missing from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import cast

from holdfast.core.alignment.comparison import CATEGORIES
from holdfast.core.alignment.motives import are_all_given, points_left
from holdfast.core.evidence.alignment import Appetite, DepthWish, Motive, NoGoArea, RoleWish
from holdfast.core.evidence.record import Record


def missing(kind: type[Record], records: Sequence[Record], services: Collection[str]) -> str:
    """What a part still needs, or nothing; `services` are the short names of those in the plan."""
    return _MISSING[kind](records, services)


def _points(records: Sequence[Record], services: Collection[str]) -> str:
    points = {motive.driver: motive.weight for motive in cast(Sequence[Motive], records)}
    left = points_left(points)
    if are_all_given(points):
        return ""
    return f"{left:g} of 100 points are left to give" if left > 0 else f"{-left:g} points too many are given: take some away to come to 100"


def _limits(records: Sequence[Record], services: Collection[str]) -> str:
    return "" if records else "no service is in the plan yet and no principle is named, so there is nothing to keep back"


def _roles(records: Sequence[Record], services: Collection[str]) -> str:
    if not services:
        return "no service is in the plan yet"
    left = len(set(services) - {wish.service for wish in cast(Sequence[RoleWish], records)})
    return f"{left} of {len(services)} services {'has' if left == 1 else 'have'} no wish yet" if left else ""


def _depth(records: Sequence[Record], services: Collection[str]) -> str:
    return "" if records else "choose one of the six"


def _appetites(records: Sequence[Record], services: Collection[str]) -> str:
    left = len(CATEGORIES) - len(records)
    return f"{left} of {len(CATEGORIES)} kinds of risk {'has' if left == 1 else 'have'} no level yet" if left else ""


_MISSING: Mapping[type[Record], Callable[[Sequence[Record], Collection[str]], str]] = {
    Motive: _points,
    NoGoArea: _limits,
    RoleWish: _roles,
    DepthWish: _depth,
    Appetite: _appetites,
}
