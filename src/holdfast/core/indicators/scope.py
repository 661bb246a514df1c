"""Indicators of what is shared: baselines, hosts, service levels, exceptions, stages, what was never opened."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.facts import DAYS_A_YEAR, go_live, partners_in, services_in_scope
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.scope import Baseline, Service, ServiceException, Stage
from holdfast.core.indicators.absence import codes_in, complete_by, share_of_yes, so_far
from holdfast.core.indicators.predicates import is_live
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, known, reads

HALF = 0.5
MANY_LEVELS = 3
YEARS_TO_OPEN = 3
NOT_LIVE = frozenset({"exploring", "case", "approved", "transition"})


def _baselines(evidence: Evidence) -> tuple[tuple[Baseline, ...], int]:
    """The baselines of the partners for services in the scope, and how many there would be in all."""
    codes = codes_in(evidence)
    services = {service.service for service in services_in_scope(evidence)}
    found = (baseline for baseline in evidence.of(Baseline) if baseline.partner in codes and baseline.service in services)
    return tuple(found), len(codes) * len(services)


@reads(Baseline, Service, Partner)
def baseline_coverage(evidence: Evidence) -> Reading:
    """Share of all pairs of partner and service with an agreed baseline of cost, volume and performance (P01.1, Z1, Z3, Z7, L7)."""
    baselines, pairs = _baselines(evidence)
    covered = [baseline for baseline in baselines if _is_whole(baseline)]
    return known(len(covered) / pairs, covered or baselines) if baselines else NOT_KNOWN


def _is_whole(baseline: Baseline) -> bool:
    return None not in (baseline.cost, baseline.volume) and bool(baseline.performance_known and baseline.agreed)


@reads(Baseline, Service, Partner)
def performance_assessed(evidence: Evidence) -> Reading:
    """Share of pairs of partner and service, among those that say, whose present performance has been measured (P10.1, Z1)."""
    baselines, pairs = _baselines(evidence)
    return share_of_yes(((baseline.performance_known, baseline) for baseline in baselines), pairs)


@reads(Service, Partner)
def hosting_spread(evidence: Evidence) -> Reading:
    """Share of the services in scope that one partner hosts, the highest of any partner (P02.3, K4).

    A company is nobody's side, so what it runs is left out. A service without a host counts for nobody.
    """
    companies = {partner.partner for partner in partners_in(evidence) if partner.type == "company"}
    services = services_in_scope(evidence)
    ours = [service for service in services if service.host not in companies]
    if services and not ours:
        return NOT_APPLICABLE
    hosts = Counter(service.host for service in ours if service.host)
    if not hosts or len(ours) < 2:
        return NOT_KNOWN
    host, most = max(hosts.items(), key=lambda item: (item[1], item[0]))
    complete = hosts.total() == len(ours)
    return so_far(most / len(ours), [service for service in ours if service.host == host], complete=complete, tells=most > HALF * len(ours))


@reads(Service)
def service_level_variants(evidence: Evidence) -> Reading:
    """The most levels of service promised for one service, a count (P05.3, the guide)."""
    services = services_in_scope(evidence)
    stated = [(service.service_levels, service) for service in services if service.service_levels is not None]
    most = max((levels for levels, _ in stated), default=0)
    records = [service for levels, service in stated if levels == most]
    return so_far(most, records, complete=0 < len(stated) == len(services), tells=most >= MANY_LEVELS)


@reads(ServiceException, Service, Register)
def exceptions_share(evidence: Evidence) -> Reading:
    """Share of the services in scope in which a partner keeps something different that has not ended (P09.5, K76)."""
    codes = codes_in(evidence)
    services = {service.service for service in services_in_scope(evidence)}
    if not services:
        return NOT_KNOWN
    standing = [
        exception
        for exception in evidence.of(ServiceException)
        if exception.service in services and exception.partner in codes and (exception.ends is None or exception.ends > evidence.date)
    ]
    registers = complete_by(evidence, ServiceException, evidence.date, evidence.date)
    excepted = {exception.service for exception in standing}
    return so_far(len(excepted) / len(services), [*standing, *registers], complete=bool(registers), tells=bool(standing))


@reads(Service, Milestone)
def scope_unopened(evidence: Evidence) -> Reading:
    """Share of the services in scope that are still not shared three years after the first was (C03.5, the guide).

    Not applicable before three years have passed. A service without a date of sharing counts as not shared once another has one.
    """
    services = services_in_scope(evidence)
    shared = [service for service in services if service.shared_since and service.shared_since <= evidence.date]
    began = _began(evidence, shared)
    if began is None:
        return NOT_APPLICABLE if evidence.arrangement.stage in NOT_LIVE else NOT_KNOWN
    if (evidence.date - began).days < YEARS_TO_OPEN * DAYS_A_YEAR:
        return NOT_APPLICABLE
    opened = {service.service for service in shared}
    unopened = [service for service in services if service.service not in opened]
    return known(len(unopened) / len(services), unopened or shared) if shared else NOT_KNOWN


def _began(evidence: Evidence, shared: Sequence[Service]) -> dt.date | None:
    """When sharing began: the first service shared, else the first go-live."""
    return min((service.shared_since for service in shared if service.shared_since), default=None) or go_live(evidence)


@reads(Stage)
def stages_stand_alone(evidence: Evidence) -> Reading:
    """Share of the stages, among those that say, at which sharing could stop and still pay its way (C06.4, the guide)."""
    stages = evidence.of(Stage)
    return share_of_yes(((stage.stands_alone, stage) for stage in stages), len(stages))


@reads(Service, Register)
def services_apart(evidence: Evidence) -> Reading:
    """Services in scope that differ between partners, or are live and never brought together, one for each, a count (P05.7, K76, K79)."""
    services = services_in_scope(evidence)
    differing = [service for service in services if service.same_for_all is False]
    apart = [service for service in services if service.integrated is False] if is_live(evidence) else []
    told = all(service.same_for_all is not None and service.integrated is not None for service in services)
    found = [*differing, *apart]
    return so_far(len(found), found or services, complete=bool(services) and told, tells=bool(found))


READERS = (
    baseline_coverage,
    performance_assessed,
    hosting_spread,
    service_level_variants,
    exceptions_share,
    scope_unopened,
    stages_stand_alone,
    services_apart,
)
