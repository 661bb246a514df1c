"""Early warnings that a body has seen and need not see again until a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models.arrangement import Arrangement


class SetAside(models.Model):
    """A warning set aside by somebody for their own body, with the reason, until a day.

    Only that body ever sees it, since the warning may rest on what only that body may read. It is taken up again by
    ending it, never by deleting it. Why it is no entry of the ledger stands in docs/adr/0018.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="set_aside")
    body = models.CharField(max_length=80)
    key = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)
    until = models.DateField()
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["until", "key"]
        indexes: ClassVar = [models.Index(fields=["arrangement", "body", "until"], name="set_aside_of_a_body")]

    def __str__(self) -> str:
        return f"{self.key} until {self.until}"
