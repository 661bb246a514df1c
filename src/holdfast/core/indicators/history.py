"""Indicators of what has happened: drift, changes of plan, departures, ridicule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.facts import go_live, partners_in
from holdfast.core.evidence.history import Event, EventType, Register
from holdfast.core.evidence.money import CaseVersion
from holdfast.core.evidence.partners import Partner, Policy
from holdfast.core.evidence.people import Post
from holdfast.core.indicators.absence import codes_in, complete_by, so_far, unsettled_since, year_before
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, reads
from holdfast.core.people.cover import is_empty

DECISIVE = 4
STARTS = frozenset({"go_live", "transfer", "system"})
SETTLING = dt.timedelta(days=183)
ON_SHARING = frozenset({"sharing", "outsourcing"})
OWNERS = frozenset({"lead", "member", None})


def _recent(evidence: Evidence, *types: EventType) -> tuple[Event, ...]:
    """The events of these types in the last three years that are not settled."""
    start = unsettled_since(evidence.date)
    return tuple(
        event
        for event in evidence.of(Event)
        if event.type in types and not event.resolved and start <= (event.happened or event.on) <= evidence.date
    )


def _registers(evidence: Evidence) -> tuple[Register, ...]:
    """The registers that make the list of events complete for the last 365 days, if any do."""
    return complete_by(evidence, Event, year_before(evidence.date), evidence.date)


def _number(evidence: Evidence, *types: EventType) -> Reading:
    """How many such events there are; none is known only where the list is complete."""
    events = _recent(evidence, *types)
    registers = _registers(evidence)
    return so_far(len(events), events or registers, complete=bool(registers), tells=bool(events))


@reads(Event, Partner, Register)
def role_drift(evidence: Evidence) -> Reading:
    """Partners that turn from partner into customer, a count: reported and not settled, or by their role (P02.4, K85, K45)."""
    events = _recent(evidence, "role_drift")
    was = {partner.partner for partner in evidence.history(Partner) if partner.role in ("lead", "member")}
    turned = [partner for partner in partners_in(evidence) if partner.role == "customer" and partner.partner in was]
    records: list[Record] = [*events, *turned]
    registers = _registers(evidence)
    return so_far(_bodies(records), records or registers, complete=bool(registers), tells=bool(records))


def _bodies(records: Sequence[Record]) -> int:
    """How many partners the records are about; each record about no partner in particular counts for one."""
    return len({record.partner or (record.meta.section, record.id) for record in records})


@reads(Event, Register)
def parallel_plans(evidence: Evidence) -> Reading:
    """Plans of a partner's own for a shared service, told of in three years and not dropped, a count (P06.3, K30, R11)."""
    return _number(evidence, "parallel_plan")


@reads(Event, Register)
def strategy_changes(evidence: Evidence) -> Reading:
    """Partners whose strategy, or control of it, has changed and is not worked through together, a count (P06.4, K24, K58, K36).

    A change of control and the change of strategy that follows from it are one.
    """
    events = _recent(evidence, "strategy_change", "control_change")
    registers = _registers(evidence)
    return so_far(_bodies(events), events or registers, complete=bool(registers), tells=bool(events))


@reads(Event, Register)
def unmet_needs(evidence: Evidence) -> Reading:
    """Strategic needs that the shared service could not meet in three years and still does not, a count (P06.5, K46)."""
    return _number(evidence, "unmet_need")


@reads(Event, Register)
def control_requests(evidence: Evidence) -> Reading:
    """Requests by members for more control in three years, not settled, a count (P07.4, K20, K22)."""
    return _number(evidence, "control_request")


@reads(Event, Register)
def ridicule(evidence: Evidence) -> Reading:
    """Mockery or press criticism of the service, not settled, a count (C07.4, K1, K11)."""
    return _number(evidence, "ridicule", "press_criticism")


def _turned_against(evidence: Evidence) -> tuple[list[Event], list[Policy]]:
    """The changes of control that put a partner against sharing or outsourcing, and the policies that say so."""
    codes = codes_in(evidence)
    policies = [policy for policy in evidence.of(Policy) if policy.stance == "against" and policy.topic in ON_SHARING]
    against = {policy.partner for policy in policies}
    turned = [event for event in _recent(evidence, "control_change") if event.partner in codes & against]
    changed = {event.partner for event in turned}
    return turned, [policy for policy in policies if policy.partner in changed]


@reads(Event, Policy, Partner, Register)
def purpose_changed_alone(evidence: Evidence) -> Reading:
    """Partners that changed their strategy in three years while another did not, unsettled, a count (C03.3, K24).

    A partner whose control changed and which now stands against sharing or outsourcing has changed its purpose too.
    Where every partner changed its own, nobody moved alone.
    """
    codes = codes_in(evidence)
    turned, against = _turned_against(evidence)
    changes: list[Record] = [event for event in _recent(evidence, "strategy_change") if event.partner in codes]
    changes += [*turned, *against]
    changed = {record.partner for record in changes}
    if len(codes) < 2:
        return NOT_KNOWN
    alone = len(changed) if changed < codes else 0
    registers = _registers(evidence)
    return so_far(alone, changes or registers, complete=bool(registers), tells=bool(changes))


@reads(Post, Event)
def shared_chief_departed(evidence: Evidence) -> Reading:
    """1 where the holder of a shared leading post has gone and nobody has followed, or a change is unsettled, else 0 (C01.4, K60).

    A leading post sponsors the arrangement or has the highest influence. Not applicable where none is shared.
    That a holder is still there is known for three years from the last word of the post.
    """
    leading = [post for post in evidence.of(Post) if "sponsor" in post.duties or post.influence == DECISIVE]
    shared = [post for post in leading if post.shared]
    if not shared:
        return NOT_APPLICABLE if leading and all(post.shared is False for post in leading) else NOT_KNOWN
    names = {name.casefold() for post in shared for name in (post.post, post.title)}
    gone: list[Record] = [post for post in shared if is_empty(post, evidence.date)]
    gone += [event for event in _recent(evidence, "leader_change") if event.about.casefold() in names]
    heard = [post for post in shared if post.on >= unsettled_since(evidence.date)]
    return so_far(bool(gone), gone or heard, complete=len(heard) == len(shared), tells=bool(gone))


