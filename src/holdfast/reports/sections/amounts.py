"""What sections that speak of money share: columns that name the currency, and amounts as they are said."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from holdfast.core.finance.sensitivity import Assumption
from holdfast.core.words import VIEWS
from holdfast.reports.blocks import Column, Item, Listing
from holdfast.reports.pictures.ranges import Range
from holdfast.reports.subject import Subject
from holdfast.reports.words import financial_year, rough_money, short_money

NOT_KNOWN = "not known"
LOW, MIDDLE, HIGH = 1, 3, 5
# What comes out of trials is given to the nearest thousand: ten thousand trials know no better.
EXACT = -3


def money_column(subject: Subject, title: str, width: float = 1.0) -> Column:
    """A column of amounts in the arrangement's currency."""
    return Column(f"{title}, {subject.mark.strip()}", "money", width)


def said(subject: Subject, value: Decimal | None) -> str:
    """An amount in a sentence."""
    return NOT_KNOWN if value is None else rough_money(value, subject.mark)


def on_axis(subject: Subject) -> partial[str]:
    """How the amounts on a picture's axis read."""
    return partial(short_money, mark=subject.mark)


def prices(subject: Subject) -> str:
    """In which money the figures are."""
    year = subject.case.case.price_year
    of = "a year that is not on record" if year is None else financial_year(year)
    return f"Amounts are in {subject.case.case.currency}, in the prices of {of}."


def reasons(why_not: tuple[str, ...]) -> tuple[Listing, ...]:
    """Why figures are missing, where any are."""
    return (Listing(tuple(Item("", reason) for reason in why_not)),) if why_not else ()


def simulated(subject: Subject) -> list[Range]:
    """The simulated net present value of the whole, and of each partner, by view."""
    found = []
    for view in subject.case.simulations:
        rows = [(VIEWS[view.view], view.whole, False)]
        rows += [(subject.name_of(code), each, True) for code, each in (view.partners or {}).items()]
        for label, each, is_part in rows:
            low, middle, high = (float(each.percentiles[at]) for at in (LOW, MIDDLE, HIGH))
            found.append(Range(label, low, middle, high, f"{each.chance_of_loss:.0%}", is_part))
    return found


def assumption_title(subject: Subject, item: Assumption) -> str:
    """What an assumption is called, with the name of its partner or service in place of the short name."""
    flow, _, code = item.id.partition("/")
    if flow == "leaves":
        return f"{subject.name_of(code)}{item.title.removeprefix(code)}"
    name = subject.records.name_of("services", code)
    return f"{item.title.removesuffix(code)}{name}" if code and item.title.endswith(code) else item.title
