"""How exposed the arrangement is to each of the 15 problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfast.core.assessment import Finding
from holdfast.reports.blocks import Block, Column, Paragraph, Table
from holdfast.reports.pictures.strip import strip
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted

COLUMNS = (
    Column("No", "whole", 0.5),
    Column("Exposed to", width=3.6),
    Column("Of 100", "score", 0.7),
    Column("State", "state", 1.3),
    Column("Lowest", "score", 0.8),
    Column("Highest", "score", 0.8),
    Column("Known", "percent", 0.8),
)


def build(subject: Subject) -> Iterable[Block]:
    """A sentence, the strip, and its table."""
    findings = subject.assessment.findings
    yield Paragraph(_count(findings))
    yield strip("problems", "The 15 reasons why shared services fail, here", findings)
    yield table("problems", "Exposure to each problem, the highest first", findings)


def table(name: str, caption: str, findings: Sequence[Finding]) -> Table:
    """The findings as rows; an exposure is given only where enough is known."""
    return Table(name, caption, COLUMNS, tuple(map(_row, findings)))


def _row(finding: Finding) -> tuple[int, str, float | None, str, float | None, float | None, float | None]:
    if finding.state == "not_applicable":
        return finding.number, finding.title, None, finding.state, None, None, None
    exposure = None if finding.state == "cannot_tell" else finding.exposure
    return finding.number, finding.title, exposure, finding.state, finding.low, finding.high, finding.coverage


def _count(findings: Sequence[Finding]) -> str:
    states = [finding.state for finding in findings if finding.state != "not_applicable"]
    exposed, watch, open_ = (states.count(state) for state in ("exposed", "watch", "cannot_tell"))
    first = f"Of the {len(states)} problems that apply, {counted(exposed, 'is exposed', 'are exposed')}"
    second = counted(watch, "is to be watched", "are to be watched")
    last = f" Of {counted(open_, 'problem', 'problems')} too little is known to say." if open_ else ""
    return f"{first} and {second}.{last} Each bar runs from the lowest to the highest it could be."


SECTION = Section("problems", "The 15 problems", build, starts_page=True)
