"""Deletes the arrangements whose deletion every body has agreed to and whose waiting time is over; run it daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from holdfast.web.arrangements.changes_bodies import delete_due


class Command(BaseCommand):
    """The command."""

    help = "Delete the arrangements whose deletion has been agreed and is due."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = delete_due(now=timezone.now())
        self.stdout.write(f"Deleted: {', '.join(gone)}." if gone else "Nothing is due.")
