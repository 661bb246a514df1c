"""How a picture shows each partner: a letter, a shape and a short name, so that colour alone never tells them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SHAPES = ("square", "diamond", "circle", "round", "house", "hexagon")
KIND_OF_BODY = re.compile(
    r"(?:\s+(?:and|city|county|district|borough|metropolitan|unitary))*\s+(?:council|combined authority|corporation)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PartnerMark:
    """One partner as pictures and tables show it. `is_hollow` tells the second six partners from the first."""

    code: str
    name: str
    short: str
    letters: str
    shape: str
    is_hollow: bool


def short_name(name: str) -> str:
    """A body's name without what kind of body it is, where something is left."""
    return KIND_OF_BODY.sub("", name).removeprefix("London Borough of ").strip() or name


def partner_marks(codes: Sequence[str], names: Mapping[str, str]) -> tuple[PartnerMark, ...]:
    """The marks of partners, in their order."""
    fulls = [names.get(code, code) for code in codes]
    shorts = [short_name(full) for full in fulls]
    twice = {short for short, count in Counter(shorts).items() if count > 1}
    shown = [full if short in twice else short for full, short in zip(fulls, shorts, strict=True)]
    return tuple(
        PartnerMark(code, full, short, letters, SHAPES[place % len(SHAPES)], place // len(SHAPES) % 2 == 1)
        for place, (code, full, short, letters) in enumerate(zip(codes, fulls, shown, _letters(shown), strict=True))
    )


def _letters(names: Sequence[str]) -> Iterable[str]:
    """A letter each; a second one where the first is shared, the earliest in which they differ; a number where none does."""
    for place, name in enumerate(names, start=1):
        alike = [other for other in names if other[:1].upper() == name[:1].upper()]
        second = "" if len(alike) == 1 else _second(name, alike)
        yield str(place) if second is None else f"{name[:1].upper()}{second}"


def _second(name: str, alike: Sequence[str]) -> str | None:
    for place in range(1, len(name)):
        letters = [other[place : place + 1].lower() for other in alike]
        if name[place].isalpha() and len(set(letters)) == len(letters):
            return name[place].lower()
    return None
