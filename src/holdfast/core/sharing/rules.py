"""The rules by which cost, or worth, can be split: each one function and one line of RULES."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.games import Floats, Game
from holdfast.core.sharing.nucleolus import Certificate, Nested, Unsolved, nested
from holdfast.core.sharing.passes import TABULATED, Yardstick, tabulated
from holdfast.core.sharing.shapley import shapley

CLOSE = 1e-9
# Where every group has to be looked at, and where concave services spare that.
MOST_PLAYERS = 32
MOST_CONCAVE = 50


@dataclass(frozen=True)
class Dealt:
    """What a rule gives: a worth for each player, its proof, and the coalition that complains most where the rule tells it."""

    split: Floats
    certificate: Certificate
    loudest: tuple[int, float] | None = None


@dataclass(frozen=True)
class Inquiry:
    """A game, and by which figures of each player it may be split: people served, budget, staff, use by service, agreed shares.

    A figure that is not known is not there; `missing` says whose. Beyond `most` players, nobody looks at every group: a page
    that has to be there in a second asks for less than the command line does.
    """

    game: Game
    keys: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))
    missing: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    most: int = MOST_PLAYERS

    @cached_property
    def table(self) -> Game:
        """The game with a table, where it is small enough."""
        return tabulated(self.game) if self.game.size <= self.most else self.game

    @cached_property
    def _dealt(self) -> dict[str, Dealt]:
        return {}

    def dealt(self, rule: str) -> Dealt:
        """What a rule gives, worked out once. `Impossible` where it gives nothing."""
        if rule not in self._dealt:
            self._dealt[rule] = RULES[rule].deal(self)
        return self._dealt[rule]

    @cached_property
    def prenucleolus(self) -> Nested:
        """Worked out once: the least core, the core and two rules rest on it."""
        is_concave = self.game.services is not None and self.game.services.is_concave
        holds = MOST_CONCAVE if is_concave else MOST_PLAYERS
        if self.game.size > (holds if is_concave else self.most):
            raise Impossible(self.too_many(holds, "Shapley value"))
        try:
            return nested(self.table)
        except Unsolved as reason:
            raise Impossible(f"the sums did not come to an end: {reason}") from reason

    def too_many(self, holds: int, larger: str) -> str:
        """Why a rule that looks at every group gives nothing, and what would."""
        if self.game.size > holds:
            return f"{self.game.size} partners are too many for this rule, which holds {holds}; the {larger} holds more"
        return f"{self.game.size} partners form {2**self.game.size - 1:,} groups, more than a page can look at; “holdfast share” can"


ADDS_UP = Certificate("formula", True, 0.0, "worked out directly; the parts add up to the whole")


def _formula(split: Floats) -> Dealt:
    return Dealt(split, ADDS_UP)


def equal(asked: Inquiry) -> Dealt:
    """The same for everybody."""
    return _formula(np.full(asked.game.size, asked.game.total / asked.game.size))


def by_key(key: str) -> Callable[[Inquiry], Dealt]:
    """In proportion to one figure of each player."""

    def rule(asked: Inquiry) -> Dealt:
        figures = asked.keys.get(key)
        if figures is None:
            raise Impossible(asked.missing.get(key, f"needs the {key} of each partner, which a table of coalitions does not hold"))
        parts = np.array([figures[name] for name in asked.game.players])
        if parts.sum() <= 0:
            raise Impossible(f"the {key} of all partners is nothing, so there is nothing to go by")
        return _formula(asked.game.total * parts / parts.sum())

    return rule


def stand_alone(asked: Inquiry) -> Dealt:
    """In proportion to what each has, or pays, alone: everybody saves the same percentage."""
    alone = asked.game.alone
    if alone.sum() == 0 or (alone.min() < 0 < alone.max()):
        raise Impossible("going alone comes to nothing, or helps some and costs others, so there is no proportion to go by")
    return _formula(asked.game.total * alone / alone.sum())


def equal_savings(asked: Inquiry) -> Dealt:
    """What each has alone, and the same part of what sharing saves."""
    game = asked.game
    return _formula(game.alone + (game.total - game.alone.sum()) / game.size)


def scrb(asked: Inquiry) -> Dealt:
    """Separable costs, remaining benefits: what each adds to the rest, and a part of what is left by what each still gains."""
    game = asked.table
    added = np.array([game.total - game.worth(game.everyone ^ (1 << player)) for player in range(game.size)])
    gains = np.maximum(added - game.alone, 0.0)
    left = game.total - added.sum()
    nothing = CLOSE * max(abs(game.total), float(np.abs(game.alone).sum()))
    if gains.sum() <= nothing:
        if abs(left) > nothing:
            raise Impossible("no partner gains anything by sharing, so there is no remaining benefit to go by")
        return _formula(added + left / game.size)
    return _formula(added + left * gains / gains.sum())


def shapley_value(asked: Inquiry) -> Dealt:
    """What each adds, averaged over every order of joining."""
    game = asked.table
    split = shapley(game)
    gap = abs(float(split.sum()) - game.total) / max(1.0, abs(game.total))
    return Dealt(split, Certificate("efficiency", gap <= CLOSE, gap, "every coalition counted; the parts add up to the whole"))


def prenucleolus(asked: Inquiry) -> Dealt:
    """The unhappiest group as happy as can be, then the next, whatever players have alone."""
    found = asked.prenucleolus
    return Dealt(found.split, found.certificate, _first_level(found))


def nucleolus(asked: Inquiry) -> Dealt:
    """The unhappiest group as happy as can be, then the next, nobody worse off than alone."""
    game = asked.table
    slack = CLOSE * max(abs(game.total), float(np.abs(game.alone).sum()))
    if game.alone.sum() > game.total + slack:
        raise Impossible("apart they do better than together, so no split leaves each at least as well off as alone")
    found = asked.prenucleolus
    if (found.split < game.alone - slack).any():
        found = _nested(game, is_held=True)
    return Dealt(found.split, found.certificate, _first_level(found))


def _first_level(found: Nested) -> tuple[int, float] | None:
    """The coalition that complains most, which the first stage proves."""
    if not found.certificate.holds or not found.stages or not found.stages[0].coalitions:
        return None
    return found.stages[0].coalitions[0], found.stages[0].level


def _nested(game: Game, measure: Yardstick = "plain", *, is_held: bool = False) -> Nested:
    try:
        return nested(game, measure, is_held=is_held)
    except Unsolved as reason:
        raise Impossible(f"the sums did not come to an end: {reason}") from reason


def per_capita_least_core(asked: Inquiry) -> Dealt:
    """The largest complaint by member as low as can be, then the next."""
    found = _nested(_tabled(asked), "per_head")
    return Dealt(found.split, found.certificate)


def proportional_least_core(asked: Inquiry) -> Dealt:
    """The largest complaint, as a part of what the group has alone, as low as can be, then the next."""
    game = _tabled(asked)
    if np.abs(game.table[1:]).min() == 0:
        raise Impossible("some group alone comes to nothing, so a complaint cannot be a part of it")
    found = _nested(game, "relative")
    return Dealt(found.split, found.certificate)


def _tabled(asked: Inquiry) -> Game:
    if not asked.table.table.size:
        raise Impossible(asked.too_many(TABULATED, "nucleolus"))
    return asked.table


def airport(asked: Inquiry) -> Dealt:
    """Where capacity comes in tiers: each tier paid in equal parts by those who need at least that much."""
    game = _tabled(asked)
    needs = -game.alone
    most = np.zeros(1)
    for need in needs:
        most = np.concatenate([most, np.maximum(most, need)])
    if game.form != "cost" or np.abs(game.table + most).max() > CLOSE * max(1.0, float(np.abs(needs).max())):
        raise Impossible("a group does not cost what its most demanding member costs alone, so there are no tiers to go by")
    order = np.argsort(needs)
    steps = np.diff(needs[order], prepend=0.0) / np.arange(game.size, 0, -1)
    split = np.zeros(game.size)
    split[order] = -np.cumsum(steps)
    return _formula(split)


@dataclass(frozen=True)
class SharingRule:
    """A way to split: its plain name, what it promises and at what price, and whether it needs more than the game."""

    title: str
    promise: str
    price: str
    deal: Callable[[Inquiry], Dealt]
    is_keyed: bool = False


RULES: Mapping[str, SharingRule] = {
    "nucleolus": SharingRule(
        "Least reason to leave", "The unhappiest group is as happy as it can be.", "Hard to check by hand.", nucleolus
    ),
    "prenucleolus": SharingRule(
        "Least reason to leave, whatever each has alone",
        "It exists even where sharing does not pay.",
        "It may charge a partner more than going alone.",
        prenucleolus,
    ),
    "scrb": SharingRule(
        "Own extra cost, then share the rest",
        "Everybody pays at least what they add.",
        "It looks at single partners only, not at groups.",
        scrb,
    ),
    "shapley": SharingRule(
        "Average of what each adds",
        "Whoever adds the same pays the same, and services add up.",
        "A group may still do better alone.",
        shapley_value,
    ),
    "per_capita_least_core": SharingRule(
        "Least reason to leave, by head", "Large groups may complain more than small ones.", "Hard to check by hand.", per_capita_least_core
    ),
    "proportional_least_core": SharingRule(
        "Least reason to leave, by percentage",
        "No group is much worse off as a part of its own cost.",
        "Hard to check by hand.",
        proportional_least_core,
    ),
    "equal_savings": SharingRule(
        "Equal savings", "Everybody saves the same amount.", "A small partner may bring little and save as much.", equal_savings
    ),
    "stand_alone": SharingRule(
        "In proportion to going alone",
        "Everybody saves the same percentage.",
        "Whoever runs a dear service alone goes on paying more.",
        stand_alone,
    ),
    "use": SharingRule("By use", "Pay for what you use, service by service.", "Fixed cost falls on the largest user.", by_key("use"), True),
    "population": SharingRule("By population", "Easy to explain.", "People served are not cost caused.", by_key("population"), True),
    "staff": SharingRule("By staff", "Easy to check.", "Staff numbers are not cost caused.", by_key("staff"), True),
    "budget": SharingRule("By net budget", "Those with most pay most.", "A large partner may do better alone.", by_key("budget"), True),
    "agreed": SharingRule(
        "As agreed so far", "It is what the draft says.", "It may rest on nothing but the draft.", by_key("agreed"), True
    ),
    "airport": SharingRule("Tier by tier", "Each pays for capacity it can use.", "Only where cost comes in tiers.", airport),
    "equal": SharingRule("Equal shares", "Simple.", "The smallest pays as much as the largest.", equal),
}
