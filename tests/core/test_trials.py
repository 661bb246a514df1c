"""The simulation: the same bits however the work is cut, exact means, the plain version, and the spread that was asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.core import compiled
from holdfast.core.finance.trials import plain, run
from holdfast.core.finance.trials.arrays import Floats32, Model, UncertainLine, model_of
from holdfast.core.finance.trials.dice import normal_table, trial_keys, uniforms
from holdfast.core.finance.trials.run import Drivers, Trials
from holdfast.core.finance.trials.spread import MOMENTS, QUANTILES, Correlation, Shape, curve_error, pert_moments

SOME = Correlation(0.2, 0.1, 0.1)
SHARES = (0.5, 0.3, 0.2)
DISCOUNT = tuple(1.035**-year for year in range(5))


def line(flow: Any, year: int = 0, low: float = 50, likely: float = 80, high: float = 200, **fields: Any) -> UncertainLine:
    return UncertainLine(**{"payer": 0, "service": 0, "flow": flow, "year": year, "low": low, "likely": likely, "high": high, **fields})


def model(lines: Sequence[UncertainLine], shares: Sequence[float] | None = SHARES, correlation: Correlation = SOME) -> Model:
    return model_of(lines, payers=3, services=2, discount=DISCOUNT, shares=shares, correlation=correlation)


def drivers(count: int, set_up: float = 1, running: float = 1, realised: float = 1, delay: float = 0, leaving: float = 0) -> Drivers:
    values = np.repeat(np.array([[set_up], [running], [realised], [delay]], np.float32), count, axis=1)
    return Drivers(values, leaving)


MIXED = [
    line(flow, year, payer=payer, service=service, shape=shape, low=10 + year, likely=40, high=60 + 10 * year)
    for year in range(5)
    for payer in (0, 1, 2, None)
    for service, shape in ((0, "triangular"), (1, "pert"), (None, "pert"))
    for flow in ("set_up", "running", "benefit")
]


@pytest.fixture(scope="module", autouse=True)
def always_compiled() -> Iterator[None]:
    """However few the draws, the kernels do them here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "FEW_DRAWS", 0)
        yield


@pytest.fixture(scope="module")
def many() -> Trials:
    return run.run(model(MIXED), drivers(20_000), seed=4)


@pytest.mark.parametrize(("threads", "lanes"), [(1, 1024), (2, 1024), (2, 256), (1, 4096), (3, 64)])
def test_neither_threads_nor_blocks_change_a_bit(many: Trials, threads: int, lanes: int) -> None:
    again = run.run(model(MIXED), drivers(20_000), seed=4, threads=threads, lanes=lanes)
    assert np.array_equal(again.npv, many.npv)
    assert np.array_equal(again.net, many.net)


def test_more_trials_begin_with_the_same_trials(many: Trials) -> None:
    fewer = run.run(model(MIXED), drivers(777), seed=4)
    assert np.array_equal(fewer.npv, many.npv[:, :777])


def test_another_seed_gives_other_trials(many: Trials) -> None:
    other = run.run(model(MIXED), drivers(20_000), seed=5)
    assert not np.isclose(other.npv, many.npv).any(axis=0).all()
    assert other.whole.mean() == pytest.approx(many.whole.mean(), abs=5 * float(many.whole.std()) / 100)


@pytest.mark.parametrize("shares", [SHARES, None])
@pytest.mark.parametrize("given", [{}, {"delay": 1.3, "realised": 0.7, "set_up": 1.4}, {"leaving": 0.15, "delay": 2.0}])
def test_the_kernels_agree_with_plain_arrays(
    monkeypatch: pytest.MonkeyPatch, shares: Sequence[float] | None, given: dict[str, float]
) -> None:
    fast = run.run(model(MIXED, shares), drivers(3_000, **given), seed=9)
    monkeypatch.setattr(run, "FEW_DRAWS", 10**9)
    slow = run.run(model(MIXED, shares), drivers(3_000, **given), seed=9)
    assert np.allclose(fast.npv, slow.npv, rtol=2e-5, atol=2e-2)
    assert np.allclose(fast.net, slow.net, rtol=2e-5, atol=2e-2)


