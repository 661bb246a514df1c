"""How many have answered, as far as that singles out nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import state_of
from holdfast.web.rounds.changes import takes_part
from holdfast.web.rounds.models import Link, Mode, Round, Sheet

# Who has answered is counted in steps, so that nobody can watch one person's answers come in.
STEP = 5


@dataclass(frozen=True, slots=True)
class Turnout:
    """One body: at least so many have handed in, and how many links it has given out. None where that is not shown."""

    body: str
    is_own: bool
    at_least: int | None
    links: int | None


def turnout(member: Member, of: Round) -> tuple[Turnout, ...]:
    """The bodies of a round that is open, as this person may see them."""
    heir = state_of(of.arrangement).standing.heir
    counts = {row["body"]: row["count"] for row in Sheet.objects.filter(round=of).values("body").annotate(count=Count("pk"))}
    usable = Q(is_revoked=False)
    links = {row["body"]: row["count"] for row in Link.objects.filter(usable, round=of).values("body").annotate(count=Count("pk"))}
    own = member.body if takes_part(member, of) else ""
    shown = []
    for body in of.bodies:
        is_own = bool(own) and heir(body) == own
        is_shown = is_own or of.mode == Mode.OPEN
        at_least = _step(counts.get(body, 0), of.minimum_group) if is_shown else None
        shown.append(Turnout(body, is_own, at_least, links.get(body, 0) if is_own else None))
    return tuple(shown)


def _step(count: int, minimum: int) -> int:
    """The next lower step; nothing under the smallest group that is shown."""
    return 0 if count < minimum else max(minimum, count // STEP * STEP)
