"""Tags of the evidence pages: how much of a theme is known, and small sums."""

from __future__ import annotations

from typing import Any

from django import template

from holdfast.reports.pictures.axis import percent
from holdfast.web.page import values

register = template.Library()


@register.inclusion_tag("evidence/_known.html")
def known(tells: Any) -> dict[str, Any]:
    """What is known of a theme's indicators as a solid bar, the rest hatched."""
    return {"tells": tells, "width": percent(tells.share)}


@register.filter
def percentage(share: float) -> str:
    """A sum of shares as a percentage, without the dust of the machine's arithmetic."""
    return values.percentage(round(share, 6))


@register.filter
def minus(count: int, shown: int) -> int:
    """How many are left after those that are shown."""
    return count - shown
