"""The examples: each of the guide's cases shows its own pattern, and what its text names comes out high."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.calibrate import Calibration, calibrate
from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.files import read
from holdfast.files.examples import Example, all_examples, casebook_files, folder, guide_files

OWN_PATTERN_FIRST = 6
NAMED_IN_UPPER_HALF = 0.9
LASTED = "strata"
CALMEST = 2


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def guide(catalogue: Catalogue) -> Mapping[int, Assessment]:
    return {number: assessed(path, catalogue) for number, path in guide_files().items()}


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((folder() / "guide" / "expected.toml").read_text(encoding="utf-8"))["expected"]
    return entries


@pytest.fixture(scope="module")
def calibration(catalogue: Catalogue) -> Calibration:
    questions = frozenset(catalogue.questions)
    return calibrate(catalogue, {case: read(path, questions=questions) for case, path in casebook_files().items()})


def assessed(path: Path, catalogue: Catalogue) -> Assessment:
    return assess(read(path, questions=frozenset(catalogue.questions)), catalogue)


def named(expected: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Each problem that the text of an example names."""
    return [(entry["example"], problem["problem"]) for entry in expected for problem in entry["problems"]]


def rank(assessment: Assessment, problem: str) -> int:
    """The place of a problem among all, the first being 1."""
    return [found.id for found in assessment.findings].index(problem) + 1


def test_there_are_the_seven_cases_of_the_guide_and_the_twelve_of_the_casebook(catalogue: Catalogue) -> None:
    assert sorted(guide_files()) == list(range(1, 8))
    assert set(casebook_files()) == set(catalogue.cases)


@pytest.mark.parametrize("example", all_examples(), ids=lambda example: example.slug)
def test_every_example_can_be_read_and_assessed(example: Example, catalogue: Catalogue) -> None:
    assert assessed(example.path, catalogue).records > 0


def test_each_example_says_what_is_expected_of_it(expected: list[dict[str, Any]], catalogue: Catalogue) -> None:
    assert [entry["example"] for entry in expected] == list(range(1, 8))
    for entry in expected:
        assert entry["pattern"] in catalogue.patterns
        assert entry["problems"]
        assert all(problem["problem"] in catalogue.problems and problem["words"] for problem in entry["problems"])


def test_each_of_the_guides_cases_ranks_its_own_pattern_first(guide: Mapping[int, Assessment], expected: list[dict[str, Any]]) -> None:
    first = {number: assessment.patterns[0].id for number, assessment in guide.items()}
    missed = [
        (entry["example"], entry["pattern"], first[entry["example"]]) for entry in expected if first[entry["example"]] != entry["pattern"]
    ]
    assert len(expected) - len(missed) >= OWN_PATTERN_FIRST, missed


def test_the_problems_a_case_names_are_in_the_upper_half(guide: Mapping[int, Assessment], expected: list[dict[str, Any]]) -> None:
    half = len(guide[1].findings) / 2
    low = [(number, problem, rank(guide[number], problem)) for number, problem in named(expected) if rank(guide[number], problem) > half]
    assert 1 - len(low) / len(named(expected)) >= NAMED_IN_UPPER_HALF, low


def test_the_casebook_beats_its_priors(calibration: Calibration) -> None:
    assert calibration.recall > calibration.recall_prior
    assert calibration.precision > calibration.precision_prior
    assert calibration.wins > calibration.losses


def test_the_case_that_lasted_is_among_the_two_with_the_lowest_mean_exposure(calibration: Calibration) -> None:
    calmest = sorted(calibration.scores, key=lambda score: score.mean_exposure)[:CALMEST]
    assert LASTED in [score.case for score in calmest]
