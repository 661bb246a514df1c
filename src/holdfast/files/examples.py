"""Where the example arrangements are: beside the source in a checkout, inside the package once installed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")


class Example(NamedTuple):
    """One example: its short name on the site, its shelf, its file."""

    slug: str
    shelf: str
    path: Path


def folder() -> Path:
    """The folder of examples. FileNotFoundError where the installation left them out."""
    for place in _PLACES:
        if (place / "guide").is_dir():
            return place
    raise FileNotFoundError("the examples are not installed")


def complete_example() -> Path:
    """The one example that uses every kind of record."""
    return folder() / "four-councils.toml"


def casebook_files() -> Mapping[str, Path]:
    """The early evidence of each public case, by the case's id."""
    return {path.stem: path for path in sorted((folder() / "casebook").glob("*.toml"))}


def guide_files() -> Mapping[int, Path]:
    """The guide's cases as evidence, by number."""
    return {int(path.stem): path for path in sorted((folder() / "guide").glob("[0-9].toml"))}


def all_examples() -> tuple[Example, ...]:
    """Every example in the order shown: the invented ones, the guide's cases, the public cases."""
    own = [Example(path.stem, "own", path) for path in sorted(folder().glob("*.toml"))]
    guide = [Example(f"guide-{number}", "guide", path) for number, path in guide_files().items()]
    cases = [Example(name.replace("_", "-"), "casebook", path) for name, path in casebook_files().items()]
    return (*own, *guide, *cases)
