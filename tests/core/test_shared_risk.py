"""How far the shared cost may turn out otherwise."""

from __future__ import annotations

from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.money import CashLine
from holdfast.core.shared_risk import spread_of
from holdfast.files import read
from holdfast.files.examples import complete_example


def test_the_spread_is_in_order_and_the_same_each_time() -> None:
    evidence, catalogue = read(complete_example()), load_catalogue()
    found = spread_of(evidence, catalogue, trials=2000)
    assert found is not None
    assert found.low < found.middle < found.high
    assert (found.trials, found.first_year, found.last_year) == (2000, 2026, 2031)
    assert spread_of(evidence, catalogue, trials=2000) == found


def test_a_plan_without_amounts_has_none() -> None:
    found = read(complete_example())
    bare = Evidence(found.arrangement, [record for record in found.records if not isinstance(record, CashLine)], date=found.date)
    assert spread_of(bare, load_catalogue()) is None
