"""The yearly statement of benefits: what was promised, what has come, for the whole and for each partner, and what to be wary of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from holdfast.core.evidence.words import code_title
from holdfast.core.finance.cash import last_whole_year
from holdfast.core.finance.statement import BenefitProgress, PartnerYear
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Note, Paragraph, Table, Value
from holdfast.reports.pictures.years import Year, planned_years
from holdfast.reports.sections.amounts import money_column, on_axis, prices, said
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted, financial_year

BENEFITS = (
    Column("Benefit", width=2.4),
    Column("Owner", width=1.6),
    Column("Measured by", width=1.6),
    Column("Unit", width=1.0),
    Column("From", "number", 1.15),
    Column("To", "number", 1.15),
    Column("Due", "date", 1.3),
    Column("Come so far", "percent", 0.8),
    Column("State", width=1.2),
)


class WholeYear(NamedTuple):
    """All partners' savings in a year. `actual` is none until everybody who planned something has reported."""

    year: int
    planned: Decimal | None
    actual: Decimal | None
    reported: int
    asked: int


def build(subject: Subject) -> Iterable[Block]:
    """The whole first, then each partner; one partner alone where the paper is for one."""
    yield _answer(subject)
    yield Paragraph(prices(subject), "small")
    if subject.partner:
        yield from _of_partner(subject, subject.partner)
    else:
        yield from _of_all(subject)
        for code in subject.case.case.plan.partners:
            yield Heading(subject.name_of(code))
            yield from _of_partner(subject, code)
    yield from _wary(subject)


def _answer(subject: Subject) -> Note:
    statement = subject.case.benefits
    until = f"to the end of {financial_year(last_whole_year(subject.date))}" if subject.date else "so far"
    if statement.realised is None:
        return Note(
            "Has it brought what it promised? Nobody can say yet", f"No year {until} has both a planned and an actual saving on record."
        )
    answer = f"{statement.realised:.0%} of what was planned for the years that are reported, {until}."
    told = [answer]
    if statement.forecast is not None:
        forecast, planned = said(subject, statement.forecast), said(subject, statement.planned)
        told.append(f"If it goes on so, {forecast} of {planned} will come.")
    return Note(f"Has it brought what it promised? {'Yes, so far' if statement.realised >= 1 else 'Not all of it'}", " ".join(told))


def _of_all(subject: Subject) -> Iterable[Block]:
    statement = subject.case.benefits
    yield Heading("All together")
    years = whole_years(statement.years)
    if years:
        drawn = [Year(one.year, _number(one.planned), _number(one.actual)) for one in years]
        yield planned_years("savings-by-year", "Savings planned, and what came of them", drawn, on_axis(subject))
        columns = (
            Column("Financial year", width=1.2),
            *(money_column(subject, head, 1.3) for head in ("Planned", "Came")),
            Column("Of what was planned", "percent", 1.1),
            Column("Reported by", width=1.4),
        )
        rows = tuple(
            (financial_year(one.year), one.planned, one.actual, _share(one.planned, one.actual), f"{one.reported} of {one.asked}")
            for one in years
        )
        yield Table("savings", "Savings by year, all partners", columns, rows)
    else:
        yield Paragraph("No savings are on record.")
    kinds = (
        ("Frees money in a budget:", statement.cashable),
        ("Only moves effort:", statement.displaced),
        ("Nobody said which:", statement.unclear),
    )
    if any(value is not None for _, value in kinds):
        yield Paragraph("The money that the benefits are to bring, which must not be added together:")
        yield Listing(tuple(Item(lead, f"{said(subject, value)}.") for lead, value in kinds))
    yield Heading("Each benefit")
    yield from benefit_rows(subject, None)


def whole_years(years: Sequence[PartnerYear]) -> list[WholeYear]:
    """The partners' years added up."""
    found = []
    for year in sorted({one.year for one in years}):
        told = [one for one in years if one.year == year]
        planned = [one.planned for one in told if one.planned is not None]
        asked = [one for one in told if one.planned is not None] or told
        actual = [one.actual for one in asked if one.actual is not None]
        is_whole = len(actual) == len(asked)
        whole = sum((one.actual for one in told if one.actual is not None), Decimal(0)) if is_whole else None
        found.append(WholeYear(year, sum(planned, Decimal(0)) if planned else None, whole, len(actual), len(asked)))
    return found


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _share(planned: Decimal | None, actual: Decimal | None) -> float | None:
    return float(actual / planned) if planned and actual is not None else None


def _of_partner(subject: Subject, code: str) -> Iterable[Block]:
    years = [one for one in subject.case.benefits.years if one.partner == code]
    name = subject.name_of(code)
    if years:
        columns = (
            Column("Financial year", width=1.2),
            *(money_column(subject, head, 1.3) for head in ("Planned", "Came")),
            Column("Of what was planned", "percent", 1.1),
        )
        rows = tuple((financial_year(one.year), one.planned, one.actual, one.realised) for one in years)
        yield Table("savings_by_partner", f"Savings of {name} by year", columns, rows, part=name, part_of="Partner")
    else:
        yield Paragraph(f"No savings of {name} are on record, or its share of what belongs to all is not known.")
    yield from benefit_rows(subject, code)


def benefit_rows(subject: Subject, code: str | None) -> Iterable[Block]:
    """The benefits of one partner, or all of them, with what is missing of each."""
    found = [item for item in subject.case.benefits.benefits if code is None or item.partner == code]
    if not found:
        own = "No benefit is on record." if code is None else f"No benefit of {subject.name_of(code)} alone is on record."
        yield Paragraph(own)
        return
    name = "" if code is None else subject.name_of(code)
    caption = f"Benefits of {name}" if name else "Benefits, and how far each has come"
    yield Table("benefits_by_partner" if name else "benefits", caption, BENEFITS, tuple(map(_row, found)), part=name, part_of="Partner")
    missing = [Item(f"{item.name}:", f"no {', no '.join(item.missing)}.") for item in found if item.missing]
    if missing:
        yield Paragraph(f"{counted(len(missing), 'benefit lacks', 'benefits lack')} something without which nobody can show that it came:")
        yield Listing(tuple(missing))


def _row(item: BenefitProgress) -> tuple[Value, ...]:
    return (
        item.name,
        item.owner or None,
        item.measure or None,
        item.unit or None,
        item.baseline,
        item.target,
        dt.date.fromisoformat(item.due) if item.due else None,
        item.realised,
        code_title(item.progress),
    )


def _wary(subject: Subject) -> Iterable[Block]:
    warnings = subject.case.benefits.warnings
    if warnings:
        yield Heading("What to be wary of")
        yield Listing(tuple(Item("", words) for words in warnings))


SECTION = Section("benefits", "What it has brought", build, of_partner="may")
