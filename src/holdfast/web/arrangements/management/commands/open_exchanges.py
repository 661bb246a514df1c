"""Opens every sealed exchange that is due, for a daily run: `python -m django open_exchanges --settings holdfast.web.settings`."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from holdfast.web.arrangements.changes_exchange import open_if_due
from holdfast.web.arrangements.models import Arrangement, Exchange


class Command(BaseCommand):
    """Opens what is due, as any member's visit would; says how many, never what is in them."""

    help = "Open every sealed exchange whose closing date has passed, or in which everybody is done."

    def handle(self, *args: object, **options: object) -> None:
        waiting = Exchange.objects.filter(opened__isnull=True)
        before = waiting.count()
        for arrangement in Arrangement.objects.filter(exchanges__in=waiting).distinct():
            open_if_due(arrangement)
        self.stdout.write(f"{before - waiting.count()} of {before} waiting exchanges opened.")
