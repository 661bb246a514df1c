"""How to read the paper: what the figures mean, and what they were made with."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.words import score
from holdfast.reports.blocks import Block, Heading, Item, Listing
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject


def build(subject: Subject) -> Iterable[Block]:
    """In plain words, with the numbers that the catalogue has today."""
    floors = {name: floor.value for name, floor in subject.catalogue.floors.items()}
    exposed, watch = score(floors["exposed"]), score(floors["watch"])
    yield Listing(
        (
            Item("Exposure", "runs from 0 to 100. It orders concerns and shows what drives them; it is not a chance of failure."),
            Item("States.", f"{exposed} or more is exposed, {watch} or more is to be watched, less is low."),
            Item("Cannot tell:", f"under {floors['finding_coverage']:.0%} of the evidence on a finding is in."),
            Item("Not known", "counts neither for nor against anybody. It is never read as zero, and never as good."),
            Item("Lowest and highest", "are what the exposure would be if everything unknown turned out good, or bad."),
            Item("Weight", "is what a reading adds, in log-odds. Exposure = 1 / (1 + e to the power of minus the sum of weights)."),
            Item("Strengths and cut-offs", "are mostly proposed, by judgement, and can be read in the catalogue with their basis."),
        )
    )
    yield Heading("What it was made with")
    yield Listing(tuple(Item(f"{name}:", value) for name, value in versions(subject)))


def versions(subject: Subject) -> tuple[tuple[str, str], ...]:
    """The versions behind a paper, by name; the ledger's head only where there is a ledger."""
    found = subject.assessment.versions
    told = [("Holdfast", found["holdfast"]), ("Catalogue", found["catalogue"])]
    if found["local"]:
        told.append(("Changed by local additions", ", ".join(found["local"])))
    if subject.ledger_head:
        told.append(("Ledger head", subject.ledger_head))
    return tuple(told)


SECTION = Section("method", "How to read this", build)
