"""Checks of who pays, decides and brings what: cost beside votes, staff and size, who pays for whom, weaker estates, who bears the risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import of_arrangement, partners_in
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Stake
from holdfast.core.sharing.games import Floats
from holdfast.core.sharing.shares import RuleShares, Shares

LOW, MIDDLE, HIGH = 10, 50, 90


@dataclass(frozen=True, slots=True)
class Balance:
    """One partner under one rule: its share of cost beside its shares of votes and staff, each none where it is not known."""

    partner: str
    cost_share: float
    vote_share: float | None
    staff_share: float | None
    size_share: float | None
    type: str | None

    @property
    def votes_short(self) -> float | None:
        """Points of 100 by which it pays for more than it decides; below zero, for less."""
        return None if self.vote_share is None else 100 * (self.cost_share - self.vote_share)


def balances(evidence: Evidence, rule: RuleShares) -> tuple[Balance, ...]:
    """Cost beside votes, staff and people served, so that a repair of one that harms the other is seen."""
    if rule.amounts is None:
        return ()
    total = sum(rule.amounts.values())
    stakes = {stake.partner: stake for stake in evidence.of(Stake)}
    members = {partner.partner: partner for partner in partners_in(evidence)}
    people = [members[name].population for name in rule.amounts]
    all_people = None if None in people else sum(number or 0 for number in people)
    return tuple(
        Balance(
            name,
            amount / total,
            stakes[name].vote_share if name in stakes else None,
            stakes[name].staff_share if name in stakes else None,
            (served or 0) / all_people if all_people else None,
            members[name].type,
        )
        for (name, amount), served in zip(rule.amounts.items(), people, strict=True)
    )


def net_subsidies(rule: RuleShares, yardstick: RuleShares) -> Mapping[str, float] | None:
    """What each pays beyond the yardstick (by use, say); those below zero are paid for by those above."""
    if rule.amounts is None or yardstick.amounts is None:
        return None
    return {name: amount - yardstick.amounts[name] for name, amount in rule.amounts.items()}


@dataclass(frozen=True, slots=True)
class Dowry:
    """What bringing a weaker estate to the common level takes, kept apart from running cost, and when it pays back for the others.

    `payback_year` counts from the last year of the investment, and is none where the others gain nothing.
    """

    partner: str
    investment: float
    last_year: int
    others_gain: float
    payback_year: int | None
    records: tuple[str, ...]


def dowries(evidence: Evidence, shares: Shares, rule: RuleShares, lost_scale: Mapping[str, float]) -> tuple[Dowry, ...]:
    """For each partner with an investment recorded in its own name. `lost_scale` is what the others would lose a year without it."""
    found = []
    for partner in shares.players:
        lines = [line for line in of_arrangement(evidence.of(CashLine)) if line.category == "investment" and line.partner == partner]
        if not lines or any(line.likely is None for line in lines) or rule.amounts is None:
            continue
        cost = float(sum(line.likely or 0 for line in lines))
        last, gain = max(line.year for line in lines), lost_scale.get(partner, 0.0)
        payback = last + int(np.ceil(cost / gain)) if gain > 0 else None
        found.append(Dowry(partner, cost, last, gain, payback, tuple(f"cash_lines/{line.id}" for line in lines)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class RiskShare:
    """What a partner bears of a cost that turns out otherwise: below the plan, in the middle, beyond it, and its part of the spread."""

    partner: str
    low: float
    middle: float
    high: float
    part: float


def risk_shares(rule: RuleShares, totals: Sequence[float] | Floats) -> tuple[RiskShare, ...]:
    """Who bears over- and underspend if each trial's total is split in the rule's proportions."""
    low, middle, high = np.percentile(np.asarray(totals, dtype=float), [LOW, MIDDLE, HIGH])
    return borne(rule, float(low), float(middle), float(high))


def borne(rule: RuleShares, low: float, middle: float, high: float) -> tuple[RiskShare, ...]:
    """The same from the spread of the total alone."""
    if rule.amounts is None:
        return ()
    whole = sum(rule.amounts.values())
    parts = {name: amount / whole for name, amount in rule.amounts.items()}
    return tuple(RiskShare(name, low * part, middle * part, high * part, part) for name, part in parts.items())


def trial_risks(players: Sequence[str], splits: Floats) -> tuple[RiskShare, ...]:
    """The same where the rule was worked out anew in every trial: one row of `splits` a trial, one column a partner."""
    low, middle, high = np.percentile(splits, [LOW, MIDDLE, HIGH], axis=0)
    widths = high - low
    whole = float(widths.sum()) or 1.0
    return tuple(
        RiskShare(name, float(low[at]), float(middle[at]), float(high[at]), float(widths[at]) / whole) for at, name in enumerate(players)
    )
