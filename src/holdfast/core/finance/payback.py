"""Payback: how long until what sharing costs has come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from holdfast.core.evidence.money import CaseVersion, CashLine
from holdfast.core.finance.cash import GAINS, ZERO

COSTS_TO_START = frozenset({"investment", "transition"})


def is_whole(lines: Iterable[CashLine]) -> bool:
    """Whether a plan says both what it costs to start and what comes back; without either a payback means nothing."""
    categories = {line.category for line in lines}
    return bool(categories & COSTS_TO_START and categories & GAINS)


def undiscounted_payback(net: Mapping[int, Decimal]) -> float | None:
    """Years from the start of the first year until the money is back for good, undiscounted, or none within the years given.

    With C(k) the net of the first k years together, the answer is `k - 1 - C(k-1) / net(k)` for the last year k
    in which C rises from below 0 to 0 or more, and 0 where it never is below 0. Money flows evenly within a year.

    >>> undiscounted_payback({2026: Decimal(-5), 2027: Decimal(2), 2028: Decimal(6)})
    2.5
    """
    if not net:
        return None
    so_far, answer, first = ZERO, 0.0, min(net)
    for year in sorted(net):
        before, so_far = so_far, so_far + net[year]
        if before < 0 <= so_far:
            answer = year - first + float(-before / net[year])
    return answer if so_far >= 0 else None


def stated_payback(versions: Sequence[CaseVersion]) -> CaseVersion | None:
    """The latest version of the case that states a payback, versions oldest first."""
    return next((version for version in reversed(versions) if version.payback_years is not None), None)
