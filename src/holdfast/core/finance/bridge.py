"""From the value as planned to the value that the trials give on average: what each thing that happens to public projects takes away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from holdfast.core.finance.cash import in_pennies
from holdfast.core.finance.discount import Rates
from holdfast.core.finance.drivers import NEUTRAL, DriverName, DriverSet
from holdfast.core.finance.plan import Plan
from holdfast.core.finance.sensitivity import WHOLE_CASE, grouped_model
from holdfast.core.finance.simulation import Simulation


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One step: what it adds to the net present value of the whole (below zero: takes from it), and where that leaves it.

    `driver` is none for the partners' own ranges, whose mean is not their likely value.
    """

    driver: DriverName | None
    amount: Decimal
    leaves: Decimal


@dataclass(frozen=True, slots=True)
class Bridge:
    """The steps in the order in which they are taken; another order would split them a little differently, and end alike."""

    starts: Decimal
    steps: tuple[BridgeStep, ...]
    ends: Decimal

    @property
    def heaviest(self) -> BridgeStep | None:
        """The step that takes most, or none where none takes anything."""
        return min((step for step in self.steps if step.amount < 0), key=lambda step: step.amount, default=None)


def bridge_of(plan: Plan, rates: Rates, drivers: DriverSet, simulations: Sequence[Simulation]) -> Bridge | None:
    """From the likely value as planned through the mean of the inside view to the mean of another view.

    Each driver of the whole case is set to its mean in turn. What is left at the end is what departures take, with what drivers do to
    each other.
    """
    inside = next((found for found in simulations if found.view == "inside"), None)
    other = next((found for found in simulations if found.view == drivers.view), None)
    if inside is None or other is None:
        return None
    from holdfast.core.finance.trials.turns import Likely, likely_value

    model = grouped_model(plan, rates, drivers)
    set_to = Likely(*(NEUTRAL[name] for name in WHOLE_CASE))
    before = in_pennies(likely_value(model, set_to)[-1])
    starts, now = before, inside.whole.mean
    steps = [BridgeStep(None, now - starts, now)]
    for name in WHOLE_CASE:
        set_to = replace(set_to, **{name: drivers.of(name).mean})
        after = in_pennies(likely_value(model, set_to)[-1])
        now += after - before
        steps.append(BridgeStep(name, after - before, now))
        before = after
    ends = other.whole.mean
    steps.append(BridgeStep("leaving", ends - now, ends))
    return Bridge(starts, tuple(steps), ends)
