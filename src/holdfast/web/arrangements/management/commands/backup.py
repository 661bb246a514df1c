"""Writes a back-up and reads it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.web import place
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.verified import verified
from holdfast.web.backup import BackupRefused, back_up, opened
from holdfast.web.database import prepare

BAD_INPUT = 2


class Command(BaseCommand):
    """Says what is in it, and what is not: the secret key has to be kept somewhere else."""

    help = "Write everything the site keeps to one file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="Write over a file that is there.")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        file: Path = options["file"]
        if file.exists() and not options["force"]:
            raise CommandError(f"{file}: is there already; add --force to write over it", returncode=BAD_INPUT)
        try:
            back_up(file)
        except BackupRefused as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        with opened(file) as copy:
            found = [verified(arrangement) for arrangement in Arrangement.objects.using(copy)]
        altered = sum(not each.is_whole for each in found)
        self.stdout.write(f"{file}: {len(found)} arrangements, {sum(each.count for each in found):,} entries.")
        self.stdout.write(f"Not in it: the key that signs cookies and links ({place.DATA / 'secret-key'}). Keep it somewhere else.")
        if altered:
            raise CommandError(f"{altered} of the ledgers in it have been altered: run `holdfast manage verify`.", returncode=1)
