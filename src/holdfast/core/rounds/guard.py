"""Whom the figures would single out: everybody needs another answer that they could have given with all figures staying the same.

A change of one's answer may be free, when no figure notices it. Where a figure of one's partner or role would, somebody else there
may have answered otherwise too: a point less for a point more (a nudge), or the one answer for the other (an exchange). Of such
others there must be two at least, so that one who knows their own answer is no wiser. A group under the minimum must not be found
out either, so others count only if they are outside every such group that one belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfast.core.rounds.census import POINTS, VALUES, Counts
from holdfast.core.rounds.changes_unseen import OTHER, STEPS, Bools, Free, Places, all_free
from holdfast.core.rounds.groups import NOBODY

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
    cells = np.asarray(np.nonzero(present & ~free & ~_hidden_in_cell(choices[0])), np.intp)
    for start in range(0, cells.shape[1], AT_ONCE):
        part = cells[:, start : start + AT_ONCE]
        for others in choices:
            part = part[:, ~_covered(Cells(*part), others)]
        yield part


def _hidden_in_cell(others: Others) -> Bools:
    """By partner, role, question and answer: who may exchange with enough of their own partner and role, whom no figure tells apart.

    A shortcut for crowds: the ways below would find the same.
    """
    if not all(seen.mine and seen.theirs for seen in others.rounds):
        return np.zeros((1, 1, 1, 1), bool)
    small = np.logical_and.reduce([seen.kept.small_cell for seen in others.rounds])
    enough = others.how_many.sum(-1, keepdims=True) - others.how_many >= OTHERS
    found: Bools = enough & ~small[:, :, None, None]
    return found


def _covered(cells: Cells, others: Others) -> Bools:
    """Who could have answered otherwise with others making up for it: one other, of at least two, or two, one in each side.

    Most need only the first way that is tried, so the others are tried for the rest.
    """
    safe = np.zeros(len(cells.answer), bool)
    for way in WAYS:
        left = np.flatnonzero(~safe)
        rest = Cells(*(part[left] for part in cells))
        safe[left] = _how_many(_possible(rest, others), *_sides(rest, others, way)).sum(1) >= OTHERS
    left = np.flatnonzero(~safe)
    safe[left] = _in_many_ways(Cells(*(part[left] for part in cells)), others)
    return safe


def _in_many_ways(cells: Cells, others: Others) -> Bools:
    """Who has enough others in all ways together, or enough in one side with enough in the other."""
    possible = _possible(cells, others)
    by_one = np.zeros(possible.shape, bool)
    by_two = np.zeros(len(cells.answer), bool)
    for way in WAYS:
        partner, role = (way(cells, others.rounds, is_partner) for is_partner in (True, False))
        by_one |= partner.with_one[:, :, None] & role.with_one[:, None]
        in_partner = _how_many(possible, partner.shared, role.alone)
        in_role = _how_many(possible, partner.alone, role.shared)
        if way is _exchange:
            # All three give one of two answers, so it must be the same two.
            by_two |= ((in_partner >= OTHERS) & (in_role >= OTHERS)).any(1)
        else:
            by_two |= (in_partner.sum(1) >= OTHERS) & (in_role.sum(1) >= OTHERS)
    enough: Bools = by_two | (np.where(by_one, possible, 0).sum((1, 2, 3)) >= OTHERS)
    return enough


def _sides(cells: Cells, others: Others, way: Way) -> tuple[Bools, Bools]:
    return way(cells, others.rounds, True).with_one, way(cells, others.rounds, False).with_one


def _how_many(possible: Counts, partner: Bools, role: Bools) -> NDArray[np.float32]:
    """By person and others' answer: how many others."""
    found: NDArray[np.float32] = np.einsum("fprv,fpv,frv->fv", possible, partner, role, dtype=np.float32, casting="unsafe")
    return found


class Unseen(NamedTuple):
    """What one side of all rounds does not notice when a person's answer and somebody else's change together.

    By person, other name and other's answer. `with_one`: the two changes. `shared` and `alone` are for three people, one of whom makes up
    for the person on this side and one on the other: `shared` for the two, who are in one group, `alone` for the other, who is in another.
    """

    with_one: Bools
    shared: Bools
    alone: Bools


def _nudged(step: int) -> Way:
    """A person gives a point more (or less) and somebody else one less (or more)."""

    def nudge(cells: Cells, rounds: Sequence[Seen], is_partner: bool) -> Unseen:
        gave_point = (cells.answer < POINTS)[:, None]
        point = np.minimum(cells.answer, POINTS - 1)

        def in_round(name: Places, free: Free) -> tuple[Bools, Bools, Bools]:
            mine = free.nudge[name, cells.question, step, point][:, None] & gave_point
            theirs = free.nudge[:, cells.question, 1 - step].transpose(1, 0, 2)
            both = free.pair[name, cells.question, step, point] & gave_point
            return mine[:, None], _all_answers(theirs), _all_answers(both)[:, None]

        return _unseen(cells, rounds, is_partner, in_round)

    return nudge


def _all_answers(points: Bools) -> Bools:
    """The same for every answer: who gave no point cannot give one more or less."""
    return np.concatenate([points, np.zeros((*points.shape[:-1], len(VALUES) - POINTS), bool)], axis=-1)


def _exchange(cells: Cells, rounds: Sequence[Seen], is_partner: bool) -> Unseen:
    """A person and somebody else give each other's answer: a group that holds both does not notice."""

    def in_round(name: Places, free: Free) -> tuple[Bools, Bools, Bools]:
        # By person, name and answer: numpy puts what is picked together first.
        theirs = free.change[:, cells.question, :, cells.answer]
        return free.change[name, cells.question, cells.answer][:, None], theirs, OTHER[cells.answer][:, None]

    return _unseen(cells, rounds, is_partner, in_round)


def _unseen(
    cells: Cells, rounds: Sequence[Seen], is_partner: bool, in_round: Callable[[Places, Free], tuple[Bools, Bools, Bools]]
) -> Unseen:
    """All rounds together, from what a round's side does not notice: of the person alone, of the other alone, and of both in one group."""
    name = cells.partner if is_partner else cells.role
    always = np.ones((1, 1, 1), bool)
    whole = Unseen(always, always, always)
    for seen in rounds:
        side = seen.kept.partner if is_partner else seen.kept.role
        mine, theirs, both = in_round(name, side.free)
        if seen.mine and seen.theirs:
            together = _together(name, side)[..., None]
            found = Unseen(np.where(together, both, mine & theirs), together & both, ~together & theirs)
        elif seen.theirs:
            found = Unseen(theirs, theirs, theirs)
        else:
            found = Unseen(np.broadcast_to(mine, theirs.shape), np.ones_like(theirs), np.ones_like(theirs))
        whole = Unseen(*(before & now for before, now in zip(whole, found, strict=True)))
    return whole


Way = Callable[[Cells, Sequence[Seen], bool], Unseen]
WAYS: tuple[Way, ...] = (*(_nudged(step) for step in STEPS), _exchange)


def _together(name: Places, side: Side) -> Bools:
    """By person and other name: whether both are in one group."""
    found: Bools = (side.group_of[name][:, None] == side.group_of[None, :]) & (side.group_of[name] != NOBODY)[:, None]
    return found


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
    found: Counts = np.where(inside[..., None], 0, how_many)
    return found
