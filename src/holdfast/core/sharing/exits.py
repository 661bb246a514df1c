"""What a partner's leaving is worth at a date, and a newcomer's joining: a line for each part, unknown where it is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Rule as ClubRule
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.facts import months_between, of_arrangement
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.record import Record
from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.from_evidence import SharingGame
from holdfast.core.sharing.membership import lost_scale
from holdfast.core.sharing.shares import named

MONTHS = 12


@dataclass(frozen=True, slots=True)
class ReckoningLine:
    """One part of a price: an amount in pounds, or none where it is not known, and how it was worked out."""

    name: str
    amount: float | None
    how: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What leaving or joining costs a partner at a date."""

    partner: str
    date: dt.date
    rule: str
    lines: tuple[ReckoningLine, ...]

    @property
    def at_least(self) -> float:
        """The sum of what is known."""
        return sum(line.amount for line in self.lines if line.amount is not None)

    @property
    def total(self) -> float | None:
        """The whole price, or none while a part of it is not known."""
        return None if any(line.amount is None for line in self.lines) else self.at_least


def exit_price(evidence: Evidence, game: SharingGame, rule: str, partner: str, date: dt.date) -> Reckoning:
    """What the partner would owe the others if it gave notice at the date."""
    if partner not in game.inquiry.game.players:
        raise Impossible(f"“{partner}” is not one of the partners that share")
    notice, months = _notice(evidence, game, rule, partner)
    return Reckoning(
        partner,
        date,
        rule,
        (
            notice,
            _lost_scale(evidence, game, rule, partner, date, months),
            _contracts(evidence, partner, date, months),
            _stranded(evidence, partner, date),
        ),
    )


def exit_prices(evidence: Evidence, game: SharingGame, rule: str, dates: Sequence[dt.date]) -> tuple[Reckoning, ...]:
    """The price for every partner at each date."""
    return tuple(exit_price(evidence, game, rule, partner, date) for partner in game.inquiry.game.players for date in dates)


def _notice(evidence: Evidence, game: SharingGame, rule: str, partner: str) -> tuple[ReckoningLine, float | None]:
    """What it goes on paying while its notice runs."""
    found = [record for record in evidence.of(ClubRule) if record.topic == "notice" and record.value is not None]
    if not found:
        return ReckoningLine("Notice", None, "the months of notice are not recorded"), None
    months = float(found[0].value or 0)
    amount = named(game.inquiry.table, game.inquiry.dealt(rule).split)[partner]
    words = f"{months:g} months at {amount:,.2f} a year"
    return ReckoningLine("Notice", amount * months / MONTHS, words, _refs(found[:1])), months


def _lost_scale(evidence: Evidence, game: SharingGame, rule: str, partner: str, date: dt.date, months: float | None) -> ReckoningLine:
    """What the others lose by sharing without it, from the end of its notice to the end of the longest contract they share."""
    try:
        yearly = max(0.0, lost_scale(game.inquiry, rule, partner))
    except Impossible as reason:
        return ReckoningLine("Lost scale", None, str(reason))
    if not yearly:
        return ReckoningLine("Lost scale", 0.0, "the others lose nothing by sharing without it")
    ends = [contract.ends for contract in _running(evidence, date, None) if contract.ends is not None]
    if months is None or not ends:
        what = "the months of notice are" if months is None else "the end of no shared contract is"
        return ReckoningLine(
            "Lost scale", None, f"the others pay {yearly:,.2f} a year more, but {what} not recorded, so for how long is not known"
        )
    years = max(0.0, (months_between(date, max(ends)) - months) / MONTHS)
    shared = [contract for contract in _running(evidence, date, None) if contract.ends == max(ends)]
    return ReckoningLine("Lost scale", yearly * years, f"the others pay {yearly:,.2f} a year more for {years:.2f} years", _refs(shared))


def _running(evidence: Evidence, date: dt.date, partner: str | None) -> list[Contract]:
    return [found for found in evidence.of(Contract) if found.partner == partner and (found.ends is None or found.ends > date)]


def _contracts(evidence: Evidence, partner: str, date: dt.date, months: float | None) -> ReckoningLine:
    """What leaving the partner's own running contracts early costs."""
    running = _running(evidence, date, partner)
    if months is not None:
        running = [found for found in running if found.ends is None or months_between(date, found.ends) > months]
    if not running and not evidence.is_complete(Contract, evidence.date, evidence.date, partner):
        return ReckoningLine("Contracts", None, "no contract is recorded, and no register says that the list is complete")
    unknown = [found.supplier or found.contract for found in running if found.exit_cost is None]
    if unknown:
        return ReckoningLine("Contracts", None, f"what leaving early costs is not recorded for: {', '.join(unknown)}", _refs(running))
    return ReckoningLine(
        "Contracts", float(sum(found.exit_cost or 0 for found in running)), f"{len(running)} that outlast the notice", _refs(running)
    )


def _stranded(evidence: Evidence, partner: str, date: dt.date) -> ReckoningLine:
    """What it leaves behind that nobody else can use, recorded as cash lines of the category exit in its name."""
    own = [line for line in of_arrangement(evidence.of(CashLine)) if line.partner == partner]
    lines = [line for line in own if line.category == "exit" and line.year >= date.year - 1]
    if not lines or any(line.likely is None for line in lines):
        return ReckoningLine(
            "Stranded cost", None, "what would be left behind is not recorded as cash lines of the category exit", _refs(lines)
        )
    return ReckoningLine("Stranded cost", float(sum(line.likely or 0 for line in lines)), f"{len(lines)} cash lines", _refs(lines))


def entry_price(evidence: Evidence, game: SharingGame, rule: str, newcomer: str, date: dt.date) -> Reckoning:
    """What a newcomer would owe for what the others have invested by the date, in proportion to what it would pay."""
    players = game.inquiry.game.players
    if newcomer not in players:
        raise Impossible(f"“{newcomer}” is not one of the partners that would share")
    amounts = named(game.inquiry.table, game.inquiry.dealt(rule).split)
    others = [line for line in of_arrangement(evidence.of(CashLine)) if line.partner != newcomer]
    spent = [line for line in others if line.category == "investment" and line.year < date.year]
    part = amounts[newcomer] / sum(amounts.values())
    if not spent or any(line.likely is None for line in spent):
        return Reckoning(
            newcomer, date, rule, (ReckoningLine("Past investment", None, "what the others have invested is not recorded", _refs(spent)),)
        )
    whole = float(sum(line.likely or 0 for line in spent))
    return Reckoning(
        newcomer,
        date,
        rule,
        (ReckoningLine("Past investment", whole * part, f"{part:.1%} of {whole:,.2f} invested before {date.year}", _refs(spent)),),
    )


def _refs(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(f"{record.meta.section}/{record.id}" for record in records)
