"""Whatever the evidence, a file gives back every record of it, in either format and from one to the other."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from holdfast.core.evidence import KINDS, Evidence, Record
from holdfast.files import read_bytes, write_toml, write_workbook
from holdfast.files.workbook.cells import plain_text, safe_text
from tests.properties.strategies import TEXT, evidences

# Shrinking whole workbooks would take minutes; the failing evidence is printed as it was found.
SLOW = settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


def from_toml(evidence: Evidence) -> Evidence:
    return read_bytes("a.toml", write_toml(evidence).encode())


def from_workbook(evidence: Evidence) -> Evidence:
    return read_bytes("a.xlsx", write_workbook(evidence))


def same(one: Evidence, other: Evidence) -> None:
    assert one.arrangement == other.arrangement
    assert one.records == other.records


@SLOW
@given(evidences())
def test_toml_loses_nothing(evidence: Evidence) -> None:
    same(from_toml(evidence), evidence)


@settings(SLOW, max_examples=16)
@given(evidences(most=2))
def test_a_workbook_loses_nothing(evidence: Evidence) -> None:
    same(from_workbook(evidence), evidence)


@settings(SLOW, max_examples=6)
@given(evidences(most=1))
def test_toml_to_workbook_to_toml_gives_the_same_file(evidence: Evidence) -> None:
    text = write_toml(evidence)
    there = read_bytes("a.toml", text.encode())
    assert write_toml(from_workbook(there)) == write_toml(there)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.meta.section)
def test_every_kind_comes_back_from_toml(kind: type[Record]) -> None:
    @settings(SLOW, max_examples=8)
    @given(evidences(kinds=(kind,), most=4))
    def round_trips(evidence: Evidence) -> None:
        same(from_toml(evidence), evidence)

    round_trips()


@given(st.one_of(TEXT, st.text()))
def test_any_text_survives_a_cell(text: str) -> None:
    assert plain_text(safe_text(text)) == text
