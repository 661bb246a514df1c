"""HTML of which only a few places differ from person to person: rendered once with a mark in each place, and filled in for everybody.

Hundreds of people answer the same few pages in the same hour, so this is where the time went.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from holdfast.web.arrangements.kept import Kept
from holdfast.web.catalogue import site_catalogue

# Stands around the name of each place where something of a person's own goes. Nobody can type it: it is new with every start.
EDGE = f"\x1f{secrets.token_hex(16)}\x1f"
FRAMES_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Frame:
    """What was rendered, in pieces, and which of them are places, each with its name."""

    pieces: tuple[str, ...]
    places: tuple[tuple[int, str], ...]

    def filled(self, own: Mapping[str, str]) -> str:
        """The whole with something of a person's own in its places."""
        pieces = list(self.pieces)
        for at, name in self.places:
            pieces[at] = own.get(name, "")
        return "".join(pieces)


_FRAMES: Kept[tuple[Hashable, str, str], Frame] = Kept(FRAMES_KEPT)


def place(name: str) -> SafeString:
    """The mark of a place, as the template meets it."""
    return mark_safe(f"{EDGE}{name}{EDGE}")


def framed(key: Hashable, render: Callable[[], str], own: Mapping[str, str]) -> SafeString:
    """What `render` renders, with HTML of one's own in its places; nothing where there is none.

    The key names everything that what is rendered depends on beside the language and the catalogue.
    """
    frame = _FRAMES.made((key, get_language() or "", site_catalogue().digest), lambda: _frame(render()))
    return mark_safe(frame.filled(own))


def _frame(rendered: str) -> Frame:
    # Every second piece is the name of a place.
    pieces = tuple(rendered.split(EDGE))
    return Frame(pieces, tuple((at, pieces[at]) for at in range(1, len(pieces), 2)))
