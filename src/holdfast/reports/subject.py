"""What a paper is about: one assessment, the evidence it rests on, and for whom it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from holdfast.core.assessment import Assessment
from holdfast.core.business_case import WholeCase, work_out
from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.words import mark_of
from holdfast.core.rounds.counted import published_of
from holdfast.core.rounds.read import results
from holdfast.core.rounds.results import RoundResults
from holdfast.core.words import RATINGS, SCALE
from holdfast.reports.records import RecordBook

Status = Literal["draft", "final"]


class Subject:
    """One assessment with what a paper on it may say.

    The evidence is what the assessment's audience may read, so a paper can hold nothing else. `partner` is the body whose
    own view it is. `withheld` counts, by kind, what a ledger knows and this audience may not read; None where nobody knows.
    `private` names the records, as kind/reference, that only this audience may read; None where nobody knows. `known_on` is
    the last day whose entries count, where that is not today. `rounds` are the results of the readiness rounds, the first first,
    where they are kept apart from the evidence; otherwise they are read from the answers in it.
    """

    def __init__(
        self,
        evidence: Evidence,
        assessment: Assessment,
        catalogue: Catalogue,
        *,
        partner: str = "",
        status: Status = "draft",
        ledger_head: str = "",
        withheld: Mapping[str, int] | None = None,
        private: frozenset[str] | None = None,
        known_on: dt.date | None = None,
        rounds: tuple[RoundResults, ...] | None = None,
    ) -> None:
        self.evidence = evidence.as_at(assessment.as_at)
        self.assessment, self.catalogue = assessment, catalogue
        self.partner, self.status, self.ledger_head = partner, status, ledger_head
        self.withheld, self.private, self.known_on = withheld, private, known_on
        self._rounds = rounds

    @cached_property
    def partners(self) -> Mapping[str, Partner]:
        """The bodies known at the date, by short name."""
        return {partner.partner: partner for partner in self.evidence.of(Partner)}

    @cached_property
    def records(self) -> RecordBook:
        """The records in words."""
        return RecordBook(self.evidence)

    @cached_property
    def case(self) -> WholeCase:
        """The business case with its benefits, road, stages and people, on the same evidence; worked out where a section asks."""
        return work_out(self.evidence, self.catalogue)

    @cached_property
    def rounds(self) -> tuple[RoundResults, ...]:
        """The results of each closed round, each beside the one before."""
        if self._rounds is not None:
            return self._rounds
        found = published_of(self.evidence, self.catalogue)
        return tuple(results(one, catalogue=self.catalogue, before=before) for before, one in zip((None, *found), found, strict=False))

    @property
    def mark(self) -> str:
        """What stands before an amount of money."""
        return mark_of(self.evidence.arrangement.currency)

    @property
    def readers(self) -> str:
        """The names of the bodies whose own edition this is; nothing where it is for the public, all partners or a file."""
        audience = self.assessment.audience
        return "" if audience in ("file", "public", "partners") else " and ".join(map(self.name_of, audience.split("+")))

    @property
    def date(self) -> dt.date | None:
        """The date of the evidence, or none where there is no evidence to have a date."""
        return self.assessment.as_at if self.assessment.records else None

    @property
    def is_rated(self) -> bool:
        """Whether enough is known for a rating."""
        return self.assessment.outlook.rating in SCALE

    @property
    def answer(self) -> str:
        """The answer to "will it hold?" with its rating."""
        words = RATINGS[self.assessment.outlook.rating]
        return f"{words.answer} ({words.name.lower()})" if self.is_rated else words.answer

    def name_of(self, partner: str) -> str:
        """A partner's full name, or its short name where no record gives one."""
        found = self.partners.get(partner)
        return found.name if found else partner
