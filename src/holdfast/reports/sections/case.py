"""The business case in short: is it worth it, how sure that is, who gains, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from holdfast.core.business_case import WholeCase
from holdfast.core.words import VIEWS
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Note, Paragraph, Table, Value
from holdfast.reports.pictures.ranges import ranges
from holdfast.reports.sections.amounts import (
    EXACT,
    HIGH,
    LOW,
    MIDDLE,
    assumption_title,
    money_column,
    on_axis,
    prices,
    reasons,
    said,
    simulated,
)
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

# From this chance of a loss on, it is called doubtful, and from this on, more likely a loss than not.
DOUBTFUL, UNLIKELY = 0.2, 0.5
FEW_PARTNERS = 12


def build(subject: Subject) -> Iterable[Block]:
    """The answer first, then the doubt."""
    case = subject.case
    yield verdict(subject)
    yield Paragraph(prices(subject), "small")
    yield from reasons(tuple(dict.fromkeys((*case.case.remarks, *case.case.whole.planned.why_not))))
    if case.simulations:
        yield Heading("How sure that is")
        yield from simulation(subject, with_partners=False)
    if case.sensitivity:
        top = case.sensitivity.assumptions[:3]
        yield Heading("What it hangs on")
        yield Paragraph("With all else in the middle of what others have seen, the case is worth between:")
        yield Listing(tuple(Item(f"{assumption_title(subject, item)}:", _hangs(subject, item.swing_low, item.swing_high)) for item in top))


def verdict(subject: Subject) -> Note:
    """Whether it is worth it, in a sentence each for the plan, for optimism and for the trials."""
    case, planned = subject.case, subject.case.case.whole.planned
    if planned.net_present_value is None:
        return Note("Is it worth it? Nobody can say yet", "Some of the planned amounts are not known, and unknown is not nothing.")
    years = f"{planned.payback:.1f} years" if planned.payback is not None else "no year of the plan"
    told = [f"As planned it is worth {said(subject, planned.net_present_value)} over its life and pays back in {years}."]
    adjusted = case.case.whole.adjusted.net_present_value
    if adjusted is not None and not case.case.optimism.stated:
        told.append(f"With costs raised for optimism it is worth {said(subject, adjusted)}.")
    chance = _chance(case)
    if chance is not None:
        told.append(f"With the overruns, delays and shortfalls that others have seen, it loses money in {chance * 100:.0f} of 100 trials.")
    return Note(f"Is it worth it? {_answer(float(planned.net_present_value), chance)}", " ".join(told))


def _chance(case: WholeCase) -> float | None:
    return next((found.whole.chance_of_loss for found in case.simulations if found.view == "adjusted"), None)


def _answer(planned: float, chance: float | None) -> str:
    if planned <= 0:
        return "Not by its own figures"
    if chance is None:
        return "Yes, if it goes to plan"
    if chance >= UNLIKELY:
        return "Only if it goes better than most"
    return "Likely, with a real chance of loss" if chance >= DOUBTFUL else "Yes, on what is known"


def _hangs(subject: Subject, *ends: Decimal) -> str:
    low, high = sorted(ends)
    return f"{said(subject, low)} and {said(subject, high)}."


def simulation(subject: Subject, *, with_partners: bool) -> Iterable[Block]:
    """The picture of the trials, and its table."""
    views = subject.case.simulations
    rows = [row for row in simulated(subject) if with_partners or not row.is_part]
    name = "simulation_by_partner" if with_partners else "simulation"
    title = "Net present value in 8 of 10 trials, and the chance of a loss"
    if not with_partners or len(subject.partners) <= FEW_PARTNERS:
        yield ranges(name.replace("_", "-"), title, rows, on_axis(subject), beside="Loss")
    columns = (
        Column("Seen", width=2.4),
        *(Column("Partner", width=2.2) for _ in range(with_partners)),
        *(money_column(subject, head, 1.2) for head in ("1 in 10 below", "Middle", "1 in 10 above")),
        Column("Chance of loss", "percent", 0.9),
    )
    told: list[tuple[Value, ...]] = []
    for view in views:
        payers = [("All together", view.whole)]
        payers += [(subject.name_of(code), each) for code, each in (view.partners or {}).items()] if with_partners else []
        for payer, each in payers:
            ends = [round(each.percentiles[at], EXACT) for at in (LOW, MIDDLE, HIGH)]
            told.append((VIEWS[view.view], *([payer] if with_partners else []), *ends, each.chance_of_loss))
    yield Table(name, "Net present value over all trials", columns, tuple(told))
    yield Paragraph(f"{views[0].trials:,} trials, seed {views[0].seed}. {views[-1].marked}", "small")


SECTION = Section("case", "The case in short", build)
