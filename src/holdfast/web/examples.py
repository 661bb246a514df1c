"""The examples that come with the package, each read and assessed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.http import Http404

from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.evidence import Evidence
from holdfast.files import read
from holdfast.files.examples import Example, all_examples
from holdfast.web.catalogue import site_catalogue

# The example that the first page shows.
COMPLETE = "four-councils"
SHELVES = ("own", "casebook", "guide")


@dataclass(frozen=True, slots=True)
class Assessed:
    """An example with its evidence and assessment."""

    example: Example
    evidence: Evidence
    assessment: Assessment


@cache
def examples() -> tuple[Example, ...]:
    """Every example, or none where the installation left them out."""
    try:
        return all_examples()
    except FileNotFoundError:
        return ()


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
    catalogue = site_catalogue()
    evidence = read(example.path, questions=frozenset(catalogue.questions))
    return Assessed(example, evidence, assess(evidence, catalogue))
