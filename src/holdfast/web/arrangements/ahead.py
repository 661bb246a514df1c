"""Reads ledgers before anybody asks for them, so that the first who comes after a start does not wait for ten thousand entries."""

from __future__ import annotations

import time
from contextlib import suppress

from holdfast.web.arrangements.models import Arrangement, StoredEntry
from holdfast.web.arrangements.state import BrokenChain, state_of

# Among so many of the newest entries the arrangements are looked for that are at work now.
NEWEST = 1000


def read_ahead(seconds: float) -> int:
    """Read the ledgers in which something was entered last, for so long at most beside the last of them; how many."""
    until = time.monotonic() + seconds
    entries = StoredEntry.objects.order_by("-pk").values_list("arrangement", flat=True)[:NEWEST]
    found = 0
    for key in dict.fromkeys(entries):
        if time.monotonic() > until:
            break
        # What was altered is told on its own pages, and keeps nobody else waiting.
        with suppress(BrokenChain):
            state_of(Arrangement.objects.get(pk=key))
            found += 1
    return found
