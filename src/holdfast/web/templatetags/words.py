"""Filters that turn the numbers and codes of an assessment into words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core import words
from holdfast.core.catalogue import load_catalogue
from holdfast.core.catalogue.model import Problem
from holdfast.core.indicators import units

register = template.Library()

NAMES: Mapping[str, Promise] = {
    "failed": _("Ended"),
    "reshaped": _("Reshaped"),
    "lasted": _("Lasted"),
    "published": _("Published"),
    "derived": _("Derived"),
    "proposed": _("Proposed"),
    "case": _("Business case stage"),
    "exploring": _("Exploring stage"),
    "approved": _("Approved"),
    "transition": _("In transition"),
    "live": _("Live"),
    "exiting": _("Being wound up"),
    "ended": _("Ended"),
    "ict": _("ICT"),
    "legal_form": _("Legal form"),
    "chief_executive": _("Chief executive"),
    "finance": _("Finance officer"),
    "member": _("Elected member"),
    "service": _("Service manager"),
    "staff": _("Staff"),
    "union": _("Union representative"),
    "customer": _("Customer"),
    "money": _("Money"),
}
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
def named(code: str) -> Promise | str:
    """A code of the catalogue in words."""
    return NAMES.get(code) or code.replace("_", " ").capitalize()


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
    return reverse("pattern" if entry.id in load_catalogue().patterns else "problem", args=[entry.id])


@register.filter
def for_plural(value: float) -> int:
    """The number that chooses between singular and plural."""
    return 1 if value == 1 else 2
