"""The entries as the database keeps them: one row each, never changed but for the erasing of words."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from holdfast.ledger import Entry, Envelope
from holdfast.ledger.digest import SALT_BYTES, payload_digest
from holdfast.web.arrangements.models.arrangement import Arrangement


class Told:
    """What a row of the ledger tells, however it was read."""

    __slots__ = ()

    number: Any
    entered: Any
    payload: Any
    salt: Any
    payload_digest: Any
    chain: Any

    def envelope(self, arrangement: str) -> Envelope:
        """The envelope of this row; `arrangement` is the public id."""
        said = {name: getattr(self, name) for name in ENVELOPE}
        return Envelope(**{**said, "entered": self.entered or NO_MOMENT}, arrangement=arrangement)

    def is_as_told(self) -> bool:
        """Whether what this row says is what was entered; what has been erased says nothing."""
        if self.payload is None or self.salt is None:
            return self.payload is None and self.salt is None
        if not isinstance(self.payload, str):
            return False
        salt = bytes(self.salt)
        return len(salt) == SALT_BYTES and payload_digest(salt, self.payload.encode()) == self.payload_digest

    def entry(self, arrangement: str) -> Entry:
        """The whole entry of this row."""
        salt = None if self.salt is None else bytes(self.salt)
        return Entry(
            envelope=self.envelope(arrangement), payload=self.said(), salt=salt, payload_digest=self.payload_digest, chain=self.chain
        )

    def said(self) -> dict[str, Any] | None:
        """What the entry says, as plain JSON values; nothing once erased."""
        found: dict[str, Any] | None = None if self.payload is None else json.loads(self.payload)
        return found


class StoredEntry(Told, models.Model):
    """One entry of a ledger. `payload` is canonical JSON; it and the salt are empty once redacted.

    `section` repeats the kind of record that the payload holds, so that a theme can be read without the rest.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10)
    body = models.CharField(max_length=80, blank=True)
    visibility = models.CharField(max_length=10)
    author = models.CharField(max_length=36)
    entered = models.DateTimeField()
    exchange = models.PositiveIntegerField(null=True)
    target = models.PositiveIntegerField(null=True)
    heir = models.CharField(max_length=80, null=True)
    section = models.CharField(max_length=40, blank=True)
    payload = models.TextField(null=True)
    salt = models.BinaryField(max_length=32, null=True)
    payload_digest = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["arrangement", "number"], name="one_entry_of_a_number")]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"Entry {self.number}"

    @classmethod
    def of(cls, arrangement: Arrangement, entry: Entry, section: str, text: str) -> StoredEntry:
        """The row of an entry; `text` is its payload in canonical JSON."""
        envelope = entry.envelope
        return cls(
            arrangement=arrangement,
            number=envelope.number,
            act=envelope.act,
            body=envelope.body,
            visibility=envelope.visibility,
            author=envelope.author,
            entered=envelope.entered,
            exchange=envelope.exchange,
            target=envelope.target,
            heir=envelope.heir,
            section=section,
            payload=text,
            salt=entry.salt,
            payload_digest=entry.payload_digest,
            chain=entry.chain,
        )


ENVELOPE = ("number", "act", "body", "visibility", "author", "entered", "exchange", "target", "heir")
# What stands for a moment that cannot be read, in a row that somebody altered: it fits no digest.
NO_MOMENT = dt.datetime.min.replace(tzinfo=dt.UTC)
COLUMNS = (*ENVELOPE, "payload", "salt", "payload_digest", "chain")


@dataclass(slots=True)
class Row(Told):
    """One row as it is read by the thousand, when a ledger comes into memory: `COLUMNS`, in their order."""

    number: int
    act: str
    body: str
    visibility: str
    author: str
    entered: dt.datetime | None
    exchange: int | None
    target: int | None
    heir: str | None
    payload: str | None
    salt: bytes | None
    payload_digest: str
    chain: str
