"""How a person follows an arrangement: when they last looked, and how often they want to hear of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from holdfast.web.arrangements.models.membership import Membership


class Every(models.TextChoices):
    """How often a digest is sent."""

    NEVER = "never", _("Never")
    DAILY = "daily", _("Every day that there is something to say")
    WEEKLY = "weekly", _("Once a week")


class Following(models.Model):
    """One person's choices and visits in one arrangement. It is not evidence, so it is no entry of the ledger.

    `seen` is when a page was last shown, `last_visit` when that was so in the visit before this one.
    """

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="following")
    digest = models.CharField(max_length=10, choices=Every.choices, default=Every.NEVER)
    sent = models.DateTimeField(null=True, blank=True)
    seen = models.DateTimeField(null=True, blank=True)
    last_visit = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.membership}: {self.digest}"
