"""The digest: what changed and what to look at, as a letter to one person about one arrangement.

A letter leaves the site, and is read on telephones and by post rooms. So it is worked out from what every partner may
read, never from what only the person's own body may, and of warnings that rest on more it gives the number alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.early_warnings import EarlyWarning
from holdfast.core.words import RATINGS, RatingWords
from holdfast.ledger.reader import PARTNERS
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.models import Following
from holdfast.web.arrangements.models.following import Every
from holdfast.web.arrangements.moment import day_of, now
from holdfast.web.arrangements.past import compared
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.since import months_before
from holdfast.web.arrangements.state import LedgerState, state_of
from holdfast.web.arrangements.tasks import TaskRow, task_rows
from holdfast.web.arrangements.waiting import Waiting, waiting_for_all_to_know
from holdfast.web.arrangements.warned import set_aside_by, warnings_for
from holdfast.web.catalogue import site_catalogue
from holdfast.web.page.over_time import ChangeRow, since_page

CHANGES_SHOWN = 8
WARNINGS_SHOWN = 12
DUE_WITHIN = dt.timedelta(days=14)
# A little less than the time itself, so that a letter sent at six one day goes at six the next, and not at seven.
WAITS: dict[str, dt.timedelta] = {Every.DAILY: dt.timedelta(hours=20), Every.WEEKLY: dt.timedelta(days=6, hours=12)}


@dataclass(frozen=True, slots=True)
class Digest:
    """What one letter says."""

    member: Member
    since: dt.date
    rating: RatingWords
    sentence: str
    changes: tuple[ChangeRow, ...]
    changes_more: int
    warnings: tuple[EarlyWarning, ...]
    warnings_more: int
    own_warnings: int
    due: tuple[TaskRow, ...]
    waiting: tuple[Waiting, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.changes or self.warnings or self.own_warnings or self.due or self.waiting)


def is_due(following: Following, at: dt.datetime) -> bool:
    """Whether a person's next letter should go out."""
    wait = WAITS.get(following.digest)
    return wait is not None and (following.sent is None or at - following.sent >= wait)


def digest_of(following: Following) -> Digest:
    """The letter of today for one person."""
    membership = following.membership
    member = Member(membership.arrangement, membership, membership.user)
    state, today, catalogue = state_of(member.arrangement), now(), site_catalogue()
    since = min(day_of(following.sent), today.as_at - dt.timedelta(days=1)) if following.sent else months_before(today.as_at, 1)
    past = compared(state, PARTNERS, since=since, moment=today)
    page = since_page(past.changes, since, past.clock, catalogue, lambda id: _address("workspace_finding", member, id))
    rows = [row for row in page.rows if row.kind == "problem"]
    found, own = _warnings(member, state)
    return Digest(
        member=member,
        since=since,
        rating=RATINGS[past.changes.after.outlook.rating],
        sentence=page.sentence,
        changes=tuple(rows[:CHANGES_SHOWN]),
        changes_more=max(0, len(rows) - CHANGES_SHOWN),
        warnings=found[:WARNINGS_SHOWN],
        warnings_more=max(0, len(found) - WARNINGS_SHOWN),
        own_warnings=own,
        due=_due(member, state),
        waiting=waiting_for_all_to_know(member),
    )


def _warnings(member: Member, state: LedgerState) -> tuple[tuple[EarlyWarning, ...], int]:
    """The warnings that all partners can see, and how many more this person can; what the body has set aside is left out."""
    aside = set_aside_by(member)
    shared = tuple(warning for warning in warnings_for(member.arrangement, state, PARTNERS) if warning.key not in aside)
    known = {warning.key for warning in shared} | set(aside)
    own = [warning for warning in warnings_for(member.arrangement, state, member.reader) if warning.key not in known]
    return shared, len(own)


def _due(member: Member, state: LedgerState) -> tuple[TaskRow, ...]:
    """The person's own tasks that are late or due within two weeks, of those that all partners can see."""
    found = assessed(member.arrangement, PARTNERS)
    rows = task_rows(member, state, found.evidence, found.assessment)
    soon = now().as_at + DUE_WITHIN
    return tuple(row for row in rows if row.is_mine and row.task.status in ("open", "doing") and row.task.due and row.task.due <= soon)


def letter(digest: Digest) -> EmailMessage:
    """The letter itself: plain text, with the address at which to choose otherwise."""
    member = digest.member
    stop = _address("follow", member)
    context = {
        "digest": digest,
        "arrangement": member.arrangement,
        "overview": _address("overview", member),
        "warnings": _address("warnings", member),
        "stop": stop,
    }
    subject = _("%(arrangement)s: what changed since %(day)s") % {
        "arrangement": " ".join(member.arrangement.name.split()),
        "day": f"{digest.since.day} {digest.since:%B}",
    }
    return EmailMessage(
        subject=subject,
        body=render_to_string("workspace/over_time/digest.txt", context),
        to=[member.user.email],
        headers={"List-Unsubscribe": f"<{stop}>", "Auto-Submitted": "auto-generated"},
    )


def _address(page: str, member: Member, *more: object) -> str:
    return f"{settings.ADDRESS}{reverse(page, args=[member.arrangement.public_id, *more])}"


def followers(at: dt.datetime | None = None) -> list[Following]:
    """Whoever's letter is due: people whose account and place are still theirs, and who asked for it."""
    moment = at or timezone.now()
    asked = Following.objects.select_related("membership__arrangement", "membership__user").filter(
        membership__ended__isnull=True, membership__user__is_active=True, digest__in=list(WAITS)
    )
    return [following for following in asked.order_by("pk") if is_due(following, moment)]
