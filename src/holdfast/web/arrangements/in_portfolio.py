"""All arrangements of one person: how each stands, where it is going, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from holdfast.core.assessment import Finding, Rating
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.facts import expected, is_late
from holdfast.core.evidence.history import Task
from holdfast.core.over_time import is_worse
from holdfast.core.words import RATINGS, SCALE, RatingWords
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.models import Membership
from holdfast.web.arrangements.moment import Moment, now
from holdfast.web.arrangements.past import clock_for, course
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.since import months_before
from holdfast.web.arrangements.state import BrokenChain, as_read, state_of
from holdfast.web.arrangements.waiting import ROWS, waiting_for


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One arrangement at a glance. `trend` is 1 where the rating rose in a month, -1 where it fell, else 0 (none where not known)."""

    member: Member
    rating: Rating
    coverage: float
    before: Rating
    trend: int | None
    top: Finding | None
    gate: Gate | None
    gate_day: dt.date | None
    late: int
    waiting: int

    @property
    def name(self) -> str:
        """What the arrangement is called."""
        return self.member.arrangement.name

    @property
    def words(self) -> RatingWords:
        """The rating in words."""
        return RATINGS[self.rating]

    @property
    def before_words(self) -> RatingWords:
        """The rating of a month ago in words."""
        return RATINGS[self.before]


def portfolio_rows(user: User) -> tuple[list[PortfolioRow], list[Member]]:
    """The arrangements in which a person has a place, by name; apart from them those whose ledger somebody has altered."""
    found = Membership.objects.select_related("arrangement").filter(user=user, ended__isnull=True).order_by("arrangement__name", "pk")
    places = found.prefetch_related(*(f"arrangement__{name}" for name in ROWS))
    moment = now()
    rows: list[PortfolioRow] = []
    altered: list[Member] = []
    with as_read():
        for place in places:
            member = Member(place.arrangement, place, user)
            try:
                rows.append(_row(member, moment))
            except BrokenChain:
                altered.append(member)
    return rows, altered


def _row(member: Member, moment: Moment) -> PortfolioRow:
    found = assessed(member.arrangement, member.reader)
    rating, before = found.assessment.outlook.rating, _before(member, moment)
    gate = _next_gate(found.evidence)
    return PortfolioRow(
        member=member,
        rating=rating,
        coverage=found.assessment.outlook.coverage,
        before=before,
        trend=_trend(rating, before),
        top=next((finding for finding in found.assessment.findings if finding.state in ("exposed", "watch")), None),
        gate=gate,
        gate_day=expected(gate) if gate else None,
        late=sum(is_late(task, found.evidence.date) for task in found.evidence.of(Task)),
        waiting=len(waiting_for(member, found.evidence)),
    )


def _before(member: Member, moment: Moment) -> Rating:
    """The rating of a month ago, by the clock that fits that day."""
    state, day = state_of(member.arrangement), months_before(moment.as_at, 1)
    clock = clock_for(state, member.reader, day)
    return course(state, member.reader, [day], clock=clock, moment=moment)[0].outlook.rating


def _trend(now_: Rating, before: Rating) -> int | None:
    if now_ not in SCALE or before not in SCALE:
        return None
    return -1 if is_worse(now_, before, SCALE) else int(is_worse(before, now_, SCALE))


def _next_gate(evidence: Evidence) -> Gate | None:
    """The first gate still to be decided; one whose day has passed comes first, since it is still to come."""
    ahead = [(day, gate.name, gate) for gate in evidence.of(Gate) if (day := expected(gate))]
    return min(ahead, key=lambda item: item[:2])[-1] if ahead else None


ORDERS: Mapping[str, Callable[[PortfolioRow], tuple[object, ...]]] = {
    "name": lambda row: (row.name.casefold(),),
    "outlook": lambda row: (_place(row.rating), row.name.casefold()),
    "trend": lambda row: (2 if row.trend is None else row.trend, row.name.casefold()),
    "decision": lambda row: (row.gate_day or dt.date.max, row.name.casefold()),
    "late": lambda row: (-row.late, row.name.casefold()),
}
SHOWN: Mapping[str, Callable[[PortfolioRow], bool]] = {
    "all": lambda row: True,
    "worrying": lambda row: row.rating in ("red", "amber_red"),
    "falling": lambda row: row.trend == -1,
    "late": lambda row: row.late > 0,
    "cannot_tell": lambda row: row.rating not in SCALE,
}


def _place(rating: Rating) -> int:
    return SCALE.index(rating) if rating in SCALE else len(SCALE)


def chosen(rows: Iterable[PortfolioRow], *, show: str, order: str) -> list[PortfolioRow]:
    """The rows that a filter lets through, in an order; one that does not exist is the first of its kind."""
    kept = filter(SHOWN.get(show, SHOWN["all"]), rows)
    return sorted(kept, key=ORDERS.get(order, ORDERS["name"]))
