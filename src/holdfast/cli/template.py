"""`holdfast template`: an empty workbook with hints and drop-down lists."""

from __future__ import annotations

from pathlib import Path

import click

from holdfast.cli.shared import refuse, write
from holdfast.files import template


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("arrangement.xlsx"), show_default=True)
def command(output: Path) -> None:
    """Write an empty workbook to fill in."""
    if output.suffix.lower() != ".xlsx":
        refuse([f"{output}: expected a name that ends in .xlsx"])
    if output.exists():
        refuse([f"{output}: is there already, and may be filled in; give another name with -o"])
    write(output, template())
    click.echo(f"{output}: fill in what you know, then run: holdfast assess {output}")
