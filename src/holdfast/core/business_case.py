"""Everything about the case in one frozen object: its sums, its trials, its benefits, its stages, the road to a decision, its people."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from holdfast import __version__
from holdfast.core.catalogue import Catalogue
from holdfast.core.decisions.road import Road, road_of
from holdfast.core.evidence import Arrangement, Evidence
from holdfast.core.finance.bridge import Bridge, bridge_of
from holdfast.core.finance.case import BusinessCase, business_case_of
from holdfast.core.finance.cash import PENNY
from holdfast.core.finance.drivers import View, driver_sets
from holdfast.core.finance.options import option_of
from holdfast.core.finance.plan import plan_of
from holdfast.core.finance.sensitivity import Sensitivity, sensitivity
from holdfast.core.finance.simulation import DEFAULT_SEED, DEFAULT_TRIALS, PERCENTILES, Simulation, correlation_of, simulate
from holdfast.core.finance.stages import PostAtRisk, Stages, stages_of
from holdfast.core.finance.statement import BenefitsStatement, statement_of
from holdfast.core.people.continuity import PeopleResilience, resilience_of

if TYPE_CHECKING:
    from holdfast.core.finance.trials.run import Progress

# The view whose assumptions are compared: the one with all drivers at their published ranges.
COMPARED: View = "adjusted"
# Options in which each partner goes its own way.
ALONE = frozenset({"no_change", "in_house"})
# Each partner's leaving is an assumption, told for each partner: with many of them that takes gigabytes, and says nothing.
MOST_COMPARED = 60


@dataclass(frozen=True, slots=True)
class OptionChances:
    """The chance that an option loses money, for the whole and for each partner (none where their own figures are not known)."""

    whole: float
    partners: Mapping[str, float] | None


@dataclass(frozen=True, slots=True)
class WholeCase:
    """The whole answer of `holdfast business-case`. Simulations are empty where the plan holds an amount that nobody knows.

    `sensitivity` is none then too, and where there are more partners than can be compared.
    """

    arrangement: Arrangement
    as_at: dt.date
    case: BusinessCase
    simulations: tuple[Simulation, ...]
    bridge: Bridge | None
    option_chances: Mapping[str, OptionChances]
    sensitivity: Sensitivity | None
    benefits: BenefitsStatement
    stages: Stages
    road: Road
    people: PeopleResilience
    versions: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data; its shape is that of schemas/business-case.json."""
        case = _plain(self.case)
        plan = case.pop("plan")
        return {
            "arrangement": self.arrangement.name,
            "as_at": self.as_at.isoformat(),
            "first_year": plan["base"],
            "last_year": plan["last"],
            "cost_shares": None if self.case.plan.shares is None else {code: float(share) for code, share in self.case.plan.shares.items()},
            **{name: value for name, value in case.items() if name != "rates"},
            "discount_rates": [{"to_year": last, "rate": str(rate)} for last, rate in self.case.rates.steps],
            "percentiles": list(PERCENTILES),
            "simulations": _plain(self.simulations),
            "bridge": _plain(self.bridge),
            "option_chances": _plain(self.option_chances),
            "sensitivity": _plain(self.sensitivity),
            "benefits": _plain(self.benefits),
            "stages": _plain(self.stages),
            "road": _plain(self.road),
            "people": _plain(self.people),
            "versions": dict(self.versions),
        }


