"""Every indicator of an arrangement as the diagnosis needs it: how worrying, how well known, from what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Indicator, Question
from holdfast.core.evidence import Evidence
from holdfast.core.indicators.predicates import PREDICATES
from holdfast.core.indicators.reading import Reader, Reading
from holdfast.core.indicators.sentences import reading_in_words
from holdfast.core.indicators.survey import MEASURES, Asked, Responses
from holdfast.core.indicators.units import shown

Basis = Literal["record", "survey", "statement", "proxy"]
POINTS = 4


class Measured(NamedTuple):
    """One indicator as known at the date.

    `weight` is how far it is known, 0 (not at all) to 1 (from records). `concern` is 0 at healthy and 1
    at critical; it means nothing where the weight is 0. `says` puts it into a sentence.
    """

    indicator: Indicator
    weight: float = 0.0
    concern: float = 0.0
    value: float | None = None
    unit: str = ""
    shown: str = ""
    because: tuple[str, ...] = ()
    basis: Basis = "record"
    says: str = ""


def concern_of(value: float, healthy: float, critical: float) -> float:
    """Concern from 0 at `healthy` to 1 at `critical`, linear between and flat beyond (design section 5)."""
    return min(1.0, max(0.0, (value - healthy) / (critical - healthy)))


def measure_all(evidence: Evidence, catalogue: Catalogue, readers: Mapping[str, Reader]) -> dict[str, Measured]:
    """Every indicator that applies, by id. What does not apply is left out; what is not known has weight 0."""
    responses = Responses(evidence)
    applies = {name: predicate(evidence) is not False for name, predicate in PREDICATES.items()}
    measured = {}
    for indicator in catalogue.indicators.values():
        if indicator.applies_if and not applies[indicator.applies_if]:
            continue
        found = _measure(indicator, evidence, catalogue, readers, responses)
        if found is not None:
            measured[indicator.id] = found
    return measured


def _measure(
    indicator: Indicator, evidence: Evidence, catalogue: Catalogue, readers: Mapping[str, Reader], responses: Responses
) -> Measured | None:
    reader = readers.get(indicator.id)
    if reader is not None:
        reading = reader.read(evidence)
        if reading.state == "not_applicable":
            return None
        if reading.value is not None:
            return _read(indicator, reading.value, reading, reader, evidence)
    if indicator.measure:
        found = _surveyed(indicator, responses, catalogue, evidence)
        if found is not None:
            return found
    return _stated(indicator, responses, catalogue)


def _read(indicator: Indicator, value: float, reading: Reading, reader: Reader, evidence: Evidence) -> Measured:
    concern = concern_of(value, indicator.healthy, indicator.critical)
    says = reading_in_words(indicator, value, concern, evidence, reading.records, reader.kinds[0])
    text = shown(value, indicator.unit)
    return Measured(indicator, 1.0, concern, value, indicator.unit, text, reading.because, "record", says)


def _surveyed(indicator: Indicator, responses: Responses, catalogue: Catalogue, evidence: Evidence) -> Measured | None:
    """A survey reading of n answers counts n / (n + 2); the rest stays unknown."""
    asked = responses.of_rounds.get(indicator.question)
    if asked is None or indicator.measure is None:
        return None
    value = MEASURES[indicator.measure](asked, indicator, responses.smallest)
    if value is None:
        return None
    answers = len(asked.given) + (asked.dont_know if indicator.measure == "dont_know_share" else 0)
    concern = concern_of(value, indicator.healthy, indicator.critical)
    weight, text = _sample_weight(answers, catalogue), shown(value, indicator.unit)
    says = reading_in_words(indicator, value, concern, evidence)
    return Measured(indicator, weight, concern, value, indicator.unit, text, asked.because, "survey", says)


def _sample_weight(answers: int, catalogue: Catalogue) -> float:
    return answers / (answers + catalogue.sample_half)


def _stated(indicator: Indicator, responses: Responses, catalogue: Catalogue) -> Measured | None:
    """A proxy answer, or one person's statement: concern by its point, at the proxy strength.

    None where the one person asked said that it does not apply.
    """
    question = indicator.question or indicator.proxy
    strength = catalogue.floors["proxy_strength"].value
    statement = responses.statements.get(question)
    sample = responses.of_rounds.get(question) if indicator.proxy else None
    basis: Basis = "proxy" if indicator.proxy else "statement"
    if sample is not None and sample.points:
        weight = strength * _sample_weight(len(sample.points), catalogue)
        return _by_points(indicator, sample, weight, basis, catalogue.questions[question])
    if statement is not None and statement.points:
        return _by_points(indicator, statement, strength, basis, catalogue.questions[question])
    if statement is not None and statement.not_applicable:
        return None
    return Measured(indicator)


def _by_points(indicator: Indicator, asked: Asked, weight: float, basis: Basis, question: Question) -> Measured:
    """A point says what the question describes it as, a mean what the nearest point does."""
    mean = sum(asked.points) / len(asked.points)
    words = f"point {mean:.1f}".removesuffix(".0") + f" of {POINTS}"
    who = "One person says" if len(asked.points) == 1 else "People say, on the whole"
    says = f"{question.text} {who}: “{question.points[round(mean)].rstrip('.')}”."
    return Measured(indicator, weight, 1 - mean / POINTS, mean, "point of 4", words, asked.because, basis, says)
