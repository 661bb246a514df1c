"""The business case in exact sums: as planned and adjusted for optimism, for the whole and for each partner, beside the options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.finance.discount import Rates, rates_of
from holdfast.core.finance.optimism import Optimism, optimism_of
from holdfast.core.finance.options import NoChange, OptionSums, has_lines, no_change_of, option_of, options_of
from holdfast.core.finance.plan import Plan, plan_of
from holdfast.core.finance.sums import CaseSums, case_sums, partner_case_sums


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """The exact part of the case. `plan` and `rates` are what the simulation starts from; `option` is the one they are of, none for
    the arrangement's own plan."""

    option: str | None
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


def business_case_of(evidence: Evidence, catalogue: Catalogue, option: str | None = None) -> BusinessCase:
    """All exact sums at the date of the evidence, of the arrangement's own plan or of another option that has amounts."""
    other = option_of(evidence, option) if option and has_lines(evidence, option) else None
    own, rates = plan_of(evidence), rates_of(catalogue)
    plan = plan_of(evidence, option) if other else own
    optimism = optimism_of(evidence, catalogue, other)
    uplift = optimism.uplift
    return BusinessCase(
        option=option if other else None,
        currency=evidence.arrangement.currency,
        price_year=evidence.arrangement.price_year,
        plan=plan,
        rates=rates,
        optimism=optimism,
        whole=case_sums(plan, rates, uplift),
        partners=partner_case_sums(plan, rates, uplift),
        options=options_of(evidence, catalogue, own, rates),
        no_change=no_change_of(evidence, own, rates),
        remarks=plan.remarks,
    )
