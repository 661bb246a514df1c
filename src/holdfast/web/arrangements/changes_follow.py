"""Every write of how people follow an arrangement: visits, digests, warnings set aside. None of it is evidence."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from holdfast.web.arrangements.models import Following, Membership, SetAside
from holdfast.web.arrangements.permissions import Member, Permission

# After so long without a page, the next one begins a new visit.
A_VISIT_ENDS = dt.timedelta(hours=4)
# A visit under way is noted at most this often, so that reading does not mean writing.
NOTED_EVERY = dt.timedelta(minutes=30)


def following_of(membership: Membership) -> Following:
    """How somebody follows an arrangement; made on the first look."""
    return Following.objects.get_or_create(membership=membership)[0]


def visited(*, by: Member) -> Following:
    """Note that somebody looks at the arrangement now."""
    found, now = following_of(by.membership), timezone.now()
    if found.seen is None or now - found.seen > NOTED_EVERY:
        if found.seen is not None and now - found.seen > A_VISIT_ENDS:
            found.last_visit = found.seen
        found.seen = now
        found.save(update_fields=["seen", "last_visit"])
    return found


def choose_digest(*, by: Member, every: str) -> None:
    """How often somebody wants a digest by e-mail."""
    found = following_of(by.membership)
    found.digest = every
    found.save(update_fields=["digest"])


def digest_sent(*, of: Following, at: dt.datetime) -> None:
    """Note that a digest went out, or that there was nothing to say."""
    of.sent = at
    of.save(update_fields=["sent"])


def set_aside(*, by: Member, key: str, reason: str, until: dt.date) -> SetAside:
    """Set a warning aside for one's own body, until a day. An earlier setting aside of the same warning ends.

    Raises:
        PermissionDenied: the person may not record for a body.
    """
    if not by.body or not by.may(Permission.RECORD):
        raise PermissionDenied
    with transaction.atomic():
        take_up(by=by, key=key)
        return SetAside.objects.create(arrangement=by.arrangement, body=by.body, key=key, reason=reason, until=until, by=by.user)


def take_up(*, by: Member, key: str) -> None:
    """Take a warning up again for one's own body.

    Raises:
        PermissionDenied: the person may not record for a body.
    """
    if not by.body or not by.may(Permission.RECORD):
        raise PermissionDenied
    SetAside.objects.filter(arrangement=by.arrangement, body=by.body, key=key, ended__isnull=True).update(ended=timezone.now())
