"""Whoever reads only part of the evidence gets an assessment all the same: a reference to what is not there does no harm."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Evidence
from holdfast.files import read
from holdfast.files.examples import complete_example
from tests.properties.strategies import evidences

WHOLE = read(complete_example())


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(found=evidences(most=1), seed=st.integers(0, 10**6))
def test_any_part_of_any_evidence(found: Evidence, seed: int) -> None:
    dice = random.Random(seed)
    part = [record for record in found.records if dice.random() < 0.5]
    assess(Evidence(found.arrangement, part), load_catalogue(), audience="public")


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.1, 0.5, 0.9]))
def test_any_part_of_the_complete_example(seed: int, share: float) -> None:
    dice = random.Random(seed)
    part = [record for record in WHOLE.records if dice.random() < share]
    found = assess(Evidence(WHOLE.arrangement, part), load_catalogue(), audience="marlshire")
    assert found.audience == "marlshire"
    assert found.records <= len(part)


@settings(max_examples=5)
@given(st.data())
def test_each_kind_alone(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted({record.meta.section for record in WHOLE.records})))
    assess(Evidence(WHOLE.arrangement, [record for record in WHOLE.records if record.meta.section == kind]), load_catalogue())
