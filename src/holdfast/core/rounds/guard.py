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
from numpy.typing import NDArray

from holdfast.core.rounds.changes_unseen import OTHER, STEPS, Bools, Free, Places
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


@dataclass(frozen=True, slots=True)
class Guarded:
    """One round as the guard looks at it: how many people of a partner and role gave which answer, and both sides."""

    counts: Counts
    partner: Side
    role: Side
    small_cell: Bools


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


def singled_out(now: Guarded, earlier: Sequence[tuple[Guarded, Bools]], told: Bools) -> Cells:
    """Whom the figures of a round, alone or beside those of earlier rounds, would single out, on the questions of which something is told.

    Beside an earlier round the worst is assumed where it is likely (partner, role and question, given with the round): that whoever took
    part in both rounds answered alike. Who left, joined or stayed is then plain from the counts.
    """
    found = list(_singled((now.counts > 0) & told[:, None], (Seen(now, True, True),)))
    for before, is_likely in earlier:
        likely = (is_likely & told)[..., None]
        left, joined = before.counts > now.counts, now.counts > before.counts
        both = (before.counts > 0) & (now.counts > 0)
        found += _singled(left & likely, (Seen(before, True, True), Seen(now, False, True)))
        found += _singled(joined & likely, (Seen(before, False, True), Seen(now, True, True)))
        found += _singled(both & likely, (Seen(before, True, True), Seen(now, True, True)))
    return Cells(*np.concatenate([*found, np.empty((4, 0), np.intp)], axis=1))


def _singled(present: Bools, rounds: Sequence[Seen]) -> Iterator[Places]:
    """Those among the present who have neither a free change nor enough others."""
    own = [seen.kept for seen in rounds if seen.mine]
    free = np.logical_and.reduce([kept.partner.free.change[:, None] & kept.role.free.change[None] for kept in own]).any(-1)
    cells = np.asarray(np.nonzero(present & ~free), np.intp)
    for start in range(0, cells.shape[1], AT_ONCE):
        part = cells[:, start : start + AT_ONCE]
        part = part[:, ~_nudged(Cells(*part), rounds)]
        yield part[:, _exchanges(Cells(*part), rounds) < OTHERS]


def _nudged(cells: Cells, rounds: Sequence[Seen]) -> Bools:
    """Who could have given a point more or less with others making up for it, in their partner, in their role, or in both."""
    outside, how_many = _outside(cells, rounds), _how_many(cells, rounds)[..., :POINTS]
    safe = np.zeros(len(cells.answer), bool)
    for step in STEPS:
        partner, role = (_Nudge(cells, rounds, is_partner, step) for is_partner in (True, False))
        in_partner = _count(how_many, outside, partner.shared[:, :, None], role.alone[:, None])
        in_role = _count(how_many, outside, partner.alone[:, :, None], role.shared[:, None])
        in_both = _count(how_many, outside, partner.shared[:, :, None], role.shared[:, None])
        safe |= (in_both >= OTHERS) | (role.own & (in_partner >= OTHERS)) | (partner.own & (in_role >= OTHERS))
        safe |= (in_partner >= OTHERS) & (in_role >= OTHERS)
    return safe


def _count(how_many: Counts, outside: Bools, partner: Bools, role: Bools) -> NDArray[np.int64]:
    return np.where(outside[..., None] & partner & role, how_many, 0).sum((1, 2, 3))


class _Nudge:
    """One side of all rounds, when a person gives a point more (or less) and somebody else one less (or more).

    `own` says by person whether the side does not notice the person alone; `shared`, by person, other name and other's point, whether
    it does not notice both, who are in one group there; `alone`, whether it does not notice the other, who is in another group.
    """

    def __init__(self, cells: Cells, rounds: Sequence[Seen], is_partner: bool, step: int) -> None:
        name = cells.partner if is_partner else cells.role
        sides = [(seen, seen.kept.partner if is_partner else seen.kept.role) for seen in rounds]
        people, names = len(name), len(sides[0][1].group_of)
        self.own = np.ones(people, bool)
        self.shared = np.ones((people, names, POINTS), bool)
        self.alone = np.ones((people, names, POINTS), bool)
        for seen, side in sides:
            back = side.free.nudge[:, cells.question, 1 - step].transpose(1, 0, 2)
            if seen.mine:
                mine = side.free.nudge[name, cells.question, step][np.arange(people), np.minimum(cells.answer, POINTS - 1)]
                self.own &= mine & (cells.answer < POINTS)
            if seen.mine and seen.theirs:
                together = _together(name, side)
                pair = side.free.pair[name, cells.question, step, np.minimum(cells.answer, POINTS - 1)] & (cells.answer < POINTS)[:, None]
                self.shared &= together[..., None] & pair[:, None]
                self.alone &= ~together[..., None] & back
            elif seen.theirs:
                self.shared &= back
                self.alone &= back


def _together(name: Places, side: Side) -> Bools:
    """By person and other name: whether both are in one group."""
    return (side.group_of[name][:, None] == side.group_of[None, :]) & (side.group_of[name] != NOBODY)[:, None]


def _exchanges(cells: Cells, rounds: Sequence[Seen]) -> NDArray[np.int64]:
    """With how many people each could exchange answers unseen.

    Where both took part, a group that holds both does not notice; where one took part alone, the change must be free.
    """
    possible = np.broadcast_to(_outside(cells, rounds)[..., None], (*_outside(cells, rounds).shape, len(VALUES))).copy()
    for seen in rounds:
        possible &= _unnoticed(cells.partner, seen.kept.partner, cells, seen)[:, :, None, :]
        possible &= _unnoticed(cells.role, seen.kept.role, cells, seen)[:, None, :, :]
    return np.where(possible, _how_many(cells, rounds), 0).sum((1, 2, 3))


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


def _how_many(cells: Cells, rounds: Sequence[Seen]) -> Counts:
    """By person, partner, role and answer: how many others there are, in all rounds in which they are to have taken part."""
    counts = np.minimum.reduce([seen.kept.counts for seen in rounds if seen.theirs])
    return counts[:, :, cells.question].transpose(2, 0, 1, 3)


def _outside(cells: Cells, rounds: Sequence[Seen]) -> Bools:
    """By person, partner and role: whether somebody there is outside every group under the minimum that the person belongs to."""
    partners, roles = rounds[0].kept.small_cell.shape
    at_partner = np.arange(partners)[None, :] == cells.partner[:, None]
    at_role = np.arange(roles)[None, :] == cells.role[:, None]
    inside = np.zeros((len(cells.answer), partners, roles), bool)
    for kept in (seen.kept for seen in rounds if seen.mine):
        inside |= (at_partner & kept.partner.small[cells.partner][:, None])[:, :, None]
        inside |= (at_role & kept.role.small[cells.role][:, None])[:, None, :]
        small = kept.small_cell[cells.partner, cells.role][:, None, None]
        inside |= at_partner[:, :, None] & at_role[:, None, :] & small
    return ~inside
