"""Every section of every paper, in the order in which they are printed. A section is one file and one line here."""

from __future__ import annotations

from holdfast.reports.sections import (
    actions,
    annex,
    cases,
    findings,
    method,
    own,
    partners,
    patterns,
    problems,
    questions,
    records,
    summary,
    tasks,
)
from holdfast.reports.sections.section import Section

SECTIONS: tuple[Section, ...] = (
    summary.SECTION,
    own.SECTION,
    problems.SECTION,
    patterns.SECTION,
    actions.SECTION,
    tasks.SECTION,
    questions.SECTION,
    cases.SECTION,
    partners.SECTION,
    findings.SECTION,
    records.SECTION,
    annex.SECTION,
    method.SECTION,
)

__all__ = ["SECTIONS", "Section"]
