"""Indicators of the benefits: who owns them, whether they are counted, arrive, fall away, or are promised anew."""

from __future__ import annotations

import datetime as dt

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.facts import DAYS_A_YEAR, go_live
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import Benefit, CashLine
from holdfast.core.evidence.partners import Partner
from holdfast.core.finance.benefits import (
    complete_share,
    eased,
    falls,
    is_complete,
    is_money,
    measured,
    realised_in_cash,
    realised_of_targets,
)
from holdfast.core.finance.cash import financial_year, last_whole_year
from holdfast.core.indicators.absence import complete_by, so_far
from holdfast.core.indicators.predicates import is_live
from holdfast.core.indicators.present import present
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, known, reads

TWO_YEARS = 2 * DAYS_A_YEAR
REPORTED_BY = (9, 30)
FEW_TRACKED = 0.7
MANY_LATE = 0.25
YEARS_TO_REPORT = 2
YEARS_OF_EVIDENCE = 3
SEVERAL = 2


@reads(Benefit, Register)
def complete_benefits(evidence: Evidence) -> Reading:
    """Benefits with owner, measure, baseline, target and date over all benefits, as a share (P15.1, L7, Z7).

    Where no benefit has an owner on record, owners may simply not have been written down: not known without a register.
    """
    benefits = present(evidence, Benefit)
    registers = complete_by(evidence, Benefit, evidence.date, evidence.date)
    if not benefits:
        return known(0, registers) if registers else NOT_KNOWN
    if not registers and not any(benefit.owner for benefit in benefits):
        return NOT_KNOWN
    whole = [benefit for benefit in benefits if is_complete(benefit)]
    return known(
        complete_share(benefits), whole if len(whole) == len(benefits) else [benefit for benefit in benefits if not is_complete(benefit)]
    )


def _unless_live(evidence: Evidence) -> Reading:
    """What to say where no go-live is on record: nothing can have been realised before one."""
    return NOT_APPLICABLE if is_live(evidence) is False else NOT_KNOWN


@reads(Benefit, Milestone, Register)
def tracked_two_years(evidence: Evidence) -> Reading:
    """Benefits with a value for one of the last two whole years, two years after go-live, over all, as a share (P15.2, K75).

    A benefit that was counted until it was due has been tracked to its end.
    """
    start = go_live(evidence)
    if start is None:
        return _unless_live(evidence)
    if (evidence.date - start).days < TWO_YEARS:
        return NOT_APPLICABLE
    benefits, registers = _followed(evidence)
    since = financial_year(evidence.date) - YEARS_TO_REPORT
    tracked = [benefit for benefit in benefits if max(measured(benefit), default=0) >= _last_wanted(benefit, since)]
    share = len(tracked) / len(benefits) if benefits else 0
    complete = bool(registers) or len(benefits) == len(present(evidence, Benefit)) > 0
    return so_far(share, [*(tracked or benefits), *registers], complete=complete, tells=bool(benefits) and share <= FEW_TRACKED)


def _last_wanted(benefit: Benefit, year: int) -> int:
    """The last year up to this one for which a benefit needs a value: nothing is owed for the time after it was due."""
    return min(year, financial_year(benefit.due)) if benefit.due else year


def _followed(evidence: Evidence) -> tuple[tuple[Benefit, ...], tuple[Register, ...]]:
    """The benefits that are counted over time, or all where the list is complete, and the registers that make it so.

    Without a register a benefit with no value, or with one, may be one whose other values nobody has written down here.
    """
    registers = complete_by(evidence, Benefit, evidence.date, evidence.date)
    benefits = present(evidence, Benefit)
    return benefits if registers else tuple(benefit for benefit in benefits if len(measured(benefit)) >= SEVERAL), registers


@reads(CashLine, Benefit)
def realised_share(evidence: Evidence) -> Reading:
    """Money realised over money planned to date, a share: from cash lines, else from benefits that are due (P15.3, K47, K54, K12)."""
    found = realised_in_cash(present(evidence, CashLine), last_whole_year(evidence.date))
    found = found or realised_of_targets(present(evidence, Benefit), evidence.arrangement.currency)
    return known(found.share, found.records) if found else _unless_live(evidence)


