"""Checks of structure: cost beside votes, staff and size; who pays for whom; weaker estates; who bears the risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from holdfast.core.shared_risk import Spread
from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.membership import lost_scale
from holdfast.core.sharing.shares import RuleShares
from holdfast.core.sharing.structure import Balance, balances, borne, dowries, net_subsidies
from holdfast.reports.pictures.axis import percent
from holdfast.web.fair_shares.played import Played
from holdfast.web.page.partner_marks import PartnerMark
from holdfast.web.page.values import code_title, listed

YARDSTICK = "use"
# Points of 100 between cost and votes from which the page says so; the indicator's own band decides the finding.
POINTS_TO_NAME = 10


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One share of a partner: its words and the length of its bar; not known where there are no words."""

    words: str
    width: str


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """A partner's share of cost beside its shares of votes, staff and people served."""

    mark: PartnerMark
    tier: str
    cost: ShareBar
    votes: ShareBar
    staff: ShareBar
    people: ShareBar
    short: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Who pays for whom beside the yardstick."""

    mark: PartnerMark
    amount: str
    is_payer: bool
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class DowryLine:
    """The catch-up payment of one partner's estate."""

    mark: PartnerMark
    investment: str
    gain: str
    payback: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """Who bears how much of a case that comes out badly, and gets of one that comes out well, under one rule."""

    rule: RuleShares
    cells: tuple[tuple[PartnerMark, str, str], ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Risk:
    """How far the case may come out otherwise, and each rule's parts of it."""

    worse: str
    better: str
    trials: str
    years: str
    rows: tuple[RiskRow, ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything the page shows; what cannot be told is none, with its reason in `why`."""

    lines: tuple[BalanceLine, ...]
    findings: tuple[str, ...]
    subsidies: tuple[Moved, ...]
    subsidised: str
    dowries: tuple[DowryLine, ...]
    risk: Risk | None
    why: Mapping[str, str]


def checks(played: Played, chosen: RuleShares, spread: Spread | None) -> Checks:
    """All checks under the chosen rule."""
    found = balances(played.evidence, chosen)
    yardstick = played.rule(YARDSTICK)
    why = {}
    if yardstick.amounts is None:
        why["subsidies"] = yardstick.reason
    return Checks(
        lines=tuple(_line(played, mark, balance) for mark, balance in zip(played.marks, found, strict=True)),
        findings=tuple(_findings(played, found)),
        subsidies=_subsidies(played, chosen, yardstick),
        subsidised=_subsidised(played, chosen, yardstick),
        dowries=_dowries(played, chosen),
        risk=None if spread is None else _risk(played, chosen, spread),
        why=why,
    )


def _bar(share: float | None) -> ShareBar:
    return ShareBar("", "0%") if share is None else ShareBar(f"{share:.1%}", percent(share))


def _line(played: Played, mark: PartnerMark, balance: Balance) -> BalanceLine:
    short = balance.votes_short
    return BalanceLine(
        mark=mark,
        tier=code_title(balance.type) if balance.type else "",
        cost=_bar(balance.cost_share),
        votes=_bar(balance.vote_share),
        staff=_bar(balance.staff_share),
        people=_bar(balance.size_share),
        short="" if short is None else _points(short),
    )


def _points(points: float) -> str:
    rounded = round(points)
    if not rounded:
        return _("pays as it decides")
    words = _("pays %(points)d points more than it decides") if rounded > 0 else _("pays %(points)d points less than it decides")
    return words % {"points": abs(rounded)}


def _findings(played: Played, found: tuple[Balance, ...]) -> list[str]:
    """In a sentence each: who pays without deciding, and what is not known."""
    said = []
    more = sorted((each for each in found if (each.votes_short or 0) >= POINTS_TO_NAME), key=lambda each: -(each.votes_short or 0))
    for each in more[:1]:
        told = {"name": played.short(each.partner), "cost": f"{each.cost_share:.0%}", "votes": f"{each.vote_share:.0%}"}
        said.append(_("%(name)s would pay %(cost)s of the cost and hold %(votes)s of the votes.") % told)
    unknown = [played.short(each.partner) for each in found if each.vote_share is None]
    if unknown:
        said.append(_("The share of votes of %(names)s is not known.") % {"names": listed(unknown)})
    return said


def _subsidies(played: Played, chosen: RuleShares, yardstick: RuleShares) -> tuple[Moved, ...]:
    found = net_subsidies(chosen, yardstick)
    if found is None:
        return ()
    largest = max(abs(amount) for amount in found.values()) or 1.0
    shown = played.pounds.row(found, 0.0)
    return tuple(
        Moved(
            mark,
            played.pounds.moved(shown[mark.code]),
            shown[mark.code] > 0,
            percent(0.5 if found[mark.code] > 0 else 0.5 - abs(found[mark.code]) / largest / 2),
            percent(abs(found[mark.code]) / largest / 2),
        )
        for mark in played.marks
    )


def _subsidised(played: Played, chosen: RuleShares, yardstick: RuleShares) -> str:
    """Who pays for whom, in a sentence."""
    found = net_subsidies(chosen, yardstick) or {}
    payers = [name for name, amount in found.items() if amount > 0.5]
    paid = sum(amount for amount in found.values() if amount > 0)
    if not payers:
        return _("Each pays for what it uses.") if found else ""
    told = {"payers": played.group(payers), "others": played.group([name for name in found if found[name] < -0.5])}
    return _("%(payers)s would pay %(amount)s a year on behalf of %(others)s.") % {**told, "amount": played.pounds.whole(paid)}


def _dowries(played: Played, chosen: RuleShares) -> tuple[DowryLine, ...]:
    lost = {}
    for mark in played.marks:
        try:
            lost[mark.code] = lost_scale(played.game.inquiry, chosen.rule, mark.code)
        except Impossible:
            continue
    marks = {mark.code: mark for mark in played.marks}
    return tuple(
        DowryLine(
            marks[found.partner],
            played.pounds.whole(found.investment),
            played.pounds.whole(found.others_gain),
            _payback(found.payback_year),
            found.records,
        )
        for found in dowries(played.evidence, played.shares, chosen, lost)
    )


def _payback(year: int | None) -> str:
    return _("never: the others gain nothing by having it in") if year is None else f"{year}/{(year + 1) % 100:02d}"


def _risk(played: Played, chosen: RuleShares, spread: Spread) -> Risk:
    rows = []
    for family in played.families:
        rule = family.rule
        parts = borne(rule, spread.low, spread.middle, spread.high)
        worse = played.pounds.row({each.partner: each.middle - each.low for each in parts}, spread.middle - spread.low)
        better = played.pounds.row({each.partner: each.high - each.middle for each in parts}, spread.high - spread.middle)
        cells = tuple((mark, played.pounds.whole(worse[mark.code]), played.pounds.whole(better[mark.code])) for mark in played.marks)
        rows.append(RiskRow(rule, cells, family.has(chosen)))
    years = f"{spread.first_year}/{(spread.first_year + 1) % 100:02d}", f"{spread.last_year}/{(spread.last_year + 1) % 100:02d}"
    return Risk(
        worse=played.pounds.whole(spread.middle - spread.low),
        better=played.pounds.whole(spread.high - spread.middle),
        trials=f"{spread.trials:,}",
        years=_("%(first)s to %(last)s") % {"first": years[0], "last": years[1]},
        rows=tuple(rows),
    )
