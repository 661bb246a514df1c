"""Every rule side by side for one game: who pays what, against going alone, and who would walk. One frozen result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from holdfast.core.sharing.assumptions import Assumption
from holdfast.core.sharing.convex import claims
from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.games import FEW, Floats, Form, Game
from holdfast.core.sharing.nucleolus import Certificate
from holdfast.core.sharing.passes import anything, complaints, loudest
from holdfast.core.sharing.rules import MOST_CONCAVE, RULES, Dealt, Inquiry
from holdfast.core.sharing.search import searched

CLOSE = 1e-9
# Without a table, more players than this are too many to look at every group of.
LARGEST_LOOK = 28
CoreState = Literal["empty", "nonempty", "unknown"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a group would gain by leaving to share among themselves: above zero it would do better alone.

    `is_largest` is false where there were too many groups to look at: then some other may gain more.
    """

    coalition: tuple[str, ...]
    amount: float
    is_largest: bool = True


@dataclass(frozen=True, slots=True)
class RuleShares:
    """What one rule gives each player, or why it gives nothing, and whether it would hold."""

    rule: str
    title: str
    promise: str
    price: str
    amounts: Mapping[str, float] | None
    reason: str
    against_alone: Mapping[str, float] | None
    certificate: Certificate | None
    in_core: bool | None
    largest_complaint: Complaint | None

    def to_dict(self) -> dict[str, Any]:
        """The rule as JSON has it."""
        certificate, complaint = self.certificate, self.largest_complaint
        return {
            "rule": self.rule,
            "title": self.title,
            "amounts": None if self.amounts is None else dict(self.amounts),
            "reason": self.reason or None,
            "certificate": certificate
            and {"kind": certificate.kind, "holds": certificate.holds, "gap": certificate.gap, "note": certificate.note},
            "in_core": self.in_core,
            "largest_complaint": complaint
            and {"coalition": list(complaint.coalition), "amount": complaint.amount, "is_largest": complaint.is_largest},
        }


@dataclass(frozen=True, slots=True)
class Shares:
    """The whole answer. Amounts are in the form given: a cost is what a player pays, a worth what it gets."""

    players: tuple[str, ...]
    form: Form
    total: float
    alone: Mapping[str, float]
    core: CoreState
    least_core: float | None
    rules: tuple[RuleShares, ...]
    assumptions: tuple[Assumption, ...]
    left_out: tuple[str, ...]

    @property
    def saving(self) -> float:
        """What sharing saves, or adds, a year."""
        apart = sum(self.alone.values())
        return apart - self.total if self.form == "cost" else self.total - apart

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON has it; amounts are not rounded."""
        return {
            "players": list(self.players),
            "form": self.form,
            "total": self.total,
            "alone": dict(self.alone),
            "core": self.core,
            "least_core": self.least_core,
            "rules": [rule.to_dict() for rule in self.rules],
            "assumptions": [assumption.to_dict() for assumption in self.assumptions],
            "left_out": list(self.left_out),
        }


def share(asked: Inquiry, names: Sequence[str] = (), *, assumptions: Sequence[Assumption] = (), left_out: Sequence[str] = ()) -> Shares:
    """Work out the named rules, or all that the question can be asked, in order of RULES."""
    game = asked.table
    chosen = names or [name for name, rule in RULES.items() if asked.keys or asked.missing or not rule.is_keyed]
    least = _least_core(asked)
    return Shares(
        players=game.players,
        form=game.form,
        total=game.sign * game.total,
        alone=named(game, game.alone),
        core=_core(game, least, asked),
        least_core=least,
        rules=tuple(_one(asked, name) for name in RULES if name in chosen),
        assumptions=tuple(assumptions),
        left_out=tuple(left_out),
    )


def named(game: Game, split: Floats) -> Mapping[str, float]:
    """A split as the figures were given, by player."""
    return {name: float(game.sign * amount) + 0.0 for name, amount in zip(game.players, split, strict=True)}


def tolerance(game: Game) -> float:
    """What counts as nothing: a billionth of the whole."""
    return CLOSE * (abs(game.total) or 1.0)


def _least_core(asked: Inquiry) -> float | None:
    try:
        return asked.prenucleolus.least_core
    except Impossible:
        return None


def _core(game: Game, least: float | None, asked: Inquiry) -> CoreState:
    if game.size == 1:
        return "nonempty"
    if least is None:
        return "nonempty" if game.services is not None and game.services.is_concave else "unknown"
    if not asked.prenucleolus.certificate.holds:
        return "unknown"
    return "empty" if least > tolerance(game) else "nonempty"


def _one(asked: Inquiry, name: str) -> RuleShares:
    rule, game = RULES[name], asked.table
    try:
        dealt = asked.dealt(name)
    except Impossible as reason:
        return RuleShares(name, rule.title, rule.promise, rule.price, None, str(reason), None, None, None, None)
    complaint = _complaint(asked, dealt)
    return RuleShares(
        rule=name,
        title=rule.title,
        promise=rule.promise,
        price=rule.price,
        amounts=named(game, dealt.split),
        reason="",
        against_alone={player: float(gain) for player, gain in zip(game.players, dealt.split - game.alone, strict=True)},
        certificate=dealt.certificate,
        in_core=_in_core(game, complaint),
        largest_complaint=complaint,
    )


def _in_core(game: Game, complaint: Complaint | None) -> bool | None:
    if game.size == 1:
        return True
    if complaint is None or (complaint.amount <= tolerance(game) and not complaint.is_largest):
        return None
    return complaint.amount <= tolerance(game)


def _complaint(asked: Inquiry, dealt: Dealt) -> Complaint | None:
    """The largest complaint, looked for or as the rule's own proof tells it; where that takes too long, the largest found."""
    game = asked.table
    if dealt.loudest is not None and not game.table.size:
        mask, amount = dealt.loudest
        return Complaint(game.names(mask), amount)
    return largest_complaint(game, dealt.split, min(LARGEST_LOOK, asked.most))


def largest_complaint(game: Game, split: Floats, most: int = LARGEST_LOOK) -> Complaint | None:
    """The group that would gain most by leaving, or where none would, the one that comes nearest.

    Of more than `most` players without a table, the one that a search found, which may not be the largest.
    """
    if game.size == 1:
        return None
    is_largest = True
    if game.table.size or game.size <= most:
        mask = int(loudest(game, split, "plain", anything(game), 0.0, 1)[0][0])
    elif game.services is not None and game.services.is_concave and game.size <= MOST_CONCAVE:
        masks, complaints_of, _ = claims(game, split, tolerance(game))
        mask = int(masks.flat[int(np.argmax(np.where(masks > 0, complaints_of, -np.inf)))])
    else:
        is_largest, (mask, _) = False, searched(game, split)
    return Complaint(game.names(mask), game.worth(mask) - split_of(game, split, mask), is_largest)


def split_of(game: Game, split: Floats, mask: int) -> float:
    """What the split gives a group together."""
    return float(sum(split[player] for player in range(game.size) if mask >> player & 1))


def walkers(game: Game, split: Floats) -> tuple[Complaint, ...]:
    """Every group that would do better alone, most first: the walk-away map of a small game."""
    if game.size > FEW:
        raise Impossible(f"more than {FEW} partners have too many groups to name them all; the largest complaint names one")
    found = complaints(game, split)
    loud = [mask for mask in range(1, game.everyone) if found[mask] > tolerance(game)]
    return tuple(Complaint(game.names(mask), float(found[mask])) for mask in sorted(loud, key=lambda mask: (-found[mask], mask)))
