"""Takes in a ledger that was exported elsewhere, whatever its size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.ledger.export import ExportRefused
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.changes_import import take_in
from holdfast.web.arrangements.imported import ImportRefused
from holdfast.web.database import prepare

BAD_INPUT = 2


class Command(BaseCommand):
    """Verifies the whole file first, and takes it in or leaves everything as it was."""

    help = "Take in a ledger that was exported elsewhere, as a new arrangement."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--lead", required=True, metavar="EMAIL", help="The account that leads the arrangement here.")
        parser.add_argument("--body", required=True, help="The short name of the body for which it does.")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        file: Path = options["file"]
        user = User.objects.filter(email=options["lead"].lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"{options['lead']}: nobody here has this address.", returncode=BAD_INPUT)
        try:
            with file.open("rb") as opened:
                member, found = take_in(by=user, file=opened, body=options["body"])
        except OSError as error:
            raise CommandError(f"{file}: cannot be read: {(error.strerror or 'unknown reason').lower()}", returncode=BAD_INPUT) from None
        except ExportRefused as refused:
            raise CommandError(f"{file}: {refused}", returncode=BAD_INPUT) from None
        except ImportRefused as refused:
            raise CommandError("\n".join(f"{file}: {sentence}" for sentence in refused.sentences), returncode=BAD_INPUT) from None
        self.stdout.write(f"{member.arrangement.name} ({member.arrangement.public_id}): {found.sentence}")
