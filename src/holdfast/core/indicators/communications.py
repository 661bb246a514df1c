"""Indicators of who is told what, how people feel, and whether a new brand comes before a good name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.communications import Audience, Message, Pulse, Rebrand
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.facts import months_between, partners_in
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.trading import Venture
from holdfast.core.indicators.absence import codes_in, complete_by, registers_of, so_far, year_before
from holdfast.core.indicators.partners import WITHOUT_ELECTIONS
from holdfast.core.indicators.predicates import is_live
from holdfast.core.indicators.present import present, speak_for_all
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, known, reads

HALF = 0.5
MANY_WORRIED = 0.4
A_TENTH = 0.1
QUARTER = dt.timedelta(days=91)
LONG_SILENCE = dt.timedelta(days=60)
IMPROVEMENT = frozenset({"investment", "transition"})
Briefing = tuple[bool, Record]
Dated = tuple[dt.date, Record]


def _sent(evidence: Evidence, audience: Audience) -> Iterator[tuple[dt.date, Message]]:
    return ((message.sent, message) for message in present(evidence, Message) if message.audience == audience and message.sent)


@reads(Message, Partner, Register)
def cross_party_briefing(evidence: Evidence) -> Reading:
    """Partners with elected members whose parties were all briefed, over those where it is known, as a share (P12.4, W2).

    A briefing of no partner in particular counts for all.
    """
    elected = sorted(partner.partner for partner in partners_in(evidence) if partner.type not in WITHOUT_ELECTIONS)
    if codes_in(evidence) and not elected:
        return NOT_APPLICABLE
    briefed = _briefed(evidence)
    told = [briefing for code in elected if (briefing := _either(briefed.get(code), briefed.get(None)))]
    if not told:
        return NOT_KNOWN
    share = sum(was for was, _ in told) / len(told)
    enough = len(told) > 1 and 2 * len(told) >= len(elected)
    return so_far(share, [record for _, record in told], complete=enough or len(told) == len(elected), tells=share <= HALF)


def _briefed(evidence: Evidence) -> dict[str | None, Briefing]:
    """By partner (none for all), whether every party was briefed, and the record that says so."""
    registers = registers_of(evidence, Message, year_before(evidence.date), evidence.date)
    found: dict[str | None, Briefing] = {partner: (False, register) for partner, register in registers.items()}
    for _, message in _sent(evidence, "members"):
        if message.cross_party is not None and not found.get(message.partner, (False,))[0]:
            found[message.partner] = (message.cross_party, message)
    return found


def _either(own: Briefing | None, for_all: Briefing | None) -> Briefing | None:
    """A partner's own briefing or one for all, whichever reached every party; none where there is neither."""
    return for_all if own is None or (for_all and for_all[0] and not own[0]) else own


@reads(Message, Partner, Register)
def days_since_staff_message(evidence: Evidence) -> Reading:
    """Days since staff were last sent a message, the most of any partner (P14.1, A5).

    A message of no partner in particular went to all. A partner with no message counts only where its list is complete
    for 60 days or more: then since that list began.
    """
    last: dict[str | None, Dated] = {}
    for sent, message in _sent(evidence, "staff"):
        if message.partner not in last or last[message.partner][0] < sent:
            last[message.partner] = (sent, message)
    start = evidence.date - min(LONG_SILENCE, evidence.date - dt.date.min)
    listed = registers_of(evidence, Message, start, evidence.date)
    silent: dict[str | None, Dated] = {partner: (register.complete_from, register) for partner, register in listed.items()}
    each = [_latest_for(code, last) or _latest_for(code, silent) for code in sorted(codes_in(evidence))]
    told = [item for item in each if item]
    if not told:
        return NOT_KNOWN
    oldest = min(date for date, _ in told)
    return known((evidence.date - oldest).days, [record for date, record in told if date == oldest])


def _latest_for(code: str, dated: Mapping[str | None, Dated]) -> Dated | None:
    """The latest of what is about this partner and what is about all, or none."""
    return max((dated[name] for name in (code, None) if name in dated), key=lambda item: item[0], default=None)


def _latest_pulses(pulses: Iterable[Pulse], value: Callable[[Pulse], float | None]) -> list[tuple[float, Pulse]]:
    """The latest pulse of each partner and audience that gives this value."""
    latest: dict[tuple[str | None, Audience], tuple[float, Pulse]] = {}
    for pulse in pulses:
        found = value(pulse)
        key = (pulse.partner, pulse.audience)
        if found is not None and (key not in latest or latest[key][1].on <= pulse.on):
            latest[key] = (found, pulse)
    return list(latest.values())