@pytest.mark.parametrize("lanes", [64, 1024, 4096, None])
def test_the_width_of_a_block_changes_no_bit_of_plain_arrays(monkeypatch: pytest.MonkeyPatch, lanes: int | None) -> None:
    monkeypatch.setattr(run, "FEW_DRAWS", 10**9)
    given = drivers(5_000, leaving=0.1, delay=1.3)
    narrow, again = (run.run(model(MIXED), given, seed=3, lanes=width) for width in (512, lanes))
    assert np.array_equal(again.npv, narrow.npv)
    assert np.array_equal(again.net, narrow.net)


@pytest.mark.parametrize(("count", "blocks"), [(700, 1), (10_000, 1), (20_000, 2)])
def test_the_trials_of_a_page_are_done_in_few_array_operations(monkeypatch: pytest.MonkeyPatch, count: int, blocks: int) -> None:
    """Every block calls every array operation once more, whatever its width."""
    monkeypatch.setattr(run, "FEW_DRAWS", 10**9)
    done: list[int] = []
    run.run(model(MIXED), drivers(count), seed=3, progress=done.append)
    assert len(done) == blocks
    assert sum(done) == count


def exact_mean(lines: Sequence[UncertainLine]) -> float:
    signs = {"set_up": -1, "running": -1, "benefit": 1}
    return math.fsum(signs[item.flow] * DISCOUNT[item.year] * MOMENTS[item.shape](item.low, item.likely, item.high)[0] for item in lines)


def test_the_mean_is_the_sum_of_the_means_of_the_lines(many: Trials) -> None:
    error = float(many.whole.std()) / math.sqrt(20_000)
    assert many.whole.astype(np.float64).mean() == pytest.approx(exact_mean(MIXED), abs=4 * error)


def test_parts_make_the_whole(many: Trials) -> None:
    assert np.allclose(many.npv[:-1].sum(axis=0), many.whole, atol=1e-2)
    discounted = (many.net * np.array(DISCOUNT, np.float32)[:, None]).sum(axis=0)
    assert np.allclose(discounted, many.whole, atol=1e-2)


@pytest.mark.parametrize("shape", ["triangular", "pert"])
@pytest.mark.parametrize("likely", [50, 60, 120, 199, 200])
def test_a_line_keeps_the_moments_and_the_quantiles_of_its_own_spread(shape: Shape, likely: float) -> None:
    found = run.run(model([line("benefit", likely=likely, shape=shape)]), drivers(200_000), seed=2).whole.astype(np.float64)
    mean, variance = MOMENTS[shape](50, likely, 200)
    assert found.mean() == pytest.approx(mean, abs=4 * math.sqrt(variance / 200_000))
    assert found.std() == pytest.approx(math.sqrt(variance), rel=0.01)
    points = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    exact = 50 + 150 * QUANTILES[shape](points, (likely - 50) / 150)
    assert np.quantile(found, points) == pytest.approx(exact, abs=1.0)
    assert found.min() > 40
    assert found.max() < 210


@given(st.floats(0, 1), st.sampled_from(["triangular", "pert"]), st.floats(0.15, 0.9))
@settings(max_examples=25)
def test_the_curve_is_close_to_the_quantile(mode: float, shape: Shape, shared: float) -> None:
    assert curve_error(shape, mode, Correlation(shared, 0, 0)) < 4e-3


def test_pert_has_its_published_moments() -> None:
    assert pert_moments(2, 5, 14) == pytest.approx((6.0, (6 - 2) * (14 - 6) / 7))


def correlation_of(one: Floats32, two: Floats32) -> float:
    return float(np.corrcoef(one.astype(np.float64), two.astype(np.float64))[0, 1])


def alone(payer: int, service: int, flow: str = "benefit", correlation: Correlation = SOME) -> Floats32:
    """The trials of one line among two, the other one taken away: its number is its place."""
    quiet = line(flow, low=0, likely=0, high=0, payer=2)
    return run.run(model([quiet, line(flow, payer=payer, service=service)], correlation=correlation), drivers(100_000), seed=3).whole


def test_lines_move_together_as_far_as_their_common_factors_say() -> None:
    first = run.run(model([line("benefit")]), drivers(100_000), seed=3).whole
    assert correlation_of(first, alone(1, 1)) == pytest.approx(0.2, abs=0.02)
    assert correlation_of(first, alone(1, 0)) == pytest.approx(0.3, abs=0.02)
    assert correlation_of(first, alone(0, 0)) == pytest.approx(0.4, abs=0.02)


