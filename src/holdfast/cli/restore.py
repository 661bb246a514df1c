"""`holdfast restore`: puts back what a back-up holds."""

from __future__ import annotations

import click

from holdfast.cli.manage import manage


@click.command()
@click.argument("file")
@click.option("--force", is_flag=True, help="Put it in the place of what is there, which is then gone.")
def command(file: str, force: bool) -> None:
    """Put back what FILE holds, and verify every ledger afterwards.

    Nothing that is there is replaced without --force. The back-up may come from SQLite and go to PostgreSQL, or the other way.
    """
    raise SystemExit(manage("restore", file, *(["--force"] if force else [])))
