"""Every section of every paper, in the order in which they are printed. A section is one file and one line here."""

from __future__ import annotations

from holdfast.reports.sections import (
    actions,
    annex,
    benefits,
    case,
    cases,
    commercial,
    continuity,
    economic,
    financial,
    findings,
    go_no_go,
    management,
    method,
    own,
    partners,
    patterns,
    problems,
    questions,
    records,
    road,
    rounds,
    strategic,
    summary,
    sums,
    tasks,
    withheld,
)
from holdfast.reports.sections.section import Section

SECTIONS: tuple[Section, ...] = (
    summary.SECTION,
    own.SECTION,
    case.SECTION,
    go_no_go.SECTION,
    road.SECTION,
    strategic.SECTION,
    economic.SECTION,
    commercial.SECTION,
    financial.SECTION,
    management.SECTION,
    sums.SECTION,
    benefits.SECTION,
    continuity.SECTION,
    rounds.SECTION,
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
    withheld.SECTION,
)

__all__ = ["SECTIONS", "Section"]
