"""`holdfast admin`: makes an administrator of the site, as a process of its own."""

from __future__ import annotations

import subprocess
import sys

import click


@click.command()
@click.argument("email")
def command(email: str) -> None:
    """Make an administrator: asks for a name and a password."""
    made = subprocess.run([sys.executable, "-m", "holdfast.web.manage", "administrator", email], check=False)
    raise SystemExit(2 if made.returncode else 0)
