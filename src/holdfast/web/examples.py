"""The examples that come with the package, each read and assessed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import Http404

from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Evidence
from holdfast.files import read

# In a wheel the examples stand inside the package; in a checkout at the root of the repository.
FOLDERS = (Path(__file__).parents[1] / "examples", Path(__file__).parents[3] / "examples")
COMPLETE = "four-councils"
GROUPS = ("complete", "start", "casebook", "guide")
NOT_AN_EXAMPLE = {"expected"}


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its short name in addresses, its group and its file."""

    slug: str
    group: str
    path: Path


@dataclass(frozen=True, slots=True)
class Assessed:
    """An example with its evidence and assessment."""

    example: Example
    evidence: Evidence
    assessment: Assessment


@cache
def examples() -> tuple[Example, ...]:
    """Every example, the complete one first."""
    folder = next((folder for folder in FOLDERS if folder.is_dir()), None)
    if folder is None:
        return ()
    found = [_example(path, folder) for path in folder.rglob("*.toml") if path.stem not in NOT_AN_EXAMPLE]
    return tuple(sorted(found, key=lambda example: (GROUPS.index(example.group), example.slug)))


def _example(path: Path, folder: Path) -> Example:
    parent = path.relative_to(folder).parent.name
    if parent == "guide":
        return Example(f"guide-{path.stem}", "guide", path)
    if parent == "casebook":
        return Example(path.stem.replace("_", "-"), "casebook", path)
    return Example(path.stem, "complete" if path.stem == COMPLETE else "start", path)


def slug_of_case(case: str) -> str:
    """The short name of a public case's example, or nothing where it has none."""
    slug = case.replace("_", "-")
    return slug if any(example.slug == slug for example in examples()) else ""


@cache
def assessed(slug: str) -> Assessed:
    """The example with its assessment.

    Raises:
        Http404: there is no example of this name.
    """
    example = next((example for example in examples() if example.slug == slug), None)
    if example is None:
        raise Http404
    catalogue = load_catalogue()
    evidence = read(example.path, questions=frozenset(catalogue.questions))
    return Assessed(example, evidence, assess(evidence, catalogue))
