"""The 15 problems and 7 patterns as data: all there, each well linked, and no indicator or source left hanging."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from holdfast.core.catalogue.load import PACKAGED
from holdfast.core.catalogue.model import Indicator, Parameter, Problem, Source
from holdfast.core.schema import build

FEWEST_LINKS = 6
LONGEST_SENTENCE = 45
LONGEST_SIGN = 22

PREDICATES = {
    "stalled_trading_company": "has_company",
    "untested_commercial_model": "has_company",
    "unequal_tiers": "is_cross_tier",
}


def raw(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def entries(folder: str) -> list[Problem]:
    return [build(Problem, raw(path)) for path in sorted((PACKAGED / folder).glob("*.toml"))]


PROBLEMS, PATTERNS = entries("problems"), entries("patterns")
INDICATORS = [build(Indicator, block) for path in sorted((PACKAGED / "indicators").glob("*.toml")) for block in raw(path)["indicator"]]
PARAMETERS = [build(Parameter, raw(path)) for path in sorted((PACKAGED / "parameters").glob("*.toml"))]
SOURCES = [build(Source, block) for block in raw(PACKAGED / "sources.toml")["source"]]
TAGS = {source.id for source in SOURCES}

each = pytest.mark.parametrize("problem", [*PROBLEMS, *PATTERNS], ids=lambda problem: problem.id)


@pytest.mark.parametrize(("folder", "found", "how_many"), [("problems", PROBLEMS, 15), ("patterns", PATTERNS, 7)])
def test_all_are_there_under_their_own_names(folder: str, found: list[Problem], how_many: int) -> None:
    assert sorted(problem.number for problem in found) == list(range(1, how_many + 1))
    assert sorted(problem.id for problem in found) == sorted(path.stem for path in (PACKAGED / folder).glob("*.toml"))


@each
def test_it_is_linked_to_several_indicators_one_of_them_strongly(problem: Problem) -> None:
    assert len(problem.indicators) >= FEWEST_LINKS
    assert "strong" in problem.indicators.values()
    assert set(problem.indicators) <= {indicator.id for indicator in INDICATORS}


@each
def test_it_links_the_indicators_that_carry_its_number(problem: Problem) -> None:
    own = f"{'P' if problem in PROBLEMS else 'C'}{problem.number:02d}."
    assert [i.id for i in INDICATORS if i.ref.startswith(own) and i.id not in problem.indicators] == []


@each
def test_its_words_are_few_and_plain(problem: Problem) -> None:
    assert len(problem.short.split()) <= 3
    assert 2 <= problem.summary.count(".") <= 3
    assert 3 <= len(problem.signs) <= 5
    assert all(len(sign.split()) <= LONGEST_SIGN for sign in problem.signs)
    assert problem.lesson.count(".") == 1
    assert len(problem.lesson.split()) <= LONGEST_SENTENCE


@each
def test_its_sources_are_known_and_the_guide_is_among_them(problem: Problem) -> None:
    assert "G" in problem.sources
    assert set(problem.sources) <= TAGS


def test_only_three_patterns_hang_on_what_the_arrangement_is() -> None:
    assert {problem.id: problem.applies_if for problem in (*PROBLEMS, *PATTERNS) if problem.applies_if} == PREDICATES


def test_every_indicator_bears_on_a_problem_or_a_pattern() -> None:
    linked = {name for problem in (*PROBLEMS, *PATTERNS) for name in problem.indicators}
    assert [indicator.id for indicator in INDICATORS if indicator.id not in linked] == []


def test_every_source_has_its_own_tag_title_and_an_address() -> None:
    assert len(TAGS) == len(SOURCES) == len({source.title for source in SOURCES})
    assert [source.id for source in SOURCES if not source.link.startswith("http")] == []


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.id)
def test_a_parameter_is_dated_sourced_and_within_its_range(parameter: Parameter) -> None:
    assert (PACKAGED / "parameters" / f"{parameter.id}.toml").exists()
    assert parameter.source in TAGS
    assert parameter.starts <= parameter.checked
    assert parameter.low is None or parameter.low <= parameter.value
    assert parameter.high is None or parameter.value <= parameter.high
