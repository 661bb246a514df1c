"""An arrangement of the workspace: little more than the head of its ledger."""

from __future__ import annotations

import uuid

from django.db import models

from holdfast.ledger.digest import GENESIS


class Arrangement(models.Model):
    """One arrangement with its place in the chain.

    All that is known of it stands in its entries; `name` repeats the latest name for lists. `head` is the chain digest of
    entry number `count`. Appends lock this row, so that they follow each other. The entries up to `imported` came from another
    installation, with only those words that whoever exported them could read.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    head = models.CharField(max_length=64, default=GENESIS)
    count = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
