"""A sealed exchange: each partner tells what it wants, and all of it opens at once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.web.arrangements.models.arrangement import Arrangement


class Exchange(models.Model):
    """One sealed exchange, as its entries in the ledger tell it, for lists and for the calendar.

    `bodies` are the partners that take part, `sections` the kinds of record that are sealed in it. Who is done stands in the
    ledger. It opens when all are, or once `closes_on` has passed; `opened` repeats when it did.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="exchanges")
    number = models.PositiveIntegerField()
    bodies = models.JSONField(default=list)
    sections = models.JSONField(default=list)
    closes_on = models.DateField()
    created = models.DateTimeField(auto_now_add=True)
    opened = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["arrangement", "number"], name="one_exchange_of_a_number")]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"Sealed exchange {self.number}"
