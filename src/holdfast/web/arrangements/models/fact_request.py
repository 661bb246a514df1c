"""One fact asked of somebody by link, and the reply while it waits to be looked over."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models.arrangement import Arrangement

# How long a request, with whatever waits on it, is kept after its date.
KEPT = dt.timedelta(days=30)


class State(models.TextChoices):
    """Where a request stands."""

    ANSWERED = "answered", _("Answered: look it over")
    OPEN = "open", _("Waiting for an answer")
    LATE = "late", _("No answer in time")
    ENTERED = "entered", _("Entered")
    SET_ASIDE = "set_aside", _("Set aside")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class FactRequest(models.Model):
    """A link by which one person without an account can tell one fact, once, until a day.

    Only the SHA-256 of its token is kept. `filled` are the fields that the asker filled in, as a form sends them; `once` names
    the form it was asked in, so that one that arrives twice asks once. Where the letter went is kept nowhere. `entry` is
    the entry that the reply became, `reason` why it was set aside instead.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="fact_requests")
    body = models.SlugField(max_length=80)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    once = models.UUIDField(unique=True)
    section = models.CharField(max_length=40)
    filled = models.JSONField(default=dict)
    question = models.CharField(max_length=500)
    asked_of = models.CharField(max_length=120)
    until = models.DateField()
    made = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    settled = models.DateTimeField(null=True, blank=True)
    entry = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["until", "pk"]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    @property
    def state(self) -> State:
        """Where it stands today."""
        if self.settled is not None:
            return State.SET_ASIDE if self.entry is None else State.ENTERED
        if self.withdrawn is not None:
            return State.WITHDRAWN
        if self.answered is not None:
            return State.ANSWERED
        return State.LATE if self.is_past else State.OPEN

    @property
    def is_past(self) -> bool:
        """Whether its day is over."""
        return self.until < timezone.localdate()

    @property
    def gone_on(self) -> dt.date:
        """The last day on which anything of it is kept."""
        return self.until + KEPT

    @property
    def refusal(self) -> Promise | None:
        """Why its link can no longer be used; nothing while it can."""
        if self.answered is not None:
            return _("It has been used. A link works once.")
        if self.withdrawn is not None:
            return _("It has been withdrawn by those who sent it.")
        return _("It has expired: the day until which an answer was asked for is over.") if self.is_past else None


class Manner(models.TextChoices):
    """In which way somebody answered; each is an answer."""

    FACT = "fact", _("What was told")
    UNKNOWN = "unknown", _("Does not know")
    ELSEWHERE = "elsewhere", _("Says that somebody else knows")


class FactReply(models.Model):
    """What came back by a link: no entry of the ledger, and read by the asker's body alone until it is entered or set aside.

    `typed` is what the form was sent with, `who` the one who knows instead, `remark` what else was said.
    """

    request = models.OneToOneField(FactRequest, on_delete=models.CASCADE, related_name="reply")
    manner = models.CharField(max_length=10, choices=Manner.choices)
    typed = models.JSONField(default=dict)
    who = models.CharField(max_length=200, blank=True)
    remark = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"Reply to {self.request}"
