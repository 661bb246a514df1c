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
from holdfast.core.finance.optimism import Mitigation
from holdfast.core.finance.simulation import PERCENTILES, Simulation
from holdfast.web.page.case.amounts import Amounts, Axis, Bar, bar, chance, year_words
from holdfast.web.page.case.bridge import BridgePage, bridge_page, range_words
from holdfast.web.page.case.fan import Fan, fans_of
from holdfast.web.page.case.names import Names, driver_title
from holdfast.web.page.case.payers import VIEWS, OptionRow, PayerRow, chances_of, option_rows, payer_row, view_of
from holdfast.web.page.case.turns import AssumptionRow, assumption_rows

LOW, MIDDLE, HIGH = (PERCENTILES.index(percent) for percent in (10, 50, 90))
EXPLAINED: Mapping[str, Promise] = {
    "inside": gettext_lazy("Only the ranges that the partners recorded themselves."),
    "adjusted": gettext_lazy("The same, with overrun, delay, shortfall and departures at their published ranges."),
    "stress": gettext_lazy("Cases that made news because they failed. A test of how bad it may get, not what to expect on average."),
}
# From which chance of loss on each answer is given, the worst first.
ANSWERS: Sequence[tuple[float, Promise]] = (
    (0.8, gettext_lazy("Likely to lose money")),
    (0.5, gettext_lazy("More likely to lose than to gain")),
    (0.2, gettext_lazy("It may gain, it may lose")),
    (0.0, gettext_lazy("Likely to pay its way")),
)


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
    no_change: str
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
MISSING_SHOWN = 6


def worth_page(whole: WholeCase, names: Names, catalogue: Catalogue) -> WorthPage:
    """The page of a case."""
    amounts = amounts_of(whole)
    views_axis = _views_axis(whole, amounts)
    compared = view_of(whole, COMPARED)
    rows, assumptions_axis = assumption_rows(whole.sensitivity, names, amounts)
    bias = whole.case.optimism
    options = tuple(option_rows(whole, names, amounts))
    return WorthPage(
        whole=whole,
        amounts=amounts,
        answer=_answer(whole, compared),
        sentences=tuple(_sentences(whole, compared, amounts)),
        chance=chance(compared.whole.chance_of_loss) if compared and whole.case.plan.is_whole else "",
        trials=f"{compared.trials:,}" if compared else "",
        seed=compared.seed if compared else 0,
        whole_row=payer_row(_("All together"), whole.case.whole, chances_of(whole, None), amounts, is_whole=True),
        rows=tuple(payer_row(names.partner(code), sums, chances_of(whole, code), amounts) for code, sums in whole.case.partners.items()),
        views=_view_rows(whole, views_axis, amounts, catalogue),
        views_axis=views_axis,
        fans=fans_of(whole.simulations, amounts),
        bridge=bridge_page(whole, amounts, catalogue),
        assumptions=rows[:SHOWN_ASSUMPTIONS],
        more_assumptions=rows[SHOWN_ASSUMPTIONS:],
        assumptions_axis=assumptions_axis,
        options=options,
        no_change=_no_change(whole, names, amounts),
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


def _answer(whole: WholeCase, compared: Simulation | None) -> str:
    if compared is None or not whole.case.plan.is_whole:
        return _("Cannot tell yet")
    share = compared.whole.chance_of_loss
    return str(next(words for least, words in ANSWERS if share >= least))


def _sentences(whole: WholeCase, compared: Simulation | None, amounts: Amounts) -> Iterator[str]:
    """The answer in two sentences or three; where there is none, why not."""
    plan = whole.case.whole.planned
    if compared is None or plan.net_present_value is None:
        yield from whole.case.remarks or plan.why_not
        return
    if not whole.case.plan.is_whole:
        yield _(
            "Only one side is on record: a case needs both what it costs to start and what comes back. "
            "What follows adds up what there is, and says nothing of a gain or a loss."
        )
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


def _views_axis(whole: WholeCase, amounts: Amounts) -> Axis | None:
    ends = [view.whole.percentiles[at] for view in whole.simulations for at in (LOW, HIGH)]
    return Axis.around(ends, amounts) if ends else None


def _view_rows(whole: WholeCase, axis: Axis | None, amounts: Amounts, catalogue: Catalogue) -> tuple[ViewRow, ...]:
    is_whole = whole.case.plan.is_whole
    return tuple(_view_row(view, axis, amounts, catalogue, is_whole=is_whole) for view in whole.simulations if axis)


def _view_row(view: Simulation, axis: Axis, amounts: Amounts, catalogue: Catalogue, *, is_whole: bool) -> ViewRow:
    low, middle, high = (view.whole.percentiles[at] for at in (LOW, MIDDLE, HIGH))
    drivers = tuple(
        (driver_title(item.name), range_words(item), catalogue.parameters.get(item.source), item.why)
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
        chance=chance(view.whole.chance_of_loss) if is_whole else "",
        bar=bar(axis, low, high, view.view),
        middle_at=axis.at(middle),
        drivers=drivers,
    )


def _stress_note(whole: WholeCase) -> str:
    """A stress case may be milder at the far end: its failures overran by less than the widest published range."""
    stress, compared = view_of(whole, "stress"), view_of(whole, COMPARED)
    if stress is None or compared is None or stress.whole.percentiles[LOW] <= compared.whole.percentiles[LOW]:
        return ""
    return _(
        "At its worst end the stress case is milder than the published ranges: the cases that made news overran by less than the upper end "
        "that the Treasury’s guidance starts from. They brought much less of their benefits."
    )


def _no_change(whole: WholeCase, names: Names, amounts: Amounts) -> str:
    """What it costs to go on as today, or which baselines are missing for that."""
    found = whole.case.no_change
    if found.yearly is not None:
        return _("Going on as today costs %(yearly)s a year by the baselines on record, %(over)s over the years of the plan.") % {
            "yearly": amounts.words(found.yearly),
            "over": amounts.words(found.present_value),
        }
    if not found.missing:
        return _("What it costs to go on as today is not known: no baselines are on record.")
    shown = ", ".join(f"{names.partner(partner)} ({names.service(service)})" for partner, service in found.missing[:MISSING_SHOWN])
    more = len(found.missing) - MISSING_SHOWN
    words = _("What it costs to go on as today is not known: no cost is on record for %(missing)s") % {"missing": shown}
    return f"{words} {_('and %(count)d more') % {'count': more}}." if more > 0 else f"{words}."


def _less_each(catalogue: Catalogue, count: int) -> str:
    """By how many points the allowance falls with each risk that is shown to be managed."""
    points = round(100 * catalogue.parameters["optimism_bias_ict_capital"].value / count)
    return ngettext("%(points)d point", "%(points)d points", points) % {"points": points}


def _parameters(whole: WholeCase, catalogue: Catalogue) -> tuple[Parameter, ...]:
    """Every parameter that a figure of the page rests on."""
    used = [driver.source for view in whole.simulations for driver in view.drivers if driver.source]
    used += ["discount_rate", *(f"correlation_{name}" for name in ("common", "service", "partner"))] if whole.simulations else []
    return tuple(catalogue.parameters[name] for name in dict.fromkeys(used) if name in catalogue.parameters)
