"""Leaving and joining: what changes for the others, what an exit costs at a date, and what coming in is worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from holdfast.core.evidence.partners import Partner
from holdfast.core.sharing.exits import Reckoning, entry_price, exit_price
from holdfast.core.sharing.faults import GameRefused, Impossible
from holdfast.core.sharing.from_evidence import newcomers, sharing_game
from holdfast.core.sharing.games import FEW
from holdfast.core.sharing.membership import Leaving, leaving, lost_scale
from holdfast.core.sharing.shares import RuleShares
from holdfast.web.fair_shares.played import MOST_LOOKED_AT, Played
from holdfast.web.page.partner_marks import PartnerMark, short_name


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """One partner gone: what the others lose together, and how each other's payment moves; no moves where nobody can tell."""

    mark: PartnerMark
    lost: str
    is_loss: bool
    cells: tuple[tuple[PartnerMark, str, bool], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One part of a price; no amount where it is not known, which `how` explains."""

    name: str
    amount: str
    how: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What leaving, or coming in, costs one partner at one date."""

    name: str
    mark: PartnerMark | None
    total: str
    is_whole: bool
    lines: tuple[PriceLine, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A body that does not share yet: what it would pay, what it saves, what the others would gain, and its price of entry."""

    name: str
    pays: str
    against: str
    others: str
    is_gain: bool
    price: Price | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything the page shows. `prices` are by date, in order of partners."""

    leavings: tuple[LeavingRow, ...]
    has_cells: bool
    dates: tuple[dt.date, ...]
    exits: tuple[tuple[PartnerMark, tuple[tuple[dt.date, Price], ...]], ...]
    entries: tuple[Price, ...]
    newcomers: tuple[Newcomer, ...]


def moves(played: Played, chosen: RuleShares, dates: tuple[dt.date, ...]) -> Moves:
    """What leaving and joining mean under the chosen rule."""
    has_cells = len(played.marks) <= FEW
    return Moves(
        leavings=tuple(_leaving(played, chosen, mark, has_cells) for mark in played.marks),
        has_cells=has_cells,
        dates=dates,
        exits=tuple((mark, tuple((date, _exit(played, chosen, mark, date)) for date in dates)) for mark in played.marks),
        entries=tuple(_entry(played, chosen, mark, dates[0]) for mark in played.marks),
        newcomers=tuple(_newcomer(played, chosen, body, dates[0]) for body in newcomers(played.evidence)),
    )


def _leaving(played: Played, chosen: RuleShares, mark: PartnerMark, has_cells: bool) -> LeavingRow:
    inquiry = played.game.inquiry
    try:
        if not has_cells:
            return _row(played, mark, lost_scale(inquiry, chosen.rule, mark.code), None)
        found = leaving(inquiry, chosen.rule, mark.code)
    except Impossible as reason:
        return LeavingRow(mark, "", False, (), f"{reason}")
    return _row(played, mark, found.lost_scale, found)


def _row(played: Played, mark: PartnerMark, lost: float, found: Leaving | None) -> LeavingRow:
    cells: tuple[tuple[PartnerMark, str, bool], ...] = ()
    if found is not None and found.after is not None:
        moved = played.pounds.row({name: amount - found.before[name] for name, amount in found.after.items()}, lost)
        cells = tuple((other, played.pounds.moved(moved[other.code]), moved[other.code] > 0) for other in played.marks if other != mark)
    return LeavingRow(mark, played.pounds.whole(abs(lost)), lost > 0, cells, found.reason if found else "")


def _exit(played: Played, chosen: RuleShares, mark: PartnerMark, date: dt.date) -> Price:
    return _price(played, mark.short, mark, exit_price(played.evidence, played.game, chosen.rule, mark.code, date))


def _entry(played: Played, chosen: RuleShares, mark: PartnerMark, date: dt.date) -> Price:
    return _price(played, mark.short, mark, entry_price(played.evidence, played.game, chosen.rule, mark.code, date))


def _price(played: Played, name: str, mark: PartnerMark | None, found: Reckoning) -> Price:
    lines = tuple(
        PriceLine(line.name, "" if line.amount is None else played.pounds.whole(line.amount), line.how, line.records)
        for line in found.lines
    )
    return Price(name, mark, played.pounds.whole(found.at_least), found.total is not None, lines)


def _newcomer(played: Played, chosen: RuleShares, body: Partner, date: dt.date) -> Newcomer:
    name = short_name(body.name)
    try:
        game = sharing_game(played.evidence, played.changed, joining=(body.partner,), most=MOST_LOOKED_AT)
        found = leaving(game.inquiry, chosen.rule, body.partner)
        price = entry_price(played.evidence, game, chosen.rule, body.partner, date)
    except (Impossible, GameRefused) as reason:
        return Newcomer(name, "", "", "", False, None, str(reason))
    alone = float(-game.inquiry.game.alone[game.inquiry.game.players.index(body.partner)])
    pays = found.before[body.partner]
    return Newcomer(
        name=name,
        pays=played.pounds.whole(pays),
        against=played.pounds.whole(alone - pays),
        others=played.pounds.whole(abs(found.lost_scale)),
        is_gain=found.lost_scale > 0,
        price=_price(played, name, None, price),
        why_not="",
    )
