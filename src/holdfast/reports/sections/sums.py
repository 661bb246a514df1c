"""How the sums of the business case were made, so that a finance officer can work them again."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.reports.blocks import Block, Item, Listing
from holdfast.reports.sections.amounts import prices
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import percent


def build(subject: Subject) -> Iterable[Block]:
    """In plain words, with the rates in use."""
    case, views = subject.case.case, subject.case.simulations
    rates = ", ".join(f"{percent(float(rate), 1)}{f' to year {last}' if last else ' after'}" for last, rate in case.rates.steps)
    told = [
        Item("Prices.", prices(subject)),
        Item(
            "Present value:",
            f"each year’s amount is worth less the later it comes. The real rate is {rates}; the first year counts in full.",
        ),
        Item(
            "Net value",
            "is the present value of what is saved or earned, less that of all costs. Income without a contract counts in none of it.",
        ),
        Item("What belongs to all", "is split by the agreed shares of cost. Where one is missing, no partner’s own figures are known."),
        Item("Payback", "is not discounted, and money flows evenly within a year."),
        Item("Optimism:", "costs are raised by what public works ran over, less the share of risks that are shown to be managed."),
        Item("Not known", "is never nothing: where an amount is missing, every figure that needs it is missing, with the reason."),
    ]
    if views:
        told.append(
            Item(
                "Trials:",
                f"each of {views[0].trials:,} draws every uncertain amount once; seed {views[0].seed} gives the same figures again.",
            )
        )
        adjusted = next(found for found in views if found.view == "adjusted")
        told += [Item(f"{driver.title}:", driver.why) for driver in adjusted.drivers if driver.why]
    yield Listing(tuple(told))


SECTION = Section("sums", "How the sums were made", build)
