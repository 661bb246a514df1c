"""Rank correlation: how far several partners put the same things in the same order."""

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


def standard_ranks(weights: Sequence[float]) -> tuple[float, ...] | None:
    """Ranks moved to mean 0 and scaled to length 1, or none where all weights are equal and so rank nothing."""
    found = ranks(weights)
    middle = (len(found) + 1) / 2
    length = math.sqrt(sum((rank - middle) ** 2 for rank in found))
    return tuple((rank - middle) / length for rank in found) if length else None


def mean_rank_correlation(rankings: Sequence[Sequence[float]]) -> float | None:
    """The mean of Spearman's rank correlation over all pairs of rankings, from -1 to 1.

    Spearman (1904): the correlation of two rankings is the product-moment correlation of their ranks, ties
    sharing the mean rank, so the dot product of standard ranks u. For m rankings the sum over pairs is
    (|sum of u|^2 - m) / 2, which needs one pass instead of m * m pairs. Without ties the mean r gives
    Kendall's coefficient of concordance as W = (1 + (m - 1) * r) / m (Kendall and Babington Smith 1939).
    A ranking in which all weights are equal says nothing and is left out; none where fewer than two are left.
    """
    standard = [found for found in map(standard_ranks, rankings) if found is not None]
    pairs = len(standard) * (len(standard) - 1)
    if not pairs:
        return None
    total: float = sum(sum(column) ** 2 for column in zip(*standard, strict=True))
    return max(-1.0, min(1.0, (total - len(standard)) / pairs))
