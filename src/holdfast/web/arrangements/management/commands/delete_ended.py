"""Deletes what has come to its end: arrangements by agreement, and what was asked by link a month past its day; run it daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from holdfast.web.arrangements.changes_bodies import delete_due
from holdfast.web.arrangements.changes_requests import forget


class Command(BaseCommand):
    """The command."""

    help = "Delete the arrangements whose deletion has been agreed and is due, and what was asked by link 30 days after its date."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = delete_due(now=timezone.now())
        self.stdout.write(f"Deleted: {', '.join(gone)}." if gone else "Nothing is due.")
        forgotten = forget(now=timezone.localdate())
        if forgotten:
            self.stdout.write(f"Forgotten: {forgotten} facts asked by link.")
