"""What the codes of the catalogue and the records are called on the site."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


def named(code: str) -> Promise | str:
    """A code of the catalogue in words."""
    return NAMES.get(code) or code.replace("_", " ").capitalize()
