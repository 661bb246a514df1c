"""Whether a ledger is whole: every number, digest and link of the chain worked out anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from holdfast.ledger.canonical import NotCanonical, canonical
from holdfast.ledger.digest import GENESIS, chain_digest, is_digest, payload_digest
from holdfast.ledger.entry import Entry, Envelope


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many entries, the chain digest of the last, and each fault as a sentence.

    `closed` counts the entries whose words are not here: erased, or not for whoever holds this ledger. Of those, the digests
    are all that can be verified.
    """

    count: int
    closed: int
    head: str
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing has been altered, taken out or put in."""
        return not self.faults

    @property
    def sentence(self) -> str:
        """What holds, where nothing is wrong."""
        entries = "1 entry" if self.count == 1 else f"{self.count:,} entries"
        closed = f" The words of {self.closed:,} are not in it: only their digests could be checked." if self.closed else ""
        return f"{entries}, unchanged and in order.{closed} The last is entry {self.count}, chain digest {self.head}."


def receipt(text: str) -> tuple[int, str]:
    """The entry number and chain digest of a receipt as somebody types it: `12 9f3a71c0...`, spaces as they like.

    Raises:
        ValueError: it is none; the message is a sentence.
    """
    found = _RECEIPT.fullmatch(text.strip())
    digest = re.sub(r"\s", "", found[2]).lower() if found else ""
    if not found or not is_digest(digest):
        raise ValueError(
            f"“{text.strip()[:80]}” is not a receipt; expected the number of an entry and its chain digest of 64 digits, such as: 12 9f3a…"
        )
    return int(found[1]), digest


_RECEIPT = re.compile(r"(?:entry\s+)?([1-9]\d{0,8})[\s:=,]+([0-9a-f\s]+)", re.IGNORECASE)


def verify(entries: Iterable[Entry], *, head: str | None = None, anchors: Mapping[int, str] | None = None) -> Verification:
    """Verify one arrangement's entries, in order.

    `head`, where given, is the chain digest that the last entry must have; `anchors` are chain digests that somebody wrote
    down at the time (a receipt, a printed paper): entry number to digest. Without either, a chain cut short at its end
    still fits together, so a ledger proves most to those who kept a receipt.
    """
    anchors = dict(anchors or {})
    before: Entry | None = None
    count = closed = 0
    faults: list[str] = []
    for entry in entries:
        count += 1
        closed += entry.payload is None
        faults.extend(_faults(entry, count, before, anchors.pop(count, None)))
        before = entry
    found = before.chain if before else GENESIS
    faults.extend(f"Entry {number} is missing: a receipt names it, and the ledger ends before it." for number in sorted(anchors))
    if head is not None and head != found:
        faults.append("The ledger does not end where it should: entries were taken from its end, or its head was altered.")
    return Verification(count, closed, found, tuple(faults))


def _faults(entry: Entry, number: int, before: Entry | None, anchor: str | None) -> Iterator[str]:
    envelope = entry.envelope
    if envelope.number != number:
        yield f"Entry {number} is missing or out of order: entry {envelope.number} stands in its place."
    if before is not None and envelope.arrangement != before.envelope.arrangement:
        yield f"Entry {number} belongs to another arrangement."
    if before is not None and envelope.entered < before.envelope.entered:
        yield f"Entry {number} was entered before the one that it follows."
    if not _is_as_told(entry):
        yield f"Entry {number}: what it says was altered after it was entered."
    if not follows(before.chain if before else GENESIS, envelope, entry.payload_digest, entry.chain):
        yield f"Entry {number}: who, when, for whom, or its place in the chain was altered after it was entered."
    if anchor is not None and anchor != entry.chain:
        yield f"Entry {number} is not the one on the receipt."


def _is_as_told(entry: Entry) -> bool:
    """Whether the words are those whose digest was taken. Words without their salt prove nothing, so they are not."""
    if entry.payload is None or entry.salt is None:
        return entry.payload is None and entry.salt is None
    try:
        return payload_digest(entry.salt, canonical(entry.payload)) == entry.payload_digest
    except (NotCanonical, ValueError):
        return False


def follows(previous: str, envelope: Envelope, content: str, chain: str) -> bool:
    """Whether an entry with this envelope, payload digest and chain digest follows the one with the chain digest `previous`.

    What no ledger could hold, such as a row of a database that somebody filled by hand, follows nothing.
    """
    if not (is_digest(previous) and is_digest(content)):
        return False
    try:
        return chain_digest(previous, envelope.written(), content) == chain
    except (NotCanonical, TypeError, KeyError):
        return False
