"""Three committed assessments: a change of behaviour shows up as a difference that a reviewer can read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tools.golden import GOLDEN, MADE_FROM, golden

WRITE = "If the change is meant, run: python -m tools.golden"


def differences(ours: Any, theirs: Any, place: str = "") -> list[str]:
    """Where two assessments differ by more than the last decimal."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        return [line for key in ours for line in differences(ours[key], theirs[key], f"{place}/{key}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [line for at, item in enumerate(ours) for line in differences(item, theirs[at], f"{place}/{at}")]
    if isinstance(ours, float) or isinstance(theirs, float):
        return [] if ours == pytest.approx(theirs, abs=2e-6) else [f"{place}: {ours} was {theirs}"]
    return [] if ours == theirs else [f"{place}: {str(ours)[:80]} was {str(theirs)[:80]}"]


@pytest.mark.parametrize("name", MADE_FROM)
def test_the_assessment_is_the_committed_one(name: str) -> None:
    committed = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    found = differences(golden(MADE_FROM[name]), committed)
    assert not found, "\n".join([*found[:20], WRITE])


def test_every_golden_file_is_compared() -> None:
    assert {path.name for path in GOLDEN.glob("*.json")} == set(MADE_FROM)
