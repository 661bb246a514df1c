"""The plan of one option as lines of money: who pays or gains, in which year, between which bounds, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Stake
from holdfast.core.finance.cash import ZERO, amount, financial_year, is_unsigned, planned
from holdfast.core.finance.payback import is_whole
from holdfast.core.finance.trials.words import FlowClass, Shape

FLOWS: Mapping[str, FlowClass] = {
    "investment": "set_up",
    "transition": "set_up",
    "exit": "set_up",
    "running": "running",
    "saving": "benefit",
    "income": "benefit",
}
SIGNS: Mapping[FlowClass, int] = {"set_up": -1, "running": -1, "benefit": 1}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One amount of the plan. Low, likely and high are the same where only one was given."""

    record: CashLine
    flow: FlowClass
    low: Decimal
    likely: Decimal
    high: Decimal

    @property
    def signed(self) -> Decimal:
        return SIGNS[self.flow] * self.likely

    @property
    def shape(self) -> Shape:
        return self.record.spread or "triangular"


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines that can be counted, those that cannot, and how what is shared is split."""

    lines: tuple[PlanLine, ...]
    without_amount: tuple[CashLine, ...]
    unsigned: tuple[CashLine, ...]
    partners: tuple[str, ...]
    shares: Mapping[str, Decimal] | None
    base: int
    last: int
    remarks: tuple[str, ...]

    @property
    def years(self) -> int:
        return self.last - self.base + 1

    @property
    def is_whole(self) -> bool:
        """Whether it says both what it costs to start and what comes back; with one side alone nothing can be said of gain or loss."""
        return is_whole(self.records)

    @property
    def records(self) -> tuple[CashLine, ...]:
        return tuple(line.record for line in self.lines)


def plan_of(evidence: Evidence, option: str | None = None) -> Plan:
    """The plan of the arrangement, or of another option. Income known to have no contract is a hope and is left out."""
    members = tuple(partner.partner for partner in partners_in(evidence))
    of_option = planned(evidence.of(CashLine)) if option is None else _lines_of(evidence, option)
    found = [line for line in of_option if line.partner is None or line.partner in members]
    unsigned = tuple(line for line in found if is_unsigned(line))
    counted = [line for line in found if not is_unsigned(line)]
    lines = tuple(line for record in counted if (line := _plan_line(record)))
    without = tuple(record for record in counted if amount(record) is None)
    years = [line.record.year for line in lines] or [financial_year(evidence.date)]
    shares = shares_of(evidence, members)
    return Plan(lines, without, unsigned, members, shares, min(years), max(years), tuple(_remarks(evidence, lines, without, shares)))


def _lines_of(evidence: Evidence, option: str) -> list[CashLine]:
    return [line for line in evidence.of(CashLine) if line.status == "plan" and line.option == option]


def _plan_line(record: CashLine) -> PlanLine | None:
    likely = amount(record)
    if likely is None:
        return None
    low = record.low if record.low is not None else likely
    high = record.high if record.high is not None else likely
    return PlanLine(record, FLOWS[record.category], low, likely, high)


def shares_of(evidence: Evidence, members: Iterable[str]) -> Mapping[str, Decimal] | None:
    """The agreed share of cost of each partner, or none where one of them has none or they add up to nothing."""
    stakes = {stake.partner: stake.cost_share for stake in evidence.of(Stake)}
    found = {code: stakes.get(code) for code in members}
    known = {code: Decimal(str(share)) for code, share in found.items() if share is not None}
    return known if len(known) == len(found) and sum(known.values(), ZERO) > 0 else None


def _remarks(evidence: Evidence, lines: tuple[PlanLine, ...], without: tuple[CashLine, ...], shares: object) -> Iterable[str]:
    if not lines and not without:
        yield "No planned amounts are on record, so there is nothing to add up."
    for record in without:
        yield f"{_name(record)} has no amount, so no sum that it belongs to is known."
    yield from _middles(lines)
    if shares is None and any(line.record.partner is None for line in lines):
        yield "Some amounts belong to all and the partners' shares of cost are not all known, so no partner's own figures are known."
    past = [line for line in lines if line.record.year < financial_year(evidence.date)]
    if past:
        many = "1 planned amount is" if len(past) == 1 else f"{len(past)} planned amounts are"
        yield f"{many} for years that have ended: what is spent is spent, whatever is decided now."


def _middles(lines: tuple[PlanLine, ...]) -> Iterable[str]:
    """What was read into amounts that nobody called likely."""
    silent = [line.record for line in lines if line.record.likely is None]
    between = [record for record in silent if record.low is not None and record.high is not None]
    single = len(silent) - len(between)
    if between:
        many = f"{_name(between[0])} has" if len(between) == 1 else f"{len(between)} planned amounts have"
        yield f"{many} no likely amount: the middle between low and high stands in for it."
    if single:
        many = "1 planned amount has" if single == 1 else f"{single} planned amounts have"
        yield f"{many} only a low or only a high: it is taken as likely."


def _name(record: CashLine) -> str:
    year = f"{record.year}/{(record.year + 1) % 100:02d}"
    where = ", ".join(filter(None, (record.partner, record.service)))
    return f"The {record.category} line “{record.label or record.id}” of {year}{f' ({where})' if where else ''}"
