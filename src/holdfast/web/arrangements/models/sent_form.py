"""Which forms have been entered, so that one that arrives twice is entered once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.web.accounts.models import User


class SentForm(models.Model):
    """One form that was entered: `once` names the form, `digest` what was sent in it, `numbers` the entries it made.

    A form that is sent again with other words in it is another statement, so both together are the key.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent_forms")
    once = models.UUIDField()
    digest = models.CharField(max_length=64)
    numbers = models.JSONField(default=list)
    sent = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "once", "digest"], name="one_entry_of_a_form")]

    def __str__(self) -> str:
        return f"Form {self.once}"
