"""Who plays in the tests of the workspace.

Ann leads for Ostley, Ben edits and Con contributes for Marlshire, Vic views for Ostley, Una audits for nobody; Cat leads an
arrangement of her own and must see nothing of theirs.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import transaction
from django.test import Client

from holdfast.web.accounts.models import Organisation, User
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.changes_exchange import Calendar
from holdfast.web.arrangements.models import Arrangement, Membership
from holdfast.web.arrangements.models.entry import StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member

TODAY = dt.date(2026, 11, 9)
SOURCE = "Board paper 4"


@dataclass(frozen=True, slots=True)
class Persona:
    """A person, signed in, with their place in the arrangement that the tests are about (none for an outsider)."""

    user: User
    client: Client
    member: Member | None

    @property
    def place(self) -> Member:
        """The person's place, where the test knows they have one."""
        assert self.member is not None
        return self.member


def person(name: str, body: str) -> User:
    """An account of somebody at a body."""
    organisation, _ = Organisation.objects.get_or_create(name=body.capitalize(), slug=body)
    email = f"{name.lower()}@{body}.example"
    return User.objects.create_user(email, "correct horse battery", name=name, post="Programme manager", organisation=organisation)


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in, with the second step done."""
    client = Client()
    sign_in(client, user)
    return client


def sign_in(client: Client, user: User) -> None:
    """Sign somebody in, both steps done, in a browser that is open already."""
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()


def joined(arrangement: Arrangement, user: User, body: str, role: Role) -> Persona:
    """Somebody who takes part in an arrangement."""
    membership = Membership.objects.create(arrangement=arrangement, user=user, body=body, role=role)
    return Persona(user, signed_in(user), Member(arrangement, membership, user))


def opened(by: Persona, exchange: int) -> None:
    """Let a sealed exchange open, as the calendar does."""
    with transaction.atomic():
        changes.enter(changes.locked(by.place.arrangement), Calendar(), [Change(act="close", exchange=exchange)], {})
    by.place.arrangement.refresh_from_db()


def record(by: Persona, section: str, /, **values: Any) -> StoredEntry:
    """Enter one record, with a date and source where none is given; `visibility`, `target`, `exchange` as in `Change`."""
    settings: Mapping[str, Any] = {name: values.pop(name) for name in ("visibility", "target", "exchange") if name in values}
    raw = {"on": TODAY, "source": SOURCE, **values}
    (row,) = changes.append(by=by.place, changes=[Change(section=section, raw=raw, **settings)])
    return row
