"""The options beside each other: what each costs and gains against no change, and what no change itself costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import services_in_scope
from holdfast.core.evidence.money import CashLine, Option
from holdfast.core.evidence.scope import Baseline
from holdfast.core.finance.cash import ZERO
from holdfast.core.finance.discount import Rates, present_value
from holdfast.core.finance.optimism import optimism_of
from holdfast.core.finance.plan import Plan, plan_of
from holdfast.core.finance.sums import CaseSums, Sums, case_sums, partner_case_sums

NO_CHANGE = Sums(net_present_value=ZERO, why_not=("The others are measured against it.",))
NOBODY_KNOWS = Sums(why_not=("Nobody has recorded what this option costs and brings.",))


@dataclass(frozen=True, slots=True)
class OptionSums:
    """One option: its figures against no change, of the whole and of each partner, as planned and with costs raised for optimism.

    `planned` marks the one that the arrangement's own amounts are of.
    """

    option: str
    name: str
    kind: str
    scored: bool | None
    planned: bool
    sums: Sums
    adjusted: Sums
    partners: Mapping[str, CaseSums]


@dataclass(frozen=True, slots=True)
class NoChange:
    """What the services in scope cost today, in a year and over the years of the plan, and the partners and services without a baseline."""

    yearly: Decimal | None
    present_value: Decimal | None
    known: int
    missing: tuple[tuple[str, str], ...]


def option_of(evidence: Evidence, name: str) -> Option | None:
    """The option of this name, or none."""
    return next((option for option in evidence.of(Option) if option.option == name), None)


def has_lines(evidence: Evidence, name: str) -> bool:
    """Whether anybody has put amounts to an option by its name."""
    return any(line.option == name and line.status == "plan" for line in evidence.of(CashLine))


def options_of(evidence: Evidence, catalogue: Catalogue, plan: Plan, rates: Rates) -> tuple[OptionSums, ...]:
    """Every option on record. An option that nobody has put amounts to is not known, never zero."""
    own = _planned_kind(evidence)
    return tuple(_option(evidence, catalogue, option, own, plan, rates) for option in evidence.of(Option))


def _planned_kind(evidence: Evidence) -> str:
    by_form = {"company": "company", "joint_venture": "company", "contract": "outsourced"}
    return by_form.get(evidence.arrangement.type or "", "shared")


def _option(evidence: Evidence, catalogue: Catalogue, option: Option, own: str, plan: Plan, rates: Rates) -> OptionSums:
    lines = has_lines(evidence, option.option)
    planned = not lines and option.kind == own
    if lines or planned:
        its_plan = plan_of(evidence, option.option) if lines else plan
        uplift = optimism_of(evidence, catalogue, option if lines else None).uplift
        sums, partners = case_sums(its_plan, rates, uplift), partner_case_sums(its_plan, rates, uplift)
    else:
        alike = NO_CHANGE if option.kind == "no_change" else NOBODY_KNOWS
        sums, partners = CaseSums(alike, alike), {code: CaseSums(alike, alike) for code in plan.partners}
    return OptionSums(option.option, option.name, option.kind, option.scored, planned, sums.planned, sums.adjusted, partners)


def no_change_of(evidence: Evidence, plan: Plan, rates: Rates) -> NoChange:
    """Today's cost carried on for the years of the plan; none where a partner's baseline of a service has no cost."""
    services = {service.service for service in services_in_scope(evidence)}
    costs = {
        (baseline.partner, baseline.service): baseline.cost
        for baseline in evidence.of(Baseline)
        if baseline.partner in plan.partners and baseline.service in services
    }
    wanted = [(partner, service) for service in sorted(services) for partner in plan.partners]
    known = [cost for cost in costs.values() if cost is not None]
    missing = tuple((partner, service) for partner, service in wanted if costs.get((partner, service)) is None)
    if missing or not known:
        return NoChange(None, None, len(known), missing)
    yearly = sum(known, ZERO)
    over = present_value({year: yearly for year in range(plan.base, plan.last + 1)}, plan.base, rates)
    return NoChange(yearly, over, len(known), ())
