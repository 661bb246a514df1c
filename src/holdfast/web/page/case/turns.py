"""Which assumption matters, as a row of the page: its swing, its share of the doubt, and the value at which the answer turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from holdfast.core.finance.sensitivity import Assumption, Sensitivity, Turn
from holdfast.web.page.case.amounts import Amounts, Axis, Bar, bar
from holdfast.web.page.case.names import Names


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """One assumption: where the value ends with it at its two ends, its Sobol indices, where it turns the whole and each partner."""

    title: str
    range: str
    low: str
    high: str
    bar: Bar
    first: str
    total: str
    error: str
    total_width: str
    first_width: str
    turn: str
    is_in_range: bool
    partners: tuple[tuple[str, str, str], ...]


def assumption_rows(found: Sensitivity | None, names: Names, amounts: Amounts) -> tuple[tuple[AssumptionRow, ...], Axis | None]:
    """All assumptions, the widest swing first, and the axis of their swings."""
    if found is None:
        return (), None
    moving = [item for item in found.assumptions if item.swing]
    if not moving:
        return (), None
    axis = Axis.around([end for item in moving for end in (item.swing_low, item.swing_high)], amounts)
    return tuple(_row(item, axis, names, amounts) for item in moving), axis


def _row(item: Assumption, axis: Axis, names: Names, amounts: Amounts) -> AssumptionRow:
    low, high = sorted((item.swing_low, item.swing_high))
    return AssumptionRow(
        title=names.assumption(item.id),
        range=_range(item),
        low=amounts.cell(low),
        high=amounts.cell(high),
        bar=bar(axis, low, high),
        first=_share(item.first),
        total=_share(item.total),
        error=f"{item.total_error:.0%}",
        total_width=f"{100 * min(1.0, max(0.0, item.total)):.1f}%",
        first_width=f"{100 * min(1.0, max(0.0, item.first)):.1f}%",
        turn=_turn(item.turn, item.unit),
        is_in_range=item.turn.in_range,
        partners=tuple(
            (names.partner(code), _share(total), _turn(item.partner_turns[code], item.unit)) for code, total in item.partner_totals.items()
        ),
    )


def _share(value: float) -> str:
    """A share of the doubt. An estimate may come out a little below nothing."""
    return f"{max(0.0, value):.0%}"


_UNITS: Mapping[str, str] = {"months": "{:.0f}"}


def _shown(value: float, unit: str) -> str:
    return _UNITS.get(unit, "{:.0%}").format(value)


def _range(item: Assumption) -> str:
    low, high = _shown(item.low, item.unit), _shown(item.high, item.unit)
    if item.unit == "months":
        return _("%(low)s to %(high)s months") % {"low": low, "high": high}
    if item.low == item.high:
        return _("a chance of %(share)s a year") % {"share": low} if item.id.startswith("leaves/") else low
    if item.unit == "share of the cost":
        return _("%(low)s to %(high)s more than planned") % {"low": low, "high": high}
    return _("%(low)s to %(high)s of the plan") % {"low": low, "high": high}


def _turn(turn: Turn, unit: str) -> str:
    """The value at which nothing is left; empty where no value turns the answer."""
    if turn.value is None:
        return ""
    return _("%(months)s months") % {"months": _shown(turn.value, unit)} if unit == "months" else _shown(turn.value, unit)
