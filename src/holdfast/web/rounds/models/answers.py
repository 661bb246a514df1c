"""What was answered, apart from who was asked: no row here leads to a link, a person or a moment."""

from __future__ import annotations

import uuid

from django.db import models

from holdfast.web.rounds.models.round import Round


class Sheet(models.Model):
    """The answers that one person has handed in, until the round closes.

    Its key is random, and it has no time and no link. `receipt_digest` is the SHA-256 of the code that its holder keeps. `post` is
    set where the holder of a post answers on the record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sheets")
    body = models.SlugField(max_length=80)
    role = models.CharField(max_length=20)
    post = models.CharField(max_length=120, blank=True)
    answers = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    receipt_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return "Answers handed in"


class ClosedAnswers(models.Model):
    """All answers of a closed round, as one text in an order that tells nothing of when each arrived.

    `digest` repeats what the ledger says of them: it is worked out from the digest of each sheet, so that a comment can be
    erased from one of them without losing the proof for the rest. `published` is what was said of them at closing: later versions of
    this software would perhaps say other figures, and two sets of figures together would say too much.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="answers")
    content = models.TextField()
    published = models.TextField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Answers of {self.round}"
