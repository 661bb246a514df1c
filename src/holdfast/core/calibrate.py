"""How well the casebook's documented reasons are recovered from what was known before each outcome.

For each case the priors are learnt from the other cases only (leave-one-out), its early evidence is
assessed, and the ranking of the 15 problems is compared with the documented reasons of high and medium
confidence, beside the ranking by those priors alone. Nothing else of the catalogue is fitted to the cases.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from holdfast.core.assess import assess
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Case
from holdfast.core.catalogue.priors import priors
from holdfast.core.evidence import Evidence

TOP = 5
COUNTED = ("high", "medium")


class CaseScore(NamedTuple):
    """One case: recall within the top five and average precision, ours and by prior alone."""

    case: str
    outcome: str
    reasons: tuple[str, ...]
    ranking: tuple[str, ...]
    mean_exposure: float
    recall: float | None
    recall_prior: float | None
    precision: float | None
    precision_prior: float | None


class Calibration(NamedTuple):
    """All cases with their means. `sign_p` is the two-sided sign test of average precision against the prior."""

    scores: tuple[CaseScore, ...]
    recall: float
    recall_prior: float
    precision: float
    precision_prior: float
    wins: int
    losses: int
    ties: int
    sign_p: float


def calibrate(catalogue: Catalogue, evidence: Mapping[str, Evidence]) -> Calibration:
    """Score every case that has evidence; cases without counted reasons enter no mean."""
    scores = tuple(_score(case, evidence[case.id], catalogue) for case in catalogue.cases.values() if case.id in evidence)
    scored = [score for score in scores if score.reasons]
    wins = sum((score.precision or 0) > (score.precision_prior or 0) for score in scored)
    losses = sum((score.precision or 0) < (score.precision_prior or 0) for score in scored)
    return Calibration(
        scores=scores,
        recall=_mean([score.recall for score in scored]),
        recall_prior=_mean([score.recall_prior for score in scored]),
        precision=_mean([score.precision for score in scored]),
        precision_prior=_mean([score.precision_prior for score in scored]),
        wins=wins,
        losses=losses,
        ties=len(scored) - wins - losses,
        sign_p=sign_test(wins, losses),
    )


def _score(case: Case, evidence: Evidence, catalogue: Catalogue) -> CaseScore:
    others = [other for other in catalogue.cases.values() if other.id != case.id]
    learnt = priors(catalogue, others)
    assessment = assess(evidence, catalogue.with_priors(learnt))
    ranking = tuple(found.id for found in assessment.findings)
    by_prior = tuple(sorted(catalogue.problems, key=lambda id: (-learnt[id].value, catalogue.problems[id].number)))
    applicable = [found.exposure for found in assessment.findings if found.state != "not_applicable"]
    reasons = tuple(reason.problem for reason in case.reasons if reason.problem and reason.confidence in COUNTED)
    return CaseScore(
        case=case.id,
        outcome=case.outcome,
        reasons=reasons,
        ranking=ranking,
        mean_exposure=sum(applicable) / len(applicable),
        recall=recall_at(ranking, reasons) if reasons else None,
        recall_prior=recall_at(by_prior, reasons) if reasons else None,
        precision=average_precision(ranking, reasons) if reasons else None,
        precision_prior=average_precision(by_prior, reasons) if reasons else None,
    )


def recall_at(ranking: Sequence[str], reasons: Sequence[str], top: int = TOP) -> float:
    """Hits within the top five over min(5, reasons)."""
    return len(set(ranking[:top]) & set(reasons)) / min(top, len(reasons))


def average_precision(ranking: Sequence[str], reasons: Sequence[str]) -> float:
    """Mean over the reasons of the precision at each reason's rank (Manning et al., Information Retrieval, 8.4)."""
    hits = 0
    total = 0.0
    for rank, problem in enumerate(ranking, 1):
        if problem in reasons:
            hits += 1
            total += hits / rank
    return total / len(reasons)


def sign_test(wins: int, losses: int) -> float:
    """Two-sided exact sign test: the chance of a split at least this uneven from a fair coin."""
    decided = wins + losses
    if not decided:
        return 1.0
    tail = sum(math.comb(decided, k) for k in range(max(wins, losses), decided + 1)) / math.pow(2, decided)
    return min(1.0, 2 * tail)


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else math.nan
