"""What the case is worth, as its page shows it: the answer, how sure it is, what takes it there, what turns it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from holdfast.core.business_case import COMPARED, WholeCase
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Parameter
from holdfast.core.finance.drivers import Driver
from holdfast.core.finance.optimism import Mitigation
from holdfast.core.finance.simulation import PERCENTILES, Distribution, Simulation
from holdfast.core.finance.sums import CaseSums
from holdfast.web.page.case.amounts import Amounts, Axis, Bar, bar, chance, year_words
from holdfast.web.page.case.fan import Fan, fans_of
from holdfast.web.page.case.names import Names, driver_title
from holdfast.web.page.case.turns import AssumptionRow, assumption_rows
from holdfast.web.page.values import percentage

LOW, MIDDLE, HIGH = (PERCENTILES.index(percent) for percent in (10, 50, 90))
VIEWS: Mapping[str, Promise] = {
    "inside": gettext_lazy("As the partners see it"),
    "adjusted": gettext_lazy("As public projects have gone"),
    "stress": gettext_lazy("Stress case"),
}
EXPLAINED: Mapping[str, Promise] = {
    "inside": gettext_lazy("Only the ranges that the partners recorded themselves."),
    "adjusted": gettext_lazy("The same, with overrun, delay, shortfall and departures at their published ranges."),
    "stress": gettext_lazy("Cases that made news because they failed. A test of how bad it may get, not what to expect on average."),
}
RANGES: Mapping[str, Promise] = {
    "set_up": gettext_lazy("%(low)s to %(high)s more than planned, likely %(likely)s"),
    "running": gettext_lazy("%(low)s to %(high)s more than planned, likely %(likely)s"),
    "realised": gettext_lazy("%(low)s to %(high)s of what was planned comes, likely %(likely)s"),
    "delay": gettext_lazy("%(low)s to %(high)s months, likely %(likely)s"),
}
# From which chance of loss on each answer is given, the worst first.
ANSWERS: Sequence[tuple[float, Promise]] = (
    (0.8, gettext_lazy("Likely to lose money")),
    (0.5, gettext_lazy("More likely to lose than to gain")),
    (0.2, gettext_lazy("It may gain, it may lose")),
    (0.0, gettext_lazy("Likely to pay its way")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the bridge: what it adds, where that leaves the value, its bar, and where its range comes from."""

    title: str
    why: str
    source: str
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


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance of loss as a bar and in words; no bar where it is not known."""

    view: str
    words: str
    width: str

    @property
    def name(self) -> str:
        """What the view is called."""
        return str(VIEWS[self.view])


@dataclass(frozen=True, slots=True)
class PayerRow:
    """The whole or one partner: every figure in words, empty where not known, and why not."""

    name: str
    is_whole: bool
    planned: str
    adjusted: str
    ratio: str
    payback: str
    peak: str
    delay: str
    chances: tuple[Chance, ...]
    why_not: tuple[str, ...]

    @property
    def chance(self) -> str:
        """The chance of loss as public projects have gone; empty where not known."""
        return next((item.words for item in self.chances if item.view == COMPARED), "")


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option beside the others, with its partners."""

    name: str
    planned: bool
    scored: str
    payer: PayerRow
    partners: tuple[PayerRow, ...]


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One view of the case: what it takes in, and how the whole fell in it."""

    view: str
    name: str
    explained: str
    low: str
    middle: str
    high: str
    chance: str
    bar: Bar
    middle_at: str
    drivers: tuple[tuple[str, str, Parameter | None, str], ...]


@dataclass(frozen=True, slots=True)
class WorthPage:
    """Everything the page's templates read."""

    whole: WholeCase
    amounts: Amounts
    answer: str
    sentences: tuple[str, ...]
    chance: str
    trials: str
    seed: int
    whole_row: PayerRow
    rows: tuple[PayerRow, ...]
    views: tuple[ViewRow, ...]
    views_axis: Axis | None
    fans: tuple[Fan, ...]
    bridge: BridgePage | None
    assumptions: tuple[AssumptionRow, ...]
    more_assumptions: tuple[AssumptionRow, ...]
    assumptions_axis: Axis | None
    options: tuple[OptionRow, ...]
    open_risks: tuple[Mitigation, ...]
    managed_risks: tuple[Mitigation, ...]
    set_up: str
    less_each: str
    parameters: tuple[Parameter, ...]
    stress_note: str
    option_name: str

    @property
    def all_rows(self) -> tuple[PayerRow, ...]:
        """The whole, then each partner."""
        return (self.whole_row, *self.rows)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is missing or odd in the plan; without trials the answer says it already."""
        return self.whole.case.remarks if self.is_simulated else ()

    @property
    def is_simulated(self) -> bool:
        """Whether there are trials."""
        return bool(self.views)


SHOWN_ASSUMPTIONS = 8


def worth_page(whole: WholeCase, names: Names, catalogue: Catalogue) -> WorthPage:
    """The page of a case."""
    amounts = amounts_of(whole)
    views_axis = _views_axis(whole, amounts)
    compared = _view(whole, COMPARED)
    rows, assumptions_axis = assumption_rows(whole.sensitivity, names, amounts)
    bias = whole.case.optimism
    options = tuple(_options(whole, names, amounts))
    return WorthPage(
        whole=whole,
        amounts=amounts,
        answer=_answer(whole, compared),
        sentences=tuple(_sentences(whole, compared, amounts)),
        chance=chance(compared.whole.chance_of_loss) if compared else "",
        trials=f"{compared.trials:,}" if compared else "",
        seed=compared.seed if compared else 0,
        whole_row=_payer(_("All together"), whole.case.whole, _chances(whole, None), amounts, is_whole=True),
        rows=tuple(_payer(names.partner(code), sums, _chances(whole, code), amounts) for code, sums in whole.case.partners.items()),
        views=tuple(_view_row(view, views_axis, amounts, catalogue) for view in whole.simulations if views_axis),
        views_axis=views_axis,
        fans=fans_of(whole.simulations, amounts),
        bridge=_bridge(whole, amounts, catalogue),
        assumptions=rows[:SHOWN_ASSUMPTIONS],
        more_assumptions=rows[SHOWN_ASSUMPTIONS:],
        assumptions_axis=assumptions_axis,
        options=options,
        open_risks=tuple(item for item in bias.mitigations if item.in_place is not True),
        managed_risks=tuple(item for item in bias.mitigations if item.in_place is True),
        set_up=f"{bias.set_up:.0%}",
        less_each=_less_each(catalogue, len(bias.mitigations)),
        parameters=_parameters(whole, catalogue),
        stress_note=_stress_note(whole),
        option_name=next((item.name for item in whole.case.options if item.option == whole.case.option), ""),
    )


def amounts_of(whole: WholeCase) -> Amounts:
    """How the amounts of a case are written, on every page of it."""
    sums = whole.case.whole.planned
    return Amounts.of(whole.case.currency, (sums.costs, sums.benefits, sums.net_present_value, whole.benefits.planned))


def _view(whole: WholeCase, name: str) -> Simulation | None:
    return next((view for view in whole.simulations if view.view == name), None)


def _answer(whole: WholeCase, compared: Simulation | None) -> str:
    if compared is None:
        return _("Cannot tell yet")
    share = compared.whole.chance_of_loss
    return str(next(words for least, words in ANSWERS if share >= least))


def _sentences(whole: WholeCase, compared: Simulation | None, amounts: Amounts) -> Iterator[str]:
    """The answer in two sentences or three; where there is none, why not."""
    plan = whole.case.whole.planned
    if compared is None or plan.net_present_value is None:
        yield from whole.case.remarks or plan.why_not
        return
    low, high = (amounts.outcome(compared.whole.percentiles[at]) for at in (LOW, HIGH))
    years = {"first": year_words(whole.case.plan.base), "last": year_words(whole.case.plan.last)}
    yield _(
        "As planned, %(first)s to %(last)s come to %(plan)s in the money of the first year. As public projects have gone, "
        "eight outcomes of ten lie between %(low)s and %(high)s."
    ) % {**years, "plan": amounts.outcome(plan.net_present_value), "low": low, "high": high}
    bridge = whole.bridge
    if bridge and bridge.heaviest and bridge.heaviest.driver and compared.whole.mean < plan.net_present_value:
        yield _("Most of the difference is one thing: %(what)s, which takes %(amount)s.") % {
            "what": driver_title(bridge.heaviest.driver).lower(),
            "amount": amounts.words(-bridge.heaviest.amount),
        }
    yield from _stated(whole, amounts)


def _stated(whole: WholeCase, amounts: Amounts) -> Iterator[str]:
    """Where the latest version of the case states another net benefit than its own amounts add up to."""
    value = whole.case.whole.planned.net_present_value
    stated = [line for line in whole.road.versions if line.net_benefit is not None]
    if whole.case.option or not stated or value is None:
        return
    said = Decimal(stated[-1].net_benefit or 0)
    if amounts.words(said) != amounts.words(value):
        yield _("Version %(version)s of the case states a net benefit of %(said)s; the amounts on record come to %(value)s.") % {
            "version": stated[-1].version,
            "said": amounts.words(said),
            "value": amounts.words(value),
        }


def _chances(whole: WholeCase, code: str | None) -> tuple[Chance, ...]:
    """The chance of loss in each view, for the whole or one partner."""

    def fall(view: Simulation) -> Distribution | None:
        return view.whole if code is None else (view.partners or {}).get(code)

    known = whole.case.whole if code is None else whole.case.partners[code]
    if known.planned.net_present_value is None:
        return ()
    falls = [(view.view, found) for view in whole.simulations if (found := fall(view))]
    return tuple(Chance(view, chance(found.chance_of_loss), percentage(round(found.chance_of_loss, 4))) for view, found in falls)


def _payer(name: str, sums: CaseSums, chances: tuple[Chance, ...], amounts: Amounts, *, is_whole: bool = False) -> PayerRow:
    plan = sums.planned
    return PayerRow(
        name=name,
        is_whole=is_whole,
        planned=amounts.cell(plan.net_present_value),
        adjusted=amounts.cell(sums.adjusted.net_present_value),
        ratio="" if plan.ratio is None else f"{plan.ratio:.2f}",
        payback=_payback(plan.payback, plan.payback_year),
        peak=amounts.cell(plan.peak_cash),
        delay=amounts.cell(plan.delay_month),
        chances=chances,
        why_not=tuple(plan.why_not),
    )


def _payback(years: float | None, year: int | None) -> str:
    if years is None or year is None:
        return ""
    return _("%(year)s (%(years)s years)") % {"year": year_words(year), "years": f"{years:.1f}"}


def _views_axis(whole: WholeCase, amounts: Amounts) -> Axis | None:
    ends = [view.whole.percentiles[at] for view in whole.simulations for at in (LOW, HIGH)]
    return Axis.around(ends, amounts) if ends else None


def _view_row(view: Simulation, axis: Axis, amounts: Amounts, catalogue: Catalogue) -> ViewRow:
    low, middle, high = (view.whole.percentiles[at] for at in (LOW, MIDDLE, HIGH))
    drivers = tuple(
        (driver_title(item.name), _range(item), catalogue.parameters.get(item.source), item.why)
        for item in view.drivers
        if view.view != "inside"
    )
    return ViewRow(
        view=view.view,
        name=str(VIEWS[view.view]),
        explained=str(EXPLAINED[view.view]),
        low=amounts.cell(low),
        middle=amounts.cell(middle),
        high=amounts.cell(high),
        chance=chance(view.whole.chance_of_loss),
        bar=bar(axis, low, high, view.view),
        middle_at=axis.at(middle),
        drivers=drivers,
    )


def _range(driver: Driver) -> str:
    """Between what a driver lies, and where it is likely to be."""
    form = "{:.0f}" if driver.unit == "months" else "{:.0%}"
    words = {name: form.format(getattr(driver, name)) for name in ("low", "likely", "high")}
    if driver.name == "leaving":
        return _("a chance of %(likely)s a year for each partner") % words
    if driver.is_fixed:
        return _("as planned")
    return str(RANGES[driver.name]) % words


def _stress_note(whole: WholeCase) -> str:
    """A stress case may be milder at the far end: its failures overran by less than the widest published range."""
    stress, compared = _view(whole, "stress"), _view(whole, COMPARED)
    if stress is None or compared is None or stress.whole.percentiles[LOW] <= compared.whole.percentiles[LOW]:
        return ""
    return _(
        "At its worst end the stress case is milder than the published ranges: the cases that made news overran by less than the upper end "
        "that the Treasury’s guidance starts from. They brought much less of their benefits."
    )


def _bridge(whole: WholeCase, amounts: Amounts, catalogue: Catalogue) -> BridgePage | None:
    bridge, compared = whole.bridge, _view(whole, COMPARED)
    if bridge is None or compared is None:
        return None
    axis = Axis.around([bridge.starts, bridge.ends, *(step.leaves for step in bridge.steps)], amounts)
    drivers = {driver.name: driver for driver in compared.drivers}
    steps, before = [], bridge.starts
    for step in bridge.steps:
        if step.amount:
            driver = drivers.get(step.driver) if step.driver else None
            words = _range(driver) if driver else _("they reach further one way than the other")
            tone = "up" if step.amount < 0 else "down"
            steps.append(
                Step(
                    driver_title(step.driver),
                    f"{words}; {driver.why}" if driver and driver.why else words,
                    driver.source if driver and driver.source in catalogue.parameters else "",
                    amounts.signed(step.amount),
                    amounts.cell(step.leaves),
                    bar(axis, before, step.leaves, tone),
                    axis.at(step.leaves),
                )
            )
        before = step.leaves
    starts, ends = (bar(axis, 0, value, "sum") for value in (bridge.starts, bridge.ends))
    return BridgePage(axis, amounts.cell(bridge.starts), amounts.cell(bridge.ends), starts, ends, axis.at(bridge.starts), tuple(steps))


def _options(whole: WholeCase, names: Names, amounts: Amounts) -> Iterator[OptionRow]:
    scored = {True: _("yes"), False: _("no"), None: ""}
    for item in whole.case.options:
        chances = whole.option_chances.get(item.option)
        of = CaseSums(item.sums, item.adjusted)
        own = (Chance(COMPARED, chance(chances.whole), ""),) if chances else ()
        partners = []
        for code, sums in item.partners.items():
            share = (chances.partners or {}).get(code) if chances else None
            its = (Chance(COMPARED, chance(share), ""),) if share is not None else ()
            partners.append(_payer(names.partner(code), sums, its, amounts))
        yield OptionRow(item.name, item.planned, scored[item.scored], _payer(item.name, of, own, amounts), tuple(partners))


def _less_each(catalogue: Catalogue, count: int) -> str:
    """By how many points the allowance falls with each risk that is shown to be managed."""
    points = round(100 * catalogue.parameters["optimism_bias_ict_capital"].value / count)
    return ngettext("%(points)d point", "%(points)d points", points) % {"points": points}


def _parameters(whole: WholeCase, catalogue: Catalogue) -> tuple[Parameter, ...]:
    """Every parameter that a figure of the page rests on."""
    used = [driver.source for view in whole.simulations for driver in view.drivers if driver.source]
    used += ["discount_rate", *(f"correlation_{name}" for name in ("common", "service", "partner"))] if whole.simulations else []
    return tuple(catalogue.parameters[name] for name in dict.fromkeys(used) if name in catalogue.parameters)
