"""`holdfast manage`: runs a command of the site as a process of its own."""

from __future__ import annotations

import subprocess
import sys

import click


def manage(*arguments: str) -> int:
    """Run one command of the site; its exit code."""
    return subprocess.run([sys.executable, "-m", "holdfast.web.manage", *arguments], check=False).returncode


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(name: str, arguments: tuple[str, ...]) -> None:
    """Run the command NAME on what this installation keeps.

    \b
    verify [ARRANGEMENT]     check that no stored ledger was altered
    import_ledger FILE       take in a ledger that was exported elsewhere
    run_rounds               close the readiness rounds that are over, and send the reminders that are due
    backup, restore          as `holdfast backup` and `holdfast restore`

    Add --help after the name for its options.
    """
    raise SystemExit(manage(name, *arguments))
