"""The links by which people answer without an account, and what they have filled in so far."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from holdfast.web.rounds.models.round import Round


class Link(models.Model):
    """A link for one person, or one for many people of a body.

    Only the SHA-256 of its token is kept. A link that went straight to one person by letter says nothing of the answers but that
    they were handed in. One that was `is_passed_on` by hand, or is for many, has been seen by others: whoever begins with it
    gets a key of their own, so that nobody else with the link can look at what they fill in. `begun` counts them up to `cap`.
    `post` is the title of a post that one person holds, who may then answer on the record. `email` and `label` are
    erased when the round closes.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="links")
    body = models.SlugField(max_length=80)
    token_digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    post = models.CharField(max_length=120, blank=True)
    cap = models.PositiveIntegerField(default=1)
    begun = models.PositiveIntegerField(default=0)
    is_for_many = models.BooleanField(default=False)
    is_passed_on = models.BooleanField(default=False)
    is_revoked = models.BooleanField(default=False)
    is_handed_in = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["body", "-is_for_many", "role", "label", "pk"]

    def __str__(self) -> str:
        return f"Link {self.pk}"

    @property
    def needs_key(self) -> bool:
        """Whether more people than one may know its address."""
        return self.is_for_many or self.is_passed_on


class Draft(models.Model):
    """What somebody has filled in and not handed in. It is deleted when they do, and what is left when the round closes.

    `key_digest` is the SHA-256 of its own key, for those who came by a link for many. `answers` and `comments` go by
    question; `saved` counts the savings of each question, so that two phones do not overwrite each other unseen. `receipt` is the
    code that its holder keeps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="drafts")
    key_digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    saved = models.JSONField(default=dict)
    receipt = models.CharField(max_length=20)

    def __str__(self) -> str:
        return "Answers not handed in yet"
