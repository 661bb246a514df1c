"""The only door to the diagnosis: evidence and catalogue in, one assessment out.

It is deterministic: no seed, no simulation, no clock, network or database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from holdfast import __version__
from holdfast.core.assessment import Assessment, Finding
from holdfast.core.catalogue import Catalogue
from holdfast.core.diagnosis.actions import ranked_actions
from holdfast.core.diagnosis.alike import alike_cases
from holdfast.core.diagnosis.findings import finding_of, not_applicable
from holdfast.core.diagnosis.formula import Sum
from holdfast.core.diagnosis.glance import sums_of
from holdfast.core.diagnosis.next_questions import Doubt, next_questions
from holdfast.core.diagnosis.outlook import outlook_of
from holdfast.core.evidence import Evidence
from holdfast.core.indicators import READERS
from holdfast.core.indicators.measure import Measured, measure_all


def assess(evidence: Evidence, catalogue: Catalogue, *, as_at: dt.date | None = None, audience: str = "file") -> Assessment:
    """Assess an arrangement from the evidence that an audience may read, at a date.

    Args:
        evidence: the records; what became known after the date is left out.
        catalogue: what to look for, with its weights.
        as_at: the date; the evidence's own where none is given.
        audience: `public`, `partners`, a partner's short name, or `file` for all that a file holds.
    """
    if as_at is not None:
        evidence = evidence.as_at(as_at)
    measured = measure_all(evidence, catalogue, READERS)
    problems = sums_of(catalogue.problems.values(), evidence, measured, catalogue)
    patterns = sums_of(catalogue.patterns.values(), evidence, measured, catalogue)
    applicable = [total for total, applies in problems if applies]
    findings = _findings(problems, catalogue)
    doubt = Doubt(applicable)
    return Assessment(
        arrangement=evidence.arrangement,
        as_at=evidence.date,
        audience=audience,
        records=evidence.known_records,
        outlook=outlook_of(findings, catalogue),
        findings=findings,
        patterns=_findings(patterns, catalogue),
        actions=ranked_actions(applicable, catalogue),
        next_questions=tuple(next_questions(measured, doubt, catalogue)),
        doubt=doubt.total,
        alike=alike_cases(measured, catalogue),
        versions={"holdfast": __version__, "catalogue": catalogue.digest, "local": list(catalogue.local)},
    )


def applicable_sums(evidence: Evidence, catalogue: Catalogue) -> tuple[Mapping[str, Measured], Sequence[Sum]]:
    """The indicators, and the sums of the problems that apply, for those who need no more (the quick check)."""
    measured = measure_all(evidence, catalogue, READERS)
    problems = sums_of(catalogue.problems.values(), evidence, measured, catalogue)
    return measured, [total for total, applies in problems if applies]


def _findings(sums: Iterable[tuple[Sum, bool]], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Highest exposure first; what does not apply comes last."""
    found = [finding_of(total, catalogue) if applies else not_applicable(total) for total, applies in sums]
    return tuple(sorted(found, key=lambda finding: (finding.state == "not_applicable", -finding.exposure, finding.number)))
