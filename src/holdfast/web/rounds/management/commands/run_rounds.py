"""Closes the rounds whose last day is over, and sends the reminders that are due. Run it once a day, in the morning."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from holdfast.web.arrangements.models import Arrangement
from holdfast.web.rounds.closing import close_if_due
from holdfast.web.rounds.models import Round
from holdfast.web.rounds.reminding import claim, due, letters


class Command(BaseCommand):
    """Says how many, never whom."""

    help = "Close the readiness rounds whose last day is over, and remind those who were invited by letter where that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        over = Arrangement.objects.filter(rounds__closed__isnull=True, rounds__closes_on__lt=today).distinct()
        waiting = Round.objects.filter(closed__isnull=True, closes_on__lt=today)
        before = waiting.count()
        for arrangement in over:
            close_if_due(arrangement)
        sent = failed = 0
        for found in due(today):
            if claim(found, today):
                for letter in letters(found):
                    # One address that is refused must not keep the others waiting.
                    try:
                        letter.send()
                        sent += 1
                    except Exception as problem:
                        failed += 1
                        self.stderr.write(f"One reminder of round {found.pk} could not be sent: {type(problem).__name__}")
        self.stdout.write(f"Closed {before - waiting.count()} rounds. Sent {sent} reminders.")
        if failed:
            sys.exit(1)
