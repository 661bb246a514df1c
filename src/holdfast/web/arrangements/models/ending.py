"""The deletion of a whole arrangement: proposed, agreed by each body, and carried out after a time."""

from __future__ import annotations

import datetime as dt

from django.db import models

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models.arrangement import Arrangement

# Time to notice, to export and to object.
WAITING = dt.timedelta(days=14)


class Ending(models.Model):
    """A proposal to delete an arrangement. `agreed` lists the bodies that have agreed; one that objects ends it.

    It falls due two weeks after the last body agreed; until then each of them can take its word back.
    """

    arrangement = models.OneToOneField(Arrangement, on_delete=models.CASCADE, related_name="ending")
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed = models.DateTimeField(auto_now_add=True)
    agreed = models.JSONField(default=list)
    due = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Deletion of {self.arrangement}"
