"""What every page shows around its content: the main pages above, the whole catalogue below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the navigation; `is_here` where the page belongs to it."""

    name: Promise
    link: str
    is_here: bool = False


MAIN = (
    (_("Quick check"), "quick_check"),
    (_("Check a file"), "assess"),
    (_("Examples"), "examples"),
    (_("Why they fail"), "problems"),
    (_("What to do"), "actions"),
    (_("Public cases"), "cases"),
    (_("How it works"), "how_it_works"),
)
CATALOGUE = (
    (_("15 problems"), "problems"),
    (_("7 patterns"), "patterns"),
    (_("Indicators"), "indicators"),
    (_("Questions"), "questions"),
    (_("Actions"), "actions"),
    (_("Public cases"), "cases"),
    (_("Parameters"), "parameters"),
)
ABOUT = (
    (_("How the sums work"), "how_it_works"),
    (_("API"), "api_docs"),
    (_("Documentation"), "docs"),
    (_("Accessibility"), "accessibility"),
    (_("Privacy"), "privacy"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The navigation as every template reads it."""
    return {
        "main_places": [_place(name, page, request.path) for name, page in MAIN],
        "catalogue_places": [Place(name, reverse(page)) for name, page in CATALOGUE],
        "about_places": [Place(name, reverse(page)) for name, page in ABOUT],
    }


def _place(name: Promise, page: str, path: str) -> Place:
    link = reverse(page)
    return Place(name, link, path.startswith(link))
