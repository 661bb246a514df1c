"""Who is reminded: whoever was invited by letter, has not handed in, and whose round has a reminder due."""

from __future__ import annotations

import datetime as dt

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from holdfast.web.rounds.answering import name_of_body
from holdfast.web.rounds.models import Link, Round


def due(today: dt.date) -> list[Round]:
    """The open rounds with a day of reminders that has come and is not done. A day that was missed is made up for once."""
    found = Round.objects.filter(closed__isnull=True, opens_on__lte=today, closes_on__gte=today).select_related("arrangement", "begun_by")
    return [each for each in found if _last_due(each, today) is not None]


def _last_due(of: Round, today: dt.date) -> dt.date | None:
    days = [dt.date.fromisoformat(day) for day in of.remind_on]
    came = [day for day in days if day <= today and (of.reminded is None or day > of.reminded)]
    return max(came, default=None)


def claim(of: Round, today: dt.date) -> bool:
    """Mark the day as done before the first letter goes out; false where somebody else has: nobody gets two letters."""
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=of.pk)
        day = _last_due(held, today)
        if day is None:
            return False
        held.reminded = day
        held.save(update_fields=["reminded"])
    return True


def letters(of: Round) -> list[EmailMessage]:
    """The reminders of a round. They hold no link: its token is kept nowhere."""
    waiting = Link.objects.filter(round=of, is_revoked=False, is_handed_in=False, is_passed_on=False, is_for_many=False).exclude(email="")
    return [_letter(of, link) for link in waiting]


def _letter(of: Round, link: Link) -> EmailMessage:
    body = name_of_body(of, link.body)
    context = {"round": of, "body": body, "name": of.arrangement.name, "who": body}
    return EmailMessage(
        subject=" ".join((_("A reminder: %(body)s asks what you think of a shared service") % {"body": body}).split()),
        body=render_to_string("rounds/reminder.txt", context),
        to=[link.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
