"""`holdfast convert`: from TOML to workbook and back, losing nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from holdfast.cli.shared import evidence_from, load, refuse, write
from holdfast.core.evidence import Evidence
from holdfast.files import FileRefused, write_toml, write_workbook

WRITERS: Mapping[str, Callable[[Evidence], bytes]] = {
    ".toml": lambda evidence: write_toml(evidence).encode(),
    ".xlsx": write_workbook,
}


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
def command(source: Path, target: Path) -> None:
    """Read SOURCE and write the same arrangement to TARGET (.toml or .xlsx)."""
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        refuse([f"{target}: is not a file Holdfast can write; expected a name that ends in {' or '.join(WRITERS)}"])
    evidence = evidence_from(source, load(()))
    try:
        content = writer(evidence)
    except FileRefused as refused:
        refuse(fault.sentence for fault in refused.faults)
    write(target, content)
    click.echo(f"{target}: {len(evidence)} records")
