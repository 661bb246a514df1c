"""The small pictures that stand in table rows: each an SVG template with plain attributes."""

from __future__ import annotations

from typing import Any

from django import template

from holdfast.core.assessment import Finding
from holdfast.core.catalogue.model import Case, Indicator
from holdfast.core.indicators.units import shown
from holdfast.reports.pictures.axis import percent

register = template.Library()
CASEBOOK_YEARS = (2002, 2027)
YEARS_NAMED = 5


@register.inclusion_tag("components/chip.html")
def chip(finding: Finding) -> dict[str, Any]:
    """Score, shape and state of a finding."""
    return {"finding": finding}


@register.inclusion_tag("components/interval.svg.html")
def interval(finding: Finding) -> dict[str, Any]:
    """From the lowest to the highest exposure, with the shape of the state at the exposure."""
    return {
        "finding": finding,
        "low": percent(finding.low),
        "high": percent(finding.high),
        "now": percent(finding.exposure),
        "width": percent(finding.high - finding.low),
        "ticks": [percent(tick / 4) for tick in range(5)],
    }


@register.inclusion_tag("components/coverage.svg.html")
def coverage(share: float) -> dict[str, Any]:
    """What is known as a solid bar, the rest hatched."""
    return {"share": share, "known": percent(share), "unknown": percent(1 - share)}


@register.inclusion_tag("components/gain.svg.html")
def gain(width: str, share: float) -> dict[str, Any]:
    """A small bar for how much doubt an answer would remove."""
    return {"width": width, "share": share}


@register.inclusion_tag("components/band.svg.html")
def band_picture(indicator: Indicator) -> dict[str, Any]:
    """An indicator's values from healthy to critical."""
    unit = indicator.unit
    rises = indicator.critical > indicator.healthy
    return {
        "indicator": indicator,
        "left": shown(indicator.healthy if rises else indicator.critical, unit),
        "middle": shown((indicator.healthy + indicator.critical) / 2, unit) if unit != "yes_no" else "",
        "right": shown(indicator.critical if rises else indicator.healthy, unit),
        "rises": rises,
    }


@register.inclusion_tag("components/axis.svg.html")
def years_axis() -> dict[str, Any]:
    """The years along the top of the timelines."""
    first, last = CASEBOOK_YEARS
    named = range(first, last + 1, YEARS_NAMED)
    return {"ticks": [{"at": percent((year - first) / (last - first)), "label": year} for year in named]}


@register.inclusion_tag("components/years.svg.html")
def years(case: Case) -> dict[str, Any]:
    """When a public case ran, and the date its example is read at."""
    first, last = CASEBOOK_YEARS
    first, last = min(first, case.start), max(last, case.end or last)
    span = last - first
    end = case.end or last
    cutoff = case.cutoff.year + (case.cutoff.month - 0.5) / 12
    return {
        "case": case,
        "start": percent((case.start - first) / span),
        "width": percent(max(0.5, end - case.start) / span),
        "cutoff": percent((cutoff - first) / span),
        "ticks": [(percent((year - first) / span), year) for year in range(first, last + 1, YEARS_NAMED)],
    }
