"""The financial case: what each year costs and brings, who pays, what it has cost so far, and how the case has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from holdfast.core.evidence.money import Budget, CaseVersion
from holdfast.core.evidence.words import code_title
from holdfast.core.finance.sums import net_of, whole_flows
from holdfast.reports.blocks import Block, Column, Heading, Paragraph, Table
from holdfast.reports.pictures.years import Year, running_years
from holdfast.reports.sections.amounts import money_column, on_axis, prices, reasons, said
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import financial_year

ZERO = Decimal(0)
YearRow = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal]


def build(subject: Subject) -> Iterable[Block]:
    """Year by year, then by partner, then against what came."""
    yield Paragraph(prices(subject), "small")
    yield Heading("Year by year")
    yield from _years(subject)
    yield Heading("Who pays and who gains")
    yield from _partners(subject)
    yield Heading("Budget and outturn")
    yield from _budgets(subject)
    yield Heading("How the case has changed")
    yield from versions(subject)


def _years(subject: Subject) -> Iterable[Block]:
    plan = subject.case.case.plan
    if plan.without_amount or not plan.lines:
        yield Paragraph("What each year costs and brings is not known:")
        yield from reasons(plan.remarks)
        return
    rows = tuple(_rows(subject))
    drawn = [Year(year, float(net), float(so_far)) for year, *_, net, so_far in rows]
    yield running_years("cash-by-year", "What each year brings, after its costs", drawn, on_axis(subject))
    heads = ("To set up", "To run", "Saved or earned", "Net", "All years so far")
    columns = (Column("Financial year", width=1.2), *(money_column(subject, head, 1.2) for head in heads))
    yield Table("cash_by_year", "The plan by financial year", columns, tuple((financial_year(year), *amounts) for year, *amounts in rows))
    peak = subject.case.case.whole.planned.peak_cash
    yield Paragraph(f"The most that is out at any time is {said(subject, peak)}: somebody has to find it before anything comes back.")


def _rows(subject: Subject) -> Iterator[YearRow]:
    plan = subject.case.case.plan
    flows = whole_flows(plan)
    net, so_far = net_of(flows), ZERO
    for year in range(plan.base, plan.last + 1):
        so_far += net.get(year, ZERO)
        set_up, running, benefit = (flows[flow].get(year, ZERO) for flow in ("set_up", "running", "benefit"))
        yield year, set_up, running, benefit, net.get(year, ZERO), so_far


def _partners(subject: Subject) -> Iterable[Block]:
    case = subject.case.case
    if not case.partners:
        yield Paragraph("No partner is on record.")
        return
    shares = case.plan.shares or {}
    columns = (
        Column("Partner", width=2.4),
        Column("Share of cost", "percent", 0.9),
        *(money_column(subject, head, 1.2) for head in ("Costs, present value", "Benefits, present value", "Net value", "Most money out")),
    )
    rows = tuple(
        (
            subject.name_of(code),
            float(shares[code]) if code in shares else None,
            sums.planned.costs,
            sums.planned.benefits,
            sums.planned.net_present_value,
            sums.planned.peak_cash,
        )
        for code, sums in case.partners.items()
    )
    yield Table("by_partner", "The plan by partner", columns, rows)
    yield from reasons(tuple(dict.fromkeys(reason for sums in case.partners.values() for reason in sums.planned.why_not)))


def _budgets(subject: Subject) -> Iterable[Block]:
    found = sorted(subject.evidence.of(Budget), key=lambda budget: (budget.year, budget.partner or ""))
    if not found:
        yield Paragraph("No budget or outturn of the shared service is on record.")
        return
    columns = (
        Column("Financial year", width=1.2),
        Column("Of", width=2.4),
        *(money_column(subject, head, 1.2) for head in ("Budget", "Outturn", "Over budget")),
    )
    rows = tuple((financial_year(item.year), _of(subject, item), item.budget, item.outturn, _over(item)) for item in found)
    yield Table("budgets", "Budget and outturn by year", columns, rows)


def _of(subject: Subject, item: Budget) -> str:
    return subject.name_of(item.partner) if item.partner else "The whole"


def _over(item: Budget) -> Decimal | None:
    if item.budget is not None and item.outturn is not None:
        return item.outturn - item.budget
    return item.over


def versions(subject: Subject) -> Iterable[Block]:
    """The versions of the case, oldest first."""
    found = sorted(subject.evidence.history(CaseVersion), key=lambda version: (version.on, version.version))
    if not found:
        yield Paragraph("No version of the business case is on record.")
        return
    restated = {(item.version, item.date) for item in subject.case.road.versions if item.restated}
    columns = (
        Column("Version", width=1.4),
        Column("Known on", "date", 1.4),
        money_column(subject, "Net benefit", 1.2),
        Column("Payback, years", "number", 0.9),
        Column("Why it changed", width=1.8),
        Column("Restated", width=0.9),
    )
    rows = tuple(
        (
            item.version,
            item.on,
            item.net_benefit,
            item.payback_years,
            code_title(item.why_changed) if item.why_changed else None,
            "Yes" if (item.version, item.on) in restated else "",
        )
        for item in found
    )
    yield Table("case_versions", "Versions of the business case", columns, rows)


SECTION = Section("financial", "The financial case", build, starts_page=True)
