"""The records that the findings rest on, each with its date and source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfast.core.evidence import Record
from holdfast.reports.blocks import Block, Column, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

COLUMNS = (
    Column("Record", width=1.7),
    Column("Known on", "date", 1.1),
    Column("What it says", width=4.0),
    Column("Source", width=2.0),
)


def build(subject: Subject) -> Iterable[Block]:
    """Each record once, by kind and in the order of its kind."""
    told = (*subject.assessment.findings, *subject.assessment.patterns)
    references = sorted({name for finding in told for reading in finding.readings for name in reading.because})
    found = subject.records.found(references)
    if not found:
        yield Paragraph("No finding rests on a record yet.")
        return
    yield Paragraph(f"Of {subject.assessment.records:,} records known at the date, the findings rest on these {len(found):,}.")
    yield table("records", "Records behind the findings", found, subject)


def table(name: str, caption: str, found: Sequence[tuple[str, Record]], subject: Subject) -> Table:
    """Records in words."""
    rows = tuple((reference, record.on, subject.records.says(record), record.source) for reference, record in found)
    return Table(name, caption, COLUMNS, rows)


SECTION = Section("records", "The records behind the findings", build, starts_page=True)
