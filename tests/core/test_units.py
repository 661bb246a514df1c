"""Values and bands in words: nothing is said to lie beyond an end beyond which nothing can lie."""

from __future__ import annotations

import pytest

from holdfast.core.indicators.units import band_in_words, shown


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.46, "share", "46%"),
        (1, "days", "1 day"),
        (94, "days", "94 days"),
        (4, "ratio", "4 to 1"),
        (4.7, "ratio", "4.7 to 1"),
        (1, "yes_no", "Yes"),
        (0.5, "yes_no", "In part (50%)"),
    ],
)
def test_a_value_is_shown_with_its_unit(value: float, unit: str, expected: str) -> None:
    assert shown(value, unit) == expected


@pytest.mark.parametrize(
    ("healthy", "critical", "unit", "expected"),
    [
        (5, 20, "points", "Healthy 5 points or less; critical 20 points or more"),
        (0, 3, "count", "Healthy none; critical 3 or more"),
        (0, 120, "days", "Healthy 0 days; critical 120 days or more"),
        (1, 0, "share", "Healthy 100%; critical 0%"),
        (0.9, 0.5, "share", "Healthy 90% or more; critical 50% or less"),
        (0, 1, "share", "Healthy 0%; critical 100% or more"),
        (0.9, 0.3, "correlation", "Healthy 0.90 or more; critical 0.30 or less"),
        (1, 0, "yes_no", "Healthy: yes; critical: no"),
    ],
)
def test_a_band_names_both_ends(healthy: float, critical: float, unit: str, expected: str) -> None:
    assert band_in_words(healthy, critical, unit) == expected