def test_costs_rise_as_benefits_fall() -> None:
    first = run.run(model([line("benefit")]), drivers(100_000), seed=3).whole
    assert correlation_of(first, alone(1, 1, "running")) > 0.15  # the cost counts below zero


def test_drivers_times_and_delay_move_what_they_should() -> None:
    certain = [line("set_up", 0, 100, 100, 100), line("benefit", 1, 100, 100, 100), line("running", 1, 30, 30, 30)]
    plain_case = run.run(model(certain), drivers(4), seed=1)
    assert plain_case.whole[0] == pytest.approx(-100 + 70 / 1.035, rel=1e-6)
    late = run.run(model(certain), drivers(4, delay=1.5), seed=1)
    assert late.net[:, 0] == pytest.approx([-100, 0, 35, 35, 0], rel=1e-6)
    assert late.whole[0] == pytest.approx(-100 + 35 / 1.035**2 + 35 / 1.035**3, rel=1e-6)
    worse = run.run(model(certain), drivers(4, set_up=1.5, realised=0.5, running=2), seed=1)
    assert worse.net[:2, 0] == pytest.approx([-150, 50 - 60], rel=1e-6)


def test_what_starts_after_the_last_year_is_lost() -> None:
    found = run.run(model([line("benefit", 3, 100, 100, 100)]), drivers(2, delay=1.5), seed=1)
    assert found.net[:, 0] == pytest.approx([0, 0, 0, 0, 50])


def test_those_who_stay_carry_the_costs_of_those_who_left() -> None:
    lines = [line("running", year, 100, 100, 100, payer=None) for year in range(5)]
    stays = run.run(model(lines), drivers(5_000), seed=1)
    leave = run.run(model(lines), drivers(5_000, leaving=0.2), seed=1)
    someone_in = leave.net[0] < -1
    assert leave.net[0][someone_in] == pytest.approx(-100, rel=1e-5)
    assert (leave.npv[0] < stays.npv[0] - 1).any()  # the first carries more once others are gone
    assert (leave.npv[0] > stays.npv[0] + 1).any()  # and less once it has gone itself


def test_departures_come_as_often_as_the_rate_says() -> None:
    lines = [line("benefit", year, 1, 1, 1, payer=0) for year in range(5)]
    found = run.run(model(lines), drivers(100_000, leaving=0.1), seed=6)
    assert found.net.mean(axis=1) == pytest.approx([0.9 ** (year + 1) for year in range(5)], abs=0.006)


def test_the_dice_are_even_and_strangers_to_each_other() -> None:
    keys = trial_keys(11, 0, 100_000)
    one, two = uniforms(keys, 1), uniforms(keys, 2)
    counts = np.histogram(one, bins=50, range=(0, 1))[0]
    assert ((counts - 2_000) ** 2 / 2_000).sum() < 86  # 99.9% of chi-square with 49 degrees
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.013
    assert abs(np.corrcoef(one[:-1], one[1:])[0, 1]) < 0.013


def test_which_version_runs_is_a_matter_of_size_alone_once_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "FEW_DRAWS", 1_000)
    few = model([line("benefit")])
    assert run._kernels(few, 1_000) is plain
    assert run._kernels(few, 1_001).__name__ == run.KERNELS
    monkeypatch.setattr(compiled, "is_ready", lambda name: False)
    assert run._kernels(few, 1_001) is plain


def test_the_table_of_normal_numbers_is_normal() -> None:
    table = normal_table().astype(np.float64)
    assert np.array_equal(table, -table[::-1])
    assert table[2048 + 1024] == pytest.approx(0.67449, abs=1e-5)
    assert np.mean(table[:-1] ** 2 + table[:-1] * table[1:] + table[1:] ** 2) / 3 == pytest.approx(1, abs=1e-7)
    assert 3.6 < table[-1] < 4.5


def test_a_model_without_uncertain_lines_is_certain() -> None:
    found = run.run(model([line("benefit", 0, 5, 5, 5)]), drivers(10), seed=1)
    assert set(found.whole) == {5.0}


def test_work_that_fails_says_so() -> None:
    with pytest.raises(ZeroDivisionError):
        compiled.side_by_side(lambda part: [1 // 0] and None, 4, 2)


def test_a_kernel_module_is_compiled_once_and_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled.is_ready(run.KERNELS) or compiled.load(run.KERNELS)
    assert compiled.is_ready(run.KERNELS)
    assert not compiled.is_ready("holdfast.core.finance.trials.plain")
