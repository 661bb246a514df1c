"""When a round should be run again: something happened, somebody is about to leave, or a year has passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import Round
from holdfast.core.evidence.history import Event, EventType
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Post

YEAR = dt.timedelta(days=365)
# A round takes about this long to prepare and run, so it is suggested so long before somebody leaves.
AHEAD = dt.timedelta(days=90)
# What changes who stands behind the arrangement, or what it is for.
TURNS: frozenset[EventType] = frozenset({
    "leader_change", "control_change", "strategy_change", "parallel_plan", "withdrawal", "exit_notice", "reorganisation",
    "role_drift", "partner_joined", "statutory_intervention",
})  # fmt: skip
# Whatever happened, from this impact on (4 could end it); and posts from this influence on.
GRAVE = 3
WEIGHTY = 3


class Due(NamedTuple):
    """One reason to ask again: `record` is what is behind it ("section/id"), and `on` since when, or by when."""

    reason: Literal["event", "leaving", "year"]
    record: str
    on: dt.date


def due_again(evidence: Evidence, on: dt.date) -> tuple[Due, ...]:
    """Why the readiness of an arrangement should be asked about again: events first, then departures, then the year; the latest first.

    Nothing is due before a first round has closed, nor for what was known when the last one closed.
    """
    last = _last_round(evidence, on)
    if last is None or last.closed is None:
        return ()
    found = [*_events(evidence, last.closed, on), *_leavers(evidence, last.closed, on)]
    if on >= last.closed + YEAR:
        found.append(Due("year", f"rounds/{last.id}", last.closed + YEAR))
    order = ("event", "leaving", "year")
    return tuple(sorted(found, key=lambda due: (order.index(due.reason), -due.on.toordinal(), due.record)))


def _last_round(evidence: Evidence, on: dt.date) -> Round | None:
    closed = [found for found in evidence.of(Round) if found.closed and found.closed <= on and found.questionnaire != "quick_check"]
    return max(closed, key=lambda found: (found.closed or found.on, found.round), default=None)


def _events(evidence: Evidence, since: dt.date, on: dt.date) -> Iterator[Due]:
    for event in evidence.of(Event):
        day = event.happened or event.on
        if since < day <= on and (event.type in TURNS or (event.impact or 0) >= GRAVE):
            yield Due("event", f"events/{event.id}", day)


def _leavers(evidence: Evidence, since: dt.date, on: dt.date) -> Iterator[Due]:
    """Posts of weight and partners that left since, or leave soon. A post whose influence is not known may be one of weight."""
    for post in evidence.of(Post):
        if post.leaves and since < post.leaves <= on + AHEAD and (post.influence is None or post.influence >= WEIGHTY):
            yield Due("leaving", f"posts/{post.id}", post.leaves)
    for partner in evidence.of(Partner):
        if partner.left and since < partner.left <= on + AHEAD:
            yield Due("leaving", f"partners/{partner.id}", partner.left)
