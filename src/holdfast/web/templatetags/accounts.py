"""What the pages of signing in need beside their forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext

from holdfast.web.accounts.oidc import Service
from holdfast.web.accounts.views.signing_in import as_json as options_as_json

register = template.Library()

# What a browser calls itself, to what people call it; the first that fits, since each also names those it is like.
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Linux", "Linux"))


@register.filter
def as_json(options: Mapping[str, Any]) -> str:
    """What a browser needs to ask for a passkey, for an attribute of the page."""
    return options_as_json(options)


@register.simple_tag
def sign_in_service() -> Service | None:
    """The sign-in service of this installation, or none."""
    found: Service | None = settings.SSO
    return found


@register.filter
def in_fours(key: str) -> str:
    """A long key in groups of four, as it is easier to type."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@register.simple_tag
def idle_minutes() -> int:
    """After how many minutes without a page a session ends."""
    found: int = settings.IDLE_MINUTES
    return found


@register.simple_tag
def longest_hours() -> int:
    """After how many hours a session ends in any case."""
    found: int = settings.LONGEST_HOURS
    return found


@register.simple_tag
def keep_months() -> int:
    """After how many months without an entry this installation deletes an arrangement; 0 where it sets no limit."""
    found: int = settings.KEEP_MONTHS
    return found


@register.filter
def browser(calls_itself: str) -> str:
    """The browser and the system of a session, as people call them."""
    name = next((name for mark, name in BROWSERS if mark in calls_itself), "")
    system = next((name for mark, name in SYSTEMS if mark in calls_itself), "")
    if not name:
        return gettext("Another browser")
    return gettext("%(name)s on %(system)s") % {"name": name, "system": system} if system else name
