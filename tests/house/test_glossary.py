"""One word, one meaning: every public class of the core is in the glossary."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from holdfast.core import assessment, business_case, catalogue, evidence
from holdfast.core.catalogue import model
from holdfast.core.decisions import forecast, road
from holdfast.core.evidence import KINDS
from holdfast.core.finance import case, drivers, optimism, options, plan, sensitivity, simulation, stages, statement, sums
from holdfast.core.indicators import reading
from holdfast.core.people import continuity, departures
from holdfast.core.rounds import asked, due, published
from holdfast.core.rounds import results as round_results

GLOSSARY = Path(__file__).parents[2] / "GLOSSARY.md"


def public_classes(module: ModuleType) -> list[str]:
    """The classes a module defines, or says it exports."""
    names = getattr(module, "__all__", None)
    if names is None:
        names = [name for name, found in inspect.getmembers(module, inspect.isclass) if found.__module__ == module.__name__]
    return sorted(name for name in names if inspect.isclass(getattr(module, name)) and not name.startswith("_"))


@pytest.fixture(scope="module")
def words() -> str:
    """The glossary as lower-case words, one space between."""
    return " ".join(re.findall(r"[a-z]+", GLOSSARY.read_text(encoding="utf-8").lower()))


def spoken(name: str) -> str:
    """A class name as words: FindingReading is "finding reading"."""
    return " ".join(re.findall(r"[A-Z][a-z]*", name)).lower()


MONEY = (case, drivers, optimism, options, plan, sensitivity, simulation, stages, statement, sums)
ROUNDS = (asked, published, round_results, due)
MODULES = (evidence, catalogue, assessment, model, reading, business_case, *MONEY, forecast, road, continuity, departures, *ROUNDS)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_class_is_in_the_glossary(module: ModuleType, words: str) -> None:
    missing = [name for name in public_classes(module) if spoken(name) not in words and name.lower() not in words]
    assert not missing, f"not in GLOSSARY.md: {', '.join(missing)}"


def test_no_word_has_two_lines() -> None:
    lines = [line.split("|")[1].strip() for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    words = [word for word in lines if word != "word" and set(word) != {"-"}]
    assert sorted(words) == sorted(set(words))


def test_no_two_kinds_share_a_section_or_a_title() -> None:
    for said in ("section", "title"):
        found = [getattr(kind.meta, said) for kind in KINDS]
        assert len(set(found)) == len(found)
