"""Filters that turn the numbers and codes of an assessment into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from holdfast.core import words
from holdfast.core.catalogue.model import Problem
from holdfast.core.indicators import units
from holdfast.web.catalogue import changed_locally, site_catalogue
from holdfast.web.code_names import named

register = template.Library()
register.filter(named)

OUTCOME_SYMBOLS: Mapping[str, str] = {"failed": "✕", "reshaped": "◆", "lasted": "✓"}


@register.filter
def score(exposure: float) -> int:
    """An exposure out of 100."""
    return words.score(exposure)


@register.filter
def whole_percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{share:.0%}"


@register.filter
def fine_percent(share: float) -> str:
    """A share as a percentage with one decimal."""
    return f"{share:.1%}"


@register.filter
def signed(value: float) -> str:
    """A weight with its sign, with a true minus."""
    shown = f"{abs(value):.2f}"
    if shown == "0.00":
        return shown
    return f"+{shown}" if value > 0 else f"−{shown}"


@register.filter
def state_symbol(state: str) -> str:
    """The shape that stands for a state."""
    return words.STATES[state][0]  # type: ignore[index]


@register.filter
def state_name(state: str) -> str:
    """The name of a state."""
    return words.STATES[state][1]  # type: ignore[index]


@register.filter
def outcome_symbol(outcome: str) -> str:
    """The shape that stands for what became of a public case."""
    return OUTCOME_SYMBOLS[outcome]


@register.filter
def two_digits(number: int) -> str:
    """A problem's number as 07."""
    return f"{number:02d}"


@register.filter
def plain(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


@register.simple_tag
def in_unit(value: float, unit: str) -> str:
    """A value of an indicator in words."""
    return units.shown(value, unit)


@register.simple_tag
def band(healthy: float, critical: float, unit: str) -> str:
    """The two ends of a band in words."""
    return units.band_in_words(healthy, critical, unit)


@register.filter
def address(entry: Problem) -> str:
    """The page of a problem or pattern."""
    return reverse("pattern" if entry.id in site_catalogue().patterns else "problem", args=[entry.id])


@register.filter
def for_plural(value: float) -> int:
    """The number that chooses between singular and plural."""
    return 1 if value == 1 else 2


@register.simple_tag
def local(shelf: str, id: str) -> str:
    """A small tag where a local addition brought or changed this entry of the catalogue."""
    return _local_tag() if site_catalogue().is_local(shelf, id) else ""


@register.simple_tag
def local_problem(id: str) -> str:
    """The same for a problem or pattern, or for where it starts."""
    catalogue = site_catalogue()
    return _local_tag() if any(catalogue.is_local(shelf, id) for shelf in ("problems", "patterns", "priors")) else ""


@register.simple_tag
def local_reading(indicator: str) -> str:
    """The same for a reading: by its indicator, or by the question behind it."""
    return _local_tag() if site_catalogue().is_local_reading(indicator) else ""


@register.simple_tag
def local_threshold(thresholds: Iterable[str]) -> str:
    """The same for a warning, by the entries that it was measured by, as part/id."""
    return _local_tag() if not frozenset(site_catalogue().local).isdisjoint(thresholds) else ""


def _local_tag() -> SafeString:
    return format_html(' <span class="hf-local">{}</span>', gettext("local addition"))


@register.inclusion_tag("components/local_changes.html")
def local_changes() -> dict[str, object]:
    """The line at the foot of a page that names everything that was changed locally."""
    return {"changed": changed_locally(site_catalogue())}
