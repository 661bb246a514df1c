"""How values and text read in a paper."""

from __future__ import annotations

import datetime as dt

import pytest

from holdfast.reports.blocks import Format, Item, Listing, Value
from holdfast.reports.words import REPLACEMENT, fit, fit_all, shortened, shown


@pytest.mark.parametrize(
    ("format", "value", "words"),
    [
        ("text", None, "–"),
        ("text", "", ""),
        ("whole", 0, "0"),
        ("whole", 390_000, "390,000"),
        ("number", 2.5, "2.5"),
        ("number", 6.0, "6"),
        ("percent", 0.655, "66%"),
        ("fine_percent", 0.0444, "4.4%"),
        ("score", 0.874, "87"),
        ("weight", -0.2, "−0.20"),
        ("weight", 1.1, "+1.10"),
        ("weight", -0.001, "0.00"),
        ("state", "exposed", "▲ Exposed"),
        ("date", dt.date(2026, 11, 9), "9 November 2026"),
        ("date", None, "–"),
    ],
)
def test_a_value_reads_as_its_column_says(format: Format, value: Value, words: str) -> None:
    assert shown(format, value) == words


def test_text_is_made_fit_for_every_format() -> None:
    assert fit("Ost\u202eley\x07 \x00Council\n\tin \ud800 full") == f"Ostley{REPLACEMENT} {REPLACEMENT}Council in {REPLACEMENT} full"
    assert fit("مجلس 議會 😀 e\u0301") == "مجلس 議會 😀 e\u0301"


def test_all_text_of_a_block_is_made_fit_and_the_rest_stays() -> None:
    assert fit_all(Listing((Item("a\nb", "c\x00"),), is_ordered=True)) == Listing((Item("a b", f"c{REPLACEMENT}"),), is_ordered=True)


def test_long_text_ends_in_an_ellipsis() -> None:
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abc def", 5) == "abc…"
