"""HTML of which only a few places differ from person to person: rendered once with a mark in each place, and filled in for everybody.

Hundreds of people answer the same few pages in the same hour, so this is where the time went.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from holdfast.web.arrangements.kept import Kept
from holdfast.web.catalogue import site_catalogue

# Stands around the name of each place where something of a person's own goes; no text of ours holds it.
EDGE = "\x1f"
FRAMES_KEPT = 4000
_FRAMES: Kept[tuple[Hashable, str, str], tuple[str, ...]] = Kept(FRAMES_KEPT)


def place(name: str) -> SafeString:
    """The mark of a place, as the template meets it."""
    return mark_safe(f"{EDGE}{name}{EDGE}")


def framed(key: Hashable, render: Callable[[], str], own: Mapping[str, str]) -> SafeString:
    """What `render` renders, with HTML of one's own in its places; nothing where there is none.

    The key names everything that what is rendered depends on beside the language and the catalogue.
    """
    # Every second part is the name of a place.
    parts = _FRAMES.made((key, get_language() or "", site_catalogue().digest), lambda: tuple(render().split(EDGE)))
    return mark_safe("".join(own.get(part, "") if number % 2 else part for number, part in enumerate(parts)))
