"""The quick check: one question at a time, always the one that would tell most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from holdfast.core.assess import applicable_sums
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Question
from holdfast.core.diagnosis.next_questions import Doubt, quick_candidates, rank
from holdfast.core.evidence import Arrangement, Evidence
from holdfast.core.evidence.answers import Answers, AnswerValue, Round
from holdfast.core.schema import build

ROUND = "quick-check"
SOURCE = "Quick check"
NAME = "Your arrangement"


def evidence_of(answers: Mapping[str, AnswerValue], date: dt.date, base: Evidence | None = None) -> Evidence:
    """The answers as evidence: one round of one person's statements, added to what a file already holds."""
    round_ = build(Round, {"id": ROUND, "round": ROUND, "questionnaire": "quick_check", "on": date, "source": SOURCE})
    given = build(
        Answers,
        {"id": ROUND, "round": ROUND, "respondent": "one", "answers": dict(answers), "on": date, "source": SOURCE},
    )
    held = () if base is None else tuple(record for record in base.records if (record.meta.section, record.id) not in _OWN)
    arrangement = base.arrangement if base else build(Arrangement, {"name": NAME})
    return Evidence(arrangement, (*held, round_, given), date=date)


def answers_in(evidence: Evidence) -> dict[str, AnswerValue]:
    """What an earlier quick check left in a file, to go on with."""
    return {
        question: answer
        for record in evidence.of(Answers)
        if (record.meta.section, record.id) in _OWN
        for question, answer in record.answers.items()
    }


_OWN = frozenset({("rounds", ROUND), ("answers", ROUND)})


def next_question(answers: Mapping[str, AnswerValue], catalogue: Catalogue, base: Evidence | None = None) -> Question | None:
    """The unanswered question that would narrow the doubt most, or none when no answer would.

    The answers given so far, "do not know" included, are not asked again.
    """
    date = base.date if base else dt.date(2000, 1, 1)
    measured, sums = applicable_sums(evidence_of(answers, date, base), catalogue)
    open_questions = [question for question in catalogue.questions.values() if question.quick and question.id not in answers]
    ranked = rank(quick_candidates(open_questions, measured, catalogue), Doubt(sums))
    return catalogue.questions[ranked[0][0].id] if ranked else None
