"""The receipt of a sealed answer: what a body keeps, to prove later that nothing was changed."""

from __future__ import annotations

import datetime as dt
import hmac
import re
from dataclasses import dataclass
from typing import Literal

from holdfast.ledger.canonical import canonical
from holdfast.ledger.digest import chain_digest, payload_digest
from holdfast.ledger.entry import Entry

# unchanged: both digests were worked out anew and are the same. altered: one is not, or the words are gone and no entry says so.
# erased: a later entry says that the words were erased; the chain fits.
Proof = Literal["unchanged", "altered", "erased"]
DIGEST = r"((?:[0-9a-fA-F]\s*){64})"


class NoReceipt(Exception):
    """The text is no receipt; the message says what is missing from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What names one entry beyond doubt: where it stands, and both of its digests."""

    arrangement: str
    number: int
    payload_digest: str
    chain: str

    @classmethod
    def of(cls, entry: Entry) -> Receipt:
        """The receipt of an entry."""
        envelope = entry.envelope
        return cls(arrangement=envelope.arrangement, number=envelope.number, payload_digest=entry.payload_digest, chain=entry.chain)

    @classmethod
    def read(cls, text: str) -> Receipt:
        """The receipt in a text, saved as a file or copied from its page, however it was wrapped or spaced.

        Raises:
            NoReceipt: something of it is missing.
        """
        found = {name: re.search(pattern, text, re.IGNORECASE) for name, pattern in _LINES.items()}
        missing = [name for name, match in found.items() if match is None]
        if missing:
            raise NoReceipt(f"This is no whole receipt: {', '.join(missing)} cannot be found in it. Paste all of it.")
        said = {name: re.sub(r"\s", "", match[1]).lower() for name, match in found.items() if match}
        return cls(
            arrangement=said["Arrangement"],
            number=int(said["Entry"]),
            payload_digest=said["Payload digest"],
            chain=said["Chain digest"],
        )

    def differences(self, other: Receipt) -> tuple[str, ...]:
        """The names of the lines in which two receipts differ."""
        mine, theirs = _values(self), _values(other)
        return tuple(name for name in _LINES if mine[name] != theirs[name])


_LINES = {
    "Arrangement": r"\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b",
    "Entry": r"\bEntry:?\s*(\d{1,9})\b",
    "Payload digest": rf"\bPayload digest:?\s*{DIGEST}",
    "Chain digest": rf"\bChain digest:?\s*{DIGEST}",
}


def _values(receipt: Receipt) -> dict[str, str]:
    said = (receipt.arrangement, str(receipt.number), receipt.payload_digest, receipt.chain)
    return dict(zip(_LINES, said, strict=True))


def receipt_text(entry: Entry, *, name: str, partner: str, by: str) -> str:
    """A receipt as plain text, to print or to keep beside the minutes; `by` is who sealed it, as they want to be named."""
    envelope, receipt = entry.envelope, Receipt.of(entry)
    lines = (
        "Receipt of a sealed answer, made by Holdfast",
        "",
        f"Name: {name}",
        f"Arrangement: {receipt.arrangement}",
        f"Exchange: {envelope.exchange}",
        f"Partner: {partner} ({envelope.body})",
        f"Entry: {receipt.number}",
        f"Entered: {entered_at(envelope.entered)}",
        f"Sealed by: {by}",
        f"Payload digest: {receipt.payload_digest}",
        f"Chain digest: {receipt.chain}",
    )
    return "\n".join((*lines, ""))


def entered_at(moment: dt.datetime) -> str:
    """A moment as a receipt writes it: in UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def proof(entry: Entry, previous: str, *, is_redacted: bool) -> Proof:
    """Work both digests of an entry out anew; `previous` is the chain digest before it, `is_redacted` whether a later entry erases it."""
    linked = chain_digest(previous, canonical(entry.envelope.plain()), entry.payload_digest)
    if not hmac.compare_digest(linked, entry.chain):
        return "altered"
    if entry.payload is None or entry.salt is None:
        return "erased" if is_redacted else "altered"
    same = hmac.compare_digest(payload_digest(entry.salt, canonical(entry.payload)), entry.payload_digest)
    return "unchanged" if same else "altered"
