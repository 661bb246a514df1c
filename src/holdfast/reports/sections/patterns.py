"""Which of the guide's 7 patterns of failure the arrangement resembles."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.reports.blocks import Block, Paragraph
from holdfast.reports.pictures.strip import strip
from holdfast.reports.sections.problems import table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject


def build(subject: Subject) -> Iterable[Block]:
    """A sentence, the strip, and its table."""
    patterns = subject.assessment.patterns
    yield Paragraph(
        "Seven ways in which shared services came apart before. They read the same evidence as the problems, so they do not count "
        "twice in the rating."
    )
    yield strip("patterns", "The 7 patterns of failure, here", patterns)
    yield table("patterns", "Likeness to each pattern, the highest first", patterns)


SECTION = Section("patterns", "Patterns of failure it resembles", build)
