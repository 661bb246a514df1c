"""The figures of the whole, of a partner and of an option as one row of a table: every figure in words, empty where not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.business_case import COMPARED, WholeCase
from holdfast.core.finance.simulation import Distribution, Simulation
from holdfast.core.finance.sums import CaseSums, Sums
from holdfast.web.page.case.amounts import Amounts, chance, year_words
from holdfast.web.page.case.names import Names
from holdfast.web.page.values import percentage

VIEWS: Mapping[str, Promise] = {
    "inside": gettext_lazy("As the partners see it"),
    "adjusted": gettext_lazy("As public projects have gone"),
    "stress": gettext_lazy("Stress case"),
}


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


def view_of(whole: WholeCase, name: str) -> Simulation | None:
    return next((view for view in whole.simulations if view.view == name), None)


def chances_of(whole: WholeCase, code: str | None) -> tuple[Chance, ...]:
    """The chance of loss in each view, for the whole or one partner."""

    def fall(view: Simulation) -> Distribution | None:
        return view.whole if code is None else (view.partners or {}).get(code)

    known = whole.case.whole if code is None else whole.case.partners[code]
    if known.planned.net_present_value is None or not whole.case.plan.is_whole:
        return ()
    falls = [(view.view, found) for view in whole.simulations if (found := fall(view))]
    return tuple(Chance(view, chance(found.chance_of_loss), percentage(round(found.chance_of_loss, 4))) for view, found in falls)


def payer_row(name: str, sums: CaseSums, chances: tuple[Chance, ...], amounts: Amounts, *, is_whole: bool = False) -> PayerRow:
    plan = sums.planned
    return PayerRow(
        name=name,
        is_whole=is_whole,
        planned=amounts.cell(plan.net_present_value),
        adjusted=amounts.cell(sums.adjusted.net_present_value),
        ratio="" if plan.ratio is None else f"{plan.ratio:.2f}",
        payback=_payback(plan),
        peak=amounts.cell(plan.peak_cash),
        delay=amounts.cell(plan.delay_month),
        chances=chances,
        why_not=tuple(plan.why_not),
    )


def _payback(sums: Sums) -> str:
    if sums.payback is None or sums.payback_year is None:
        return _("not within the plan") if sums.pays_back is False else ""
    return _("%(year)s (%(years)s years)") % {"year": year_words(sums.payback_year), "years": f"{sums.payback:.1f}"}


def option_rows(whole: WholeCase, names: Names, amounts: Amounts) -> Iterator[OptionRow]:
    scored = {True: _("yes"), False: _("no"), None: ""}
    for item in whole.case.options:
        chances = whole.option_chances.get(item.option)
        of = CaseSums(item.sums, item.adjusted)
        own = (Chance(COMPARED, chance(chances.whole), ""),) if chances else ()
        partners = []
        for code, sums in item.partners.items():
            share = (chances.partners or {}).get(code) if chances else None
            its = (Chance(COMPARED, chance(share), ""),) if share is not None else ()
            partners.append(payer_row(names.partner(code), sums, its, amounts))
        yield OptionRow(item.name, item.planned, scored[item.scored], payer_row(item.name, of, own, amounts), tuple(partners))
