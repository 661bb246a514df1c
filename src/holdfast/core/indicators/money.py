"""Indicators of the money: the case and its versions, options, payback, where benefits come from, whether they arrive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from holdfast.core.decisions.slippage import deferrals, entry, restatements
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.facts import DAYS_A_YEAR, go_live, services_in_scope
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import Benefit, CaseVersion, CashLine, Option
from holdfast.core.evidence.scope import Service
from holdfast.core.finance.benefits import is_money
from holdfast.core.finance.case_versions import benefit_lost, present_case
from holdfast.core.finance.cash import GAINS, amount, is_unsigned, largest_source, total, yearly_net
from holdfast.core.finance.payback import stated_payback, undiscounted_payback
from holdfast.core.indicators import benefits, promises
from holdfast.core.indicators.absence import complete_by, so_far
from holdfast.core.indicators.present import present
from holdfast.core.indicators.reading import NOT_KNOWN, Reading, known, reads

HALF = 0.5
MUCH_UNSIGNED = Decimal("0.2")
MUCH_BOOKED = Decimal("0.1")
ENOUGH_LINES = 5
SEVERAL = 2
COSTS_TO_START = frozenset({"investment", "transition"})
OPTIONS_WANTED = ("no_change", "in_house", "outsourced")
LATEST_PAYBACK = 5
TWO_YEARS = 2 * DAYS_A_YEAR
REPORTED_BY = (9, 30)
FEW_TRACKED = 0.7
MANY_LATE = 0.25
YEARS_TO_REPORT = 2
OFTEN_RESTATED = 2
NOT_ENTERED = frozenset({"exploring", "case", None})


def _plan(evidence: Evidence) -> list[CashLine]:
    return [line for line in present(evidence, CashLine) if line.status == "plan"]


def _benefit_lines(evidence: Evidence) -> list[CashLine]:
    return [line for line in _plan(evidence) if line.category in GAINS]


def _decided(evidence: Evidence) -> dt.date | None:
    """The date up to which the case could inform the decision to enter: today while it lies ahead. None where it is not known."""
    gate = entry(evidence.of(Gate))
    if gate:
        return gate.decided
    ahead = evidence.arrangement.stage in NOT_ENTERED and not go_live(evidence)
    return evidence.date if ahead else None


@reads(CaseVersion, Option, Gate, Register)
def case_before_decision(evidence: Evidence) -> Reading:
    """1 where costs, benefits, risks and alternatives, no change among them, were written down before the entry, else 0 (P01.2, Z1, M8)."""
    decided = _decided(evidence)
    if decided is None:
        return NOT_KNOWN
    then = evidence.as_at(decided)
    versions, options = present_case(evidence.history(CaseVersion)), then.of(Option)
    in_time = [version for version in versions if version.on <= decided]
    stated = [version for version in in_time if version.risks_stated is not None]
    unlisted = complete_by(evidence, CaseVersion, decided, decided)
    answers = (
        True if in_time else False if unlisted else None,
        stated[-1].risks_stated if stated else None,
        _has_alternatives(options, bool(complete_by(evidence, Option, decided, decided))),
    )
    records: list[Record] = [*(stated[-1:] or in_time[-1:] or unlisted), *options]
    return known(False not in answers, records) if False in answers or None not in answers else NOT_KNOWN


def _has_alternatives(options: Iterable[Option], complete: bool) -> bool | None:
    kinds = {option.kind for option in options}
    if "no_change" in kinds and len(kinds) > 1:
        return True
    return False if complete else None


@reads(Option, Gate, Register)
def options_compared(evidence: Evidence) -> Reading:
    """How many of no change, in-house and outsourced were not judged by the same criteria as the rest, a count (P12.2, M8)."""
    decided = _decided(evidence) or evidence.date
    options = evidence.of(Option)
    complete = complete_by(evidence, Option, decided, decided)
    if not options and not complete:
        return NOT_KNOWN
    judged = {kind: [option.scored for option in options if option.kind == kind] for kind in OPTIONS_WANTED}
    missing = [kind for kind, scored in judged.items() if (scored or complete) and not any(answer is not False for answer in scored)]
    settled = all(any(scored) or kind in missing for kind, scored in judged.items())
    return so_far(len(missing), [*options, *complete], complete=settled, tells=bool(missing))


@reads(CashLine)
def benefit_from_one_source(evidence: Evidence) -> Reading:
    """Planned benefits from the source that gives most, over all planned benefits, as a share (P01.3, K72)."""
    lines = _benefit_lines(evidence)
    found = largest_source(lines)
    if found is None or len(lines) < SEVERAL:
        return NOT_KNOWN
    share, largest = found
    sourced = all(line.benefit_source or line.category == "income" for line in lines)
    return so_far(share, largest, complete=sourced, tells=share >= HALF)


@reads(CashLine, Service, Register)
def services_without_effect(evidence: Evidence) -> Reading:
    """Services in scope without any planned benefit that is due to sharing, a count (P01.4, K9)."""
    services = services_in_scope(evidence)
    by_service: dict[str, list[CashLine]] = {}
    for line in _benefit_lines(evidence):
        if line.service:
            by_service.setdefault(line.service, []).append(line)
    registers = complete_by(evidence, CashLine, evidence.date, evidence.date)
    silent = [service for service in services if service.service not in by_service]
    idle = [service for service in services if service.service in by_service and not any(map(_has_effect, by_service[service.service]))]
    without = [*idle, *(silent if registers else ())]
    records: list[Record] = [
        *without,
        *(line for service in without or services for line in by_service.get(service.service, ())),
        *registers,
    ]
    complete = bool(services) and (not silent or bool(registers))
    return so_far(len(without), records, complete=complete, tells=bool(idle))


def _has_effect(line: CashLine) -> bool:
    return line.from_sharing is not False and amount(line) != 0


@reads(CaseVersion, Register)
def benefit_restated_down(evidence: Evidence) -> Reading:
    """Share of the best earlier net benefit that the latest version of the case has lost (P01.5, K33, K38)."""
    versions = present_case(evidence.history(CaseVersion))
    lost = benefit_lost(versions)
    if lost:
        return known(lost.share, lost.versions)
    alone = len(versions) == 1 and complete_by(evidence, CaseVersion, versions[0].on, evidence.date)
    return known(0, [*versions, *alone]) if alone else NOT_KNOWN


@reads(CashLine, CaseVersion)
def figures_as_ranges(evidence: Evidence) -> Reading:
    """Mean of the share of planned amounts that are ranges and of 1 or 0 for an allowance for optimism, as a share (P01.6, H1).

    A few amounts are a headline rather than a plan: that they are no ranges tells nothing by itself.
    """
    priced = [line for line in _plan(evidence) if amount(line) is not None]
    ranges = [line for line in priced if None not in (line.low, line.high)]
    stated = [version for version in present_case(evidence.history(CaseVersion)) if version.optimism_bias is not None][-1:]
    parts = [float(version.optimism_bias is True) for version in stated]
    if priced:
        parts.append(len(ranges) / len(priced))
    if not parts:
        return NOT_KNOWN
    value = sum(parts) / len(parts)
    return so_far(
        value,
        [*(ranges or priced), *stated],
        complete=len(parts) == 2,
        tells=value <= HALF and (bool(stated) or len(priced) >= ENOUGH_LINES),
    )


@reads(CashLine, CaseVersion)
def payback_years(evidence: Evidence) -> Reading:
    """Years until the planned money is back, undiscounted, from cash lines, else as the latest version states it (P01.7, L8, Y11, Z5).

    A plan that never pays back within its years counts as those years where they reach the critical ones.
    """
    lines = _plan(evidence)
    net = yearly_net(lines) if _is_whole(lines) else None
    if net:
        years = undiscounted_payback(net)
        span = max(net) - min(net) + 1
        counted = [line for line in lines if not is_unsigned(line)]
        if years is not None or span >= LATEST_PAYBACK:
            return known(span if years is None else years, counted)
    stated = stated_payback(present_case(evidence.history(CaseVersion)))
    return known(stated.payback_years, (stated,)) if stated and stated.payback_years is not None else NOT_KNOWN


def _is_whole(lines: Iterable[CashLine]) -> bool:
    """Whether the plan says both what it costs to start and what comes back."""
    categories = {line.category for line in lines}
    return bool(categories & COSTS_TO_START and categories & GAINS)


@reads(CashLine, Benefit, Register)
def uncontracted_income(evidence: Evidence) -> Reading:
    """Planned income without a contract over all planned savings and income, as a share (P02.2, K6, K40).

    Where savings are listed as benefits and not as cash lines, the lines do not hold the whole.
    """
    lines = _benefit_lines(evidence)
    income = [line for line in lines if line.category == "income"]
    unsigned = [line for line in income if is_unsigned(line)]
    registers = complete_by(evidence, CashLine, evidence.date, evidence.date)
    elsewhere = [benefit for benefit in present(evidence, Benefit) if is_money(benefit, evidence.arrangement.currency)]
    if len(income) == len(lines) and elsewhere:
        return NOT_KNOWN
    if unsigned and len(unsigned) == len(lines):
        return known(1, unsigned)
    gross, hoped = total(lines), total(unsigned)
    if not gross or hoped is None:
        return NOT_KNOWN
    complete = all(line.contracted is not None for line in income) and (bool(registers) or 0 < len(income) < len(lines))
    return so_far(float(hoped / gross), [*(unsigned or income), *registers], complete=complete, tells=hoped >= gross * MUCH_UNSIGNED)


@reads(CaseVersion, Gate, Register)
def case_restatements(evidence: Evidence) -> Reading:
    """Versions after the first that changed the benefit or its grounds, plus times the decision was put off, a count (C02.1, the guide)."""
    versions = present_case(evidence.history(CaseVersion))
    put_off = deferrals(evidence.history(Gate))
    changed = restatements(versions)
    number = len(changed) + len(put_off)
    registers = complete_by(evidence, CaseVersion, versions[0].on, evidence.date) if versions else ()
    records: list[Record] = [*changed, *put_off]
    return so_far(number, records or [*versions, *registers], complete=bool(registers), tells=number >= OFTEN_RESTATED)


@reads(CaseVersion)
def delay_cost_shown(evidence: Evidence) -> Reading:
    """1 where the latest version of the case that says shows what delay costs, else 0 (C02.5, A5)."""
    stated = [version for version in present_case(evidence.history(CaseVersion)) if version.shows_delay_cost is not None]
    return known(stated[-1].shows_delay_cost is True, stated[-1:]) if stated else NOT_KNOWN


@reads(CashLine, Gate, Service)
def savings_booked_early(evidence: Evidence) -> Reading:
    """Planned savings already in budgets though the sharing they rest on is not agreed, over all planned savings, as a share (C06.5, K58).

    Sharing is not agreed while the decision to enter lies ahead, or where the service is known to be out of scope.
    """
    savings = [line for line in _plan(evidence) if line.category == "saving"]
    outside = {service.service for service in evidence.of(Service) if service.in_scope is False}
    gate = entry(evidence.of(Gate))
    ahead = gate is None and _decided(evidence) is not None and evidence.arrangement.stage is not None
    early = [line for line in savings if line.booked and (ahead or line.service in outside)]
    gross, booked = total(savings), total(early)
    if not gross or booked is None:
        return NOT_KNOWN
    settled = all(line.booked is not None for line in savings) and (gate is not None or evidence.arrangement.stage is not None)
    return so_far(float(booked / gross), early or savings, complete=settled, tells=booked >= gross * MUCH_BOOKED)


READERS = (
    case_before_decision,
    options_compared,
    benefit_from_one_source,
    services_without_effect,
    benefit_restated_down,
    figures_as_ranges,
    payback_years,
    uncontracted_income,
    case_restatements,
    delay_cost_shown,
    savings_booked_early,
    *benefits.READERS,
    *promises.READERS,
)
