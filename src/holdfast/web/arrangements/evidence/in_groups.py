"""What a file tells of people's answers, as it may stand in a ledger: figures of groups in place of anybody's own answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Arrangement, Evidence, Record
from holdfast.core.evidence.answers import Answers, Round, Tally
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


def made_here(read: Evidence, grouped: Evidence) -> tuple[str, ...]:
    """The rounds whose figures were made of the answers in a file, and do not stand in it themselves."""
    of_answers = {answer.round for answer in read.every(Answers)} - {tally.round for tally in read.every(Tally)}
    return tuple(sorted(of_answers & {tally.round for tally in grouped.every(Tally)}))


class LeftOut(NamedTuple):
    """The rounds of which figures of a file are left out: others were told before, or they could not be checked beside other rounds."""

    told_before: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


def first_figures(
    read: Evidence, told: Iterable[Record | Arrangement], *, made: Collection[str] = (), erased: Collection[str] = ()
) -> tuple[Evidence, LeftOut]:
    """The records of a file without figures that, beside those the ledger has told, could tell what one person answered.

    One person more or less in a second file would give that person away as the difference between the two. So of a round of which
    figures were told no others are taken, nor any of one whose figures were erased: somebody may remember them. And since a second
    file may name the same people's round otherwise, figures made of its answers (those of the rounds `made`) are taken only where
    they were checked beside all that were told on the same questions: where the answers behind those are in the file too.
    `told` is everything that the ledger ever told, also what was replaced or taken back since: it can be looked up.
    """
    before, now = _by_round(told), _by_round(read.every(Tally))
    told_before = {round for round, own in now.items() if round in erased or (round in before and not own.keys() <= before[round].keys())}
    checked = {round for round in made if round in before and before[round].keys() <= now.get(round, {}).keys()}
    asked = {question for round in before.keys() - checked for question in before[round].values()}
    fresh = now.keys() & set(made) - before.keys() - told_before
    unchecked = {round for round in fresh if erased or not asked.isdisjoint(now[round].values())}

    def is_left_out(tally: Tally) -> bool:
        round = tally.round
        return round in unchecked or (round in told_before and (round in erased or content_of(tally) not in before[round]))

    gone = {id(tally): tally.round for tally in read.every(Tally) if is_left_out(tally)}
    if not gone:
        return read, LeftOut()
    kept = Evidence(read.arrangement, (record for record in read.records if id(record) not in gone), date=read.date)
    order = tuple(dict.fromkeys(gone.values()))
    return kept, LeftOut(tuple(filter(told_before.__contains__, order)), tuple(filter(unchecked.__contains__, order)))


def _by_round(told: Iterable[Record | Arrangement]) -> dict[str, dict[Content, str]]:
    """The figures of each round: all that one says, and the question that it is of."""
    found: dict[str, dict[Content, str]] = {}
    for record in told:
        if isinstance(record, Tally):
            found.setdefault(record.round, {})[content_of(record)] = record.question
    return found
