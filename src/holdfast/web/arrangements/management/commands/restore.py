"""Puts a back-up in the place of what is here, and verifies every ledger in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.web.arrangements.models import Arrangement
from holdfast.web.backup import BackupRefused, is_empty, restore
from holdfast.web.database import prepare

BAD_INPUT = 2


class Command(BaseCommand):
    """Replaces nothing that is there, unless told to."""

    help = "Put back what a back-up holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="Put it in the place of what is there, which is then gone.")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        if not options["force"] and not is_empty():
            raise CommandError("Something is kept here already; add --force to put the back-up in its place", returncode=BAD_INPUT)
        try:
            restore(options["file"])
        except BackupRefused as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        self.stdout.write(f"{options['file']}: {Arrangement.objects.count()} arrangements are back. Everybody signs in again.")
        call_command("verify", stdout=self.stdout, stderr=self.stderr)
