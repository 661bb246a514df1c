"""The reference page of who may do what, made from the table of permissions and the site map."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.settings")
os.environ.setdefault("HOLDFAST_SECRET_KEY", "docs")
django.setup()

from holdfast.core.catalogue import Catalogue  # noqa: E402 - Django must be set up first
from holdfast.web.arrangements.models.membership import Role  # noqa: E402
from holdfast.web.arrangements.permissions import ALLOWED, WORDS, Permission  # noqa: E402
from holdfast.web.routes import Route, routes  # noqa: E402
from tools.pages import page, table  # noqa: E402

OPENING = (
    "What each role may do in an arrangement. What may be read of a record depends on the record as well: private is for one's own body, "
    "sealed for one's own body until the exchange opens, partners for all bodies, public for everybody. A person who does not take part "
    "in an arrangement is told that there is no such page. An administrator of the installation reads no arrangement by that alone."
)


def permissions(catalogue: Catalogue) -> str:
    """The page: roles and permissions first, then every address."""
    rows = [(WORDS[permission], *("yes" if role in ALLOWED[permission] else "" for role in Role)) for permission in Permission]
    heads = ["may", *(str(role.label) for role in Role)]
    inside = [_row(route) for route in routes() if route.needs]
    return page(
        "Who may do what",
        OPENING,
        table(heads, rows),
        ["## Every address inside an arrangement", ""],
        table(["address", "to look", "to send"], inside),
    )


def _row(route: Route) -> tuple[str, str, str]:
    address = route.address.replace("<", "&lt;").replace(">", "&gt;")
    return address, f"`{route.needs['GET']}`", f"`{route.needs['POST']}`"
