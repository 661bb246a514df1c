"""Deletes what has come to its end: arrangements by agreement or past the limit of the site, and old questions by link; run it daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from holdfast.web.arrangements.changes_bodies import delete_due
from holdfast.web.arrangements.changes_requests import forget
from holdfast.web.arrangements.changes_retention import tell_or_delete


class Command(BaseCommand):
    """The command."""

    help = (
        "Delete the arrangements whose deletion has been agreed and is due, or whose time by HOLDFAST_KEEP_MONTHS is over after its "
        "people were told, and what was asked by link 30 days after its date."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        gone = delete_due(now=timezone.now())
        told, over = tell_or_delete(now=timezone.now())
        if told:
            self.stdout.write(f"Near the end of their time, and told so: {', '.join(told)}.")
        gone += over
        self.stdout.write(f"Deleted: {', '.join(gone)}." if gone else "Nothing is due.")
        forgotten = forget(now=timezone.localdate())
        if forgotten:
            self.stdout.write(f"Forgotten: {forgotten} facts asked by link.")
