"""An assessment at a glance: the outlook and where each finding stands, for those who compare many of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from holdfast.core.assessment import Glance, Seen
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Problem
from holdfast.core.diagnosis.findings import seen_of
from holdfast.core.diagnosis.formula import Sum, sum_of
from holdfast.core.diagnosis.outlook import outlook_of
from holdfast.core.evidence import Evidence
from holdfast.core.indicators.measure import Measured
from holdfast.core.indicators.predicates import PREDICATES


def sums_of(
    problems: Iterable[Problem], evidence: Evidence, measured: Mapping[str, Measured], catalogue: Catalogue
) -> list[tuple[Sum, bool]]:
    """The sum of each problem, and whether it applies to the arrangement."""
    return [
        (sum_of(problem, measured, catalogue), problem.applies_if is None or PREDICATES[problem.applies_if](evidence) is not False)
        for problem in problems
    ]


def glance_of(date: dt.date, sums: Iterable[tuple[Sum, bool]], catalogue: Catalogue) -> Glance:
    """Where all of them stand at a date."""
    seen = {total.problem.id: seen_of(total, catalogue) if applies else unseen(total.problem.id) for total, applies in sums}
    return glance_at(date, seen, catalogue)


def glance_at(date: dt.date, seen: Mapping[str, Seen], catalogue: Catalogue) -> Glance:
    """The glance of findings that are worked out already."""
    return Glance(as_at=date, outlook=outlook_of([seen[id] for id in catalogue.problems], catalogue), seen=seen)


def unseen(id: str) -> Seen:
    """A problem that does not apply."""
    return Seen(id=id, state="not_applicable", exposure=0.0, low=0.0, high=0.0, coverage=0.0)