@reads(Pulse, Partner)
def staff_worries(evidence: Evidence) -> Reading:
    """Share of staff who are worried, by each partner's latest pulse, the highest of any (P14.4, K49, K30)."""
    staff = (pulse for pulse in present(evidence, Pulse) if pulse.audience == "staff")
    found = _latest_pulses(staff, lambda pulse: pulse.worry)
    if not found:
        return NOT_KNOWN
    highest = max(worry for worry, _ in found)
    enough = speak_for_all(evidence, Pulse, {pulse.partner for _, pulse in found})
    return so_far(highest, [pulse for worry, pulse in found if worry == highest], complete=enough, tells=highest >= MANY_WORRIED)


@reads(Pulse, Partner)
def seen_as_own(evidence: Evidence) -> Reading:
    """Share who see a colleague rather than a supplier, by the latest pulse of each partner and audience, the lowest (C07.3, R14, K45)."""
    found = _latest_pulses(present(evidence, Pulse), lambda pulse: pulse.sees_as_colleague)
    if not found:
        return NOT_KNOWN
    lowest = min(share for share, _ in found)
    enough = speak_for_all(evidence, Pulse, {pulse.partner for _, pulse in found})
    return so_far(lowest, [pulse for share, pulse in found if share == lowest], complete=enough, tells=lowest < HALF)


@reads(Message, Register)
def union_meetings(evidence: Evidence) -> Reading:
    """1 where the unions were met or told in the last 365 days, else 0 (P14.5, K49)."""
    start = year_before(evidence.date)
    met = [message for sent, message in _sent(evidence, "unions") if sent >= start]
    registers = complete_by(evidence, Message, start, evidence.date)
    return so_far(bool(met), met or registers, complete=bool(registers), tells=bool(met))


@reads(Rebrand, Milestone, Venture)
def rebrand_months(evidence: Evidence) -> Reading:
    """Months from go-live, done or expected, to the first new name; 0 where the name comes first (C07.1, the guide).

    A service that moves into a company with a new name has to earn its reputation anew.
    """
    dated = [(rebrand.planned, rebrand) for rebrand in evidence.of(Rebrand) if rebrand.planned]
    if not dated:
        return NOT_KNOWN
    planned, rebrand = min(dated, key=lambda item: item[0])
    live, milestones = _live(evidence, planned)
    if live is None:
        too_early = is_live(evidence) is False and planned <= evidence.date
        return so_far(0, [rebrand], complete=False, tells=too_early)
    return known(max(0.0, months_between(live, planned)), [rebrand, *milestones])


def _live(evidence: Evidence, named: dt.date) -> tuple[dt.date | None, list[Milestone]]:
    """The first go-live that has happened, else the first that is expected, and the milestones that say so.

    Where a company runs it, a transfer up to a quarter after the name starts it anew: the service moves into a new body.
    """
    marks = {"go_live", "transfer"} if evidence.of(Venture) else {"go_live"}
    starts = [milestone for milestone in evidence.of(Milestone) if milestone.marks in marks]
    done = [(milestone.done, milestone) for milestone in starts if milestone.done]
    dated = done or [(date, milestone) for milestone in starts if (date := milestone.forecast or milestone.planned)]
    dates = sorted({date for date, _ in dated})
    anew = [date for date, milestone in dated if milestone.marks == "transfer" and date <= named + QUARTER]
    live = max(anew, default=min(dates, default=None))
    return live, [milestone for date, milestone in dated if date == live]


@reads(Rebrand, CashLine)
def brand_spend(evidence: Evidence) -> Reading:
    """Cost of the new name over spending on improvement (investment and transition), as a share of 1 at most (C07.6, the guide).

    Where a year has actual figures, its plan is left out.
    """
    rebrands = evidence.of(Rebrand)
    cost = sum((rebrand.cost for rebrand in rebrands if rebrand.cost is not None), Decimal(0))
    priced = [rebrand for rebrand in rebrands if rebrand.cost is not None]
    spent = _improvement(evidence)
    amounts = [_amount(line) for line in spent]
    if not priced or not spent or None in amounts:
        return NOT_KNOWN
    improvement = sum((amount for amount in amounts if amount is not None), Decimal(0))
    share = float(min(Decimal(1), cost / improvement)) if improvement else float(cost > 0)
    return so_far(share, [*priced, *spent], complete=len(priced) == len(rebrands), tells=share >= A_TENTH)


def _improvement(evidence: Evidence) -> Sequence[CashLine]:
    """The lines of investment and transition: actual ones, and plans where there is no actual one for the year."""
    lines = [line for line in evidence.of(CashLine) if line.category in IMPROVEMENT]
    actual = {_year(line) for line in lines if line.status == "actual"}
    return [line for line in lines if line.status == "actual" or _year(line) not in actual]


def _year(line: CashLine) -> tuple[object, ...]:
    return (line.partner, line.service, line.category, line.year)


def _amount(line: CashLine) -> Decimal | None:
    if line.likely is not None or line.low is None or line.high is None:
        return line.likely
    return (line.low + line.high) / 2


READERS = (
    cross_party_briefing,
    days_since_staff_message,
    staff_worries,
    seen_as_own,
    union_meetings,
    rebrand_months,
    brand_spend,
)
