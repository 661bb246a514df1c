"""What waits for somebody in an arrangement: what they or their body can do next, as its first page and the portfolio say it.

Each area in which something can wait adds one function to SOURCES, or to OF_ALL where every partner may know that it waits;
it says nothing to those whose role may not do it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.partners import Partner
from holdfast.web.arrangements import asked
from holdfast.web.arrangements.changes_bodies import bodies_of
from holdfast.web.arrangements.exchanges import takes_part
from holdfast.web.arrangements.models import Ending
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.tasks import late_and_mine


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is, where it is done, and the last day where there is one."""

    title: str
    link: str
    by: dt.date | None = None

    @property
    def until(self) -> str:
        """The last day, in words."""
        return _("Last day: %(date)s") % {"date": date_format(self.by, "j F Y")} if self.by else ""


def waiting_for(member: Member, evidence: Evidence) -> tuple[Waiting, ...]:
    """What waits for a person, what has a last day first; `evidence` is what they may read today."""
    found = [*waiting_for_all_to_know(member), *(one for source in SOURCES for one in source(member, evidence))]
    return tuple(sorted(found, key=lambda one: one.by or dt.date.max))


def waiting_for_all_to_know(member: Member) -> tuple[Waiting, ...]:
    """What waits for a person and is no secret of their body: a letter may say it."""
    return tuple(one for source in OF_ALL for one in source(member))


def first_steps(member: Member, evidence: Evidence) -> tuple[Waiting, ...]:
    """What to do in an arrangement that has only just begun."""
    found = []
    if member.may(Permission.FIRST_PEOPLE) and bodies_of(member.arrangement) <= {member.body}:
        found.append(Waiting(_("Nobody of another body takes part yet: bring one in"), _address(member, "people")))
    if member.may(Permission.RECORD) and all(isinstance(record, Partner) for record in evidence.records):
        found.append(Waiting(_("Nothing is recorded yet: bring in a workbook or a file"), _address(member, "import")))
        found.append(Waiting(_("Or record facts one by one, theme by theme"), _address(member, "evidence")))
    return tuple(found)


def _exchanges(member: Member) -> Iterator[Waiting]:
    """Sealed exchanges in which the person's body has not said that it is done."""
    if not member.may(Permission.RECORD):
        return
    standing = state_of(member.arrangement).standing
    for exchange in member.arrangement.exchanges.all():
        is_going_on = exchange.opened is None and exchange.closes_on >= timezone.localdate()
        if is_going_on and takes_part(member, exchange) and not standing.seal_of(exchange.number, member.body):
            title = _("Sealed exchange %(number)d: your body’s answer is not sealed yet") % {"number": exchange.number}
            yield Waiting(title, _address(member, "exchange", exchange.number), exchange.closes_on)


def _answers(member: Member, evidence: Evidence) -> Iterator[Waiting]:
    """Answers that came by link and that nobody has looked over."""
    has_asked = member.may(Permission.RECORD) and bool(member.arrangement.fact_requests.all())
    count = asked.waiting(member) if has_asked else 0
    if count:
        title = ngettext("%(count)d answer came by link: look it over", "%(count)d answers came by link: look them over", count)
        yield Waiting(title % {"count": count}, _address(member, "requests"))


def _late(member: Member, evidence: Evidence) -> Iterator[Waiting]:
    """The person's own actions that are late."""
    count = late_and_mine(member, state_of(member.arrangement), evidence)
    if count:
        title = ngettext("%(count)d action of yours is late", "%(count)d actions of yours are late", count) % {"count": count}
        yield Waiting(title, f"{_address(member, 'tasks')}?{urlencode({'whose': 'mine', 'status': 'late'})}")


def _successor(member: Member) -> Iterator[Waiting]:
    """A proposal that another takes the place of the person's body."""
    may_settle = bool(member.body) and member.may(Permission.CORRECT)
    if may_settle and any(one.body == member.body and one.settled is None for one in member.arrangement.successions.all()):
        yield Waiting(_("A successor is proposed for your body: hand its place over, or say no"), _address(member, "successors"))


def _ending(member: Member) -> Iterator[Waiting]:
    """A proposal to delete the arrangement to which the person's body has said nothing yet."""
    proposed: Ending | None = getattr(member.arrangement, "ending", None) if member.may(Permission.CORRECT) else None
    if proposed and member.body not in proposed.agreed:
        yield Waiting(_("It is proposed to delete this arrangement: agree, or object"), _address(member, "ending"))


def _address(member: Member, name: str, *more: object) -> str:
    return reverse(name, args=[member.arrangement.public_id, *more])


# What the sources look through: for several arrangements it is fetched at once.
ROWS = ("exchanges", "successions", "ending", "fact_requests")
OF_ALL: tuple[Callable[[Member], Iterator[Waiting]], ...] = (_exchanges, _successor, _ending)
SOURCES: tuple[Callable[[Member, Evidence], Iterator[Waiting]], ...] = (_answers, _late)
