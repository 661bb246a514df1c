"""How far several partners put the same things in the same order: rank correlation and concordance."""

from __future__ import annotations

import math
from collections.abc import Sequence


def ranks(weights: Sequence[float]) -> tuple[float, ...]:
    """The rank of each weight, the smallest first from 1; equal weights share the mean of their ranks."""
    order = sorted(range(len(weights)), key=weights.__getitem__)
    found = [0.0] * len(weights)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and weights[order[end]] == weights[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = (start + 1 + end) / 2
        start = end
    return tuple(found)


def centred_ranks(weights: Sequence[float]) -> tuple[float, ...]:
    """Ranks moved to mean 0."""
    found = ranks(weights)
    middle = (len(found) + 1) / 2
    return tuple(rank - middle for rank in found)


def standard_ranks(weights: Sequence[float]) -> tuple[float, ...] | None:
    """Ranks moved to mean 0 and scaled to length 1, or none where all weights are equal and so rank nothing."""
    centred = centred_ranks(weights)
    length = math.sqrt(sum(rank**2 for rank in centred))
    return tuple(rank / length for rank in centred) if length else None


def mean_rank_correlation(rankings: Sequence[Sequence[float]]) -> float | None:
    """The mean of Spearman's rank correlation over all pairs of rankings, from -1 to 1.

    Spearman (1904): the correlation of two rankings is the product-moment correlation of their ranks, ties
    sharing the mean rank, so the dot product of standard ranks u. For m rankings the sum over pairs is
    (|sum of u|^2 - m) / 2, which needs one pass instead of m * m pairs. `concordance` says the same on
    a scale from 0 to 1.
    A ranking in which all weights are equal says nothing and is left out; none where fewer than two are left.
    """
    standard = [found for found in map(standard_ranks, rankings) if found is not None]
    pairs = len(standard) * (len(standard) - 1)
    if not pairs:
        return None
    total: float = sum(sum(column) ** 2 for column in zip(*standard, strict=True))
    return max(-1.0, min(1.0, (total - len(standard)) / pairs))


def concordance(rankings: Sequence[Sequence[float]]) -> float | None:
    """Kendall's coefficient of concordance W of several rankings: 0 is no common order, 1 the same order.

    Kendall and Babington Smith, *The problem of m rankings* (1939); with ties as in Siegel, *Nonparametric
    Statistics* (1956), chapter 9: W = 12 S / (m^2 (n^3 - n) - m T), where S is the sum of squared deviations of
    the n rank sums from their mean and T the sum of t^3 - t over every group of t equal ranks. A ranking's
    squared centred ranks c add up to (n^3 - n - its part of T) / 12, so W = |sum of c|^2 / (m * sum of |c|^2).
    Where no ranking has ties, or all have as many, W = (1 + (m - 1) * r) / m for the mean rank correlation r.
    >>> concordance([(1, 2, 3), (1, 2, 3)])
    1.0

    A ranking in which all weights are equal says nothing and is left out; none where fewer than two are left.
    """
    centred = [found for found in map(centred_ranks, rankings) if any(found)]
    if len(centred) < 2:
        return None
    together: float = sum(sum(column) ** 2 for column in zip(*centred, strict=True))
    apart: float = sum(rank**2 for found in centred for rank in found)
    return together / (len(centred) * apart)
