"""Indicators of what was promised against what is paid: budgets, contracts, and figures that differ."""

from __future__ import annotations

from decimal import Decimal

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import Budget, CaseVersion
from holdfast.core.finance.budgets import missed_years
from holdfast.core.finance.case_versions import present_case
from holdfast.core.finance.cash import financial_year
from holdfast.core.indicators.absence import complete_by, so_far
from holdfast.core.indicators.present import present
from holdfast.core.indicators.reading import NOT_KNOWN, Reading, known, reads

YEARS_READ = 4
SEVERAL = 2


@reads(Budget)
def budget_misses(evidence: Evidence) -> Reading:
    """Years of the last four that ended over budget, or swung across it on the way, a count (P01.10, K66)."""
    since = financial_year(evidence.date) - YEARS_READ
    allowed = {None, *(budget.partner for budget in present(evidence, Budget))}
    found = missed_years((budget for budget in evidence.history(Budget) if budget.partner in allowed), since)
    records = [record for missed in found.missed.values() for record in missed]
    return so_far(len(found.missed), records or found.told, complete=found.years >= SEVERAL, tells=bool(records))


@reads(CaseVersion)
def headline_spread(evidence: Evidence) -> Reading:
    """How far two figures in use for the same net benefit lie apart, over the larger, as a share (P01.11, K33, K50)."""
    stated = [version for version in present_case(evidence.history(CaseVersion)) if None not in (version.net_benefit, version.other_figure)]
    if not stated:
        return NOT_KNOWN
    figures = sorted(abs(figure) for figure in (stated[-1].net_benefit, stated[-1].other_figure) if figure is not None)
    return known(float((figures[-1] - figures[0]) / figures[-1]) if figures[-1] else 0, stated[-1:])


@reads(Contract, CaseVersion, Register)
def contracts_over_plan(evidence: Evidence) -> Reading:
    """The whole value of the contracts let since the case over the sum the case asked for to set up, as a ratio (P01.12, Z10)."""
    stated = [version for version in present_case(evidence.history(CaseVersion)) if version.investment]
    if not stated or not stated[-1].investment:
        return NOT_KNOWN
    let = [contract for contract in present(evidence, Contract) if contract.total_value and contract.on >= stated[-1].on]
    ratio = float(sum((contract.total_value or Decimal(0) for contract in let), Decimal(0)) / stated[-1].investment)
    complete = bool(let and complete_by(evidence, Contract, stated[-1].on, evidence.date))
    return so_far(ratio, [*let, stated[-1]], complete=complete, tells=ratio > 1)


READERS = (budget_misses, headline_spread, contracts_over_plan)
