"""Who pays what under each rule, and against going alone: the rows of the first table and picture."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from holdfast.core.sharing.shares import RuleShares
from holdfast.reports.pictures.axis import percent
from holdfast.web.fair_shares.played import Family, Played
from holdfast.web.page.partner_marks import PartnerMark

# So far from the middle of a cell a bar may reach; beyond it ends in an arrow.
REACH = 0.46
# The part of all bars that fit without an arrow.
FITTING = 0.9
HOLDS = {True: "holds", False: "walks", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one partner pays under one rule, and the bar of its difference from going alone."""

    mark: PartnerMark
    pays: str
    against: str
    is_more: bool
    start: str
    width: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A partner's place on a strip from what it would pay more to what it would save."""

    at: str
    is_more: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: its cells, or for many partners the strip of them with its two ends, and whether it holds."""

    rule: RuleShares
    same: tuple[str, ...]
    cells: tuple[Cell, ...]
    spots: tuple[Spot, ...]
    least: str
    most: str
    holds: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rules, best-holding first, and those that give no answer with the reason."""

    alone: tuple[Cell, ...]
    rows: tuple[RuleRow, ...]
    silent: tuple[RuleShares, ...]
    total: str
    apart: str
    has_cut: bool
    zero: str


def rule_table(played: Played, chosen: RuleShares) -> RuleTable:
    """The table of the game; rules that come to the same share a row."""
    shares = played.shares
    gaps = sorted(abs(gain) for rule in played.answered for gain in (rule.against_alone or {}).values())
    scale = (gaps[min(len(gaps) - 1, int(FITTING * len(gaps)))] if gaps else 0.0) or 1.0
    strip = _strip(played)
    rows = [_row(played, family, chosen, scale, strip) for family in played.families]
    cells = tuple(Cell(mark, played.pounds.whole(played.alone[mark.code]), "", False, "50%", "0%", False) for mark in played.marks)
    return RuleTable(
        alone=cells,
        rows=tuple(rows),
        silent=tuple(rule for rule in shares.rules if rule.amounts is None),
        total=played.pounds.whole(shares.total),
        apart=played.pounds.whole(sum(shares.alone.values())),
        has_cut=any(cell.is_cut for row in rows for cell in row.cells),
        zero=percent(_place(0.0, strip)),
    )


def _row(played: Played, family: Family, chosen: RuleShares, scale: float, strip: tuple[float, float]) -> RuleRow:
    rule = family.rule
    amounts, gains = played.pays(rule.amounts or {}), played.saves(rule.amounts or {})
    percents = {name: _saved(played, rule, name) for name in gains}
    order = sorted(percents, key=lambda name: percents[name])
    return RuleRow(
        rule=rule,
        same=family.same,
        cells=tuple(_cell(played, mark, amounts[mark.code], gains[mark.code], scale) for mark in played.marks),
        spots=tuple(Spot(percent(_place(percents[name], strip)), gains[name] < 0) for name in order),
        least=_end(played, order[0], gains[order[0]], percents[order[0]]),
        most=_end(played, order[-1], gains[order[-1]], percents[order[-1]]),
        holds=HOLDS[rule.in_core],
        is_chosen=family.has(chosen),
    )


def _cell(played: Played, mark: PartnerMark, pays: Decimal, gain: Decimal, scale: float) -> Cell:
    reach = min(1.0, float(abs(gain)) / scale) * REACH
    is_more = gain < 0
    return Cell(
        mark=mark,
        pays=played.pounds.whole(pays),
        against=against(played, gain),
        is_more=is_more,
        start=percent(0.5 if is_more else 0.5 - reach),
        width=percent(reach),
        is_cut=float(abs(gain)) > scale * 1.0001 + 1,
    )


def against(played: Played, gain: Decimal) -> str:
    """What a partner saves, or pays more, beside going alone."""
    amount = played.pounds.whole(abs(gain))
    if not gain:
        return _("the same")
    return _("pays %(amount)s more") % {"amount": amount} if gain < 0 else _("saves %(amount)s") % {"amount": amount}


def _saved(played: Played, rule: RuleShares, partner: str) -> float:
    """The part of going alone that a partner saves; below zero it pays more."""
    alone = played.shares.alone[partner]
    return (rule.against_alone or {})[partner] / alone if alone else 0.0


def _strip(played: Played) -> tuple[float, float]:
    """From where to where the strip of all partners runs: what is paid more than twice over is drawn at its end."""
    found = [_saved(played, rule, name) for rule in played.answered for name in played.shares.players]
    return max(-1.0, min([0.0, *found])), max([0.1, *found])


def _place(saved: float, strip: tuple[float, float]) -> float:
    low, high = strip
    return 0.01 + 0.98 * (min(high, max(low, saved)) - low) / (high - low)


def _end(played: Played, partner: str, gain: Decimal, saved: float) -> str:
    words = _("%(name)s %(what)s (%(percent)s)")
    return words % {"name": played.short(partner), "what": against(played, gain), "percent": f"{abs(saved):.0%}"}


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner under the chosen rule."""

    mark: PartnerMark
    alone: str
    pays: str
    against: str
    saved: str
    is_more: bool


def partner_lines(played: Played, chosen: RuleShares) -> tuple[PartnerLine, ...]:
    """Each partner under the chosen rule, for where there are too many to stand side by side."""
    amounts = chosen.amounts or {}
    alone, pays, saves = played.alone, played.pays(amounts), played.saves(amounts)
    return tuple(
        PartnerLine(
            mark,
            played.pounds.whole(alone[mark.code]),
            played.pounds.whole(pays[mark.code]),
            against(played, saves[mark.code]),
            f"{_saved(played, chosen, mark.code):.0%}".replace("-", "−"),
            saves[mark.code] < 0,
        )
        for mark in played.marks
    )
