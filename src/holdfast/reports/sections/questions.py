"""What to find out next, and who can answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfast.core.assessment import NextQuestion
from holdfast.reports.blocks import Block, Column, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

COLUMNS = (
    Column("No", "whole", 0.4),
    Column("Question", width=4.0),
    Column("Who can answer", width=2.0),
    Column("Doubt it would remove", "fine_percent", 0.9),
)


def build(subject: Subject) -> Iterable[Block]:
    """Every open question, the one that would tell most first."""
    found = subject.assessment.next_questions
    if not found:
        yield Paragraph("Nothing that could be asked would tell more.")
        return
    yield Paragraph("What nobody knows yet counts neither for nor against. These answers would tell most.")
    yield table("questions", "Questions by the doubt they would remove", found, subject)


def table(name: str, caption: str, found: Sequence[NextQuestion], subject: Subject) -> Table:
    """Questions with who can answer them."""
    doubt = subject.assessment.doubt or 1.0
    rows = tuple((number, item.text, item.who, item.gain / doubt) for number, item in enumerate(found, 1))
    return Table(name, caption, COLUMNS, rows)


SECTION = Section("questions", "What to find out next", build)
