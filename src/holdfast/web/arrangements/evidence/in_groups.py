"""What a file tells of people's answers, as it may stand in a ledger: figures of groups in place of anybody's own answers."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Arrangement, Evidence, Record
from holdfast.core.evidence.answers import Round, Tally
from holdfast.core.rounds.counted import in_confidence
from holdfast.web.arrangements.evidence.content import Content, content_of


def in_groups(read: Evidence, recorded: Evidence, catalogue: Catalogue) -> Evidence:
    """The records of a file without the answers that were given on the promise of a smallest group.

    Of a round that has closed, its figures stand in their place; one that has not brings none yet. A ledger never forgets, and
    its readers can be widened and its export passed on, so an answer told in confidence does not go into it at all. Whether a
    round made the promise may be recorded already, and then the file need not say it again.
    """
    known = recorded.every(Round)
    whole = in_confidence(Evidence(read.arrangement, (*known, *read.records), date=read.date), catalogue)
    left_out = set(map(id, known))
    return Evidence(read.arrangement, (record for record in whole.records if id(record) not in left_out), date=read.date)


def first_figures(read: Evidence, told: Iterable[Record | Arrangement]) -> tuple[Evidence, tuple[str, ...]]:
    """The records of a file without figures of a round of which the ledger has told others, and the rounds of which some are left out.

    One person more or less in a second file would otherwise give away what that person answered, as the difference between the two.
    `told` is everything that the ledger ever told, also what was replaced or taken back since: it can be looked up.
    """
    figures: dict[str, set[Content]] = {}
    for record in told:
        if isinstance(record, Tally):
            figures.setdefault(record.round, set()).add(content_of(record))
    left_out = [tally for tally in read.every(Tally) if tally.round in figures and content_of(tally) not in figures[tally.round]]
    if not left_out:
        return read, ()
    gone = set(map(id, left_out))
    kept = (record for record in read.records if id(record) not in gone)
    return Evidence(read.arrangement, kept, date=read.date), tuple(dict.fromkeys(tally.round for tally in left_out))
