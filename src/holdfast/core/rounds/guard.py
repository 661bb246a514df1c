"""Whom the figures would single out: everybody needs another answer that they could have given with all figures staying the same.

A change of one's answer may be free, when no figure notices it. Where a figure of one's partner or role would, somebody else there
may have answered otherwise too: a point less for a point more (`nudges`), or the one answer for the other (`exchanges`). Of such
others there must be two at least, so that one who knows their own answer is no wiser. A group under the minimum must not be found
out either, so others count only if they are outside every such group that one belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from holdfast.core.rounds.changes_unseen import OTHER, STEPS, Bools, Free, Places, all_free
from holdfast.core.rounds.groups import NOBODY
from holdfast.core.rounds.tally import POINTS, VALUES, Counts

OTHERS = 2
# So many people are looked at together, to bound the memory.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Side:
    """One round by partner or by role: the group of each name (-1 for none), what its figures do not notice, and who has too few people."""

    group_of: Places
    free: Free
    small: Bools

    def say_nothing(self, group: int, question: int) -> None:
        """From now on the group's figure on a question is held back, and so notices nothing."""
        names = self.group_of == group
        for part, everything in zip(self.free, all_free(1, 1), strict=True):
            part[names, question] = everything[0, 0]

    def on(self, questions: Places) -> Side:
        return Side(self.group_of, Free(*(part[:, questions] for part in self.free)), self.small)


@dataclass(frozen=True, slots=True)
class Guarded:
    """One round as the guard looks at it: how many people of a partner and role gave which answer, and both sides."""

    counts: Counts
    partner: Side
    role: Side
    small_cell: Bools

    def on(self, questions: Places) -> Guarded:
        """The same on some of the questions."""
        return Guarded(self.counts[:, :, questions], self.partner.on(questions), self.role.on(questions), self.small_cell)


class Cells(NamedTuple):
    """People by where they stand: partner, role, question and answer, each a place."""

    partner: Places
    role: Places
    question: Places
    answer: Places


class Seen(NamedTuple):
    """One round in which a person took part, or those who may stand in for them, or both."""

    kept: Guarded
    mine: bool
    theirs: bool


class Others(NamedTuple):
    """Those who may stand in for somebody: how many, by partner, role, question and answer, and the rounds to be looked at."""

    how_many: Counts
    rounds: tuple[Seen, ...]


def singled_out(now: Guarded, earlier: Sequence[tuple[Guarded, Bools]]) -> Cells:
    """Whom the figures of a round, alone or beside those of earlier rounds, would single out.

    Beside an earlier round the worst is assumed where it is likely (partner, role and question, given with the round): that whoever took
    part in both rounds answered alike. Who left, joined or stayed is then plain from the counts.
    """
    found = list(_singled(now.counts > 0, (Others(now.counts, (Seen(now, True, True),)),)))
    for before, is_likely in earlier:
        left, joined = np.maximum(before.counts - now.counts, 0), np.maximum(now.counts - before.counts, 0)
        stayed = np.minimum(before.counts, now.counts)
        likely = is_likely[..., None]
        found += _singled(
            (left > 0) & likely,
            (Others(stayed, (Seen(before, True, True), Seen(now, False, True))), Others(left, (Seen(before, True, True),))),
        )
        found += _singled(
            (joined > 0) & likely,
            (Others(stayed, (Seen(before, False, True), Seen(now, True, True))), Others(joined, (Seen(now, True, True),))),
        )
        found += _singled(
            (stayed > 0) & likely,
            (
                Others(stayed, (Seen(before, True, True), Seen(now, True, True))),
                Others(left, (Seen(before, True, True), Seen(now, True, False))),
                Others(joined, (Seen(before, True, False), Seen(now, True, True))),
            ),
        )
    return Cells(*np.concatenate([*found, np.empty((4, 0), np.intp)], axis=1))


def _singled(present: Bools, choices: Sequence[Others]) -> Iterator[Places]:
    """Those among the present who have neither a free change nor enough others of one kind or another."""
    own = [seen.kept for seen in choices[0].rounds if seen.mine]
    free = np.logical_and.reduce([kept.partner.free.change[:, None] & kept.role.free.change[None] for kept in own]).any(-1)
    cells = np.asarray(np.nonzero(present & ~free), np.intp)
    for start in range(0, cells.shape[1], AT_ONCE):
        part = cells[:, start : start + AT_ONCE]
        for others in choices:
            part = part[:, ~_nudged(Cells(*part), others)]
            part = part[:, ~_exchanged(Cells(*part), others)]
        yield part


