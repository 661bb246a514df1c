"""The versions of the present business case in order, and what became of its net benefit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from holdfast.core.evidence.money import CaseVersion
from holdfast.core.finance.cash import ZERO

ANOTHER_CASE = frozenset({"first", "scope", "partner_left"})


def present_case(versions: Iterable[CaseVersion]) -> tuple[CaseVersion, ...]:
    """The versions since a case was last begun, oldest first: a first version, another scope, or other partners.

    Partners who have begun another case have not restated the one before it.
    """
    ordered = sorted(versions, key=_order)
    begun = max((place for place, version in enumerate(ordered) if version.why_changed in ANOTHER_CASE), default=0)
    return tuple(ordered[begun:])


def _order(version: CaseVersion) -> tuple[object, ...]:
    """By date; on one date the beginning first and the lowest benefit last, so that the order of records does not matter."""
    return (version.on, version.why_changed != "first", version.version, -(version.net_benefit or ZERO))


class Loss(NamedTuple):
    """The share of the best earlier net benefit that the latest version has lost, and the two versions."""

    share: float
    versions: tuple[CaseVersion, CaseVersion]


def benefit_lost(versions: Iterable[CaseVersion]) -> Loss | None:
    """`(best earlier - latest) / best earlier`, at least 0; none where fewer than two versions state a net benefit.

    Where the best earlier version had no benefit to lose, anything worse is a loss of the whole.
    """
    stated: list[tuple[Decimal, CaseVersion]] = [(version.net_benefit, version) for version in versions if version.net_benefit is not None]
    if len(stated) < 2:
        return None
    latest, last = stated[-1]
    best, top = max(stated[:-1], key=lambda item: item[0])
    if latest >= best:
        return Loss(0.0, (top, last))
    return Loss(float((best - latest) / best) if best > 0 else 1.0, (top, last))
