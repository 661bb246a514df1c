"""Staged scope: what each stage adds, whether sharing could stop there and still pay its way, and what going on puts at risk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.alignment import NoGoArea
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.facts import services_in_scope
from holdfast.core.evidence.scope import ServiceException, Stage
from holdfast.core.finance.cash import ZERO, financial_year
from holdfast.core.finance.discount import Rates, added, present_value
from holdfast.core.finance.plan import Plan, PlanLine


@dataclass(frozen=True, slots=True)
class PostAtRisk:
    """A post that nobody can stand in for, and when it is known to fall empty."""

    title: str
    empty_from: dt.date | None


@dataclass(frozen=True, slots=True)
class StageResult:
    """One stage. Figures are none where they are not known, and `why_not` says why.

    `value_if_stopped` is the net present value of all up to here, less the cost of stopping; `at_risk` what the next stage commits before
    anything comes back: its cost to set up and the rise in the cost of stopping; `gain` what going on adds if all goes to plan.
    """

    stage: str
    order: int
    services: tuple[str, ...]
    starts: dt.date | None
    running_cost: Decimal | None
    saving: Decimal | None
    exit_cost: Decimal | None
    said_to_stand_alone: bool | None
    value_if_stopped: Decimal | None
    pays_its_way: bool | None
    contracts: tuple[str, ...]
    posts: tuple[str, ...]
    at_risk: Decimal | None
    gain: Decimal | None
    can_stop: bool | None
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceConcern:
    """How much members and managers care about a service (0 to 4), and who would not, or would rather not, share it."""

    service: str
    name: str
    sensitivity: int | None
    red_lines: tuple[str, ...]
    preferences: tuple[str, ...]
    exceptions: int
    stage: str | None


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages in order, and the concerns about each service, the most sensitive first."""

    stages: tuple[StageResult, ...]
    concerns: tuple[ServiceConcern, ...]


def stages_of(evidence: Evidence, plan: Plan, rates: Rates, posts: Sequence[PostAtRisk]) -> Stages:
    """Every stage on record. `posts` are those nobody can stand in for."""
    ordered = sorted(evidence.of(Stage), key=lambda stage: (stage.order, stage.stage))
    values = [_value_if_stopped(ordered, at, plan, rates) for at in range(len(ordered))]
    results = tuple(_result(evidence, ordered, at, plan, rates, values, posts) for at in range(len(ordered)))
    return Stages(results, tuple(_concerns(evidence, ordered)))


def _stop(ordered: Sequence[Stage], at: int) -> dt.date | None:
    """When one would have to stop: before the next stage starts. None for the last, or where no date is known."""
    return ordered[at + 1].starts if at + 1 < len(ordered) else None


def _counted(ordered: Sequence[Stage], at: int, plan: Plan) -> list[PlanLine]:
    """The lines of the services so far, and what belongs to no service up to the year in which the next stage starts."""
    so_far = {service for stage in ordered[: at + 1] for service in stage.services}
    later = {service for stage in ordered[at + 1 :] for service in stage.services}
    stop = _stop(ordered, at)
    last = financial_year(stop) if stop else plan.last
    return [
        line
        for line in plan.lines
        if line.record.service in so_far
        or (line.record.service not in later and (at + 1 == len(ordered) or line.flow != "set_up" or line.record.year < last))
    ]


def _value_if_stopped(ordered: Sequence[Stage], at: int, plan: Plan, rates: Rates) -> Decimal | None:
    stage = ordered[at]
    is_last = at + 1 == len(ordered)
    if plan.without_amount or not plan.lines or (stage.exit_cost is None and not is_last) or (not is_last and _stop(ordered, at) is None):
        return None
    value = present_value(added((line.record.year, line.signed) for line in _counted(ordered, at, plan)), plan.base, rates)
    stop = _stop(ordered, at)
    if stop is None or stage.exit_cost is None:
        return value
    return value - present_value({financial_year(stop): stage.exit_cost}, plan.base, rates)


