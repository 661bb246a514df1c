"""Makes an administrator: the first account of an installation, or one more."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from holdfast.web.accounts.changes import make_account
from holdfast.web.accounts.models import User
from holdfast.web.database import prepare


class Command(BaseCommand):
    """Asks for name and password; no password is ever made up, printed or given on the command line."""

    help = "Make an administrator, who looks after organisations and their people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The address to sign in with.")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        found = User.objects.filter(email=email).first()
        if found is not None:
            found.is_administrator = True
            found.save(update_fields=["is_administrator"])
            self.stdout.write(f"{found.name} is an administrator now. The password is as it was.")
            return
        name = self._ask("Your name: ")
        make_account(email=email, name=name, post="", password=self._password(email, name), organisation=None, is_administrator=True)
        self.stdout.write(f"{name} is an administrator. Start the site with `holdfast serve`, sign in, and set up a second factor.")

    def _ask(self, prompt: str) -> str:
        self.stdout.write(prompt, ending="")
        self.stdout.flush()
        said = sys.stdin.readline().strip()
        if not said:
            raise CommandError("Nothing was typed, so nothing was made.")
        return said

    def _password(self, email: str, name: str) -> str:
        """A password typed twice; from a pipe, one line."""
        if not sys.stdin.isatty():
            given = sys.stdin.readline().rstrip("\r\n")
        else:
            given = getpass.getpass("Password, at least 12 characters: ")
            if getpass.getpass("The same again: ") != given:
                raise CommandError("The two passwords differ, so nothing was made.")
        try:
            validate_password(given, User(email=email, name=name))
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from None
        return given
