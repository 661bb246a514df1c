"""Benefits as their page shows them: who answers for each, how far it has come, what each partner was promised by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from holdfast.core.business_case import WholeCase
from holdfast.core.finance.statement import BenefitProgress, BenefitsStatement, PartnerYear
from holdfast.reports.pictures.axis import percent
from holdfast.web.page.case.amounts import Amounts, whole_share, year_words
from holdfast.web.page.case.names import Names
from holdfast.web.page.case.worth import amounts_of
from holdfast.web.page.values import plain_number

# Shape and words of each state, the worst first.
STATES: Mapping[str, tuple[str, Promise, str]] = {
    "late": ("▲", gettext_lazy("Late"), "exposed"),
    "behind": ("◆", gettext_lazy("Behind"), "watch"),
    "no_target": ("?", gettext_lazy("No target"), "cannot_tell"),
    "not_begun": ("○", gettext_lazy("Not begun"), "not_begun"),
    "not_measured": ("?", gettext_lazy("Not measured yet"), "cannot_tell"),
    "on_the_way": ("●", gettext_lazy("On the way"), "low"),
    "met": ("●", gettext_lazy("Met"), "low"),
}
CASHABLE: Mapping[bool | None, Promise] = {
    True: gettext_lazy("cashable"),
    False: gettext_lazy("displaced"),
    None: gettext_lazy("nobody has said whether it frees a budget"),
}
FULL = 1.25


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """One benefit in words. `width` and `heading_at` are its picture: from the baseline to the target, and a little beyond."""

    name: str
    partner: str
    owner: str
    measure: str
    kind: str
    baseline: str
    target: str
    due: str
    actuals: tuple[tuple[str, str], ...]
    realised: str
    forecast: str
    width: str
    heading_at: str
    symbol: str
    state: str
    tone: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearCell:
    """One partner's savings in one year: planned, actual, the share; empty where not known or not planned."""

    planned: str
    actual: str
    share: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One partner by year."""

    partner: str
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """One of the sums at the top."""

    name: str
    amount: str
    explained: str


@dataclass(frozen=True, slots=True)
class BenefitsPage:
    """Everything the page's templates read."""

    whole: WholeCase
    amounts: Amounts
    answer: str
    sentences: tuple[str, ...]
    rows: tuple[BenefitRow, ...]
    sums: tuple[Sum, ...]
    years: tuple[str, ...]
    statement: tuple[StatementRow, ...]
    full: str


def benefits_page(whole: WholeCase, names: Names) -> BenefitsPage:
    """The page of a case's benefits."""
    statement, amounts = whole.benefits, amounts_of(whole)
    order = list(STATES)
    rows = sorted(statement.benefits, key=lambda item: (order.index(item.progress), item.due or "9999", item.name))
    years = sorted({item.year for item in statement.years})
    return BenefitsPage(
        whole=whole,
        amounts=amounts,
        answer=_answer(statement, amounts),
        sentences=tuple(_sentences(statement, amounts)),
        rows=tuple(_row(item, names, amounts) for item in rows),
        sums=tuple(_sums(statement, amounts)),
        years=tuple(year_words(year) for year in years),
        statement=tuple(_statement(statement, years, names, amounts)),
        full=percent(1 / FULL),
    )


def _answer(statement: BenefitsStatement, amounts: Amounts) -> str:
    if statement.realised is not None:
        return _("%(share)s of the planned savings have come") % {"share": f"{statement.realised:.0%}"}
    if statement.planned:
        return _("%(amount)s of savings planned, none measured yet") % {"amount": amounts.words(statement.planned)}
    count = len(statement.benefits)
    if not count:
        return _("Nothing on record yet")
    return ngettext("%(count)d benefit, not measured yet", "%(count)d benefits, none measured yet", count) % {"count": count}


def _sentences(statement: BenefitsStatement, amounts: Amounts) -> Iterator[str]:
    count = len(statement.benefits)
    if not count:
        yield _("No benefits are on record, so nobody could show later that they came.")
        return
    complete = sum(not item.missing for item in statement.benefits)
    yield ngettext(
        "%(complete)d of %(count)d benefit has an owner, a measure, a baseline, a target and a date.",
        "%(complete)d of %(count)d benefits have an owner, a measure, a baseline, a target and a date.",
        count,
    ) % {"complete": complete, "count": count}
    late, ownerless = len(statement.late), len(statement.ownerless)
    if late:
        yield ngettext("%(count)d is late.", "%(count)d are late.", late) % {"count": late}
    if ownerless:
        yield ngettext("%(count)d has no owner.", "%(count)d have no owner.", ownerless) % {"count": ownerless}
    if statement.forecast is not None:
        yield _("If it goes on so, %(forecast)s of the planned %(planned)s will come.") % {
            "forecast": amounts.words(statement.forecast),
            "planned": amounts.words(statement.planned),
        }


def _row(item: BenefitProgress, names: Names, amounts: Amounts) -> BenefitRow:
    symbol, state, tone = STATES[item.progress]

    def shown(value: float | Decimal | None) -> str:
        if value is None:
            return ""
        amount = Decimal(str(value))
        return amounts.exact(amount) if item.is_money and abs(amount) >= 1 else f"{plain_number(float(value))} {item.unit}".strip()

    return BenefitRow(
        name=item.name or item.benefit,
        partner=names.partner(item.partner),
        owner=item.owner,
        measure=item.measure,
        kind=str(CASHABLE[item.cashable]) if item.is_money else "",
        baseline=shown(item.baseline),
        target=shown(item.target),
        due=date_format(dt.date.fromisoformat(item.due), "j M Y") if item.due else "",
        actuals=tuple((year_words(year), shown(value)) for year, value in item.actuals),
        realised="" if item.realised is None else whole_share(item.realised),
        forecast="" if item.forecast is None else whole_share(item.forecast),
        width="" if item.realised is None else percent(item.realised / FULL),
        heading_at="" if item.forecast is None else percent(item.forecast / FULL),
        symbol=symbol,
        state=str(state),
        tone=tone,
        missing=item.missing,
    )


def _sums(statement: BenefitsStatement, amounts: Amounts) -> Iterator[Sum]:
    """Cashable and displaced money stand apart and are never added together."""
    frees = _("promised money that frees a budget; a full year’s where it is measured by the year")
    yield Sum(_("Cashable"), _amount(statement.cashable, amounts), frees)
    yield Sum(_("Displaced"), _amount(statement.displaced, amounts), _("money’s worth that only moves effort; no budget falls"))
    yield Sum(_("Not said which"), _amount(statement.unclear, amounts), _("ask each owner before anybody spends it"))


def _amount(value: Decimal | None, amounts: Amounts) -> str:
    return "" if value is None else amounts.words(value)


def _statement(statement: BenefitsStatement, years: list[int], names: Names, amounts: Amounts) -> Iterator[StatementRow]:
    found = {(item.partner, item.year): item for item in statement.years}
    for partner in dict.fromkeys(item.partner for item in statement.years):
        yield StatementRow(names.partner(partner), tuple(_cell(found.get((partner, year)), amounts) for year in years))


def _cell(item: PartnerYear | None, amounts: Amounts) -> YearCell:
    if item is None:
        return YearCell("", "", "", False)
    share = "" if item.realised is None else f"{item.realised:.0%}"
    return YearCell(amounts.cell(item.planned), amounts.cell(item.actual), share, True)
