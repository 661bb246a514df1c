"""When a problem, pattern or indicator applies at all. None means that it is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.communications import Rebrand
from holdfast.core.evidence.facts import go_live, partners_in
from holdfast.core.evidence.trading import Venture

COMPANIES = frozenset({"company", "joint_venture"})
UPPER = frozenset({"county", "national", "health"})
LOWER = frozenset({"district"})
SIZES_APART = 4.0


def has_company(evidence: Evidence) -> bool | None:
    """A company or joint venture runs it, or a venture is on record."""
    if evidence.of(Venture):
        return True
    form = evidence.arrangement.type
    return None if form is None else form in COMPANIES


def is_cross_tier(evidence: Evidence) -> bool | None:
    """A county (or national or health body) shares with a district, or one partner serves four times the people of another."""
    partners = [partner for partner in partners_in(evidence) if partner.role != "customer"]
    types = {partner.type for partner in partners if partner.type}
    if types & UPPER and types & LOWER:
        return True
    sizes = [partner.population for partner in partners if partner.population]
    if len(sizes) > 1 and max(sizes) >= SIZES_APART * min(sizes):
        return True
    complete = len(partners) > 1 and all(partner.type for partner in partners)
    return False if complete else None


def has_rebrand(evidence: Evidence) -> bool | None:
    """A new name or identity is planned or launched."""
    if evidence.of(Rebrand):
        return True
    return False if evidence.is_complete(Rebrand, evidence.date, evidence.date) else None


def is_live(evidence: Evidence) -> bool | None:
    """A service has gone live, or the arrangement's stage says so."""
    if go_live(evidence):
        return True
    stage = evidence.arrangement.stage
    return None if stage is None else stage in {"live", "exiting", "ended"}


PREDICATES: Mapping[str, Callable[[Evidence], bool | None]] = {
    "has_company": has_company,
    "is_cross_tier": is_cross_tier,
    "has_rebrand": has_rebrand,
    "is_live": is_live,
}
