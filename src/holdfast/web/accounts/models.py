"""People, the organisations they work for, and invitations to join."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """A public body whose people use this installation."""

    name = models.CharField(_("Name"), max_length=200, unique=True)
    slug = models.SlugField(_("Short name"), max_length=80, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """An account; without a password it is set by link."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account.

    `public_id` is what the ledger keeps of an author: a name can be erased without breaking the chain. `post` is the post
    held, which pages show beside the name. An administrator runs the installation and by that alone may read no arrangement.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    post = models.CharField(_("Post"), max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    erased = models.DateTimeField(null=True, blank=True)

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name, for those parts of Django that ask for it."""
        return self.name


class Invitation(models.Model):
    """A link that lets one person make an account, once.

    Only the SHA-256 of its token is kept, so that nobody who reads the database can use it. `organisation` is where the
    person works, where the one who invites knows.
    """

    LASTS = dt.timedelta(days=7)

    token_digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("E-mail address"))
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_made")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations_used")
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @staticmethod
    def digest(token: str) -> str:
        """What is kept of a token."""
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def refusal(self) -> Promise | None:
        """Why it can no longer be used; nothing while it can."""
        if self.used is not None:
            return _("It has been used. A link works once.")
        if self.revoked is not None:
            return _("It has been withdrawn by those who sent it.")
        if self.expires <= timezone.now():
            return _("It has expired. A link works for 7 days.")
        return None
