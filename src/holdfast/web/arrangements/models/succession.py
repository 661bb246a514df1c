"""A body that is to take the place of another, after a reorganisation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models.arrangement import Arrangement


class Succession(models.Model):
    """Proposed by a lead, and waiting until somebody of the body that goes hands its place over.

    Only its own people can do that, since whoever takes the place reads what the body kept private.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="successions")
    body = models.SlugField(max_length=80)
    heir = models.SlugField(max_length=80)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True, blank=True)
    is_agreed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["arrangement", "body"], condition=models.Q(settled__isnull=True), name="one_succession_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.heir} for {self.body}"
