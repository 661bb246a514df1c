"""What the templates of widgets need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms.utils import flatatt

register = template.Library()


@register.filter
def attributes(found: Mapping[str, Any]) -> str:
    """Attributes of an element, each after a blank. A loop of the template over them takes most of the time of a form."""
    return flatatt(dict(found))
