"""`holdfast backup`: everything the site keeps, in one file."""

from __future__ import annotations

import click

from holdfast.cli.manage import manage


@click.command()
@click.argument("file")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(file: str, force: bool) -> None:
    """Write everything the site keeps to FILE, while it runs, and read it again to see that it is whole.

    Keep the file safe: it holds what is private, and passwords as digests. Nobody stays signed in by it.
    """
    raise SystemExit(manage("backup", file, *(["--force"] if force else [])))
