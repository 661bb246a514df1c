"""What moves a whole case at once: delay, overrun, benefits realised, a partner leaving; each with its range and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Parameter, bounds
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.facts import go_live, months_between
from holdfast.core.finance.optimism import Optimism

View = Literal["inside", "adjusted", "stress"]
DriverName = Literal["set_up", "running", "realised", "delay", "leaving"]
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Driver:
    """One driver's range. Set-up and running are shares added to the cost, realised is a share of the benefits, delay is in months,
    leaving is the chance a year of each partner. `source` names the parameter; `why` says what was made of it."""

    name: DriverName
    title: str
    unit: str
    low: float
    likely: float
    high: float
    source: str
    why: str

    @property
    def mean(self) -> float:
        """Its mean over all trials: it is triangular between its ends."""
        return (self.low + self.likely + self.high) / 3

    @property
    def is_fixed(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class DriverSet:
    """All drivers of one view of the case."""

    view: View
    drivers: tuple[Driver, ...]
    marked: str

    def of(self, name: DriverName) -> Driver:
        return next(driver for driver in self.drivers if driver.name == name)


TITLES: Mapping[DriverName, tuple[str, str]] = {
    "set_up": ("Overrun of the cost to set up", "share of the cost"),
    "running": ("Overrun of the running cost", "share of the cost"),
    "realised": ("Benefits realised", "share of the plan"),
    "delay": ("Delay of go-live", "months"),
    "leaving": ("A partner leaves", "chance a year, each partner"),
}
NEUTRAL: Mapping[DriverName, float] = {"set_up": 0.0, "running": 0.0, "realised": 1.0, "delay": 0.0, "leaving": 0.0}
MARKS: Mapping[View, str] = {
    "inside": "The partners' own ranges and nothing else.",
    "adjusted": "The partners' own ranges, with overrun, delay, shortfall and departures at their published ranges.",
    "stress": "A stress case: overruns and shortfalls of public cases that made news. It is not what to expect on average.",
}


def driver_sets(evidence: Evidence, catalogue: Catalogue, optimism: Optimism, *, is_shared: bool = True) -> tuple[DriverSet, ...]:
    """The inside view, the adjusted one, and the outside view as a stress case. Where nothing is shared, nobody can leave."""
    parameters = catalogue.parameters
    duration = planned_months(evidence, catalogue)
    delay = _delay(parameters["optimism_bias_ict_duration"], duration, optimism)
    partner_leaving = parameters["partner_leaving"]
    leaving, leaving_more = (_leaving(partner_leaving, which, is_shared=is_shared) for which in ("value", "high"))
    adjusted = (
        _bias("set_up", parameters["optimism_bias_ict_capital"], optimism.set_up, optimism),
        _running(parameters["optimism_bias_outsourcing_cost"], optimism),
        _ranged("realised", parameters["realised_range"], "the range of public cases that reported both plan and result"),
        delay,
        leaving,
    )
    stress = (
        _ranged("set_up", parameters["overrun_stress"], "failures that made news"),
        _running(parameters["optimism_bias_outsourcing_cost"], optimism),
        _ranged("realised", parameters["realised_stress"], "cases that fell short and made news"),
        delay,
        leaving_more,
    )
    inside = tuple(_neutral(name, "the partners' own figures are taken as they are") for name in TITLES)
    found: Mapping[View, tuple[Driver, ...]] = {"inside": inside, "adjusted": adjusted, "stress": stress}
    return tuple(DriverSet(view, drivers, MARKS[view]) for view, drivers in found.items())


def planned_months(evidence: Evidence, catalogue: Catalogue) -> float:
    """Months from today to the first go-live that is planned, 0 once it has happened, else what public cases needed in all."""
    if go_live(evidence):
        return 0.0
    ahead = [milestone for milestone in evidence.of(Milestone) if milestone.marks == "go_live"]
    dates = [date for milestone in ahead if (date := milestone.forecast or milestone.planned)]
    if not dates:
        return catalogue.parameters["first_paper_to_live"].value
    return max(0.0, months_between(evidence.date, min(dates)))


def _neutral(name: DriverName, why: str, source: str = "") -> Driver:
    title, unit = TITLES[name]
    value = NEUTRAL[name]
    return Driver(name, title, unit, value, value, value, source, why)


def _ranged(name: DriverName, parameter: Parameter, why: str) -> Driver:
    title, unit = TITLES[name]
    low, high = bounds(parameter)
    return Driver(name, title, unit, low, parameter.value, high, parameter.id, why)


def _bias(name: DriverName, parameter: Parameter, likely: float, optimism: Optimism) -> Driver:
    """Between the published ends, likely at what is left once the risks that are managed have been taken off."""
    if optimism.stated:
        return _neutral(name, "the latest version of the case is adjusted for optimism already", parameter.id)
    title, unit = TITLES[name]
    low, high = bounds(parameter)
    return Driver(name, title, unit, low, likely, high, parameter.id, f"{optimism.managed:.0%} of the risks asked about are managed")


def _running(parameter: Parameter, optimism: Optimism) -> Driver:
    if not optimism.running:
        return _neutral("running", "published only for outsourcing, and this is not outsourced or is adjusted already", parameter.id)
    return _bias("running", parameter, optimism.running, optimism)


def _delay(parameter: Parameter, months: float, optimism: Optimism) -> Driver:
    title, unit = TITLES["delay"]
    if not months:
        return _neutral("delay", "it is live", parameter.id)
    low, high = bounds(parameter)
    likely = optimism.duration or low
    why = f"{low:.0%} to {high:.0%} of the {months:.0f} months to go-live"
    return Driver("delay", title, unit, months * low, months * likely, months * high, parameter.id, why)


def _leaving(parameter: Parameter, which: str, *, is_shared: bool) -> Driver:
    if not is_shared:
        return _neutral("leaving", "each goes its own way, so nobody can leave", parameter.id)
    title, unit = TITLES["leaving"]
    rate = parameter.value if which == "value" else bounds(parameter)[1]
    return Driver("leaving", title, unit, rate, rate, rate, parameter.id, "departures in the public cases")
