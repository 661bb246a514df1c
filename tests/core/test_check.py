"""The one check of raw evidence takes whatever comes: it answers with evidence or with sentences, never with a traceback."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from holdfast.core.evidence import KINDS, Record
from holdfast.core.evidence.check import EvidenceRefused, RawRecord, RecordFault, check
from holdfast.core.schema import fields_of

ODD: tuple[Any, ...] = (
    *(None, "", " ", "x", "A B", "\x00", "1e999", "NaN", True, False, 0, -1, 10**30, 1.5, float("nan"), float("inf")),
    *(Decimal("1e9"), Decimal("NaN"), dt.date(1, 1, 1), dt.datetime(2026, 1, 1, 3), dt.time(1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
    *([], [1], ["a", None, {}], [[["x"]]], {}, {"a": 1}, {"": ""}, {"a": {"b": []}}, {1: 2}, b"bytes", object(), "\ud800", "x" * 10_000),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.meta.section)
def test_any_value_in_any_field_is_taken_or_refused_in_words(kind: type[Record]) -> None:
    for spec in fields_of(kind):
        rows = [RawRecord(row, {"on": dt.date(2026, 1, 1), "source": "s", spec.name: value}) for row, value in enumerate(ODD, start=1)]
        with pytest.raises(EvidenceRefused) as refused:
            check({"name": "X"}, {kind.meta.section: rows}, questions=())
        assert all(fault.message and len(fault.message) < 2_000 for fault in refused.value.faults)


@pytest.mark.parametrize("value", [*ODD, "name"])
def test_any_value_in_the_arrangement_is_taken_or_refused_in_words(value: Any) -> None:
    for name in ("name", "stage", "as_at", "currency", "price_year", "nonsense"):
        try:
            check({"name": "X", name: value}, {})
        except EvidenceRefused as refused:
            assert all(fault.section == "arrangement" and fault.message for fault in refused.faults)


def test_records_come_in_the_order_of_kinds_whatever_the_order_of_sections() -> None:
    common = {"on": dt.date(2026, 1, 1), "source": "s"}
    gate = RawRecord(1, {"gate": "g", "name": "G", **common})
    partner = RawRecord(1, {"partner": "a", "name": "A", **common})
    found = check({"name": "X"}, {"gates": [gate], "partners": [partner]})
    assert [record.meta.section for record in found.records] == ["partners", "gates"]


def test_what_a_reader_could_not_read_is_not_said_twice() -> None:
    unread = RecordFault("partners", 1, "name", "B5 holds a formula; type the value")
    row = RawRecord(1, {"partner": "a", "name": None, "on": dt.date(2026, 1, 1), "source": "s"})
    with pytest.raises(EvidenceRefused) as refused:
        check({"name": "X"}, {"partners": [row]}, found=[unread])
    assert refused.value.faults == (unread,)


def test_a_file_full_of_faults_is_refused_quickly_and_says_that_there_are_more() -> None:
    rows = [RawRecord(row, {"partner": f"p{row}", "nam": "x"}) for row in range(1, 20_001)]
    with pytest.raises(EvidenceRefused) as refused:
        check({"name": "X"}, {"partners": rows})
    assert len(refused.value.faults) == 1_001
    assert refused.value.faults[-1].message == "has more faults; these are the first 1,000"
