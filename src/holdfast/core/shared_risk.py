"""How far the cost that partners share may turn out otherwise: from the business case's simulation to the rules that split it."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core.business_case import COMPARED, simulations_of
from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.finance.case import business_case_of
from holdfast.core.finance.simulation import PERCENTILES
from holdfast.core.sharing.structure import HIGH, LOW, MIDDLE

# Enough for the tenth and the ninetieth percentile to stand within a few hundredths of the spread.
TRIALS = 20_000


@dataclass(frozen=True, slots=True)
class Spread:
    """The net present value of the whole case in the trials: one in ten at or below `low`, one in ten at or above `high`."""

    low: float
    middle: float
    high: float
    trials: int
    first_year: int
    last_year: int


def spread_of(evidence: Evidence, catalogue: Catalogue, trials: int = TRIALS) -> Spread | None:
    """The spread of the case with costs raised for optimism, or none where the plan cannot be simulated."""
    case = business_case_of(evidence, catalogue)
    found = next((each for each in simulations_of(evidence, catalogue, case, trials=trials) if each.view == COMPARED), None)
    if found is None:
        return None
    at = {percent: float(value) for percent, value in zip(PERCENTILES, found.whole.percentiles, strict=True)}
    return Spread(at[LOW], at[MIDDLE], at[HIGH], found.trials, case.plan.base, case.plan.last)
