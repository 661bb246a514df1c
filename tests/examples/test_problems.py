"""Named cases per problem: records in, and whether the problem fires, stays quiet, or cannot be told.

A case lists records by section, as an arrangement file does. Partners `a` and `b` are there unless the case
lists its own. `said` is a round in which ten people, five of each partner, give the same point to a question.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.check import RawRecord, check

FOLDER = Path(__file__).parent
COMMON = {"on": dt.date(2026, 1, 1), "source": "example"}
PARTNERS = [{"partner": code, "name": code.upper(), "type": "district"} for code in "ab"]
PEOPLE = 10
STATES: Mapping[str, str] = {"fires": "exposed", "quiet": "low", "cannot tell": "cannot_tell"}
CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]


def evidence_of(case: Mapping[str, Any]) -> Evidence:
    """The evidence of a case, checked as a file's is."""
    sections: dict[str, list[dict[str, Any]]] = {name: found for name, found in case.items() if isinstance(found, list) and name != "reads"}
    sections.setdefault("partners", PARTNERS)
    if case.get("said"):
        sections["rounds"] = [{"round": "all"}]
        sections["answers"] = [
            {"round": "all", "respondent": str(number), "partner": "ab"[number % 2], "answers": case["said"]} for number in range(PEOPLE)
        ]
    raw = {name: [RawRecord(row, {**COMMON, **fields}) for row, fields in enumerate(found, 1)] for name, found in sections.items()}
    arrangement = {"name": "Example", "as_at": COMMON["on"], "type": "lead_authority", **case.get("arrangement", {})}
    return check(arrangement, raw, questions=frozenset(load_catalogue().questions))


@pytest.mark.parametrize(("problem", "case"), CASES, ids=[f"{problem}: {case['name']}" for problem, case in CASES])
def test_case(problem: str, case: Mapping[str, Any]) -> None:
    found = assess(evidence_of(case), load_catalogue()).finding(problem)
    assert found.state == STATES[case["expect"]], f"exposure {found.exposure:.2f}, coverage {found.coverage:.2f}"
    assert {reading.indicator for reading in found.readings} >= set(case.get("reads", ()))


def test_every_problem_has_a_case_of_each_kind() -> None:
    kinds = {problem: {case["expect"] for name, case in CASES if name == problem} for problem in load_catalogue().problems}
    assert {problem: found for problem, found in kinds.items() if found != set(STATES)} == {}


def test_no_case_is_for_a_problem_that_is_not_there() -> None:
    assert {problem for problem, _ in CASES} <= set(load_catalogue().problems)