def work_out(
    evidence: Evidence,
    catalogue: Catalogue,
    *,
    trials: int = DEFAULT_TRIALS,
    seed: int = DEFAULT_SEED,
    option: str | None = None,
    progress: Progress | None = None,
) -> WholeCase:
    """All of it at the date of the evidence. The evidence, the catalogue, the number of trials and the seed decide every figure.

    `option` names another option whose amounts are to be simulated; one without amounts leaves the arrangement's own plan.
    """
    case = business_case_of(evidence, catalogue, option)
    views = driver_sets(evidence, catalogue, case.optimism, is_shared=_is_shared(evidence, case))
    simulations = simulations_of(evidence, catalogue, case, trials=trials, seed=seed, progress=progress)
    compared = next(view for view in views if view.view == COMPARED)
    people = resilience_of(evidence)
    return WholeCase(
        arrangement=evidence.arrangement,
        as_at=evidence.date,
        case=case,
        simulations=simulations,
        bridge=bridge_of(case.plan, case.rates, compared, simulations),
        option_chances=_option_chances(evidence, catalogue, case, simulations, trials=trials, seed=seed),
        sensitivity=sensitivity(case.plan, case.rates, compared, seed=seed) if simulations and is_comparable(case) else None,
        benefits=statement_of(evidence),
        stages=stages_of(evidence, plan_of(evidence), case.rates, _posts_at_risk(people, evidence.date)),
        road=road_of(evidence, catalogue),
        people=people,
        versions={"holdfast": __version__, "catalogue": catalogue.digest, "local": list(catalogue.local)},
    )


def is_comparable(case: BusinessCase) -> bool:
    """Whether there are few enough partners for their assumptions to be compared."""
    return len(case.plan.partners) <= MOST_COMPARED


def _posts_at_risk(people: PeopleResilience, today: dt.date) -> list[PostAtRisk]:
    """Key posts that are empty, or that nobody can stand in for, with the date from which they are empty where one is known."""
    empty = {line.post for line in people.plan if line.vacant_since or (line.leaves and line.leaves <= today)}
    at_risk = [line for line in people.plan if line.covered is False or line.post in empty]
    return [PostAtRisk(line.title, line.vacant_since or line.leaves) for line in at_risk]


def simulations_of(
    evidence: Evidence,
    catalogue: Catalogue,
    case: BusinessCase,
    *,
    trials: int = DEFAULT_TRIALS,
    seed: int = DEFAULT_SEED,
    only: View | None = None,
    progress: Progress | None = None,
) -> tuple[Simulation, ...]:
    """The three views, or only one, each with the same trials; none of them where the plan cannot be simulated."""
    if case.plan.without_amount or not case.plan.lines:
        return ()
    correlation, is_shared = correlation_of(catalogue), _is_shared(evidence, case)
    views = [view for view in driver_sets(evidence, catalogue, case.optimism, is_shared=is_shared) if only in (None, view.view)]
    found = (simulate(case.plan, case.rates, view, correlation, trials=trials, seed=seed, progress=progress) for view in views)
    return tuple(simulation for simulation in found if simulation)


def _is_shared(evidence: Evidence, case: BusinessCase) -> bool:
    """Whether partners share what is worked out, so that one of them could leave."""
    option = option_of(evidence, case.option) if case.option else None
    return option is None or option.kind not in ALONE


def _option_chances(
    evidence: Evidence, catalogue: Catalogue, case: BusinessCase, simulations: tuple[Simulation, ...], *, trials: int, seed: int
) -> Mapping[str, OptionChances]:
    """Each option with both costs and benefits, by the same trials; what has been simulated already is not done again."""
    found: dict[str, OptionChances] = {}
    for item in case.options:
        if item.sums.costs is None:
            continue
        named = None if item.planned else item.option
        if named == case.option:
            views = simulations
        else:
            its = business_case_of(evidence, catalogue, named)
            views = simulations_of(evidence, catalogue, its, trials=trials, seed=seed, only=COMPARED)
        compared = next((view for view in views if view.view == COMPARED), None)
        if compared and plan_of(evidence, named).is_whole:
            partners = None if compared.partners is None else {code: fall.chance_of_loss for code, fall in compared.partners.items()}
            found[item.option] = OptionChances(compared.whole.chance_of_loss, partners)
    return found


def _plain(value: Any) -> Any:
    """Money as a decimal string in pennies, dates as text, results as mappings; records by their reference."""
    for kind, change in _PLAIN:
        if isinstance(value, kind):
            return change(value)
    if hasattr(value, "meta"):
        return f"{value.meta.section}/{value.id}"
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


_PLAIN: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Decimal, lambda found: str(found.quantize(PENNY))),
    (dt.date, lambda found: found.isoformat()),
    (tuple, lambda found: [_plain(item) for item in found]),
    (Mapping, lambda found: {str(key): _plain(item) for key, item in found.items()}),
)
