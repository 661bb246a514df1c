"""What if some readings or actions were put right: against the lever, the action and the formula from the start."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.core.diagnosis.what_if import what_if
from holdfast.core.evidence import Evidence
from holdfast.core.indicators import READERS
from holdfast.core.indicators.measure import measure_all
from holdfast.files import read
from tests.core.slow import slow

EXAMPLE = Path(__file__).parents[2] / "examples/four-councils.toml"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def evidence(catalogue: Catalogue) -> Evidence:
    return read(EXAMPLE, questions=frozenset(catalogue.questions))


@pytest.fixture(scope="module")
def assessment(catalogue: Catalogue, evidence: Evidence) -> Assessment:
    return assess(evidence, catalogue)


def test_with_nothing_ticked_all_stays(catalogue: Catalogue, evidence: Evidence, assessment: Assessment) -> None:
    found = what_if(evidence, catalogue)
    assert found.before == found.after
    assert found.before.outlook.rating == assessment.outlook.rating
    for finding in (*assessment.findings, *assessment.patterns):
        seen = found.before.seen[finding.id]
        assert (seen.state, seen.exposure, seen.low, seen.high) == (finding.state, finding.exposure, finding.low, finding.high)


def test_one_reading_gives_what_the_lever_says(catalogue: Catalogue, evidence: Evidence, assessment: Assessment) -> None:
    levers = [(finding.id, lever) for finding in assessment.findings for lever in finding.levers]
    assert levers
    for finding, lever in levers:
        seen = what_if(evidence, catalogue, indicators=[lever.indicator]).after.seen[finding]
        assert seen.exposure == pytest.approx(lever.exposure)
        assert seen.state == lever.state


def test_one_action_gives_what_the_suggestion_says(catalogue: Catalogue, evidence: Evidence, assessment: Assessment) -> None:
    for action in assessment.actions[:10]:
        seen = what_if(evidence, catalogue, actions=[action.id]).after.seen[action.main_finding]
        assert seen.exposure == pytest.approx(action.after)


def test_several_together_are_the_formula_from_the_start(catalogue: Catalogue, evidence: Evidence, assessment: Assessment) -> None:
    actions = [action.id for action in assessment.actions[:4]]
    lever = assessment.findings[0].levers[0].indicator
    found = what_if(evidence, catalogue, indicators=[lever], actions=actions)
    ticked = {lever, *(name for action in actions for name in catalogue.actions[action].indicators)}
    assert found.ticked == ticked
    for problem in catalogue.problems.values():
        if found.after.seen[problem.id].state == "not_applicable":
            continue
        measured = dict(measure_all(evidence, catalogue, READERS))
        ticked_groups = {_group(catalogue, name) for name in ticked & set(problem.indicators) if name in measured and measured[name].weight}
        for name in problem.indicators:
            if name in measured and measured[name].weight and _group(catalogue, name) in ticked_groups:
                measured[name] = dataclasses.replace(measured[name], concern=0.0)
        assert found.after.seen[problem.id].exposure == pytest.approx(slow(problem, measured, catalogue).exposure)


def _group(catalogue: Catalogue, indicator: str) -> str:
    return catalogue.indicators[indicator].group or indicator


def test_putting_more_right_never_makes_it_worse(catalogue: Catalogue, evidence: Evidence, assessment: Assessment) -> None:
    ticked: list[str] = []
    before = what_if(evidence, catalogue).after
    for action in assessment.actions[:8]:
        ticked.append(action.id)
        after = what_if(evidence, catalogue, actions=ticked).after
        assert all(after.seen[id].exposure <= before.seen[id].exposure + 1e-12 for id in before.seen)
        before = after


def test_an_unknown_name_counts_for_nothing(catalogue: Catalogue, evidence: Evidence) -> None:
    found = what_if(evidence, catalogue, indicators=["no_such"], actions=["nor_this"])
    assert found.before == found.after
    assert not found.ticked
