"""Tokens with which other programs act for a person."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models.arrangement import Arrangement


class ApiToken(models.Model):
    """What a program shows to act for a person: never more than that person may do at that moment.

    Only the SHA-256 of the token is kept. Unless it `is_for_all`, it opens no arrangement but those named, of which the person
    must still be a member. Letting people in is a scope of its own, since whoever was invited stays when the token is gone. `used`
    is when it was last shown, to the minute.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    may_look_after_people = models.BooleanField(default=False)
    is_for_all = models.BooleanField(default=False)
    arrangements = models.ManyToManyField(Arrangement, related_name="api_tokens")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"Token {self.pk}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """What is kept of a token."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @property
    def works(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and self.expires > timezone.now() and self.user.is_active

    def opens(self, arrangement: uuid.UUID) -> bool:
        """Whether it is for this arrangement; whether the person may look into it is asked besides."""
        return self.is_for_all or self.arrangements.filter(public_id=arrangement).exists()

    def is_used_since(self, moment: dt.datetime) -> bool:
        """Whether it was noted as used after this moment."""
        return self.used is not None and self.used > moment
