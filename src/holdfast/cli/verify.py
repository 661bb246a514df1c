"""`holdfast verify`: whether an exported ledger is whole, and fits the receipts that somebody kept."""

from __future__ import annotations

from pathlib import Path

import click

from holdfast.cli.shared import file_argument, refuse
from holdfast.ledger.export import ExportRefused, Manifest, read_export
from holdfast.ledger.verify import Verification, receipt, verify

ALTERED = 1


@click.command()
@file_argument
@click.option(
    "--receipt",
    "receipts",
    multiple=True,
    metavar="'NUMBER DIGEST'",
    help="An entry's number and chain digest that you noted at the time; give as many as you have.",
)
def command(file: Path, receipts: tuple[str, ...]) -> None:
    """Check that an exported ledger was not altered: every digest and every link is worked out anew.

    Exit code 0 means that it is whole, 1 that it was altered, 2 that it cannot be read.
    """
    try:
        anchors = dict(receipt(text) for text in receipts)
    except ValueError as error:
        refuse([str(error)])
    manifest, found = _verified(file, anchors)
    for fault in found.faults:
        click.echo(f"{file}: {fault}", err=True)
    if not found.is_whole:
        click.echo(f"{file}: this ledger has been altered.", err=True)
        raise SystemExit(ALTERED)
    click.echo(f"{file}: {manifest.name}, exported on {manifest.exported[:10]} for {manifest.audience}.")
    click.echo(found.sentence)
    kept = "It fits your receipt." if len(anchors) == 1 else f"It fits your {len(anchors)} receipts."
    click.echo(kept if anchors else "A receipt that you kept proves more: give its number and digest with --receipt.")


def _verified(file: Path, anchors: dict[int, str]) -> tuple[Manifest, Verification]:
    try:
        with file.open("rb") as opened:
            manifest, entries = read_export(opened)
            return manifest, verify(entries, head=manifest.head, anchors=anchors)
    except OSError as error:
        refuse([f"{file}: cannot be read: {(error.strerror or 'unknown reason').lower()}"])
    except ExportRefused as refused:
        refuse([f"{file}: {refused}"])