@reads(Benefit, Register)
def non_money_benefits(evidence: Evidence) -> Reading:
    """Benefits other than money with a value of three years, or measure and baseline, over all of them, a share (P15.4, K68)."""
    benefits = present(evidence, Benefit)
    registers = complete_by(evidence, Benefit, evidence.date, evidence.date)
    other = [benefit for benefit in benefits if is_money(benefit, evidence.arrangement.currency) is False]
    if not other:
        all_told = registers and all(is_money(benefit, evidence.arrangement.currency) for benefit in benefits)
        return known(0, [*benefits, *registers]) if all_told else NOT_KNOWN
    since = financial_year(evidence.date) - YEARS_OF_EVIDENCE
    seen = [
        benefit for benefit in other if max(measured(benefit), default=0) >= since or (benefit.measure and benefit.baseline is not None)
    ]
    if not registers and len(seen) < len(other):
        return NOT_KNOWN
    return known(len(seen) / len(other), other)


@reads(Benefit, Milestone, Register)
def returns_late(evidence: Evidence) -> Reading:
    """Yearly values of benefits that are missing, or came after September, over all that fell due, as a share (P15.5, Y3).

    A value falls due for each whole financial year since go-live and since the benefit was listed.
    """
    start = go_live(evidence)
    if start is None:
        return _unless_live(evidence)
    last = evidence.date.year - (1 if (evidence.date.month, evidence.date.day) >= REPORTED_BY else 2)
    if financial_year(start) > last:
        return NOT_APPLICABLE
    listed, seen = _first_known(evidence)
    benefits, registers = _followed(evidence)
    due = late = 0
    behind: list[Benefit] = []
    for benefit in benefits:
        years = range(financial_year(max(start, listed[benefit.benefit])), _last_wanted(benefit, last) + 1)
        missed = sum(not _in_time(seen.get((benefit.benefit, year)), year) for year in years)
        due, late = due + len(years), late + missed
        if missed:
            behind.append(benefit)
    if not due:
        return NOT_KNOWN
    complete = bool(registers) or len(benefits) == len(present(evidence, Benefit))
    return so_far(late / due, behind or benefits, complete=complete, tells=late / due >= MANY_LATE)


def _first_known(evidence: Evidence) -> tuple[dict[str, dt.date], dict[tuple[str, int], dt.date]]:
    """When each benefit was first listed, and when each of its yearly values first became known."""
    listed: dict[str, dt.date] = {}
    seen: dict[tuple[str, int], dt.date] = {}
    for benefit in evidence.history(Benefit):
        listed.setdefault(benefit.benefit, benefit.on)
        for year in measured(benefit):
            seen.setdefault((benefit.benefit, year), benefit.on)
    return listed, seen


def _in_time(told: dt.date | None, year: int) -> bool:
    return told is not None and told <= dt.date(year + 1, *REPORTED_BY)


@reads(CashLine, Benefit)
def savings_fall(evidence: Evidence) -> Reading:
    """What the latest yearly saving has lost of the best one before it, the largest of any series, as a share (P15.8, K54)."""
    found = falls(present(evidence, CashLine), present(evidence, Benefit), evidence.arrangement.currency)
    if not found:
        return NOT_KNOWN
    largest = max(found, key=lambda fall: fall.share)
    return known(largest.share, largest.records)


@reads(Benefit, Partner, Register)
def targets_eased(evidence: Evidence) -> Reading:
    """Times a target was eased, or moved again after that, a count (P15.9, K33, K38).

    A change that comes with a partner who joins or leaves is another plan and does not count.
    """
    moved = eased(evidence.history(Benefit), evidence.history(Partner))
    benefits = present(evidence, Benefit)
    registers = complete_by(evidence, Benefit, min(benefit.on for benefit in benefits), evidence.date) if benefits else ()
    return so_far(len(moved), moved or registers, complete=bool(registers), tells=bool(moved))


READERS = (
    complete_benefits,
    tracked_two_years,
    realised_share,
    non_money_benefits,
    returns_late,
    savings_fall,
    targets_eased,
)
