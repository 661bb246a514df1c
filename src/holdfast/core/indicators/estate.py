"""Indicators of what is run today: old systems, tailoring, contracts, and how well developed each partner is."""

from __future__ import annotations

from collections.abc import Collection

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.estate import Contract, Maturity, System
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.partners import Partner
from holdfast.core.indicators.absence import complete_by, so_far
from holdfast.core.indicators.present import present, speak_for_all
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, reads

RED = 16
NEARLY_RED = 12
A_QUARTER = 0.25
MUCH_TAILORED = 0.3
MOST_DATED = 0.75
SEVERAL_DATES = 3
MIDDLE_LEVEL = 3
ONE_LEVEL = 1
ESTATE_DOMAINS = frozenset({"infrastructure", "applications", "security", "data", "service_management", "digital"})


def _scored(evidence: Evidence) -> tuple[list[tuple[float, System]], int]:
    """The systems with a legacy score, and how many systems there are in all."""
    systems = present(evidence, System)
    return [(system.legacy_score, system) for system in systems if system.legacy_score is not None], len(systems)


@reads(System, Partner)
def legacy_estate(evidence: Evidence) -> Reading:
    """Mean legacy score of a partner's systems, the highest of any partner, 0 to 30 (P08.3, H13).

    Systems of no partner are a group of their own.
    """
    scored, total = _scored(evidence)
    groups: dict[str | None, list[tuple[float, System]]] = {}
    for score, system in scored:
        groups.setdefault(system.partner, []).append((score, system))
    if not groups:
        return NOT_KNOWN
    mean, worst = max(((sum(score for score, _ in group) / len(group), group) for group in groups.values()), key=lambda item: item[0])
    complete = len(scored) == total and speak_for_all(evidence, System, groups.keys())
    return so_far(mean, [system for _, system in worst], complete=complete, tells=mean >= NEARLY_RED)


@reads(System, Partner)
def red_systems(evidence: Evidence) -> Reading:
    """Systems with a legacy score of 16 or more over all systems, as a share (P10.3, H13, H14).

    A system without a score counts as not red, so the share is at least this.
    """
    scored, total = _scored(evidence)
    if not scored:
        return NOT_KNOWN
    red = [system for score, system in scored if score >= RED]
    share = len(red) / total
    complete = len(scored) == total and speak_for_all(evidence, System, {system.partner for _, system in scored})
    return so_far(share, red or [system for _, system in scored], complete=complete, tells=share >= A_QUARTER)


@reads(System)
def platform_customisation(evidence: Evidence) -> Reading:
    """Shared systems changed for one partner over all shared systems, as a share (P05.4, K76, K79).

    A platform counts once for each partner on record as using it. Not applicable where no system is shared.
    """
    systems = present(evidence, System)
    shared = [system for system in systems if system.shared]
    if not shared:
        return NOT_APPLICABLE if systems and all(system.shared is False for system in systems) else NOT_KNOWN
    stated = [system for system in shared if system.customised is not None]
    customised = [system for system in stated if system.customised]
    share = len(customised) / len(shared)
    return so_far(share, customised or stated, complete=len(stated) == len(shared), tells=share >= MUCH_TAILORED)


@reads(Contract, Register, Partner)
def contract_register(evidence: Evidence) -> Reading:
    """Contracts on record that give their end date over all contracts on record, as a share (P10.5, R2).

    A date that is missing from somebody's notes is not a fact: the list has to be a list, called complete or with several dates in it.
    """
    contracts = present(evidence, Contract)
    undated = [contract for contract in contracts if contract.ends is None]
    registers = complete_by(evidence, Contract, evidence.date, evidence.date)
    if not contracts or not (registers or len(contracts) - len(undated) >= SEVERAL_DATES):
        return NOT_KNOWN
    share = 1 - len(undated) / len(contracts)
    enough = bool(registers) or speak_for_all(evidence, Contract, {contract.partner for contract in contracts})
    return so_far(share, [*(undated or contracts), *registers], complete=enough, tells=share < MOST_DATED)


def _lowest_level(evidence: Evidence, domains: Collection[str]) -> Reading:
    """The lowest level of any partner in these areas."""
    found = [(maturity.level, maturity) for maturity in present(evidence, Maturity) if maturity.domain in domains and maturity.level]
    if not found:
        return NOT_KNOWN
    lowest = min(level for level, _ in found)
    records = [maturity for level, maturity in found if level == lowest]
    enough = speak_for_all(evidence, Maturity, {maturity.partner for _, maturity in found})
    return so_far(lowest, records, complete=enough, tells=lowest < MIDDLE_LEVEL)


@reads(Maturity, Partner)
def project_capability(evidence: Evidence) -> Reading:
    """Level of project management, the lowest of any partner, 1 to 5 (P04.5, L9)."""
    return _lowest_level(evidence, {"project_management"})


@reads(Maturity, Partner)
def digital_readiness(evidence: Evidence) -> Reading:
    """Level of digital working, the lowest of any partner, 1 to 5 (P10.6, T2)."""
    return _lowest_level(evidence, {"digital"})


@reads(Maturity, Partner)
def maturity_gap(evidence: Evidence) -> Reading:
    """Levels between the highest and the lowest partner in one area of the estate, the widest of any area (C04.3, H13)."""
    areas: dict[str, list[tuple[float, Maturity]]] = {}
    for maturity in present(evidence, Maturity):
        if maturity.domain in ESTATE_DOMAINS and maturity.level:
            areas.setdefault(maturity.domain, []).append((maturity.level, maturity))
    gaps = [(max(level for level, _ in area) - min(level for level, _ in area), area) for area in areas.values() if len(area) > 1]
    if not gaps:
        return NOT_KNOWN
    widest = max(gap for gap, _ in gaps)
    records = [maturity for gap, area in gaps if gap == widest for _, maturity in area]
    compared = {maturity.partner for _, area in gaps for _, maturity in area}
    return so_far(widest, records, complete=speak_for_all(evidence, Maturity, compared), tells=widest >= ONE_LEVEL)


@reads(System, Partner)
def own_platforms(evidence: Evidence) -> Reading:
    """Partners that still run a system of their own in the same area, for the area with the most, a count (P08.7, K79)."""
    systems = [system for system in present(evidence, System) if system.domain and system.partner]
    owners: dict[str, dict[str | None, System]] = {}
    for system in systems:
        if system.shared is False:
            owners.setdefault(system.domain.casefold(), {})[system.partner] = system
    most = max(owners.values(), key=len, default={})
    told = bool(systems) and all(system.shared is not None for system in systems)
    complete = told and speak_for_all(evidence, System, {system.partner for system in systems})
    return so_far(len(most), [*most.values()] or systems, complete=complete, tells=len(most) > 1)


READERS = (
    legacy_estate,
    red_systems,
    platform_customisation,
    contract_register,
    project_capability,
    digital_readiness,
    maturity_gap,
    own_platforms,
)
