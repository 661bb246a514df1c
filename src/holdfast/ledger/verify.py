"""Whether a ledger is whole: every number, digest and link of the chain worked out anew."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from holdfast.ledger.canonical import canonical
from holdfast.ledger.digest import GENESIS, chain_digest, payload_digest
from holdfast.ledger.entry import Entry


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many entries, the chain digest of the last, and each fault as a sentence."""

    count: int
    head: str
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing has been altered, taken out or put in."""
        return not self.faults


def verify(entries: Iterable[Entry], *, head: str | None = None, anchors: Mapping[int, str] | None = None) -> Verification:
    """Verify one arrangement's entries, in order.

    `head`, where given, is the chain digest that the last entry must have; `anchors` are chain digests that somebody wrote
    down at the time (a receipt, a printed paper): entry number to digest. Without either, a chain cut short at its end
    still fits together, so a ledger proves most to those who kept a receipt.
    """
    anchors = dict(anchors or {})
    previous, count = GENESIS, 0
    faults: list[str] = []
    for entry in entries:
        count += 1
        faults.extend(_faults(entry, count, previous, anchors.pop(count, None)))
        previous = entry.chain
    faults.extend(f"Entry {number} is missing: a receipt names it, and the ledger ends before it." for number in sorted(anchors))
    if head is not None and head != previous:
        faults.append("The ledger does not end where it should: entries were taken from its end, or its head was altered.")
    return Verification(count, previous, tuple(faults))


def _faults(entry: Entry, number: int, previous: str, anchor: str | None) -> Iterator[str]:
    if entry.envelope.number != number:
        yield f"Entry {number} is missing or out of order: entry {entry.envelope.number} stands in its place."
    if entry.payload is not None and entry.salt is not None:
        found = payload_digest(entry.salt, canonical(entry.payload))
        if not hmac.compare_digest(found, entry.payload_digest):
            yield f"Entry {number}: what it says was altered after it was entered."
    expected = chain_digest(previous, canonical(entry.envelope.plain()), entry.payload_digest)
    if not hmac.compare_digest(expected, entry.chain):
        yield f"Entry {number}: who, when, for whom, or its place in the chain was altered after it was entered."
    if anchor is not None and anchor != entry.chain:
        yield f"Entry {number} is not the one on the receipt."
