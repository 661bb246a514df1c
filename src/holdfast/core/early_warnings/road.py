"""Warnings on the road to a decision: gates, milestones, contracts, elections, disputes, blocked decisions, notices to leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from holdfast.core.early_warnings.watch import Sign, Watch, about, day, told_by
from holdfast.core.evidence.decisions import Decision, Dispute, Gate, Milestone
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.facts import decision_window, expected, partner_names
from holdfast.core.evidence.history import Event
from holdfast.core.evidence.partners import Election

# The second time is what "again" means.
AGAIN = 2
LEAVING = frozenset({"exit_notice", "withdrawal"})


def gate_slipped_again(watch: Watch) -> Iterator[Sign]:
    """A gate still to be decided that has been put off at least twice."""
    history = watch.evidence.history(Gate)
    for gate in watch.evidence.of(Gate):
        later = _put_off([record for record in history if record.gate == gate.gate])
        if not gate.decided and len(later) >= AGAIN:
            ahead = expected(gate)
            when = f" It is now expected on {day(ahead)}." if ahead else ""
            text = f"“{gate.name}” has been put off {'twice' if len(later) == AGAIN else f'{len(later)} times'}.{when}"
            yield Sign(subject=about(gate), text=text, since=later[-1].on, because=told_by(*later), due=ahead)


def _put_off(records: Sequence[Gate]) -> list[Gate]:
    """The records of one gate that moved it to a later date or deferred it, oldest first."""
    later, held = [], None
    for record in records:
        ahead = record.forecast or record.planned
        if (held and ahead and ahead > held) or record.outcome == "deferred":
            later.append(record)
        held = ahead or held
    return later


def gate_overdue(watch: Watch) -> Iterator[Sign]:
    """A gate whose expected day has passed without a decision on record."""
    for gate in watch.evidence.of(Gate):
        ahead = expected(gate)
        if ahead and ahead < watch.date:
            text = f"“{gate.name}” was expected on {day(ahead)}. No decision is recorded."
            yield Sign(subject=about(gate), text=text, since=ahead, because=told_by(gate))


def milestone_late(watch: Watch) -> Iterator[Sign]:
    """A milestone whose expected day has passed and that is not recorded as done."""
    for milestone in watch.evidence.of(Milestone):
        ahead = milestone.forecast or milestone.planned
        if ahead and ahead < watch.date and not milestone.done:
            text = f"“{milestone.name}” was expected on {day(ahead)} and is not recorded as done."
            yield Sign(subject=about(milestone), text=text, since=ahead, because=told_by(milestone))


def contract_ending(watch: Watch) -> Iterator[Sign]:
    """A contract that ends soon, with no decision on record that names it or its supplier."""
    soon = watch.date + watch.days("contract_warning")
    for contract in watch.evidence.of(Contract):
        if contract.ends and watch.date <= contract.ends <= soon and not _is_decided(watch, contract):
            text = f"The contract with {contract.supplier} ends on {day(contract.ends)}. No decision on it is recorded."
            begins = max(contract.on, contract.ends - watch.days("contract_warning"))
            yield Sign(subject=about(contract), text=text, since=begins, because=told_by(contract), due=contract.ends)


def _is_decided(watch: Watch, contract: Contract) -> bool:
    names = (contract.supplier.casefold(), contract.contract.casefold())
    agreed = (decision.subject.casefold() for decision in watch.evidence.of(Decision) if decision.outcome == "agreed")
    return any(name in subject for subject in agreed for name in names)


def election_in_window(watch: Watch) -> Iterator[Sign]:
    """An election between today and the last gate still to be decided."""
    window = decision_window(watch.evidence)
    names = partner_names(watch.evidence)
    for election in watch.evidence.of(Election) if window else ():
        if window and window[0] <= election.date <= window[1]:
            name = names.get(election.partner, election.partner)
            last = max(watch.evidence.of(Gate), key=lambda gate: expected(gate) or dt.date.min)
            text = f"{name} goes to the polls on {day(election.date)}, before “{last.name}” on {day(window[1])}."
            yield Sign(
                subject=f"elections/{election.partner}",
                text=text,
                since=max(election.on, last.on),
                because=told_by(election, last),
                due=election.date,
            )


def dispute_open_long(watch: Watch) -> Iterator[Sign]:
    """A dispute that has been open for as long as is half worrying."""
    longest = watch.halfway("open_disputes_age")
    for dispute in watch.evidence.of(Dispute):
        age = (watch.date - dispute.opened).days
        if not dispute.closed and age >= longest:
            text = f"“{dispute.subject}” has been in dispute for {age} days."
            yield Sign(subject=about(dispute), text=text, since=dispute.opened, because=told_by(dispute))


def decision_blocked(watch: Watch) -> Iterator[Sign]:
    """A joint decision that was blocked within the last month."""
    for decision in watch.evidence.of(Decision):
        if decision.outcome == "blocked" and decision.on >= watch.date - watch.days("warning_window"):
            every = " It needed every partner." if decision.needed_every_council else ""
            text = f"“{decision.subject}” was blocked.{every}"
            yield Sign(subject=about(decision), text=text, since=decision.on, because=told_by(decision))


def notice_to_leave(watch: Watch) -> Iterator[Sign]:
    """A partner that gave notice or withdrew within the last year, and that is not settled."""
    for event in watch.evidence.of(Event):
        happened = event.happened or event.on
        if event.type in LEAVING and not event.resolved and happened >= watch.date - watch.days("notice_months"):
            text = f"A partner gave notice or withdrew on {day(happened)}{f': {event.about}' if event.about else ''}."
            yield Sign(subject=about(event), text=text, since=happened, because=told_by(event))
