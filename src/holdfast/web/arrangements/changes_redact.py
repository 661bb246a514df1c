"""Erasing personal words: an entry that says who, when and why, and words that are gone."""

from __future__ import annotations

from django.db import transaction

from holdfast.core.evidence import Arrangement as Head
from holdfast.core.evidence.answers import Answers, Round, Tally
from holdfast.ledger.rules import NOTHING_TO_ERASE, LedgerRefused
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.erasure import drop_drafts
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import ROUNDS_ERASED, LedgerState, state_of

OF_A_ROUND = (Round, Answers, Tally)
NAMED_BY_IT = "This entry gives the arrangement its name. Give it another name first, then erase this."


def redact(*, by: Member, number: int, reason: str) -> list[StoredEntry]:
    """Erase what an entry says and what the entries it replaced said, since a correction mostly repeats the words.

    What replaced it stays: where a later version holds the words too, begin there.

    Raises:
        LedgerRefused: there is nothing to erase that this person may read, or the arrangement takes its name from it.
        PermissionDenied: this person's role does not allow it.
    """
    state = state_of(by.arrangement)
    numbers = versions(state, number)
    if not numbers or not state.standing.may_open(state.envelopes[number - 1], by.reader):
        raise LedgerRefused(NOTHING_TO_ERASE)
    if any(_is_name(state, each) for each in numbers):
        raise LedgerRefused(NAMED_BY_IT)
    with transaction.atomic():
        # A form or file that is held while its author signs in again may repeat the words; none is held for longer than an hour.
        drop_drafts(by.arrangement)
        return append(by=by, changes=[_erasing(state, each, reason) for each in numbers])


def _erasing(state: LedgerState, number: int, reason: str) -> Change:
    """The entry that erases; it says of which rounds the words were, so that nobody brings in other figures of them later."""
    rounds = sorted({told.round for told in state.told(number) if isinstance(told, OF_A_ROUND)})
    return Change(act="redact", target=number, reason=reason, terms={ROUNDS_ERASED: rounds} if rounds else {})


def versions(state: LedgerState, number: int) -> tuple[int, ...]:
    """The entry and every earlier version of the same record whose words are still there, the latest first."""
    found = []
    at: int | None = number
    while at is not None and 0 < at <= state.count:
        envelope = state.envelopes[at - 1]
        if at not in state.standing.erased:
            found.append(at)
        at = envelope.target if envelope.act == "record" else None
    return tuple(found)


def _is_name(state: LedgerState, number: int) -> bool:
    """Whether this is the record from which the arrangement takes its name now."""
    heads = [each for each in state.standing.records if isinstance(state.records.get(each), Head)]
    return bool(heads) and heads[-1] == number
