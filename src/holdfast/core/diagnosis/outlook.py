"""The outlook: a small table of rules over exposures, run on exposures, lows and highs."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.core.assessment import Finding, Outlook, Seen
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import OutlookRule


def outlook_of(findings: Sequence[Finding] | Sequence[Seen], catalogue: Catalogue) -> Outlook:
    """The rating of the whole from the problems that apply (patterns share their indicators, so do not count).

    Red on the lows is red at any coverage; otherwise under the floor it is "cannot tell".
    """
    applicable = [found for found in findings if found.state != "not_applicable"]
    coverage = sum(found.coverage for found in applicable) / len(applicable) if applicable else 0.0
    now = _rule([found.exposure for found in applicable], catalogue)
    best = _rule([found.low for found in applicable], catalogue)
    worst = _rule([found.high for found in applicable], catalogue)
    if best.rating == "red":
        return Outlook(rating="red", best=best.rating, worst=worst.rating, coverage=coverage, rule=best.words)
    floor = catalogue.floors["outlook_coverage"].value
    if coverage < floor:
        words = f"Less than {floor:.0%} of the evidence is in, so no rating is given"
        return Outlook(rating="cannot_tell", best=best.rating, worst=worst.rating, coverage=coverage, rule=words)
    return Outlook(rating=now.rating, best=best.rating, worst=worst.rating, coverage=coverage, rule=now.words)


def _rule(exposures: Sequence[float], catalogue: Catalogue) -> OutlookRule:
    """The first rule that holds."""
    return next(rule for rule in catalogue.rules if _holds(rule, exposures, catalogue))


def _holds(rule: OutlookRule, exposures: Sequence[float], catalogue: Catalogue) -> bool:
    exposed = sum(exposure >= catalogue.floors["exposed"].value for exposure in exposures)
    watched = sum(exposure >= catalogue.floors["watch"].value for exposure in exposures)
    worst = max(exposures, default=0.0)
    return (
        (rule.exposed_at_least is None or exposed >= rule.exposed_at_least)
        and (rule.watch_at_least is None or watched >= rule.watch_at_least)
        and (rule.worst_at_least is None or worst >= rule.worst_at_least)
    )
