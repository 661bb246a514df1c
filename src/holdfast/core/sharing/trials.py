"""The Shapley value and the nucleolus in every trial of a simulation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from holdfast.core.sharing.games import FEW, Floats, members
from holdfast.core.sharing.kernels import simplex
from holdfast.core.sharing.passes import generic
from holdfast.core.sharing.shapley import shapley_weights

PARTS = 16


@dataclass(frozen=True)
class TrialShares:
    """One row a trial: the Shapley value, the prenucleolus, and the smallest possible largest complaint.

    `is_solved` says where the prenucleolus was found; elsewhere its row is not a number.
    """

    shapley: Floats
    prenucleolus: Floats
    least_core: Floats
    is_solved: np.ndarray[tuple[int], np.dtype[np.bool_]]


def share_each(worths: Floats) -> TrialShares:
    """Both splits for every row of `worths`, each the worths of all coalitions in order of their mask (at most 2^12)."""
    from holdfast.core import compiled

    trials, coalitions = worths.shape
    players = coalitions.bit_length() - 1
    if not 2 <= players <= FEW or coalitions != 1 << players:
        raise ValueError(f"expected the worths of all coalitions of 2 to {FEW} players in each row, got {coalitions} figures")
    worths = np.ascontiguousarray(worths, dtype=np.float64)
    bits = members(players)
    inside = worths @ (bits * shapley_weights(players)[bits.sum(axis=1).astype(np.int64)][:, None])
    shapley = inside - (inside.sum(axis=1) - worths[:, -1])[:, None] / players
    splits, levels, statuses = np.zeros((trials, players)), np.zeros(trials), np.zeros(trials, np.int64)

    def part(at: int) -> None:
        rows = slice(trials * at // PARTS, trials * (at + 1) // PARTS)
        compiled.run(simplex.solve_each, worths[rows], generic(players), splits[rows], levels[rows], statuses[rows])

    compiled.side_by_side(part, PARTS)
    is_solved = statuses == simplex.SOLVED
    splits[~is_solved] = np.nan
    levels[~is_solved] = np.nan
    return TrialShares(shapley, splits, levels, is_solved)
