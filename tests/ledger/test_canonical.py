"""Canonical JSON: the examples of RFC 8785, what has no canonical form, and that every record comes back from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.core.evidence import KINDS, Arrangement, Record
from holdfast.core.schema import build
from holdfast.ledger import Envelope
from holdfast.ledger.canonical import LARGEST_EXACT, NotCanonical, canonical, canonical_flat, plain_record, plain_value
from tests.ledger.chains import JSON, acts, envelope
from tests.properties.strategies import arrangements, records

NESTED: Any = []
for _ in range(100_000):
    NESTED = [NESTED]


def test_the_sample_of_the_standard() -> None:
    given = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(given) == expected.encode()


def test_names_are_sorted_by_their_utf_16_units() -> None:
    given = {"€": 5, "\r": 1, "\ufb33": 7, "1": 2, "😀": 6, "\u0080": 3, "ö": 4}
    assert list(json.loads(canonical(given)).values()) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, b"0"),
        (-0.0, b"0"),
        (5e-324, b"5e-324"),
        (1.7976931348623157e308, b"1.7976931348623157e+308"),
        (1e21, b"1e+21"),
        (1e20, b"1" + b"0" * 20),
    ],
)
def test_numbers_of_the_standard(number: float, text: bytes) -> None:
    assert canonical(number) == text


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53, "\ud800", {1: 2}, NESTED], ids=["nan", "inf", "2**53", "half", "key", "deep"]
)
def test_what_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


@given(JSON)
def test_equal_values_give_equal_bytes(value: Any) -> None:
    again = canonical(json.loads(canonical(value)))
    assert again == canonical(value)
    assert canonical(_turned(value)) == again


def _turned(value: Any) -> Any:
    """The same value with the names of every object in the opposite order."""
    if isinstance(value, dict):
        return {name: _turned(item) for name, item in reversed(value.items())}
    return [_turned(item) for item in value] if isinstance(value, list) else value


@given(acts(), st.text(st.characters(exclude_categories=["Cs"])))
def test_the_quick_way_gives_the_same_bytes(found: list[Envelope], text: str) -> None:
    for each in (*found, envelope(body=text)):
        assert each.written() == canonical(each.plain())


@given(st.dictionaries(st.from_regex(r"[a-z_]+", fullmatch=True), st.text() | st.integers(-LARGEST_EXACT, LARGEST_EXACT) | st.none()))
def test_so_it_does_for_any_names_in_order(plain: dict[str, str | int | None]) -> None:
    assert canonical_flat(dict(sorted(plain.items()))) == canonical(plain)


def test_the_quick_way_refuses_half_a_character() -> None:
    with pytest.raises(NotCanonical):
        canonical_flat({"body": "\ud800"})


def test_a_number_too_large_for_json_is_written_as_text() -> None:
    assert plain_value(1e17) == "1e+17"
    assert plain_value(LARGEST_EXACT) == LARGEST_EXACT
    assert plain_value(-LARGEST_EXACT - 1) == "-9007199254740992"
    assert plain_value(True) is True


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.meta.section)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_record_comes_back(kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(kind))
    plain: Mapping[str, Any] = json.loads(canonical(plain_record(record)))
    assert "id" not in plain
    assert build(kind, {**plain, "id": record.id}) == record


@given(arrangements())
def test_every_head_comes_back(head: Arrangement) -> None:
    assert build(Arrangement, json.loads(canonical(plain_record(head)))) == head
