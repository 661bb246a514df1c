"""Template tags of what changed, and links from records to their entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import date_format

from holdfast.core.catalogue import load_catalogue
from holdfast.web.arrangements.deeds import entry_link, number_of
from holdfast.web.arrangements.models import Arrangement

register = template.Library()


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    """The value of a key, or nothing."""
    return mapping.get(key)


@register.filter
def short_day(day: dt.date) -> str:
    """A day without its year where that is this year's, as dates beside each other are read."""
    return date_format(day, "j M")


@register.simple_tag
def link_to_entry(arrangement: Arrangement, reference: str) -> str:
    """The page of the entry that a record came with, or nothing where there is none."""
    number = number_of(reference)
    return entry_link(arrangement, number) if number else ""


@register.filter
def action_title(id: str) -> str:
    """The title of an action of the catalogue."""
    action = load_catalogue().actions.get(id)
    return action.title if action else ""


@register.filter
def problem_title(id: str) -> str:
    """The title of a problem or pattern."""
    catalogue = load_catalogue()
    found = catalogue.problems.get(id) or catalogue.patterns.get(id)
    return found.title if found else ""


@register.filter
def signed_points(points: int) -> str:
    """Points with their sign, with a true minus."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"
