"""Which groups would walk, how strongly, and what that is for each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from holdfast.core.sharing.games import FEW, Game
from holdfast.core.sharing.passes import complaints
from holdfast.core.sharing.shares import RuleShares, tolerance, walkers
from holdfast.reports.pictures.axis import percent
from holdfast.web.fair_shares.played import Family, Played
from holdfast.web.fair_shares.rows import HOLDS

# Up to so many partners every group has a column; up to FEW those that would gain most are named.
EVERY_GROUP = 4
LOUDEST_NAMED = 10
TICKS = 3
# A group that would gain less than this part of the whole saving is drawn lighter.
SLIGHT = 0.1
# The longest bar stops short of the edge, where its number stands.
ROOM = 0.68
ROOM_LEFT = 0.2


@dataclass(frozen=True, slots=True)
class WalkRow:
    """A rule with the group that would gain most by leaving, or that comes nearest; the bar runs from nothing."""

    rule: RuleShares
    amount: str
    group: str
    each: str
    state: str
    start: str
    width: str
    label: str
    is_left: bool
    is_at_least: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Walking:
    """Every rule on one axis."""

    rows: tuple[WalkRow, ...]
    zero: str
    ticks: tuple[tuple[str, str], ...]


def walking(played: Played, chosen: RuleShares) -> Walking:
    """The picture of who would walk."""
    families = [family for family in played.families if family.rule.largest_complaint is not None]
    amounts = [family.rule.largest_complaint.amount for family in families if family.rule.largest_complaint]
    spare, gain = max([0.0, *(-amount for amount in amounts)]), max([0.0, *amounts])
    # A number stands at the end of each bar, on its left where it shows what is spare.
    high = max(gain / ROOM, spare * 0.5, 1.0)
    low = -(spare + ROOM_LEFT * (high + spare) / (1 - ROOM_LEFT))
    rows = tuple(_walk(played, family, chosen, low, high) for family in families)
    return Walking(rows, percent(-low / (high - low)), tuple(_ticks(played, gain, low, high)))


def _ticks(played: Played, gain: float, low: float, high: float) -> list[tuple[str, str]]:
    """Round amounts along the axis."""
    if gain <= 0:
        return []
    rough = gain / TICKS
    size = 10.0 ** (len(str(int(rough))) - 1)
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    places = [step * at for at in range(1, TICKS + 1) if step * at <= high]
    return [(percent((place - low) / (high - low)), played.pounds.short(place)) for place in places]


def _walk(played: Played, family: Family, chosen: RuleShares, low: float, high: float) -> WalkRow:
    rule = family.rule
    complaint = rule.largest_complaint
    assert complaint is not None
    amount, span = complaint.amount, high - low
    start, end = min(0.0, amount), max(0.0, amount)
    size = len(complaint.coalition)
    each = played.pounds.whole(amount / size) if amount > 0 and size > 1 else ""
    return WalkRow(
        rule=rule,
        amount=played.pounds.whole(abs(amount)),
        group=played.group(complaint.coalition),
        each=_("%(amount)s for each of the %(count)d, on average") % {"amount": each, "count": size} if each else "",
        state=HOLDS[rule.in_core],
        start=percent((start - low) / span),
        width=percent((end - start) / span),
        label=percent(((end if amount > 0 else start) - low) / span),
        is_left=amount <= 0,
        is_at_least=not complaint.is_largest,
        is_chosen=family.has(chosen),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A group of partners: its dots in order of partners, and its names."""

    dots: tuple[bool, ...]
    names: str


@dataclass(frozen=True, slots=True)
class GroupGain:
    """What a group would gain by leaving under a rule; no words where it would not."""

    amount: str
    tone: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One rule over every group."""

    rule: RuleShares
    gains: tuple[GroupGain, ...]
    is_chosen: bool

    @property
    def is_quiet(self) -> bool:
        """Whether no group would gain."""
        return not any(gain.tone for gain in self.gains)


@dataclass(frozen=True, slots=True)
class EveryGroup:
    """The map of a small game: every group, and what it would gain under every rule."""

    groups: tuple[Group, ...]
    rows: tuple[GroupRow, ...]


def every_group(played: Played, chosen: RuleShares) -> EveryGroup | None:
    """The map, where the partners are few enough."""
    game = played.game.inquiry.table
    if not 2 < game.size <= EVERY_GROUP:
        return None
    masks = sorted(range(1, game.everyone), key=lambda mask: (mask.bit_count(), _first_members(game, mask)))
    groups = tuple(Group(tuple(bool(mask >> at & 1) for at in range(game.size)), played.group(game.names(mask))) for mask in masks)
    return EveryGroup(groups, tuple(_group_row(played, game, family, masks, chosen) for family in played.families))


def _first_members(game: Game, mask: int) -> tuple[int, ...]:
    return tuple(at for at in range(game.size) if mask >> at & 1)


def _group_row(played: Played, game: Game, family: Family, masks: list[int], chosen: RuleShares) -> GroupRow:
    rule = family.rule
    found = complaints(game, played.game.inquiry.dealt(rule.rule).split)
    slight = SLIGHT * abs(played.shares.saving)
    gains = []
    for mask in masks:
        amount = float(found[mask])
        if amount <= tolerance(game) or not round(amount):
            gains.append(GroupGain("", ""))
        else:
            gains.append(GroupGain(f"{round(amount):,}", "much" if amount > slight else "some"))
    return GroupRow(rule, tuple(gains), family.has(chosen))


@dataclass(frozen=True, slots=True)
class Walker:
    """A group that would do better alone under the chosen rule."""

    group: str
    amount: str
    each: str


@dataclass(frozen=True, slots=True)
class WalkerList:
    """Those that would gain most, and how many there are in all."""

    shown: tuple[Walker, ...]
    count: int
    groups: int


def loudest_groups(played: Played, chosen: RuleShares) -> WalkerList | None:
    """The groups that would gain most under the chosen rule, where there are too many for the map and few enough to look at."""
    game = played.game.inquiry.table
    if not EVERY_GROUP < game.size <= FEW:
        return None
    found = walkers(game, played.game.inquiry.dealt(chosen.rule).split)
    shown = tuple(
        Walker(
            played.group(each.coalition),
            played.pounds.whole(each.amount),
            played.pounds.whole(each.amount / len(each.coalition)),
        )
        for each in found[:LOUDEST_NAMED]
    )
    return WalkerList(shown, len(found), game.everyone - 1)
