"""What signed customers bring: turnover, whose it is, and how long what is guaranteed covers the fixed cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from holdfast.core.evidence.facts import months_between
from holdfast.core.evidence.trading import Customer, Venture

# Customers that bring this share of the turnover stand for all of it: the rest is rounding and small sales.
NEARLY_ALL = 0.95


class Turnover(NamedTuple):
    """What is sold in a year: by the ventures' own figure where there is one, else what signed customers bring."""

    total: float
    listed: float
    is_stated: bool
    is_listed: bool


def signed(customers: Iterable[Customer]) -> tuple[Customer, ...]:
    """The customers that have signed."""
    return tuple(customer for customer in customers if customer.status == "signed")


def value_of(customers: Iterable[Customer]) -> float:
    """What these customers bring in a year, as far as it is known."""
    return float(sum((customer.yearly_value for customer in customers if customer.yearly_value), Decimal(0)))


def turnover_of(customers: Sequence[Customer], ventures: Sequence[Venture], *, complete: bool) -> Turnover | None:
    """The turnover of the ventures together, or none where nothing is known of it.

    `customers` are those that have signed; `complete` says that their list is. The turnover is listed where the customers
    with a value bring nearly all of it.
    """
    listed = value_of(customers)
    stated = [venture.turnover for venture in ventures if venture.turnover is not None]
    is_stated = bool(stated) and len(stated) == len(ventures)
    total = max(listed, float(sum(stated, Decimal(0)))) if is_stated else listed
    if not total:
        return None
    priced = all(customer.yearly_value is not None for customer in customers)
    return Turnover(total, listed, is_stated, (complete and priced) or (is_stated and listed >= NEARLY_ALL * total))


class Guaranteed(NamedTuple):
    """For how many months guaranteed income covers the fixed cost, and by which customers."""

    months: float
    customers: tuple[Customer, ...]


def guaranteed_cover(customers: Iterable[Customer], fixed_cost: float, date: dt.date) -> Guaranteed:
    """Months from the date for which the customers still guaranteed bring at least the fixed cost.

    Longest guarantee first: 100 a year until month 50 and 100 until month 40 cover a fixed cost of 150 until month 40.
    """
    running = [(customer.guaranteed_until, customer) for customer in customers if customer.guaranteed_until and customer.yearly_value]
    longest_first = sorted(((end, customer) for end, customer in running if end > date), key=lambda item: item[0], reverse=True)
    covered, used = Decimal(0), []
    for end, customer in longest_first:
        covered += customer.yearly_value or 0
        used.append(customer)
        if covered >= fixed_cost:
            return Guaranteed(months_between(date, end), tuple(used))
    return Guaranteed(0.0, tuple(used))
