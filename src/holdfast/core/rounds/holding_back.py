"""Which figures of a round are held back so that nobody is singled out, alone or beside earlier rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.core.rounds.census import VALUES, Census, Counts
from holdfast.core.rounds.changes_unseen import Bools, Free, Places, all_free, free_in
from holdfast.core.rounds.groups import NOBODY, group_places
from holdfast.core.rounds.guard import Guarded, Side, singled_out
from holdfast.core.rounds.published import Group


@dataclass(frozen=True, slots=True)
class Part:
    """One split of a round: its groups, their counts by question and answer, and which of their figures are held back."""

    groups: tuple[Group, ...]
    counts: Counts
    held_back: Bools


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind the figures of one round."""

    census: Census
    minimum: int
    partner: Part
    role: Part


def held_back(now: Behind, earlier: Sequence[Behind]) -> tuple[Bools, Bools]:
    """Which figures to hold back, by partner group and question, and by role group and question.

    Where a question would single somebody out, the figure goes that singles out most: those of roles first, one by one, then those of
    partners. With none left nothing is told.
    """
    if not now.partner.groups:
        return now.partner.held_back, now.role.held_back
    names = _Names(now, earlier)
    before = [
        (names.guarded(other, names.free(other), other.partner.held_back, other.role.held_back), names.likely(now, other))
        for other in earlier
    ]
    partner, role = now.partner.held_back.copy(), now.role.held_back.copy()
    guarded = names.guarded(now, names.free(now), partner, role)
    doubtful = np.arange(partner.shape[1])
    while len(doubtful):
        found = singled_out(guarded.on(doubtful), [(other.on(doubtful), likely[:, :, doubtful]) for other, likely in before])
        singled = np.unique(found.question)
        for place in singled:
            here = found.question == place
            side, held, worst = _worst(guarded, (partner, role), doubtful[place], found.partner[here], found.role[here])
            held[worst, doubtful[place]] = True
            side.say_nothing(worst, doubtful[place])
        doubtful = doubtful[singled]
        doubtful = doubtful[~(partner[:, doubtful].all(0) & role[:, doubtful].all(0))]
    return partner, role


def _worst(guarded: Guarded, held: tuple[Bools, Bools], question: int, partners: Places, roles: Places) -> tuple[Side, Bools, int]:
    """Which figure on a question to hold back next: that of the role, or else of the partner, that singles out most people.

    Where theirs are held back already, another may help: with it, others can stand in for them.
    """
    choices = []
    for order, (side, names, held_back) in enumerate(((guarded.role, roles, held[1]), (guarded.partner, partners, held[0]))):
        groups = side.group_of[names]
        blamed = np.bincount(groups[groups != NOBODY], minlength=len(held_back))
        blamed[held_back[:, question]] = -1
        worst = int(blamed.argmax())
        choices.append(((blamed[worst] < 0, blamed[worst] == 0, order), (side, held_back, worst)))
    return min(choices, key=lambda choice: choice[0])[1]


class _Names:
    """The partners and roles of several rounds in one order, and the questions of the present one, so that rounds can be compared."""

    def __init__(self, now: Behind, earlier: Sequence[Behind]) -> None:
        rounds = (now, *earlier)
        self.partners = tuple(dict.fromkeys(name for each in rounds for name in each.census.partners))
        self.roles = tuple(dict.fromkeys(name for each in rounds for name in each.census.roles))
        self.questions = now.census.questions

    def free(self, each: Behind) -> tuple[Free, Free]:
        """What a round's figures by partner, and by role, do not notice, before any is held back."""
        return (
            free_in(each.partner.counts, each.minimum, "partner"),
            free_in(each.role.counts, each.minimum, "role"),
        )

    def guarded(self, each: Behind, free: tuple[Free, Free], partner_held: Bools, role_held: Bools) -> Guarded:
        """A round as the guard looks at it, with these figures held back."""
        counts, people = self._counts(each.census)
        return Guarded(
            counts,
            self._side(each, each.partner.groups, self.partners, free[0].or_where(partner_held), people.sum(1)),
            self._side(each, each.role.groups, self.roles, free[1].or_where(role_held), people.sum(0)),
            _too_few(people, each.minimum),
        )

    def likely(self, now: Behind, before: Behind) -> Bools:
        """By partner, role and question: whether these may well be the same people answering alike, but for fewer than the minimum.

        Then nowhere more than those few answers of a partner, or of a role, would have gone or come.
        """
        new, old = self._counts(now.census)[0], self._counts(before.census)[0]
        asked = old.any((0, 1, 3)) & new.any((0, 1, 3))
        gone = np.maximum(old - new, 0).sum(-1) * asked
        come = np.maximum(new - old, 0).sum(-1) * asked
        few = [np.maximum(gone.sum(over), come.sum(over)).max(1) < max(now.minimum, before.minimum) for over in (1, 0)]
        found: Bools = (few[0][:, None] | few[1][None])[..., None] & asked
        return found

    def _counts(self, census: Census) -> tuple[Counts, Counts]:
        """The counts and people of a round in the common order."""
        rows, columns = _places(census.partners, self.partners), _places(census.roles, self.roles)
        here, there = self._asked(census)
        people = np.zeros((len(self.partners), len(self.roles)), np.int32)
        people[np.ix_(rows, columns)] = census.people
        counts = np.zeros((*people.shape, len(self.questions), len(VALUES)), np.int32)
        counts[np.ix_(rows, columns, here)] = census.counts[:, :, there]
        return counts, people

    def _side(self, each: Behind, groups: Sequence[Group], names: Sequence[str], free: Free, people: Counts) -> Side:
        here, there = self._asked(each.census)
        by_group = all_free(len(groups) + 1, len(self.questions))
        for whole, part in zip(by_group, free, strict=True):
            whole[:-1, here] = part[:, there]
        group_of = group_places(groups, names)
        return Side(group_of, Free(*(part[group_of] for part in by_group)), _too_few(people, each.minimum))

    def _asked(self, census: Census) -> tuple[Places, Places]:
        """The questions that a round shares with the present one: their places here and there."""
        shared = [question for question in self.questions if question in census.questions]
        return _places(shared, self.questions), _places(shared, census.questions)


def _places(names: Sequence[str], among: Sequence[str]) -> Places:
    place = {name: at for at, name in enumerate(among)}
    return np.asarray([place[name] for name in names], np.intp)


def _too_few(people: Counts, minimum: int) -> Bools:
    return (people > 0) & (people < minimum)
