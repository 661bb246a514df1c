"""Public arrangements that began most like this one, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.reports.blocks import Block, Heading, Item, Listing, Paragraph
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

CASES = 3
OUTCOMES = {"failed": "ended", "reshaped": "reshaped", "lasted": "lasted"}


def build(subject: Subject) -> Iterable[Block]:
    """The most alike first, each with its lesson and its sources."""
    found = subject.assessment.alike[:CASES]
    if not found:
        yield Paragraph("Too little is known to say which public arrangements began like this one.")
        return
    yield Paragraph("A similar start is not a similar end: read what each of them did next.")
    for item in found:
        case = subject.catalogue.cases[item.case]
        years = f"{case.start} to {case.end}" if case.end else f"since {case.start}"
        yield Heading(f"{case.name} ({OUTCOMES[case.outcome]})")
        yield Paragraph(f"{case.place}, {years}. {item.alike} of {item.of} readings alike.")
        yield Paragraph(f"{case.summary} {case.what_happened}")
        yield Listing((Item("What it teaches:", case.lesson),))
        yield Paragraph("Sources: " + "; ".join(source.title for source in case.sources) + ".", "small")


SECTION = Section("cases", "Public cases that began alike", build)
