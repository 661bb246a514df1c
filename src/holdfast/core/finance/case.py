"""The business case in exact sums: as planned and adjusted for optimism, for the whole and for each partner, beside the options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.finance.discount import Rates, rates_of
from holdfast.core.finance.optimism import Optimism, optimism_of
from holdfast.core.finance.options import NoChange, OptionSums, no_change_of, options_of
from holdfast.core.finance.plan import Plan, plan_of
from holdfast.core.finance.sums import Sums, Uplift, partner_sums, whole_sums


@dataclass(frozen=True, slots=True)
class CaseSums:
    """The same figures twice: with the partners' own likely amounts, and with costs raised for optimism."""

    planned: Sums
    adjusted: Sums


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """The exact part of the case. `plan` and `rates` are what the simulation starts from."""

    currency: str
    price_year: int | None
    plan: Plan
    rates: Rates
    optimism: Optimism
    whole: CaseSums
    partners: Mapping[str, CaseSums]
    options: tuple[OptionSums, ...]
    no_change: NoChange
    remarks: tuple[str, ...]


def business_case_of(evidence: Evidence, catalogue: Catalogue) -> BusinessCase:
    """All exact sums at the date of the evidence."""
    plan, rates, optimism = plan_of(evidence), rates_of(catalogue), optimism_of(evidence, catalogue)
    uplift: Uplift = {"set_up": Decimal(str(optimism.set_up)), "running": Decimal(str(optimism.running))}
    return BusinessCase(
        currency=evidence.arrangement.currency,
        price_year=evidence.arrangement.price_year,
        plan=plan,
        rates=rates,
        optimism=optimism,
        whole=CaseSums(whole_sums(plan, rates), whole_sums(plan, rates, uplift)),
        partners={code: CaseSums(partner_sums(plan, code, rates), partner_sums(plan, code, rates, uplift)) for code in plan.partners},
        options=options_of(evidence, plan, rates),
        no_change=no_change_of(evidence, plan, rates),
        remarks=plan.remarks,
    )
