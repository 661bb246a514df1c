"""A request that was let in, as the operations of the API read it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import ApiToken
from holdfast.web.arrangements.permissions import Member


class Asked(HttpRequest):
    """What the door adds to a request before an operation sees it.

    `person` is for whom the program acts. `member` is there inside an arrangement. `read` is the body. `seen` are the places of
    the ledger of which one must be where it stands now, where the program says so. `once` names the request, so that one that
    arrives twice is done once.
    """

    token: ApiToken
    person: User
    member: Member
    read: Any
    seen: frozenset[str] | None
    once: uuid.UUID | None
