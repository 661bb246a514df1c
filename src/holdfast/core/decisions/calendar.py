"""What a decision may collide with: elections and the time before them, departures, recesses, ends of contracts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.estate import Contract
from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.partners import Election
from holdfast.core.evidence.people import Post

Cause = Literal["election", "pre_election", "departure", "recess", "contract_end"]
# Proposed: when most councils do not meet. First day and last day, month and day; the second runs into the next year.
RECESSES: Sequence[tuple[str, tuple[int, int], tuple[int, int]]] = (
    ("Summer recess", (7, 25), (8, 31)),
    ("Christmas", (12, 20), (1, 4)),
)
SPONSORS = frozenset({"sponsor", "political_sponsor"})
NEW_CONTROL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Busy:
    """A time in which a decision is hard, or after which its ground has shifted, and the record or custom it comes from."""

    cause: Cause
    starts: dt.date
    ends: dt.date
    words: str
    partner: str | None
    reference: str


def calendar_of(evidence: Evidence, catalogue: Catalogue, until: dt.date) -> tuple[Busy, ...]:
    """Everything from the date of the evidence until then, in order of date."""
    found = [*_elections(evidence, catalogue), *_departures(evidence), *_recesses(evidence.date, until), *_contracts(evidence)]
    ahead = [busy for busy in found if busy.ends >= evidence.date and busy.starts <= until]
    return tuple(sorted(ahead, key=lambda busy: (busy.starts, busy.cause, busy.reference)))


def _members(evidence: Evidence) -> set[str]:
    return {partner.partner for partner in partners_in(evidence)}


def _elections(evidence: Evidence, catalogue: Catalogue) -> Iterator[Busy]:
    """The time before polling, and the weeks after it in which control may be new."""
    before = dt.timedelta(days=round(catalogue.parameters["pre_election_days"].value))
    for election in evidence.of(Election):
        if election.partner not in _members(evidence):
            continue
        day, reference = election.date, f"elections/{election.id}"
        yield Busy("pre_election", day - before, day - dt.timedelta(days=1), "Before the election", election.partner, reference)
        shift = "Election that may change control" if election.control_may_change is not False else "Election"
        yield Busy("election", day, day + dt.timedelta(days=NEW_CONTROL_DAYS), shift, election.partner, reference)


def is_backer(post: Post) -> bool:
    """Whether the arrangement's decision rests on the post's backing: it sponsors it, or is said to back it, and is not said not to."""
    return post.supportive is not False and (bool(SPONSORS & set(post.duties)) or post.supportive is True)


def _departures(evidence: Evidence) -> Iterator[Busy]:
    for post in evidence.of(Post):
        if post.leaves and is_backer(post):
            yield Busy("departure", post.leaves, post.leaves, f"{post.title} leaves", post.partner, f"posts/{post.id}")


def _recesses(start: dt.date, until: dt.date) -> Iterator[Busy]:
    for year in range(max(dt.MINYEAR, start.year - 1), until.year + 1):
        for words, first, last in RECESSES:
            ends = year + (1 if last < first else 0)
            if ends <= dt.MAXYEAR:
                yield Busy("recess", dt.date(year, *first), dt.date(ends, *last), words, None, "")


def _contracts(evidence: Evidence) -> Iterator[Busy]:
    for contract in evidence.of(Contract):
        if contract.ends:
            words = f"The contract with {contract.supplier} ends"
            yield Busy("contract_end", contract.ends, contract.ends, words, contract.partner, f"contracts/{contract.id}")
