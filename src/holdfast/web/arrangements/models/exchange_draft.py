"""What a body has filled in for a sealed exchange and not yet sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.web.arrangements.models.exchange import Exchange


class ExchangeDraft(models.Model):
    """One body's working copy. It is no entry of the ledger, and nothing here says when or how often it was changed.

    `parts` holds by section whether it is answered, the fields of its records, and a number that moves with each saving, so
    that two people of one body do not overwrite each other.
    """

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="drafts")
    body = models.SlugField(max_length=80)
    parts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["exchange", "body"], name="one_draft_of_a_body")]

    def __str__(self) -> str:
        return f"Draft of {self.body} for {self.exchange}"
