"""Sobol indices against functions whose indices are known, and the case's own sensitivities against a plain model."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from holdfast.core.finance.trials.arrays import UncertainLine
from holdfast.core.finance.trials.grouped import Grouped, groups_of, mixed_values, present_values
from holdfast.core.finance.trials.sobol import indices, indices_of, samples
from holdfast.core.finance.trials.turns import Likely, likely_value, turning_points

Floats = NDArray[np.float64]
ROWS = 8_192


def ishigami(numbers: Floats) -> Floats:
    x, y, z = (math.pi * (2 * numbers[:, at] - 1) for at in range(3))
    return np.asarray((np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))[:, None])


def test_the_ishigami_function_has_its_published_indices() -> None:
    """T. Ishigami and T. Homma (1990): first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 with a = 7, b = 0.1."""
    found = indices_of(ishigami, 3, ROWS, seed=1)
    for at, (first, total) in enumerate(((0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437))):
        assert found.first[at, 0] == pytest.approx(first, abs=4 * found.first_error[at, 0])
        assert found.total[at, 0] == pytest.approx(total, abs=4 * found.total_error[at, 0])
        assert found.first_error[at, 0] < 0.03
        assert found.total_error[at, 0] < 0.02


def test_the_g_function_has_its_exact_indices() -> None:
    """Sobol's G function (A. Saltelli and I. Sobol, 1995): V_i = 1 / (3 (1 + a_i)²), total variance the product of (1 + V_i) less 1."""
    a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    part = 1 / (3 * (1 + a) ** 2)
    variance = np.prod(1 + part) - 1
    found = indices_of(lambda numbers: np.prod((np.abs(4 * numbers - 2) + a) / (1 + a), axis=1)[:, None], 8, ROWS, seed=2)
    for at in range(8):
        total = part[at] * np.prod(np.delete(1 + part, at)) / variance
        assert found.first[at, 0] == pytest.approx(part[at] / variance, abs=4 * found.first_error[at, 0] + 1e-3)
        assert found.total[at, 0] == pytest.approx(total, abs=4 * found.total_error[at, 0] + 1e-3)


def test_what_never_varies_has_no_indices() -> None:
    same = np.ones((50, 1))
    found = indices(same, same, np.ones((2, 50, 1)))
    assert not found.first.any()
    assert not found.total.any()


def test_each_sample_column_has_one_number_in_each_stratum() -> None:
    for sample in samples(128, 5, seed=3):
        assert all(sorted((column * 128).astype(int)) == list(range(128)) for column in sample.T)


def line(payer: int | None, service: int | None, flow: str, year: int, low: float, likely: float, high: float) -> UncertainLine:
    return UncertainLine(payer, service, flow, year, low, likely, high)  # type: ignore[arg-type]


LINES = [
    line(0, 0, "set_up", 0, 80, 100, 150),
    line(None, None, "set_up", 0, 40, 50, 90),
    line(None, 0, "running", 1, 10, 20, 30),
    line(0, 0, "benefit", 1, 60, 80, 100),
    line(1, 1, "benefit", 1, 50, 70, 75),
    line(None, 1, "benefit", 2, 100, 120, 130),
]


def grouped(leaving: float = 0.0, shares: tuple[float, float] = (0.6, 0.4)) -> Grouped:
    return Grouped(
        groups=groups_of(LINES, 2, 3),
        payers=2,
        discount=np.array([1, 1 / 1.035, 1 / 1.035**2]),
        shares=np.array(shares),
        drivers=(lambda u: 0.5 * u, lambda u: 0 * u, lambda u: 0.5 + 0.5 * u, lambda u: u),
        leaving=leaving,
    )


@pytest.mark.parametrize("leaving", [0.0, 0.1])
@pytest.mark.parametrize("shares", [(0.6, 0.4), (0.0, 0.0)])
def test_changing_one_group_at_a_time_is_the_same_as_running_it_all_again(leaving: float, shares: tuple[float, float]) -> None:
    model = grouped(leaving if any(shares) else 0.0, shares)
    one, two = samples(64, model.size, seed=4)
    first, second, mixed = mixed_values(model, one, two)
    assert np.allclose(first, present_values(model, one), rtol=1e-4, atol=1e-3)
    assert np.allclose(second, present_values(model, two), rtol=1e-4, atol=1e-3)
    for at in range(model.size):
        changed = one.copy()
        changed[:, at] = two[:, at]
        assert np.allclose(mixed[at], present_values(model, changed), rtol=1e-4, atol=1e-3), at


LIKELY = Likely(set_up=0.2, running=0.0, realised=0.9, delay=0.0)


def by_hand(set_up: float = 0.2, realised: float = 0.9, months: float = 0.0, desk: float = 1.0) -> list[float]:
    """The value of each partner and the whole with everything likely, written out."""
    d = [1, 1 / 1.035, 1 / 1.035**2, 0]
    move = months / 12

    def late(year: int) -> float:
        return (1 - move) * d[year] + move * d[year + 1]

    first = -(1 + set_up) * (100 + 30) - 0.6 * 20 * late(1) + realised * (desk * 80 * late(1) + 0.6 * 120 * late(2))
    second = -(1 + set_up) * 20 - 0.4 * 20 * late(1) + realised * (70 * late(1) + 0.4 * 120 * late(2))
    return [first, second, first + second]


def test_the_likely_value_is_what_a_hand_gets() -> None:
    assert likely_value(grouped(), LIKELY) == pytest.approx(by_hand())


def test_at_its_turning_point_an_assumption_leaves_nothing() -> None:
    model = grouped()
    turns = turning_points(model, LIKELY)
    for payer in (0, 1, 2):
        assert by_hand(set_up=turns[0, payer])[payer] == pytest.approx(0, abs=1e-6)
        assert by_hand(realised=turns[2, payer])[payer] == pytest.approx(0, abs=1e-6)
    assert by_hand(months=turns[3, 2])[2] == pytest.approx(0, abs=1e-6)
    desk = next(at for at, group in enumerate(model.groups) if (group.service, group.flow) == (0, 2))
    assert by_hand(desk=turns[4 + desk, 0])[0] == pytest.approx(0, abs=1e-6)
    assert math.isnan(turns[4 + desk, 1])  # the second partner has none of it
