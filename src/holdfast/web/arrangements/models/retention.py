"""What is noted about how long an arrangement is kept, where this installation sets a limit."""

from __future__ import annotations

from django.db import models

from holdfast.web.arrangements.models.arrangement import Arrangement


class Retention(models.Model):
    """When its people were told that an arrangement is near its end, and when one of them last said that it is still needed."""

    arrangement = models.OneToOneField(Arrangement, on_delete=models.CASCADE, related_name="retention")
    told = models.DateTimeField(null=True, blank=True)
    kept = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Retention of {self.arrangement}"
