"""Ranks the actions by how far they would lower the exposures of all problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from holdfast.core.assessment import SuggestedAction
from holdfast.core.catalogue import Catalogue
from holdfast.core.diagnosis.findings import action_falls
from holdfast.core.diagnosis.formula import Sum, exposure_of


def ranked_actions(sums: Sequence[Sum], catalogue: Catalogue) -> tuple[SuggestedAction, ...]:
    """The actions that would lower any problem, the largest summed fall first."""
    falls: dict[str, dict[str, float]] = {}
    exposures: Mapping[str, float] = {total.problem.id: exposure_of(total.log_odds) for total in sums}
    for total in sums:
        for action, fall in action_falls(total, catalogue).items():
            falls.setdefault(action, {})[total.problem.id] = fall
    suggested = [_suggested(action, by_problem, exposures, catalogue) for action, by_problem in falls.items()]
    return tuple(sorted(suggested, key=lambda action: (-action.effect, action.id)))


def _suggested(action: str, falls: Mapping[str, float], exposures: Mapping[str, float], catalogue: Catalogue) -> SuggestedAction:
    findings = sorted(falls, key=lambda problem: (-falls[problem], problem))
    main = findings[0]
    return SuggestedAction(
        id=action,
        title=catalogue.actions[action].title,
        findings=tuple(findings),
        effect=sum(falls[problem] for problem in findings),
        main_finding=main,
        before=exposures[main],
        after=exposures[main] - falls[main],
    )
