"""Writes about how long an arrangement is kept: say that it is still needed, tell its people, delete it when its time is over."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.web.arrangements.erasure import wipe
from holdfast.web.arrangements.models import Arrangement, Membership, Retention
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.retention import Limit, limit_of


def keep(*, by: Member) -> None:
    """Somebody says that the arrangement is still needed: the time is counted anew from now."""
    if not by.may(Permission.CORRECT):
        raise PermissionDenied
    Retention.objects.update_or_create(arrangement=by.arrangement, defaults={"kept": timezone.now(), "told": None})


def tell_or_delete(*, now: dt.datetime) -> tuple[list[str], list[str]]:
    """Tell the people of every arrangement that is near its end, and delete those whose time is over; the names of both."""
    told, gone = [], []
    for arrangement in Arrangement.objects.order_by("pk"):
        limit = limit_of(arrangement)
        if limit is None:
            continue
        if not limit.is_told:
            _tell(arrangement, limit)
            Retention.objects.update_or_create(arrangement=arrangement, defaults={"told": now})
            told.append(arrangement.name)
        elif limit.ends <= timezone.localdate(now):
            gone.append(arrangement.name)
            arrangement.delete()
            transaction.on_commit(wipe)
    return told, gone


def _tell(arrangement: Arrangement, limit: Limit) -> None:
    """A letter to each person who takes part. Where one cannot be sent, the notice on every page still says it."""
    here = Membership.objects.filter(arrangement=arrangement, ended__isnull=True, user__is_active=True).select_related("user")
    link = f"{settings.ADDRESS}{reverse('ending', args=[arrangement.public_id])}"
    said = render_to_string("workspace/bodies/near_its_end.txt", {"arrangement": arrangement, "limit": limit, "link": link})
    subject = _("%(name)s is near the end of the time it is kept") % {"name": " ".join(arrangement.name.split())}
    for membership in here:
        send_mail(subject, said, None, [membership.user.email], fail_silently=True)
