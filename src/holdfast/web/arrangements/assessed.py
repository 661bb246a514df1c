"""The assessment of an arrangement for one reader, and its business case, worked out once for each state of the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from holdfast import __version__
from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.business_case import WholeCase
from holdfast.core.business_case import work_out as work_out_case
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partner_names
from holdfast.ledger import Reader
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one reader may read of an arrangement at a date, and its assessment."""

    evidence: Evidence
    assessment: Assessment


def evidence_now(member: Member) -> Evidence:
    """What the person may read today."""
    return state_of(member.arrangement).evidence(member.reader).as_at(timezone.localdate())


def names_for(member: Member) -> dict[str, str]:
    """The partners on record that the person may read, by short name."""
    return partner_names(state_of(member.arrangement).evidence(member.reader))


def assessed(arrangement: Arrangement, reader: Reader, *, as_at: dt.date | None = None, known_at: dt.datetime | None = None) -> Assessed:
    """The assessment for a reader, at a date (today where none is given), as known now or at an earlier moment.

    Kept by everything it depends on (design section 8), beside the ledger it was worked out from: so it is never stale, never
    another reader's, and gone as soon as words are erased.
    """
    state = state_of(arrangement)
    catalogue = site_catalogue()
    date = as_at or timezone.localdate()

    def work_out() -> Assessed:
        evidence = state.evidence(reader, known_at=known_at).as_at(date)
        return Assessed(evidence, assess(evidence, catalogue, audience=reader.audience))

    return state.result(("assessed", reader, date, known_at, catalogue.digest, __version__), work_out)


def case_for(
    arrangement: Arrangement,
    reader: Reader,
    *,
    trials: int,
    seed: int,
    option: str | None = None,
    as_at: dt.date | None = None,
    known_at: dt.datetime | None = None,
) -> WholeCase:
    """The business case for a reader at a moment, of the very evidence that their assessment then is of; kept in the same way."""
    catalogue = site_catalogue()
    evidence = assessed(arrangement, reader, as_at=as_at, known_at=known_at).evidence
    key = ("case", reader, evidence.date, known_at, trials, seed, option, catalogue.digest, __version__)
    return state_of(arrangement).result(key, lambda: work_out_case(evidence, catalogue, trials=trials, seed=seed, option=option))
