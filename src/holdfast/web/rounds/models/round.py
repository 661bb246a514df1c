"""One round: which questions are put to whom, from when until when, and how few may be shown."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import Arrangement


class Mode(models.TextChoices):
    """In which of its uses the assessment is run."""

    CONFIDENCE = "confidence", _("In confidence, inside my own body")
    OPEN = "open", _("Openly, by every partner")
    SEALED = "sealed", _("Sealed, by every partner")


class Round(models.Model):
    """One run of a questionnaire.

    `questions` are the ids that are asked, settled when the round begins, so that a later catalogue changes nothing in it.
    `bodies` and `roles` are whose people are asked. `is_for_all` says that everybody is asked every question, and not only
    those that their role can be expected to answer. `remind_on` are the days on which whoever has not handed in is written to,
    `reminded` the last of them that is done. `closed` and `entry` say when its record was entered in the ledger, and where.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    questionnaire = models.CharField(max_length=80)
    questions = models.JSONField(default=list)
    mode = models.CharField(max_length=12, choices=Mode.choices)
    body = models.SlugField(max_length=80)
    begun_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    bodies = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    is_for_all = models.BooleanField(default=False)
    minimum_group = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    remind_on = models.JSONField(default=list)
    reminded = models.DateField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    entry = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["arrangement", "number"], name="one_round_of_a_number")]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The short name under which the ledger knows the round; with its day, since a ledger may come here with rounds of its own."""
        return f"round-{self.number}-{self.opens_on.isoformat()}"

    @property
    def is_open(self) -> bool:
        """Whether answers are taken in today."""
        return self.closed is None and self.opens_on <= timezone.localdate() <= self.closes_on

    @property
    def is_to_come(self) -> bool:
        """Whether it has not opened yet."""
        return self.closed is None and timezone.localdate() < self.opens_on

    @property
    def is_due(self) -> bool:
        """Whether its last day is over and it has not been closed yet."""
        return self.closed is None and self.closes_on < timezone.localdate()

    @property
    def ended_on(self) -> dt.date:
        """The day on which it closed, or is to close."""
        return self.closes_on if self.closed is None else min(self.closes_on, timezone.localdate(self.closed))
