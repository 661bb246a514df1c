"""The nucleolus and the Shapley value against the slow version, each other and their axioms."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.core.sharing.games import Game, game
from holdfast.core.sharing.kernels import simplex
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.passes import Yardstick, complaints
from holdfast.core.sharing.shapley import shapley
from tests.core.sharing import slow

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWX"


@st.composite
def small_tables(draw: st.DrawFn, most: int = 4) -> list[int]:
    players = draw(st.integers(2, most))
    # Few values make many ties.
    return [0, *draw(st.lists(st.integers(-6, 6), min_size=(1 << players) - 1, max_size=(1 << players) - 1))]


def made(table: list[int] | np.ndarray) -> Game:
    players = len(table).bit_length() - 1
    return game(tuple(NAMES[:players]), "worth", np.array(table, dtype=float))


def exact(table: list[int]) -> dict[int, Fraction]:
    return {mask: Fraction(figure) for mask, figure in enumerate(table)}


@settings(max_examples=60)
@given(small_tables())
def test_prenucleolus_is_that_of_the_slow_version(table: list[int]) -> None:
    found = nested(made(table))
    players = len(found.split)
    np.testing.assert_allclose(found.split, [float(each) for each in slow.prenucleolus(players, exact(table))], atol=1e-9)
    assert found.certificate.holds


@settings(max_examples=60)
@given(small_tables())
def test_nucleolus_is_that_of_the_slow_version(table: list[int]) -> None:
    players = len(table).bit_length() - 1
    short = sum(table[1 << player] for player in range(players)) - table[-1]
    table[-1] += max(short, 0)
    found = nested(made(table), is_held=True)
    np.testing.assert_allclose(found.split, [float(each) for each in slow.prenucleolus(players, exact(table), held=True)], atol=1e-9)
    assert found.certificate.holds


@settings(max_examples=60)
@given(small_tables(5))
def test_shapley_is_that_of_the_slow_version(table: list[int]) -> None:
    found = shapley(made(table))
    np.testing.assert_allclose(found, [float(each) for each in slow.shapley(len(found), exact(table))], atol=1e-12)


@settings(max_examples=30)
@given(small_tables(5), st.integers(1, 5), st.lists(st.integers(-5, 5), min_size=5, max_size=5))
def test_prenucleolus_follows_a_change_of_scale_and_zero(table: list[int], times: int, added: list[int]) -> None:
    before = nested(made(table)).split
    players = len(before)
    gifts = np.array(added[:players], dtype=float)
    bits = (np.arange(1 << players)[:, None] >> np.arange(players)) & 1
    after = nested(made(np.array(table) * times + bits @ gifts)).split
    np.testing.assert_allclose(after, before * times + gifts, atol=1e-8)


@settings(max_examples=30)
@given(small_tables(5), st.randoms(use_true_random=False))
def test_names_do_not_matter(table: list[int], random: object) -> None:
    """The players in another order get the same."""
    players = len(table).bit_length() - 1
    order = list(range(players))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = [0] * len(table)
    for mask, figure in enumerate(table):
        other[sum(1 << order[player] for player in range(players) if mask >> player & 1)] = figure
    for rule in (shapley, lambda played: nested(played).split):
        np.testing.assert_allclose(rule(made(other))[order], rule(made(table)), atol=1e-8)


@settings(max_examples=30)
@given(small_tables(4))
def test_who_adds_nothing_gets_nothing(table: list[int]) -> None:
    """A player who adds only what it has alone gets that."""
    wider = made([*table, *(figure + 2 for figure in table)])
    assert shapley(wider)[-1] == pytest.approx(2)
    assert nested(wider).split.sum() == pytest.approx(wider.total)


def test_shapley_adds_up_over_games() -> None:
    random = np.random.default_rng(3)
    one, other = random.normal(size=64), random.normal(size=64)
    one[0] = other[0] = 0
    np.testing.assert_allclose(shapley(made(one + other)), shapley(made(one)) + shapley(made(other)), atol=1e-12)


@pytest.mark.parametrize("players", [13, 17, 18])
@pytest.mark.parametrize("measure", ["plain", "per_head", "relative"])
def test_large_tables_meet_kohlbergs_criterion(players: int, measure: Yardstick) -> None:
    """Whoever complains more than a level is in the span of what was fixed at that level or before, looked at one by one."""
    random = np.random.default_rng(players)
    table = random.integers(1, 100, 1 << players).astype(float)
    table[0], table[-1] = 0, 90 * players
    played = made(table)
    found = nested(played, measure)
    assert found.certificate.holds
    assert found.split.sum() == pytest.approx(played.total)
    heads = np.array([mask.bit_count() for mask in range(1 << players)])
    sizes = {"plain": np.ones(len(table)), "per_head": np.maximum(heads, 1), "relative": np.maximum(table, 1)}[measure]
    complaint = (table - ((np.arange(1 << players)[:, None] >> np.arange(players)) & 1) @ found.split) / sizes
    fixed = [(1 << players) - 1]
    for stage in found.stages:
        loud = np.flatnonzero(complaint > stage.level + 1e-7)
        rows = np.array([[mask >> player & 1 for player in range(players)] for mask in [*fixed]])
        rank = np.linalg.matrix_rank(rows)
        for mask in loud:
            if mask not in (0, (1 << players) - 1):
                assert np.linalg.matrix_rank(np.vstack([rows, (mask >> np.arange(players)) & 1])) == rank
        fixed += [*stage.coalitions]


def test_ties_beyond_what_a_look_keeps() -> None:
    """In a vote of seventeen, tens of thousands of coalitions complain alike: the look must neither come back empty nor go on for ever."""
    players = 17
    heads = np.array([mask.bit_count() for mask in range(1 << players)])
    found = nested(made((heads > 8).astype(float)))
    np.testing.assert_allclose(found.split, np.full(players, 1 / players), atol=1e-9)
    assert found.certificate.holds


def test_ties_with_one_heavy_vote() -> None:
    players = 18
    masks = np.arange(1 << players)
    votes = ((masks[:, None] >> np.arange(players)) & 1) @ np.array([9, *[1] * (players - 1)])
    found = nested(made((votes >= 14).astype(float)))
    assert found.certificate.holds
    assert found.split[0] > found.split[1]
    np.testing.assert_allclose(found.split[1:], found.split[1], atol=1e-9)


def test_machine_code_and_plain_python_agree_to_the_last_digit() -> None:
    from holdfast.core import compiled
    from holdfast.core.sharing.passes import generic

    table = np.random.default_rng(5).normal(size=62)
    ask = simplex.Programme(np.arange(1, 63), table, np.ones(62), np.zeros(0), 1.0, generic(6))
    room = [(np.zeros((22, 2), np.int64), np.zeros(22)) for _ in range(2)]
    plain, machine = simplex.solve(ask, *room[0]), compiled.run(simplex.solve, ask, *room[1])
    assert plain[0] == machine[0] == simplex.SOLVED
    np.testing.assert_array_equal(plain[1], machine[1])


def test_a_look_at_a_tampered_split_is_not_certified() -> None:
    """The certificate is worked out from the result: complaints of another split exceed the levels."""
    played = made(np.random.default_rng(1).normal(size=32))
    found = nested(played)
    moved = found.split + np.array([0.01, -0.01, 0, 0, 0])
    assert complaints(played, moved)[1:-1].max() > (found.least_core or 0) + 0.001
