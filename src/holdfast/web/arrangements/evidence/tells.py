"""What a theme tells: the indicators it feeds as they read today, the findings they weigh in, and what to find out next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from holdfast.core.assessment import Assessment, Finding, FindingReading, NextQuestion
from holdfast.core.catalogue.model import Indicator
from holdfast.core.evidence import Record
from holdfast.core.indicators import READERS
from holdfast.core.indicators.units import band_in_words
from holdfast.reports.pictures.axis import percent
from holdfast.web.arrangements.evidence.themes import Theme, theme_of
from holdfast.web.arrangements.permissions import Member
from holdfast.web.page.finding import BASES

FINDINGS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator as it reads today; without a reading it is not known."""

    indicator: Indicator
    reading: FindingReading | None
    is_part: bool
    at: str
    band: str
    basis: str
    record_link: str

    @property
    def has_own_band(self) -> bool:
        """Whether the value is in the indicator's own unit, so that its band can stand beside it."""
        return self.reading is None or self.reading.unit == self.indicator.unit


@dataclass(frozen=True, slots=True)
class WeighsIn:
    """A finding in which a theme's indicators weigh, and how many of them are known there."""

    finding: Finding
    link: str
    known: int
    of: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to find out next in a theme, and where to record it."""

    question: NextQuestion
    link: str


@dataclass(frozen=True, slots=True)
class Tells:
    """What a theme tells today."""

    known: tuple[IndicatorRow, ...]
    unknown: tuple[IndicatorRow, ...]
    findings: tuple[WeighsIn, ...]
    more_findings: int
    next_step: NextStep | None

    @property
    def of(self) -> int:
        """How many indicators apply."""
        return len(self.known) + len(self.unknown)

    @property
    def share(self) -> float:
        """The share of them that is known; one that is known in part counts half."""
        return sum(0.5 if row.is_part else 1.0 for row in self.known) / self.of if self.of else 0.0


def tells_of(theme: Theme, assessment: Assessment, member: Member) -> Tells:
    """What a theme tells one person."""
    readings, unknown = _read(assessment)
    rows = [
        _row(indicator, readings.get(indicator.id), indicator.id in unknown, member)
        for indicator in theme.indicators
        if indicator.id in readings or indicator.id in unknown
    ]
    known = sorted((row for row in rows if row.reading), key=lambda row: -(row.reading.concern if row.reading else 0))
    findings = sorted(_weighs_in(assessment, {row.indicator.id for row in rows}, member), key=lambda item: -item.finding.exposure)
    return Tells(
        known=tuple(known),
        unknown=tuple(row for row in rows if not row.reading),
        findings=tuple(findings[:FINDINGS_SHOWN]),
        more_findings=max(0, len(findings) - FINDINGS_SHOWN),
        next_step=_next_step(theme, assessment, member),
    )


def rests_on(reference: str, assessment: Assessment, member: Member) -> list[tuple[FindingReading, list[WeighsIn]]]:
    """The readings that rest on one record, each with the findings it weighs in."""
    found: dict[str, tuple[FindingReading, list[WeighsIn]]] = {}
    for finding in (*assessment.findings, *assessment.patterns):
        for reading in finding.readings:
            if reference in reading.because:
                found.setdefault(reading.indicator, (reading, []))[1].append(WeighsIn(finding, _finding_link(finding, member), 1, 1))
    return list(found.values())


def kind_of_indicator(indicator: str) -> type[Record] | None:
    """The kind of record that makes an indicator known, where a record does."""
    reader = READERS.get(indicator)
    return reader.kinds[0] if reader else None


def add_link(kind: type[Record], member: Member) -> str:
    """The page on which a record of a kind is added."""
    return reverse("add_record", args=[member.arrangement.public_id, theme_of(kind).id, kind.meta.section])


def _read(assessment: Assessment) -> tuple[Mapping[str, FindingReading], frozenset[str]]:
    """The readings by indicator, and the indicators that are not known, or only in part."""
    findings = (*assessment.findings, *assessment.patterns)
    readings = {reading.indicator: reading for finding in findings for reading in finding.readings}
    return readings, frozenset(item.indicator for finding in findings for item in finding.unknown)


def _row(indicator: Indicator, reading: FindingReading | None, is_unknown: bool, member: Member) -> IndicatorRow:
    kind = kind_of_indicator(indicator.id)
    return IndicatorRow(
        indicator=indicator,
        reading=reading,
        is_part=reading is not None and is_unknown,
        # As on the picture of a band: healthy is the first fifth, critical the last.
        at=percent(0.1 + 0.8 * reading.concern) if reading else "",
        band=band_in_words(indicator.healthy, indicator.critical, indicator.unit),
        basis=str(BASES[reading.basis]) if reading else "",
        record_link=add_link(kind, member) if kind else "",
    )


def _weighs_in(assessment: Assessment, indicators: set[str], member: Member) -> list[WeighsIn]:
    found = []
    for finding in (*assessment.findings, *assessment.patterns):
        known = {reading.indicator for reading in finding.readings} & indicators
        open_ = {item.indicator for item in finding.unknown} & indicators
        if finding.state != "not_applicable" and (known or open_):
            found.append(WeighsIn(finding, _finding_link(finding, member), len(known), len(known | open_)))
    return found


def _finding_link(finding: Finding, member: Member) -> str:
    return reverse("workspace_finding", args=[member.arrangement.public_id, finding.id])


def _next_step(theme: Theme, assessment: Assessment, member: Member) -> NextStep | None:
    own = {indicator.id for indicator in theme.indicators}
    for question in assessment.next_questions:
        kind = kind_of_indicator(question.indicators[0])
        if own & set(question.indicators) and kind is not None:
            return NextStep(question, add_link(kind, member))
    return None
