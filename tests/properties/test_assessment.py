"""What must hold whatever the evidence: direction, bounds, and blindness to order, names and later records."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.core.diagnosis.formula import exposure_of, sum_of
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.indicators.measure import Measured
from holdfast.core.schema import FieldSpec, build, fields_of
from tests.make import evidence, make
from tests.properties.strategies import BYSTANDER, evidences

# Shrinking whole evidence would take minutes; the failing evidence is printed as it was found.
SLOW = settings(max_examples=25, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
FAST = settings(max_examples=60, suppress_health_check=list(HealthCheck))
SLACK = 1e-9
Known = Mapping[str, tuple[float, float]]

seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def some_known(seed: int, catalogue: Catalogue) -> dict[str, tuple[float, float]]:
    """About half of the indicators, each known to a weight at a concern."""
    dice = random.Random(seed)
    return {
        name: (dice.choice([0.3, 0.6, 1.0]), dice.random()) for name in catalogue.indicators if dice.random() < dice.choice([0.1, 0.5, 0.9])
    }


def figures(known: Known, catalogue: Catalogue) -> dict[str, tuple[float, float, float]]:
    """Exposure, low and high of every problem and pattern."""
    measured = {name: Measured(found, *known.get(name, (0.0, 0.0))) for name, found in catalogue.indicators.items()}
    totals = {problem.id: sum_of(problem, measured, catalogue) for problem in catalogue.all_problems}
    return {id: (exposure_of(total.log_odds), exposure_of(total.low), exposure_of(total.high)) for id, total in totals.items()}


@FAST
@given(seed=seeds, which=seeds, more=st.floats(0, 1))
def test_more_concern_never_lowers_an_exposure(catalogue: Catalogue, seed: int, which: int, more: float) -> None:
    known = some_known(seed, catalogue)
    assume(known)
    name = sorted(known)[which % len(known)]
    weight, concern = known[name]
    before = figures(known, catalogue)
    after = figures({**known, name: (weight, concern + (1 - concern) * more)}, catalogue)
    assert all(after[id][0] >= before[id][0] - SLACK for id in before)


@FAST
@given(seed=seeds, which=seeds, weight=st.sampled_from([0.2, 0.6, 1.0]), concern=st.floats(0, 1))
def test_a_first_reading_lands_between_low_and_high(catalogue: Catalogue, seed: int, which: int, weight: float, concern: float) -> None:
    known = some_known(seed, catalogue)
    unknown = sorted(set(catalogue.indicators) - set(known))
    assume(unknown)
    name = unknown[which % len(unknown)]
    before = figures(known, catalogue)
    after = figures({**known, name: (weight, concern)}, catalogue)
    for id, (_, low, high) in before.items():
        assert low - SLACK <= after[id][1] <= after[id][0] + SLACK
        assert after[id][0] - SLACK <= after[id][2] <= high + SLACK


@SLOW
@given(found=evidences())
def test_exposure_lies_between_its_bounds(catalogue: Catalogue, found: Evidence) -> None:
    assessment = assess(found, catalogue)
    for finding in (*assessment.findings, *assessment.patterns):
        assert 0 <= finding.low <= finding.exposure + SLACK
        assert finding.exposure - SLACK <= finding.high <= 1
        assert 0 <= finding.coverage <= 1 + SLACK


@SLOW
@given(found=evidences(), seed=seeds)
def test_the_order_of_records_does_not_matter(catalogue: Catalogue, found: Evidence, seed: int) -> None:
    shuffled = list(found.records)
    random.Random(seed).shuffle(shuffled)
    assert numbers(assess(Evidence(found.arrangement, shuffled), catalogue)) == numbers(assess(found, catalogue))


@SLOW
@given(found=evidences(), seed=seeds)
def test_the_names_of_partners_do_not_matter(catalogue: Catalogue, found: Evidence, seed: int) -> None:
    assert numbers(assess(renamed(found, seed), catalogue)) == numbers(assess(found, catalogue))


@SLOW
@given(found=evidences(), share=st.floats(0, 1))
def test_no_later_record_is_seen(catalogue: Catalogue, found: Evidence, share: float) -> None:
    dates = sorted({record.on for record in found.records})
    cut = dates[min(len(dates) - 1, int(share * len(dates)))]
    early = Evidence(found.arrangement, [record for record in found.records if record.on <= cut])
    assert assess(found, catalogue, as_at=cut).to_dict() == assess(early, catalogue, as_at=cut).to_dict()


@SLOW
@given(found=evidences())
def test_the_same_evidence_gives_the_same_assessment(catalogue: Catalogue, found: Evidence) -> None:
    assert assess(found, catalogue) == assess(found.as_at(found.date), catalogue)


def numbers(assessment: Assessment) -> Any:
    """Everything of an assessment that is neither a name nor an order among equals."""
    findings = {
        finding.id: (
            finding.state,
            round(finding.exposure, 9),
            round(finding.low, 9),
            round(finding.high, 9),
            round(finding.coverage, 9),
            {reading.indicator: (round(reading.value, 6), round(reading.contribution, 9)) for reading in finding.readings},
        )
        for finding in (*assessment.findings, *assessment.patterns)
    }
    actions = {action.id: round(action.effect, 9) for action in assessment.actions}
    return findings, actions, assessment.outlook.rating, assessment.as_at


def renamed(found: Evidence, seed: int) -> Evidence:
    """The same evidence with other short names for the partners, sorted another way."""
    dice = random.Random(seed)
    codes = {record.partner for record in found.records if record.meta.section == "partners" and record.partner}
    pool = [f"{letter}-renamed" for letter in "zyxwvutsrq"]
    dice.shuffle(pool)
    names = dict(zip(sorted(codes - {BYSTANDER}), pool, strict=False))
    return Evidence(found.arrangement, [_renamed(record, names) for record in found.records])


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    raw: dict[str, Any] = {}
    for spec in fields_of(type(record)):
        value = raw[spec.name] = getattr(record, spec.name)
        if value and _is_partner(spec):
            raw[spec.name] = names.get(value, value)
        elif value and spec.item is not None and _is_partner(spec.item):
            raw[spec.name] = _MEMBERS[spec.type](value, names)
    return build(type(record), raw)


def _is_partner(spec: FieldSpec) -> bool:
    return spec.name == "partner" or (spec.refers is not None and spec.refers.section == "partners")


_MEMBERS: Mapping[str, Callable[[Any, Mapping[str, str]], Any]] = {
    "list": lambda value, names: tuple(names.get(member, member) for member in value),
    "table": lambda value, names: {key: names.get(member, member) for key, member in value.items()},
}


def test_renaming_changes_every_reference() -> None:
    found = renamed(evidence(make(Partner, partner="a", name="A"), make(Stake, partner="a", cost_share=1)), 1)
    assert {record.partner for record in found.records} != {"a"}
    assert len({record.partner for record in found.records}) == 1
    assert found.date == dt.date(2026, 1, 1)