def _result(
    evidence: Evidence,
    ordered: Sequence[Stage],
    at: int,
    plan: Plan,
    rates: Rates,
    values: Sequence[Decimal | None],
    posts: Sequence[PostAtRisk],
) -> StageResult:
    stage, value = ordered[at], values[at]
    following = values[at + 1] if at + 1 < len(ordered) else None
    pays = None if value is None else value >= 0
    contracts = _contracts(evidence, ordered, at)
    empty = tuple(
        post.title for post in posts if post.empty_from and post.empty_from <= (_stop(ordered, at) or stage.starts or evidence.date)
    )
    answers = (pays, not contracts, not empty)
    return StageResult(
        stage=stage.stage,
        order=stage.order,
        services=stage.services,
        starts=stage.starts,
        running_cost=stage.running_cost,
        saving=stage.saving,
        exit_cost=stage.exit_cost,
        said_to_stand_alone=stage.stands_alone,
        value_if_stopped=value,
        pays_its_way=pays,
        contracts=contracts,
        posts=empty,
        at_risk=_at_risk(ordered, at, plan, rates),
        gain=None if value is None or following is None else following - value,
        can_stop=False if False in answers else None if None in answers else True,
        why_not=tuple(_gaps(ordered, at, plan)),
    )


def _gaps(ordered: Sequence[Stage], at: int, plan: Plan) -> Sequence[str]:
    gaps = [] if plan.lines and not plan.without_amount else ["The plan's amounts are not all known."]
    if at + 1 < len(ordered):
        gaps += [] if ordered[at].exit_cost is not None else ["Nobody has said what stopping here would cost."]
        gaps += [] if _stop(ordered, at) else ["The next stage has no date, so it is not known when one would stop."]
    return gaps


def _contracts(evidence: Evidence, ordered: Sequence[Stage], at: int) -> tuple[str, ...]:
    """Contracts of services not yet shared that end by the time one would stop: stopping needs them renewed first."""
    later = {service for stage in ordered[at + 1 :] for service in stage.services}
    stop = _stop(ordered, at)
    return tuple(
        contract.contract
        for contract in evidence.of(Contract)
        if contract.service in later and stop and contract.ends and contract.ends <= stop
    )


def _at_risk(ordered: Sequence[Stage], at: int, plan: Plan, rates: Rates) -> Decimal | None:
    if at + 1 >= len(ordered) or plan.without_amount or not plan.lines:
        return None
    here, after = ordered[at], ordered[at + 1]
    if here.exit_cost is None or after.exit_cost is None:
        return None
    now = {id(line) for line in _counted(ordered, at, plan)}
    new = [line for line in _counted(ordered, at + 1, plan) if id(line) not in now and line.flow == "set_up"]
    committed = present_value(added((line.record.year, line.likely) for line in new), plan.base, rates)
    return committed + max(ZERO, after.exit_cost - here.exit_cost)


def _concerns(evidence: Evidence, ordered: Sequence[Stage]) -> list[ServiceConcern]:
    stage_of = {service: stage.stage for stage in reversed(ordered) for service in stage.services}
    areas, exceptions = evidence.of(NoGoArea), evidence.of(ServiceException)
    found = [
        ServiceConcern(
            service=service.service,
            name=service.name,
            sensitivity=service.sensitivity,
            red_lines=_who(areas, service.service, "red_line"),
            preferences=_who(areas, service.service, "preference"),
            exceptions=sum(item.service == service.service for item in exceptions),
            stage=stage_of.get(service.service),
        )
        for service in services_in_scope(evidence)
    ]
    return sorted(found, key=lambda item: (-len(item.red_lines), -(item.sensitivity if item.sensitivity is not None else -1), item.service))


def _who(areas: Sequence[NoGoArea], service: str, firmness: str) -> tuple[str, ...]:
    return tuple(sorted({area.partner for area in areas if area.subject == service and area.firmness == firmness and area.partner}))
