"""Checks the catalogue against itself: no dangling id, no unused entry, nothing without a source."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.core.catalogue.catalogue import Catalogue
from holdfast.core.catalogue.sentences import faults_of
from holdfast.core.evidence import KINDS
from holdfast.core.schema import fields_of


def inconsistencies(catalogue: Catalogue) -> Iterator[str]:
    """Every fault in how the entries refer to each other, each a sentence."""
    yield from _indicators(catalogue)
    yield from _problems(catalogue)
    yield from _questions(catalogue)
    yield from _questionnaires(catalogue)
    yield from _actions(catalogue)
    yield from _cases(catalogue)
    yield from _sources(catalogue)


def _indicators(catalogue: Catalogue) -> Iterator[str]:
    refs: dict[str, str] = {}
    fields = {spec.name for kind in KINDS for spec in fields_of(kind)}
    for indicator in catalogue.indicators.values():
        name = f"indicator {indicator.id}"
        if indicator.ref in refs:
            yield f"{name}: the reference {indicator.ref} belongs to {refs[indicator.ref]} already"
        refs[indicator.ref] = indicator.id
        if indicator.healthy == indicator.critical:
            yield f"{name}: healthy and critical are the same value"
        if bool(indicator.question) != bool(indicator.measure):
            yield f"{name}: a survey indicator needs both question and measure"
        for fault in faults_of(indicator.sentences, fields, has_records=not indicator.measure):
            yield f"{name}, sentences: {fault}"
        for question in filter(None, (indicator.question, indicator.proxy)):
            if question not in catalogue.questions:
                yield f"{name}: there is no question {question}"
        if not catalogue.problems_of_indicator(indicator.id):
            yield f"{name}: no problem or pattern uses it"
        if not catalogue.actions_of_indicator(indicator.id):
            yield f"{name}: no action brings it to healthy"


def _problems(catalogue: Catalogue) -> Iterator[str]:
    for problem in catalogue.all_problems:
        if problem.id not in catalogue.priors:
            yield f"{problem.id}: has no prior"
        for indicator in problem.indicators:
            if indicator not in catalogue.indicators:
                yield f"{problem.id}: there is no indicator {indicator}"
    for prior in catalogue.priors:
        if prior not in catalogue.problems and prior not in catalogue.patterns:
            yield f"prior {prior}: there is no such problem or pattern"


def _questions(catalogue: Catalogue) -> Iterator[str]:
    asked = {question for questionnaire in catalogue.questionnaires.values() for question in questionnaire.questions}
    for question in catalogue.questions.values():
        if len(question.points) != 5 or len(set(question.points)) != 5:
            yield f"question {question.id}: expected five different descriptions, for the points 0 to 4"
        if not catalogue.indicators_of_question(question.id) and question.id not in asked:
            yield f"question {question.id}: no indicator reads it, and no questionnaire lists it"


def _questionnaires(catalogue: Catalogue) -> Iterator[str]:
    for questionnaire in catalogue.questionnaires.values():
        name = f"questionnaire {questionnaire.id}"
        if questionnaire.every == bool(questionnaire.questions):
            yield f"{name}: expected either a list of questions or every = true"
        for question in questionnaire.questions:
            if question not in catalogue.questions:
                yield f"{name}: there is no question {question}"
        if len(set(questionnaire.questions)) < len(questionnaire.questions):
            yield f"{name}: a question is listed twice"


def _actions(catalogue: Catalogue) -> Iterator[str]:
    for action in catalogue.actions.values():
        for indicator in action.indicators:
            if indicator not in catalogue.indicators:
                yield f"action {action.id}: there is no indicator {indicator}"
        if not action.indicators:
            yield f"action {action.id}: mends no indicator"


def _cases(catalogue: Catalogue) -> Iterator[str]:
    for case in catalogue.cases.values():
        known = {source.id for source in case.sources}
        for reason in case.reasons:
            if bool(reason.problem) == bool(reason.pattern):
                yield f"case {case.id}: a reason names either a problem or a pattern"
            elif reason.problem not in {"", *catalogue.problems} or reason.pattern not in {"", *catalogue.patterns}:
                yield f"case {case.id}: there is no problem or pattern {reason.problem or reason.pattern}"
            for source in set(reason.sources) - known:
                yield f"case {case.id}: there is no source {source}"
        for problem in set(case.managed) - set(catalogue.problems):
            yield f"case {case.id}: there is no problem {problem}"
    for case_id, readings in catalogue.case_readings.items():
        for stranger in set(readings) - set(catalogue.indicators):
            yield f"case readings {case_id}: there is no indicator {stranger}"


def _sources(catalogue: Catalogue) -> Iterator[str]:
    used: set[str] = set()
    for entries in (catalogue.indicators, catalogue.problems, catalogue.patterns, catalogue.actions):
        for entry in entries.values():
            if not entry.sources:
                yield f"{entry.id}: has no source"
            used |= set(entry.sources)
    for parameter in catalogue.parameters.values():
        used.add(parameter.source)
    for source in sorted(used - set(catalogue.sources)):
        yield f"there is no source {source}"
