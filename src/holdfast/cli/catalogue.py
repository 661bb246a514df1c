"""`holdfast catalogue`: what can be found, asked and done, as lists and single entries."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from holdfast.cli.shared import catalogue_option, load, refuse
from holdfast.cli.tables import Column, heading, paragraph, table

PARTS = ("problems", "patterns", "indicators", "questions", "actions", "parameters", "cases", "sources")
NAMES = ("title", "name", "text")


@click.command()
@click.argument("part", required=False)
@click.argument("id", required=False)
@catalogue_option
def command(part: str | None, id: str | None, additions: tuple[Path, ...]) -> None:
    """List a PART of the catalogue (problems, indicators, questions...), or show one entry by ID."""
    catalogue = load(additions)
    if part is None:
        table([Column("Part"), Column("Entries", "right")], [[name, str(len(getattr(catalogue, name)))] for name in PARTS])
        return
    if part not in PARTS:
        refuse([f"“{part}” is not a part of the catalogue; expected one of {', '.join(PARTS)}"])
    entries: Mapping[str, Any] = getattr(catalogue, part)
    if id is None:
        table([Column("Id"), Column("What it is", grows=True)], [[key, _title(entry)] for key, entry in entries.items()])
        return
    if id not in entries:
        refuse([f"there is no “{id}” in {part}; holdfast catalogue {part} lists them"])
    _show(entries[id])


def _title(entry: Any) -> str:
    found = next(getattr(entry, name) for name in NAMES if hasattr(entry, name))
    ref = getattr(entry, "ref", "")
    return f"{ref} {found}".strip()


def _show(entry: Any) -> None:
    heading(_title(entry))
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if value in (None, "", (), {}) or field.name in NAMES:
            continue
        click.secho(field.name.replace("_", " ").capitalize(), bold=True)
        for line in _lines(value):
            paragraph(line, indent="  ")


def _lines(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key}: {item}" for key, item in value.items()]
    if isinstance(value, tuple):
        return [f"- {_item(item)}" for item in value]
    return [str(value)]


def _item(item: Any) -> str:
    if not dataclasses.is_dataclass(item):
        return str(item)
    parts = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    return "; ".join(f"{name} {part if not isinstance(part, tuple) else ', '.join(part)}" for name, part in parts.items() if part)
