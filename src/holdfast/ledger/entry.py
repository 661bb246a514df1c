"""One entry of the ledger: its envelope, its sealed content, and the digests that bind both to all that came before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from holdfast.ledger.canonical import canonical, canonical_flat
from holdfast.ledger.digest import GENESIS, chain_digest, payload_digest

# record: a statement, new or in place of an earlier one. retire: an earlier statement no longer holds.
# reveal: an earlier statement may now be read by more. redact: the words of an earlier one are erased, its digest stays.
# open, close: a sealed exchange begins, and opens to all at once. seal: a body's whole answer in one, in a single entry, so that
# the ledger tells nobody how much there is. succeed: a body hands its place to another.
Act = Literal["record", "retire", "reveal", "redact", "open", "seal", "close", "succeed"]
Visibility = Literal["private", "sealed", "partners", "public"]
# From the fewest readers to the most.
WIDTH: Mapping[Visibility, int] = {"private": 0, "sealed": 1, "partners": 2, "public": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is known of an entry without opening it: all of it enters the chain.

    `number` counts from 1 within an arrangement. `body` is the partner that speaks, empty for the arrangement itself.
    `author` is the public id of an account, never a name, so that a name can be erased. `entered` is in UTC.
    `target` is the number of the entry that this one replaces, retires, reveals or redacts; `heir` the body to which `body`
    hands its place.
    """

    arrangement: str
    number: int
    act: Act
    body: str
    visibility: Visibility
    author: str
    entered: dt.datetime
    exchange: int | None = None
    target: int | None = None
    heir: str | None = None

    def plain(self) -> dict[str, Any]:
        """The envelope as JSON holds it, its names in order."""
        return {
            "act": self.act,
            "arrangement": self.arrangement,
            "author": self.author,
            "body": self.body,
            "entered": self.entered.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "exchange": self.exchange,
            "heir": self.heir,
            "number": self.number,
            "target": self.target,
            "visibility": self.visibility,
        }

    def written(self) -> bytes:
        """The envelope in canonical form, as it enters the chain."""
        return canonical_flat(self.plain())

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Envelope:
        """The envelope of such JSON."""
        return cls(**{**plain, "entered": dt.datetime.fromisoformat(plain["entered"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An envelope with its content and digests.

    `payload` is what the entry says, as plain JSON values: for a record its section and its fields. It and its `salt` are
    gone once the entry is redacted, or where a reader is not entitled to them; the digests always stay.
    """

    envelope: Envelope
    payload: Mapping[str, Any] | None
    salt: bytes | None
    payload_digest: str
    chain: str

    @classmethod
    def make(cls, envelope: Envelope, payload: Mapping[str, Any], *, salt: bytes, previous: str = GENESIS) -> Entry:
        """The entry that follows `previous`, the chain digest of the last one; `salt` is 32 random bytes."""
        content = payload_digest(salt, canonical(payload))
        return cls(
            envelope=envelope,
            payload=payload,
            salt=salt,
            payload_digest=content,
            chain=chain_digest(previous, envelope.written(), content),
        )

    def closed(self) -> Entry:
        """The same entry without what it says: what somebody may hold who is not entitled to read it."""
        return Entry(envelope=self.envelope, payload=None, salt=None, payload_digest=self.payload_digest, chain=self.chain)