def _nudged(cells: Cells, others: Others) -> Bools:
    """Who could have given a point more or less with others making up for it, in their partner, in their role, or in both."""
    possible = _possible(cells, others)[..., :POINTS]
    safe = np.zeros(len(cells.answer), bool)
    for step in STEPS:
        partner, role = (_Nudge(cells, others.rounds, is_partner, step) for is_partner in (True, False))
        safe |= _enough(possible, partner.with_one[:, :, None], role.with_one[:, None])
        in_partner = _enough(possible, partner.shared[:, :, None], role.alone[:, None])
        safe |= in_partner & _enough(possible, partner.alone[:, :, None], role.shared[:, None])
    return safe


def _enough(possible: Counts, partner: Bools, role: Bools) -> Bools:
    found: Bools = np.where(partner & role, possible, 0).sum((1, 2, 3)) >= OTHERS
    return found


class _Nudge:
    """One side of all rounds, when a person gives a point more (or less) and somebody else one less (or more).

    By person, other name and other's point: `with_one` says whether the side does not notice the two. `shared` and `alone` are for three
    people, one of whom makes up for the person in this side and one in the other: `shared` says that this side does not notice the
    two, who are in one group, `alone` that it does not notice the other, who is in another group.
    """

    def __init__(self, cells: Cells, rounds: Sequence[Seen], is_partner: bool, step: int) -> None:
        name = cells.partner if is_partner else cells.role
        sides = [(seen, seen.kept.partner if is_partner else seen.kept.role) for seen in rounds]
        shape = (len(name), len(sides[0][1].group_of), POINTS)
        self.with_one, self.shared, self.alone = (np.ones(shape, bool) for _ in range(3))
        gave_point = cells.answer < POINTS
        point = np.minimum(cells.answer, POINTS - 1)
        for seen, side in sides:
            mine = (side.free.nudge[name, cells.question, step, point] & gave_point)[:, None, None]
            theirs = side.free.nudge[:, cells.question, 1 - step].transpose(1, 0, 2)
            if seen.mine and seen.theirs:
                pair = (side.free.pair[name, cells.question, step, point] & gave_point[:, None])[:, None]
                together = _together(name, side)[..., None]
                self.with_one &= np.where(together, pair, mine & theirs)
                self.shared &= together & pair
                self.alone &= ~together & theirs
            elif seen.theirs:
                for part in (self.with_one, self.shared, self.alone):
                    part &= theirs
            else:
                self.with_one &= mine


def _together(name: Places, side: Side) -> Bools:
    """By person and other name: whether both are in one group."""
    return (side.group_of[name][:, None] == side.group_of[None, :]) & (side.group_of[name] != NOBODY)[:, None]


def _exchanged(cells: Cells, others: Others) -> Bools:
    """Who could have exchanged answers with others.

    Where both took part, a group that holds both does not notice; where one took part alone, the change must be free.
    """
    possible = _possible(cells, others)
    partner = np.logical_and.reduce([_unnoticed(cells.partner, seen.kept.partner, cells, seen) for seen in others.rounds])
    role = np.logical_and.reduce([_unnoticed(cells.role, seen.kept.role, cells, seen) for seen in others.rounds])
    return _enough(possible, partner[:, :, None], role[:, None])


def _unnoticed(name: Places, side: Side, cells: Cells, seen: Seen) -> Bools:
    """By person, other name and other answer: whether this side of one round does not notice the exchange."""
    unseen = np.ones((len(name), len(side.group_of), len(VALUES)), bool)
    if seen.mine:
        unseen &= side.free.change[name, cells.question, cells.answer][:, None, :]
    if seen.theirs:
        # By person, name and answer: numpy puts what is picked together first.
        unseen &= side.free.change[:, cells.question, :, cells.answer]
    if seen.mine and seen.theirs:
        unseen |= _together(name, side)[:, :, None] & OTHER[cells.answer][:, None, :]
    return unseen


def _possible(cells: Cells, others: Others) -> Counts:
    """By person, partner, role and answer: how many others there are outside every group under the minimum that the person belongs to.

    A group that has enough people in one of the rounds is no secret there, so only those that are too few in all count.
    """
    kept = [seen.kept for seen in others.rounds if seen.mine]
    small_partner = np.logical_and.reduce([each.partner.small[cells.partner] for each in kept])
    small_role = np.logical_and.reduce([each.role.small[cells.role] for each in kept])
    small_cell = np.logical_and.reduce([each.small_cell[cells.partner, cells.role] for each in kept])
    partners, roles = kept[0].small_cell.shape
    at_partner = np.arange(partners)[None, :] == cells.partner[:, None]
    at_role = np.arange(roles)[None, :] == cells.role[:, None]
    inside = (at_partner & small_partner[:, None])[:, :, None] | (at_role & small_role[:, None])[:, None, :]
    inside = inside | (at_partner[:, :, None] & at_role[:, None, :] & small_cell[:, None, None])
    how_many = others.how_many[:, :, cells.question].transpose(2, 0, 1, 3)
    return np.where(inside[..., None], 0, how_many)
