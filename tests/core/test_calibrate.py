"""The figures of `holdfast calibrate` against worked examples."""

from __future__ import annotations

import math

import pytest

from holdfast.core.calibrate import average_precision, recall_at, sign_test


def ranked(relevant: set[int], length: int = 10) -> tuple[list[str], list[str]]:
    """A ranking of this length, and the names at these ranks."""
    names = [f"d{rank}" for rank in range(1, length + 1)]
    return names, [names[rank - 1] for rank in sorted(relevant)]


@pytest.mark.parametrize(("relevant", "expected"), [({1, 3, 4, 5, 6, 10}, 0.78), ({2, 5, 6, 7, 9, 10}, 0.52)])
def test_average_precision_agrees_with_the_textbook(relevant: set[int], expected: float) -> None:
    """The two rankings of Croft, Metzler and Strohman, Search Engines, section 8.4.2."""
    assert average_precision(*ranked(relevant)) == pytest.approx(expected, abs=0.006)


def test_average_precision_is_one_when_all_reasons_come_first() -> None:
    assert average_precision(*ranked({1, 2, 3})) == 1


def test_a_reason_that_is_not_ranked_counts_as_not_found() -> None:
    assert average_precision(["a", "b"], ["a", "z"]) == pytest.approx(0.5)


def test_recall_is_over_what_could_be_found_in_the_top_five() -> None:
    assert recall_at(*ranked({1, 2, 9})) == pytest.approx(2 / 3)
    assert recall_at(*ranked({1, 2, 3, 4, 6, 7, 8})) == pytest.approx(4 / 5)
    assert recall_at(*ranked({6})) == 0


@pytest.mark.parametrize(
    ("wins", "losses", "p"),
    [
        (10, 1, 2 * (11 + 1) / 2**11),
        (9, 3, 2 * (220 + 66 + 12 + 1) / 2**12),
        (1, 10, 2 * (11 + 1) / 2**11),
        (5, 0, 2 / 2**5),
        (4, 4, 1.0),
        (0, 0, 1.0),
    ],
)
def test_the_sign_test_is_the_two_sided_binomial(wins: int, losses: int, p: float) -> None:
    assert sign_test(wins, losses) == pytest.approx(p)


def test_the_sign_test_never_passes_one() -> None:
    assert all(0 < sign_test(wins, losses) <= 1 for wins in range(8) for losses in range(8))
    assert not math.isnan(sign_test(3, 4))
