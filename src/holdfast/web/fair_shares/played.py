"""One game with its answer and how its partners are named: what every page of fair shares is made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partner_names
from holdfast.core.sharing.faults import GameRefused
from holdfast.core.sharing.from_evidence import SharingGame, sharing_game
from holdfast.core.sharing.shares import RuleShares, Shares
from holdfast.web.fair_shares.pounds import Pounds
from holdfast.web.page.partner_marks import PartnerMark, partner_marks
from holdfast.web.page.values import listed, mark_of

# Up to so many partners a page looks at every group; the command line looks at more.
MOST_LOOKED_AT = 18
# Up to so many partners stand side by side in a table.
SIDE_BY_SIDE = 6
NAMED = 4
AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Family:
    """A rule, and those that come to the same here."""

    rule: RuleShares
    others: tuple[RuleShares, ...]

    @property
    def same(self) -> tuple[str, ...]:
        """The titles of the others."""
        return tuple(rule.title for rule in self.others)

    def has(self, rule: RuleShares) -> bool:
        """Whether the rule belongs to it."""
        return any(each.rule == rule.rule for each in (self.rule, *self.others))


def _is_same(first: RuleShares, second: RuleShares) -> bool:
    if AGREED in (first.rule, second.rule):
        return False
    amounts = first.amounts or {}
    return all(abs(amounts[name] - amount) < 0.005 for name, amount in (second.amounts or {}).items())


@dataclass(frozen=True)
class Played:
    """The evidence, the game in it, and every rule's answer. `changed` are the assumptions that were replaced."""

    evidence: Evidence
    game: SharingGame
    shares: Shares
    marks: tuple[PartnerMark, ...]
    pounds: Pounds
    changed: Mapping[str, float]

    @property
    def is_wide(self) -> bool:
        """Whether there are too many partners to stand side by side."""
        return len(self.marks) > SIDE_BY_SIDE

    def short(self, partner: str) -> str:
        """A partner's short name."""
        return next((mark.short for mark in self.marks if mark.code == partner), partner)

    @property
    def alone(self) -> Mapping[str, Decimal]:
        """What each pays alone, in whole pounds that add up."""
        return self.pounds.row(self.shares.alone, sum(self.shares.alone.values()))

    def pays(self, amounts: Mapping[str, float]) -> Mapping[str, Decimal]:
        """What each pays of the whole, in whole pounds that add up."""
        return self.pounds.row(amounts, self.shares.total)

    def saves(self, amounts: Mapping[str, float]) -> Mapping[str, Decimal]:
        """What each saves against going alone, as the two rows above give it; below zero it pays more."""
        alone = self.alone
        return {name: alone[name] - amount for name, amount in self.pays(amounts).items()}

    @property
    def saving(self) -> Decimal:
        """What all save together, as the rows give it."""
        return sum(self.saves(self.answered[0].amounts or {}).values(), Decimal(0))

    def rule(self, name: str) -> RuleShares:
        """The answer of one rule."""
        return next(rule for rule in self.shares.rules if rule.rule == name)

    @property
    def answered(self) -> tuple[RuleShares, ...]:
        """The rules that give an answer: those that hold best first, those of which nobody can tell last."""
        found = [rule for rule in self.shares.rules if rule.amounts is not None]
        return tuple(sorted(found, key=_by_hold))

    @property
    def families(self) -> tuple[Family, ...]:
        """The same, with those that give everybody the same to the penny together; the agreed split always stands by itself."""
        groups: list[list[RuleShares]] = []
        for rule in self.answered:
            same = next((group for group in groups if _is_same(group[0], rule)), None)
            if same is None:
                groups.append([rule])
            else:
                same.append(rule)
        return tuple(Family(group[0], tuple(group[1:])) for group in groups)

    def chosen(self, asked: str) -> RuleShares:
        """The rule asked for; where it gives no answer the one agreed so far, and without that the one that holds best."""
        answered = {rule.rule: rule for rule in self.answered}
        return answered.get(asked) or answered.get(AGREED) or self.answered[0]

    def group(self, partners: Collection[str]) -> str:
        """The names of a group in a sentence: who is in it, or who is not where those are fewer to name."""
        inside = [mark.short for mark in self.marks if mark.code in partners]
        outside = [mark.short for mark in self.marks if mark.code not in partners]
        if len(inside) > NAMED and len(outside) < NAMED:
            return _("all but %(names)s") % {"names": listed(outside)}
        if len(inside) > 2 * NAMED:
            return _("%(few)s and %(more)d more") % {"few": ", ".join(inside[:NAMED]), "more": len(inside) - NAMED}
        return listed(inside)


def _by_hold(rule: RuleShares) -> tuple[bool, float]:
    complaint = rule.largest_complaint
    # Rounded, so that rules that come to the same keep the order of RULES.
    return (rule.in_core is None, round(complaint.amount, 2) if complaint else 0.0)


def rule_words(rule: RuleShares) -> str:
    """How a sentence names a rule."""
    return _("the split agreed so far") if rule.rule == AGREED else f"“{rule.title}”"


@dataclass(frozen=True, slots=True)
class NotPlayed:
    """Why there is no game yet: every fault, in words."""

    faults: tuple[str, ...]


def play(evidence: Evidence, changed: Mapping[str, float]) -> Played | NotPlayed:
    """The game of the evidence with some assumptions changed, or why there is none."""
    marks = marks_of(evidence)
    try:
        game = sharing_game(evidence, changed, most=MOST_LOOKED_AT, names={code: mark.short for code, mark in marks.items()})
    except GameRefused as refused:
        return NotPlayed(tuple(capfirst(fault) for fault in refused.faults))
    pounds = Pounds(mark_of(evidence.arrangement.currency))
    return Played(evidence, game, game.share(), tuple(marks[code] for code in game.inquiry.game.players), pounds, dict(changed))


def marks_of(evidence: Evidence) -> dict[str, PartnerMark]:
    """How every body on record is shown, by its code."""
    names = partner_names(evidence)
    return {mark.code: mark for mark in partner_marks(tuple(names), names)}
