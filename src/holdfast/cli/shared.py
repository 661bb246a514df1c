"""What several commands share: reading a file and the catalogue, and saying in words what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from holdfast.core.catalogue import Catalogue, CatalogueRefused, load_catalogue
from holdfast.core.evidence import Evidence
from holdfast.files import FileRefused, read

F = TypeVar("F", bound=Callable[..., Any])
BAD_INPUT = 2

file_argument = click.argument("file", type=click.Path(path_type=Path))
catalogue_option = click.option(
    "--catalogue",
    "additions",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder of local additions to the catalogue; results say what it changed.",
)


def refuse(sentences: Iterable[str]) -> NoReturn:
    """Say every fault on standard error and leave with exit code 2."""
    for sentence in sentences:
        click.echo(sentence, err=True)
    raise SystemExit(BAD_INPUT)


def load(additions: tuple[Path, ...]) -> Catalogue:
    """The catalogue with local additions, or leave with every fault in words."""
    try:
        return load_catalogue(*additions)
    except CatalogueRefused as refused:
        refuse(refused.faults)


def evidence_from(file: Path, catalogue: Catalogue) -> Evidence:
    """The evidence of a file, or leave with every fault in words."""
    try:
        return read(file, questions=frozenset(catalogue.questions))
    except FileRefused as refused:
        refuse(fault.sentence for fault in refused.faults)


def write(target: Path, content: bytes) -> None:
    """Write a file in one step, or leave with the reason in words."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        refuse([f"{target}: cannot be written: {error.strerror}"])
