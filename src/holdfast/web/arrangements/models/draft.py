"""What somebody has sent that is not entered yet: a form kept while they sign in again, a file held until they have looked it over."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from holdfast.web.accounts.models import User


class Draft(models.Model):
    """One form or file, held for its author alone and for a short time (docs/adr/0015-nothing-typed-is-lost.md).

    `path` is the page it belongs to, `once` the form it was typed in. `content` is JSON, packed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    once = models.UUIDField()
    content = models.BinaryField()
    touched = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "path", "once"], name="one_draft_of_a_form")]

    def __str__(self) -> str:
        return f"Draft for {self.path}"