@reads(Event, Partner, Register)
def owner_left(evidence: Evidence) -> Reading:
    """Owners that left in three years, gave notice or are due to leave, a count (C05.3, K1, K43).

    Customers and observers own nothing; a partner with a successor has not left but been reorganised.
    """
    partners = evidence.of(Partner)
    start = year_before(evidence.date)
    others = {partner.partner for partner in partners if partner.role not in OWNERS}
    leaving = [
        partner
        for partner in partners
        if partner.left and partner.left >= start and not partner.succeeded_by and partner.partner not in others
    ]
    notices = [event for event in _recent(evidence, "withdrawal", "exit_notice") if event.partner not in others]
    records: list[Record] = [*leaving, *notices]
    registers = _registers(evidence)
    return so_far(_bodies(records), records or registers, complete=bool(registers), tells=bool(records))


@reads(Event, Milestone, Register)
def failed_starts(evidence: Evidence) -> Reading:
    """Failed starts, which count twice, and other incidents in three years, not settled, a count (P03.8, R15, K66).

    An incident within half a year of a start is a failed start: not one breakdown of many, but the move itself gone wrong.
    """
    events, registers = _recent(evidence, "incident"), _registers(evidence)
    starts = [milestone.done for milestone in evidence.of(Milestone) if milestone.done and milestone.marks in STARTS]
    failed = sum(any(dt.timedelta(0) <= _day(event) - start <= SETTLING for start in starts) for event in events)
    return so_far(len(events) + failed, events or registers, complete=bool(registers), tells=bool(events))


def _day(event: Event) -> dt.date:
    return event.happened or event.on


@reads(Event, Register)
def partners_in_distress(evidence: Evidence) -> Reading:
    """Partners under intervention, or that can no longer balance their budget, in three years, a count (P10.8, K10)."""
    events = _recent(evidence, "statutory_intervention")
    registers = _registers(evidence)
    return so_far(_bodies(events), events or registers, complete=bool(registers), tells=bool(events))


@reads(Partner, Event, Register)
def joiners_lost(evidence: Evidence) -> Reading:
    """Bodies that took part in the plan and pulled out before they joined, in three years, a count (P01.9, K1)."""
    start, live = unsettled_since(evidence.date), go_live(evidence)
    outside = {partner.partner for partner in evidence.of(Partner) if partner.role not in OWNERS}
    left = [partner for partner in evidence.of(Partner) if partner.left and start <= partner.left <= evidence.date]
    before = [partner for partner in left if partner.partner in outside or live is None or (partner.left and partner.left <= live)]
    notices = [event for event in _recent(evidence, "withdrawal") if event.partner in outside]
    records: list[Record] = [*before, *notices]
    registers = _registers(evidence)
    return so_far(_bodies(records), records or registers, complete=bool(registers), tells=bool(records))


@reads(Event, Register)
def complaints(evidence: Evidence) -> Reading:
    """Complaints by staff, members or customers, and rumours, in three years, not settled, a count (P14.8, K84)."""
    return _number(evidence, "complaint", "rumour")


@reads(Event, Register)
def leaders_changed(evidence: Evidence) -> Reading:
    """Changes of a leader or chief executive, of a partner or the service, in three years, not settled, a count (P06.8, K24, K60)."""
    return _number(evidence, "leader_change")


@reads(Event, CaseVersion, Register)
def kept_from_view(evidence: Evidence) -> Reading:
    """Cases withheld from the public, and talks or papers kept from those who should see them, in three years, a count (P14.9, K84)."""
    events = _recent(evidence, "kept_private")
    start = unsettled_since(evidence.date)
    withheld = [version for version in evidence.of(CaseVersion) if version.public is False and version.on >= start]
    records: list[Record] = [*events, *withheld[-1:]]
    registers = _registers(evidence)
    return so_far(len(records), records or registers, complete=bool(registers), tells=bool(records))


@reads(Event, Policy, Register)
def opponents_in_control(evidence: Evidence) -> Reading:
    """Partners that passed to those who stand against sharing or outsourcing, in three years, unsettled, a count (P12.9, K36, K58)."""
    turned, against = _turned_against(evidence)
    registers = _registers(evidence)
    return so_far(_bodies(turned), [*turned, *against] or registers, complete=bool(registers), tells=bool(turned))


@reads(Post, Event, Register)
def posts_parted(evidence: Evidence) -> Reading:
    """Shared posts that each partner has for itself again, in three years, a count (P07.8, K60, J14)."""
    since = unsettled_since(evidence.date)
    was_shared = {post.post for post in evidence.history(Post) if post.shared}
    parted = [post for post in evidence.of(Post) if post.post in was_shared and post.shared is False and post.on >= since]
    registers = complete_by(evidence, Post, year_before(evidence.date), evidence.date)
    return so_far(len(parted), parted or registers, complete=bool(registers), tells=bool(parted))


READERS = (
    role_drift,
    parallel_plans,
    strategy_changes,
    unmet_needs,
    control_requests,
    ridicule,
    purpose_changed_alone,
    shared_chief_departed,
    owner_left,
    failed_starts,
    partners_in_distress,
    joiners_lost,
    complaints,
    leaders_changed,
    kept_from_view,
    opponents_in_control,
    posts_parted,
)
