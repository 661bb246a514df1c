"""What a paper of an arrangement is about, for the readers of one edition: what they may read, and what was withheld from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from holdfast.core.evidence import Record
from holdfast.core.evidence.check import KIND_OF
from holdfast.core.rounds.results import RoundResults
from holdfast.ledger import Reader, Standing, standing
from holdfast.ledger.reader import PARTNERS
from holdfast.reports import Subject
from holdfast.reports.records import reference
from holdfast.reports.subject import Status
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.moment import Moment
from holdfast.web.arrangements.state import LedgerState, state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds.found import outcome_of
from holdfast.web.rounds.models import Round

# What only some bodies may read is one count: of which kind it is, and for whom, is theirs to tell.
KEPT_BACK = "Kept by a body to itself, or sealed"
HEAD_WITHHELD = "The arrangement’s name, stage and legal form"
ATTEMPTS = 5


def subject_for(arrangement: Arrangement, reader: Reader, moment: Moment, *, partner: str = "", status: Status = "draft") -> Subject:
    """The subject of a paper for this reader. Everything in it comes from what the reader may read; the rest is counted.

    The head of the ledger is printed on each page, so it has to be that of the evidence: where an entry came between, both are
    taken again.
    """
    for _ in range(ATTEMPTS):
        state = state_of(arrangement)
        head = _head(state, moment)
        found = assessed(arrangement, reader, as_at=moment.as_at, known_at=moment.known_at)
        stood = state.fork() if moment.known_at is None else standing(state.envelopes, known_at=moment.known_at)
        if _head(state_of(arrangement), moment) == head:
            break
    return Subject(
        found.evidence,
        found.assessment,
        site_catalogue(),
        partner=partner,
        status=status,
        ledger_head=head,
        withheld=_withheld(state, stood, reader, moment),
        private=frozenset(_private(state, stood, reader)),
        known_on=moment.known_day,
        rounds=tuple(_rounds(arrangement, stood, reader, moment)),
    )


def _rounds(arrangement: Arrangement, stood: Standing, reader: Reader, moment: Moment) -> Iterator[RoundResults]:
    """What came of the readiness rounds whose entry this reader may read, the first first."""
    for found in Round.objects.filter(arrangement=arrangement, entry__isnull=False).order_by("closed", "number"):
        if found.entry in stood.records and stood.may_read(found.entry, reader) and found.ended_on <= moment.as_at:
            yield outcome_of(found).results


def _head(state: LedgerState, moment: Moment) -> str:
    """The chain after the last entry that counts."""
    with state.lock:
        if moment.known_at is None:
            return state.chains[-1]
        return state.chains[sum(envelope.entered <= moment.known_at for envelope in state.envelopes)]


def _withheld(state: LedgerState, stood: Standing, reader: Reader, moment: Moment) -> Mapping[str, int]:
    """What stands and this reader may not read. Only of what all partners may read is the kind told."""
    found: Counter[str] = Counter()
    for number in stood.records:
        if stood.may_read(number, reader):
            continue
        if not stood.may_read(number, PARTNERS):
            found[KEPT_BACK] += 1
            continue
        for record in state.told(number):
            if not isinstance(record, Record):
                found[HEAD_WITHHELD] += 1
            elif record.on <= moment.as_at:
                found[KIND_OF[record.meta.section].meta.title] += 1
    return found


def _private(state: LedgerState, stood: Standing, reader: Reader) -> Iterator[str]:
    """The records that this reader may read and not every partner."""
    for number in stood.readable(reader):
        if not stood.may_read(number, PARTNERS):
            yield from (reference(record) for record in state.told(number) if isinstance(record, Record))
