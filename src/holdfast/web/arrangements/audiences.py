"""For whom something may be taken away: oneself, or readers who read no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.ledger import Reader
from holdfast.ledger.reader import PARTNERS, PUBLIC
from holdfast.web.arrangements.permissions import Member

OWN = "own"
READERS: Mapping[str, tuple[Promise, Callable[[Member], Reader]]] = {
    OWN: (_("What your body may read"), lambda member: member.reader),
    "partners": (_("What all partners may read"), lambda member: PARTNERS),
    "public": (_("What everybody may read"), lambda member: PUBLIC),
}


def reader_or_404(member: Member, audience: str) -> Reader:
    """The reader that an address names.

    Raises:
        Http404: there is none of this name.
    """
    if audience not in READERS:
        raise Http404
    return READERS[audience][1](member)
