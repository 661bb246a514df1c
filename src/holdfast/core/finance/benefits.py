"""Benefits: which are complete, which are money, what was measured in which year, how much was realised, what fell or was eased."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from holdfast.core.evidence import Record
from holdfast.core.evidence.facts import changes_of_members, of_arrangement
from holdfast.core.evidence.money import Benefit, CashLine
from holdfast.core.evidence.partners import Partner
from holdfast.core.finance.cash import amount, financial_year, total

_YEAR = re.compile(r"\d{4}")
# What money is for, where it is a price: "GBP a device", "£ per call", "£/month"; money a year is a sum.
_PRICE = re.compile(r"(?:\b(?:a|an|per|each|every)\s+|/\s*)(?!years?\b|yr\b|annum\b|a\b)\w")
_SIGNS_OF_MONEY = ("£", "gbp", "pound", "money")


def is_complete(benefit: Benefit) -> bool:
    """Whether a benefit has an owner, a measure, a baseline, a target and a date."""
    return bool(benefit.owner and benefit.measure) and None not in (benefit.baseline, benefit.target, benefit.due)


def is_money(benefit: Benefit, currency: str) -> bool | None:
    """Whether a benefit is a sum of money: by its unit, else by whether it frees money in a budget, else not known."""
    if not benefit.unit:
        return benefit.cashable
    unit = benefit.unit.casefold()
    return any(sign in unit for sign in (*_SIGNS_OF_MONEY, currency.casefold() or "£"))


def is_price(benefit: Benefit) -> bool:
    """Whether a benefit is the money for one of something, which adds up with nothing until somebody says how many."""
    return bool(_PRICE.search(benefit.unit.casefold()))


def measured(benefit: Benefit) -> Mapping[int, Decimal]:
    """The measured values by financial year; "2026/27" is 2026."""
    found = ((_YEAR.match(year), value) for year, value in benefit.actuals.items())
    return {int(year.group()): value for year, value in found if year}


class Realised(NamedTuple):
    """Money realised over money planned for the same time, and the records it rests on."""

    share: float
    records: tuple[Record, ...]


def realised_in_cash(lines: Sequence[CashLine], through: int) -> Realised | None:
    """Actual savings over planned savings, in the years up to `through` for which a partner (or the whole) has both.

    None where there is no such year, an amount is not known, or nothing was planned.
    """
    savings = [line for line in of_arrangement(lines) if line.category == "saving" and line.year <= through]
    planned = {(line.partner, line.year) for line in savings if line.status == "plan"}
    both = planned & {(line.partner, line.year) for line in savings if line.status == "actual"}
    counted = [line for line in savings if (line.partner, line.year) in both]
    plan = total(line for line in counted if line.status == "plan")
    actual = total(line for line in counted if line.status == "actual")
    return Realised(float(actual / plan), tuple(counted)) if plan and actual is not None else None


class Movement(NamedTuple):
    """How far a benefit was to move from its baseline and how far it has, in the direction of its target, in its latest measured year."""

    to_move: float
    moved: float
    year: int


def movement(benefit: Benefit) -> Movement | None:
    """The movement of a benefit that has a target and a measured value; a baseline that is not given is 0, as for a saving."""
    values = measured(benefit)
    if benefit.target is None or not values:
        return None
    start, latest = benefit.baseline or 0.0, max(values)
    to_move = benefit.target - start
    return Movement(abs(to_move), math.copysign(1, to_move) * (float(values[latest]) - start), latest) if to_move else None


def realised_of_targets(benefits: Iterable[Benefit], currency: str) -> Realised | None:
    """What the money benefits moved from their baselines over what they were to move by, each in its latest measured year.

    A benefit counts once it is due: a target for a later year says nothing of the plan to date. None where no benefit counts.
    """
    planned = realised = 0.0
    counted: list[Benefit] = []
    for benefit in benefits:
        found = movement(benefit)
        if found is None or not is_money(benefit, currency) or (benefit.due and financial_year(benefit.due) > found.year):
            continue
        planned += found.to_move
        realised += found.moved
        counted.append(benefit)
    share = realised / planned if counted else math.nan
    return Realised(share, tuple(counted)) if math.isfinite(share) else None


def complete_share(benefits: Sequence[Benefit]) -> float:
    """The share of the benefits that are complete; there is at least one."""
    return sum(map(is_complete, benefits)) / len(benefits)


class Fall(NamedTuple):
    """The share of the best earlier year's saving that the latest year has lost, and the records it rests on."""

    share: float
    records: tuple[Record, ...]


def falls(lines: Iterable[CashLine], benefits: Iterable[Benefit], currency: str) -> tuple[Fall, ...]:
    """One fall for each series of yearly savings with two years or more: actual cash lines of one kind, or a benefit in money."""
    series: list[tuple[dict[int, Decimal], list[Record]]] = []
    by_kind: dict[tuple[object, ...], tuple[dict[int, Decimal], list[Record]]] = {}
    for line in of_arrangement(lines):
        value = amount(line)
        if line.category == "saving" and line.status == "actual" and value is not None:
            years, records = by_kind.setdefault((line.partner, line.service, line.label), ({}, []))
            years[line.year] = years.get(line.year, Decimal(0)) + value
            records.append(line)
    series += by_kind.values()
    for benefit in benefits:
        if is_money(benefit, currency) and (benefit.target is None or benefit.target >= (benefit.baseline or 0)):
            series.append((dict(measured(benefit)), [benefit]))
    return tuple(Fall(_lost(years), tuple(records)) for years, records in series if len(years) > 1)


def _lost(years: Mapping[int, Decimal]) -> float:
    latest = max(years)
    best = max(value for year, value in years.items() if year != latest)
    return max(0.0, float((best - years[latest]) / best)) if best > 0 else 0.0


def eased(history: Iterable[Benefit], partners: Iterable[Partner]) -> tuple[Benefit, ...]:
    """The records, oldest first, that ask less of a benefit than the one before, or move its target again after that.

    A target in another unit is another target, and one that moves as a partner joins or leaves belongs to another plan.
    """
    changes = changes_of_members(partners)
    last: dict[str, Benefit] = {}
    loosened: set[str] = set()
    found: list[Benefit] = []
    for benefit in history:
        before = last.get(benefit.benefit)
        if benefit.target is None:
            continue
        last[benefit.benefit] = benefit
        if before is None or before.unit != benefit.unit or any(before.on < date <= benefit.on for date in changes):
            continue
        asks, asked = (abs((one.target or 0.0) - (one.baseline or 0.0)) for one in (benefit, before))
        if asks < asked:
            loosened.add(benefit.benefit)
        if asks != asked and benefit.benefit in loosened:
            found.append(benefit)
    return tuple(found)
