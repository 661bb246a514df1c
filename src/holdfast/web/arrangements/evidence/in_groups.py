"""What a file tells of people's answers, as it may stand in a ledger: figures of groups in place of anybody's own answers."""

from __future__ import annotations

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import Answers, Round
from holdfast.core.rounds.counted import QUICK_CHECK, in_confidence


def in_groups(read: Evidence, recorded: Evidence, catalogue: Catalogue) -> Evidence:
    """The records of a file without the answers that were given on the promise of a smallest group.

    Of a round that has closed, its figures stand in their place; one that has not brings none yet. A ledger never forgets, and
    its readers can be widened and its export passed on, so an answer told in confidence does not go into it at all. Whether a
    round made the promise may be recorded already, and then the file need not say it again.
    """
    known = recorded.every(Round)
    whole = in_confidence(Evidence(read.arrangement, (*known, *read.records), date=read.date), catalogue)
    promised = {found.round for found in whole.every(Round) if found.minimum_group and found.questionnaire != QUICK_CHECK}
    left_out = {*map(id, known), *(id(sheet) for sheet in whole.every(Answers) if sheet.round in promised)}
    return Evidence(read.arrangement, (record for record in whole.records if id(record) not in left_out), date=read.date)
