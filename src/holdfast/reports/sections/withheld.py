"""What was withheld from the readers of this edition: counted, never shown, and left out before anything was worked out."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.reports.blocks import Block, Column, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted

COLUMNS = (Column("Kind", width=4.0), Column("Records", "whole"))


def build(subject: Subject) -> Iterable[Block]:
    """The count by kind."""
    if subject.withheld is None:
        yield Paragraph("A file does not say who may read what, so nothing can be counted.")
        return
    total = sum(subject.withheld.values())
    if not total:
        yield Paragraph("Nothing: this edition rests on all that is known.")
        return
    yield Paragraph(
        f"{counted(total, 'record is', 'records are')} not for this audience. They were left out before anything was worked out, so no "
        "figure in this edition rests on them."
    )
    yield Table("withheld", "Records withheld, by kind", COLUMNS, tuple(sorted(subject.withheld.items())))


SECTION = Section("withheld", "What was withheld", build, is_owed=lambda subject: subject.withheld is not None)
