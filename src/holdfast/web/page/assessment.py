"""The assessment as its page shows it: answer, doubt, reasons, actions, in that order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.assessment import Assessment, Finding, NextQuestion, Rating, SuggestedAction
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Action, Case
from holdfast.core.evidence import Evidence
from holdfast.core.words import RATINGS, SCALE, RatingWords
from holdfast.reports.pictures.axis import percent
from holdfast.web.page.finding import FindingPage, finding_page
from holdfast.web.page.records import RecordBook

REASONS_SHOWN = 3
QUESTIONS_SHOWN = 5
ACTIONS_SHOWN = 5
CASES_SHOWN = 3
LinkOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five ratings on the scale."""

    rating: Rating
    words: RatingWords
    is_now: bool
    is_possible: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The five ratings with where the arrangement stands, and the worst and best it could be."""

    steps: tuple[Step, ...]
    now: RatingWords
    worst: RatingWords
    best: RatingWords
    worst_place: int
    best_place: int
    coverage: float


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in a list, with the page that tells more."""

    finding: Finding
    title: str
    short: str
    link: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Findings by what can be said of them: told, too little known, not applicable."""

    told: tuple[Row, ...]
    cannot_tell: tuple[Row, ...]
    not_applicable: tuple[Row, ...]

    @property
    def all(self) -> tuple[Row, ...]:
        """Every row, in the order of the picture."""
        return (*self.told, *self.cannot_tell, *self.not_applicable)


@dataclass(frozen=True, slots=True)
class AskRow:
    """One question to ask next, with the share of all doubt it would remove."""

    item: NextQuestion
    share: float
    width: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action to take first, and the finding it lowers most."""

    item: SuggestedAction
    action: Action
    main: Row


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A public case that reads alike."""

    case: Case
    alike: int
    of: int


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """Everything the overview's templates read."""

    assessment: Assessment
    scale: Scale
    count: str
    reasons: tuple[Row, ...]
    problems: Strip
    patterns: Strip
    ask: tuple[AskRow, ...]
    ask_share: float
    act: tuple[ActionRow, ...]
    more_actions: int
    alike: tuple[CaseRow, ...]
    findings: tuple[FindingPage, ...]
    cut_offs: Mapping[str, float]

    @property
    def is_told(self) -> bool:
        """Whether enough is known for a rating."""
        return self.assessment.outlook.rating != "cannot_tell"


def scale_of(assessment: Assessment) -> Scale:
    """The rating scale of an assessment."""
    outlook = assessment.outlook
    worst, best = sorted((SCALE.index(outlook.worst), SCALE.index(outlook.best)))
    steps = tuple(Step(rating, RATINGS[rating], rating == outlook.rating, worst <= place <= best) for place, rating in enumerate(SCALE))
    return Scale(steps, RATINGS[outlook.rating], RATINGS[outlook.worst], RATINGS[outlook.best], worst + 1, best + 1, outlook.coverage)


def strip_of(findings: tuple[Finding, ...], catalogue: Catalogue, link_of: LinkOf) -> Strip:
    """The findings grouped by what can be said of them, each group in the order given."""

    def rows(*states: str) -> tuple[Row, ...]:
        return tuple(_row(finding, catalogue, link_of) for finding in findings if finding.state in states)

    return Strip(rows("exposed", "watch", "low"), rows("cannot_tell"), rows("not_applicable"))


def assessment_page(
    assessment: Assessment, evidence: Evidence, catalogue: Catalogue, *, link_of: LinkOf, with_findings: bool = True
) -> AssessmentPage:
    """The page of an assessment; `link_of` gives the address of a finding."""
    problems = strip_of(assessment.findings, catalogue, link_of)
    patterns = strip_of(assessment.patterns, catalogue, link_of)
    worrying = [row for row in problems.told if row.finding.state != "low" and row.finding.reasons]
    ask = _ask(assessment)
    return AssessmentPage(
        assessment=assessment,
        scale=scale_of(assessment),
        count=_count(assessment),
        reasons=tuple(worrying[:REASONS_SHOWN]),
        problems=problems,
        patterns=patterns,
        ask=ask,
        ask_share=min(1.0, sum(row.share for row in ask)),
        act=tuple(_act(assessment, catalogue, link_of)),
        more_actions=max(0, len(assessment.actions) - ACTIONS_SHOWN),
        alike=tuple(CaseRow(catalogue.cases[item.case], item.alike, item.of) for item in assessment.alike[:CASES_SHOWN]),
        findings=_findings(assessment, evidence, catalogue, (*problems.all, *patterns.all)) if with_findings else (),
        cut_offs={name: catalogue.floors[name].value for name in ("exposed", "watch", "finding_coverage")},
    )


def _findings(assessment: Assessment, evidence: Evidence, catalogue: Catalogue, rows: tuple[Row, ...]) -> tuple[FindingPage, ...]:
    """Each finding in full, with the records behind it."""
    book = RecordBook(evidence)
    return tuple(
        finding_page(row.finding, assessment, catalogue, book, link=row.link, is_overview=True)
        for row in rows
        if row.finding.state != "not_applicable"
    )


def _row(finding: Finding, catalogue: Catalogue, link_of: LinkOf) -> Row:
    entry = catalogue.problem_or_pattern(finding.id)
    return Row(finding, entry.title, entry.short, link_of(finding.id))


def _count(assessment: Assessment) -> str:
    """How many problems are exposed and how many are to be watched, in a sentence."""
    applicable = [finding for finding in assessment.findings if finding.state != "not_applicable"]
    exposed = sum(finding.state == "exposed" for finding in applicable)
    watch = sum(finding.state == "watch" for finding in applicable)
    first = ngettext("%(count)d of the %(all)d problems is exposed", "%(count)d of the %(all)d problems are exposed", exposed) % {
        "count": exposed,
        "all": len(applicable),
    }
    second = ngettext("%(count)d is to be watched", "%(count)d are to be watched", watch) % {"count": watch}
    return _("%(first)s, and %(second)s.") % {"first": first, "second": second}


def _ask(assessment: Assessment) -> tuple[AskRow, ...]:
    top = assessment.next_questions[:QUESTIONS_SHOWN]
    doubt = assessment.doubt or 1.0
    widest = max((item.gain for item in top), default=0.0) or 1.0
    return tuple(AskRow(item, item.gain / doubt, percent(item.gain / widest)) for item in top)


def _act(assessment: Assessment, catalogue: Catalogue, link_of: LinkOf) -> list[ActionRow]:
    return [
        ActionRow(item, catalogue.actions[item.id], _row(assessment.finding(item.main_finding), catalogue, link_of))
        for item in assessment.actions[:ACTIONS_SHOWN]
    ]
