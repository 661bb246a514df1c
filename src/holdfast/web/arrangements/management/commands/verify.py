"""Verifies the ledgers that are stored here: all of them, or one."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from holdfast.ledger.verify import receipt
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.verified import verified
from holdfast.web.database import prepare

BAD_INPUT = 2


class Command(BaseCommand):
    """Exit code 0 means that every ledger is whole, 1 that one was altered, 2 that the question was not right."""

    help = "Check that no stored ledger was altered: every digest and every link is worked out anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("arrangement", nargs="?", help="The number of one arrangement, as its address has it; all where left out.")
        parser.add_argument(
            "--receipt", action="append", default=[], metavar="'NUMBER DIGEST'", help="A receipt that somebody kept of this arrangement."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        try:
            anchors = dict(receipt(text) for text in options["receipt"])
        except ValueError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from None
        if anchors and not options["arrangement"]:
            raise CommandError("A receipt is of one arrangement: say which.", returncode=BAD_INPUT)
        altered = 0
        for arrangement in self._asked(options["arrangement"]):
            found = verified(arrangement, anchors=anchors)
            name = f"{arrangement.name} ({arrangement.public_id})"
            for fault in found.faults:
                self.stderr.write(f"{name}: {fault}")
            altered += not found.is_whole
            if found.is_whole:
                self.stdout.write(f"{name}: {found.sentence}")
        if altered:
            raise CommandError("1 ledger has been altered." if altered == 1 else f"{altered} ledgers have been altered.", returncode=1)

    def _asked(self, public_id: str | None) -> list[Arrangement]:
        if public_id is None:
            return list(Arrangement.objects.order_by("name", "pk"))
        try:
            return [Arrangement.objects.get(public_id=uuid.UUID(public_id))]
        except (ValueError, Arrangement.DoesNotExist):
            raise CommandError(f"{public_id}: no arrangement of this number is here.", returncode=BAD_INPUT) from None
