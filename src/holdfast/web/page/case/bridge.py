"""From the plan to the average of the trials, a step at a time, as the page draws it; and what each range is in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.business_case import COMPARED, WholeCase
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Parameter
from holdfast.core.finance.drivers import Driver
from holdfast.web.page.case.amounts import Amounts, Axis, Bar, bar
from holdfast.web.page.case.names import driver_title
from holdfast.web.page.case.payers import view_of

RANGES: Mapping[str, Promise] = {
    "set_up": gettext_lazy("%(low)s to %(high)s more than planned, likely %(likely)s"),
    "running": gettext_lazy("%(low)s to %(high)s more than planned, likely %(likely)s"),
    "realised": gettext_lazy("%(low)s to %(high)s of what was planned comes, likely %(likely)s"),
    "delay": gettext_lazy("%(low)s to %(high)s months, likely %(likely)s"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the bridge: what it adds, where that leaves the value, its bar, and where its range comes from."""

    title: str
    why: str
    source: Parameter | None
    adds: str
    leaves: str
    bar: Bar
    at: str


@dataclass(frozen=True, slots=True)
class BridgePage:
    """From the plan to the mean of the trials."""

    axis: Axis
    starts: str
    ends: str
    start_bar: Bar
    end_bar: Bar
    start_at: str
    steps: tuple[Step, ...]


def bridge_page(whole: WholeCase, amounts: Amounts, catalogue: Catalogue) -> BridgePage | None:
    bridge, compared = whole.bridge, view_of(whole, COMPARED)
    if bridge is None or compared is None:
        return None
    axis = Axis.around([bridge.starts, bridge.ends, *(step.leaves for step in bridge.steps)], amounts)
    drivers = {driver.name: driver for driver in compared.drivers}
    steps, before = [], bridge.starts
    for step in bridge.steps:
        if step.amount:
            driver = drivers.get(step.driver) if step.driver else None
            words = range_words(driver) if driver else _("they reach further one way than the other")
            tone = "up" if step.amount < 0 else "down"
            steps.append(
                Step(
                    driver_title(step.driver),
                    f"{words}; {driver.why}" if driver and driver.why else words,
                    catalogue.parameters.get(driver.source) if driver else None,
                    amounts.signed(step.amount),
                    amounts.cell(step.leaves),
                    bar(axis, before, step.leaves, tone),
                    axis.at(step.leaves),
                )
            )
        before = step.leaves
    starts, ends = (bar(axis, 0, value, "sum") for value in (bridge.starts, bridge.ends))
    return BridgePage(axis, amounts.cell(bridge.starts), amounts.cell(bridge.ends), starts, ends, axis.at(bridge.starts), tuple(steps))


def range_words(driver: Driver) -> str:
    """Between what a driver lies, and where it is likely to be."""
    form = "{:.0f}" if driver.unit == "months" else "{:.0%}"
    words = {name: form.format(getattr(driver, name)) for name in ("low", "likely", "high")}
    if driver.name == "leaving" and driver.likely:
        return _("a chance of %(likely)s a year for each partner") % words
    if driver.is_fixed:
        return _("as planned")
    return str(RANGES[driver.name]) % words
