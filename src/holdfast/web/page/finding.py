"""One finding as a page shows it: the waterfall of reasons, what is not known, levers, actions and cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.assessment import Assessment, Finding, FindingReading, Lever, UnknownReading
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Action, Case, Indicator, Problem
from holdfast.core.diagnosis.formula import logit
from holdfast.core.indicators.units import band_in_words
from holdfast.reports.pictures.axis import LogOddsAxis, Tick, percent
from holdfast.web.page.contests import ContestShown
from holdfast.web.page.records import RecordBook, RecordsShown

RECORDS_ON_OVERVIEW = 5
RECORDS_ON_PAGE = 100
ACTIONS_SHOWN = 8
UNKNOWN_SHOWN = 7
# A shorter fall than this leaves no room for an arrow between its two ends.
ROOM_FOR_ARROW = 0.1
BASES: Mapping[str, Promise] = {
    "record": _("From records"),
    "survey": _("From a survey"),
    "statement": _("One person’s word"),
    "proxy": _("One person’s word, until the record is there"),
}
EFFECT: Mapping[int, Promise] = {1: _("raises"), -1: _("lowers"), 0: _("adds nothing")}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the waterfall: from where the sum stood, to where it stands now."""

    start: str
    end: str
    x: str
    width: str
    tone: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reading with its bar and its records."""

    reading: FindingReading
    indicator: Indicator
    band: str
    basis: Promise
    effect: Promise
    bar: Bar
    records: RecordsShown
    records_id: str

    @property
    def raises(self) -> bool:
        """Whether it pushes the exposure up, which is when it is worth a sentence."""
        return self.bar.tone == "up"


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """One unknown reading with the range it could move the exposure in."""

    unknown: UnknownReading
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class LeverRow:
    """One lever with the places of now and then on a plain 0 to 100 axis."""

    lever: Lever
    now: str
    then: str
    has_room: bool


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Everything the finding's template reads."""

    finding: Finding
    entry: Problem
    kind: str
    link: str
    rows: tuple[ReadingRow, ...]
    unknown: tuple[UnknownRow, ...]
    levers: tuple[LeverRow, ...]
    actions: tuple[Action, ...]
    cases: tuple[Case, ...]
    ticks: tuple[Tick, ...]
    prior: str
    now: str
    low: str
    high: str
    is_low_beyond: bool
    is_high_beyond: bool
    total: float
    together: tuple[float, float]
    contests: tuple[ContestShown, ...]

    @property
    def unknown_shown(self) -> tuple[UnknownRow, ...]:
        """The widest of the unknown, which is what the picture has room for."""
        return self.unknown[:UNKNOWN_SHOWN]

    @property
    def unknown_more(self) -> int:
        """How many unknown readings only the table shows."""
        return len(self.unknown) - len(self.unknown_shown)

    @property
    def protecting(self) -> tuple[ReadingRow, ...]:
        """The readings that lower the exposure, the strongest first."""
        return tuple(row for row in reversed(self.rows) if row.reading.contribution < 0)

    @property
    def has_records(self) -> bool:
        """Whether any reading rests on a record that can be shown."""
        return any(row.records.count for row in self.rows)


def finding_page(
    finding: Finding, assessment: Assessment, catalogue: Catalogue, book: RecordBook, *, link: str, is_overview: bool
) -> FindingPage:
    """The page of one finding; on the overview each reading lists fewer of its records."""
    axis = _axis(finding)
    alike = {case.case for case in assessment.alike}
    cases = sorted(catalogue.cases_for(finding.id), key=lambda case: case.id not in alike)
    return FindingPage(
        finding=finding,
        entry=catalogue.problem_or_pattern(finding.id),
        kind="pattern" if finding.id in catalogue.patterns else "problem",
        link=link,
        rows=tuple(_rows(finding, axis, catalogue, book, RECORDS_ON_OVERVIEW if is_overview else RECORDS_ON_PAGE)),
        unknown=tuple(UnknownRow(item, axis.at(item.low), axis.width(item.low, item.high)) for item in finding.unknown),
        levers=tuple(_lever(lever, finding) for lever in finding.levers),
        actions=tuple(catalogue.actions[name] for name in finding.actions[:ACTIONS_SHOWN]),
        cases=tuple(cases),
        ticks=axis.ticks,
        prior=axis.at(finding.prior),
        now=axis.at(finding.exposure),
        low=axis.at(finding.low),
        high=axis.at(finding.high),
        is_low_beyond=not axis.holds(finding.low),
        is_high_beyond=not axis.holds(finding.high),
        total=sum(reading.contribution for reading in finding.readings),
        together=_together(finding),
        contests=book.contests.on(finding, {reading.indicator: reading.title for reading in finding.readings}),
    )


def _lever(lever: Lever, finding: Finding) -> LeverRow:
    has_room = finding.exposure - lever.exposure >= ROOM_FOR_ARROW
    return LeverRow(lever, percent(finding.exposure), percent(lever.exposure), has_room)


def _together(finding: Finding) -> tuple[float, float]:
    """What everything unknown could add, in log-odds, if all of it turned out healthy, or critical."""
    if finding.state == "not_applicable":
        return 0.0, 0.0
    now = logit(finding.exposure)
    return logit(finding.low) - now, logit(finding.high) - now


def _axis(finding: Finding) -> LogOddsAxis:
    if finding.state == "not_applicable":
        return LogOddsAxis.around([finding.prior])
    running = [reading.running for reading in finding.readings]
    reach = [bound for item in finding.unknown for bound in (item.low, item.high)]
    return LogOddsAxis.around([finding.prior, finding.exposure, *running, *reach], reach=[finding.low, finding.high])


def _rows(finding: Finding, axis: LogOddsAxis, catalogue: Catalogue, book: RecordBook, most: int) -> list[ReadingRow]:
    rows = []
    before = finding.prior
    for reading in finding.readings:
        indicator = catalogue.indicators[reading.indicator]
        sign = (reading.contribution > 0) - (reading.contribution < 0)
        low, high = sorted((before, reading.running))
        bar = Bar(axis.at(before), axis.at(reading.running), axis.at(low), axis.width(low, high), ("down", "none", "up")[sign + 1])
        rows.append(
            ReadingRow(
                reading=reading,
                indicator=indicator,
                band=band_in_words(indicator.healthy, indicator.critical, indicator.unit) if reading.unit == indicator.unit else "",
                basis=BASES[reading.basis],
                effect=EFFECT[sign],
                bar=bar,
                records=book.behind(reading.because, most=most),
                records_id=f"records-{finding.id}-{reading.indicator}",
            )
        )
        before = reading.running
    return rows
