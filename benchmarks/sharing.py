"""Fair shares: each figure of speed beside its bar, with coopgame-py and a plain numpy pass in the same run on the same games.

`python -m benchmarks.sharing` prints all; `python -m benchmarks.sharing quick` leaves out what takes minutes.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import coopgame
import numpy as np

from benchmarks.figures import Figure, print_table
from holdfast.core.sharing.games import Floats, Game, Services, game, service_game
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.passes import anything, loudest, tabulated
from holdfast.core.sharing.shapley import service_shapley, shapley
from holdfast.core.sharing.trials import share_each

FIRST_CALL = (
    "import time; start = time.perf_counter(); import numpy as np; from holdfast.core.sharing.games import game; "
    "from holdfast.core.sharing.nucleolus import nested; figures = np.random.default_rng(0).random(1 << {players}); figures[0] = 0; "
    "nested(game([str(player) for player in range({players})], 'worth', figures)); print(time.perf_counter() - start)"
)


def timed(work: Callable[[], object], runs: int) -> float:
    """The median time of some runs after one to warm up, in milliseconds."""
    work()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - start))
    return statistics.median(found)


def once(work: Callable[[], object]) -> float:
    """One run, in milliseconds: what takes seconds is not repeated."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def random_game(players: int, seed: int = 1) -> Game:
    """Whole worths from 1 to 100 n, drawn alike: the first kind of game in Benedek, Fliege and Nguyen (2021)."""
    figures = np.random.default_rng(seed).integers(1, 100 * players, 1 << players, dtype=np.int32).astype(np.float64)
    figures[0] = 0
    return game([str(player) for player in range(players)], "worth", figures)


def sized_game(players: int, seed: int = 2) -> Game:
    """Worths that grow with the group: a draw times how many they are."""
    found = random_game(players, seed).table
    heads = np.zeros(1)
    for _ in range(players):
        heads = np.concatenate([heads, heads + 1])
    return game([str(player) for player in range(players)], "worth", found * heads / players)


def service_costs(players: int, services: int, *, lump: int = 0) -> Game:
    """Services with fixed cost and returns to scale; with a lump, capacity comes in steps."""
    random = np.random.default_rng(players)
    demands = random.integers(1, 50, (services, players)).astype(np.int64)
    size = np.arange(int(demands.sum(axis=1).max()) + 1, dtype=float)
    capacity = np.ceil(size / lump) * lump if lump else size
    costs = [
        np.where(size > 0, random.uniform(10, 100), 0) + random.uniform(1, 10) * capacity ** random.uniform(0.6, 0.95) for _ in demands
    ]
    return service_game([str(player) for player in range(players)], Services(demands, np.array(costs)))


def read_all(table: Floats) -> Callable[[], object]:
    """One streaming read by numpy, the limit of memory."""
    return lambda: table.sum()


def shapley_tables(is_quick: bool) -> Iterator[Figure]:
    """The Shapley value of a table."""
    for players, bar in ((20, 50.0), (24, 100.0)):
        played = random_game(players)
        peer_game = coopgame.Game(played.table[1:])
        ours, read = timed(lambda played=played: shapley(played), 9), timed(read_all(played.table), 9)
        peer = timed(lambda peer_game=peer_game: coopgame.shapley(peer_game), 3 if players < 24 else 1)
        yield Figure(f"Shapley, table, n = {players}", ours, "ms")
        yield Figure("  coopgame-py over ours", peer / ours, "times", bar, is_at_least=True)
        yield Figure("  ours over one read by numpy", ours / read, "times", 1.5 if players >= 24 else None)
    if not is_quick:
        played = random_game(28)
        ours, read = timed(lambda: shapley(played), 3), timed(read_all(played.table), 3)
        yield Figure("Shapley, table, n = 28", ours, "ms")
        yield Figure("  ours over one read by numpy", ours / read, "times", 1.5)


def shapley_services(_: bool) -> Iterator[Figure]:
    """The Shapley value of services."""
    small, many = service_costs(32, 10), service_costs(330, 10)
    yield Figure("Shapley, 32 partners x 10 services, exact", timed(lambda: service_shapley(small), 15), "ms", 20)
    yield Figure("Shapley, 330 partners x 10 services, exact", timed(lambda: service_shapley(many), 1), "ms", 5000)
    checked = service_costs(20, 10)
    by_table = shapley(tabulated(checked))
    gap = float(np.abs(service_shapley(checked) - by_table).max() / np.abs(by_table).max())
    yield Figure("  largest difference from the table at n = 20, parts in 10^12", 1e12 * gap, "", 1)


def nucleolus_tables(is_quick: bool) -> Iterator[Figure]:
    """The nucleolus of a table, the mean ratio over two kinds of game."""
    for players, bar in ((8, 5.0), (12, 3.0), (15, 5.0), (20, 10.0), *(() if is_quick else ((25, 60.0),))):
        ratios, ours = [], []
        for played in (random_game(players), sized_game(players)):
            peer_game = coopgame.Game(played.table[1:])
            ours.append(timed(lambda played=played: nested(played), 5 if players < 25 else 3))
            peer = once(lambda peer_game=peer_game: coopgame.prenucleolus(peer_game))
            ratios.append(peer / ours[-1])
            assert nested(played).certificate.holds
        yield Figure(f"nucleolus, table, n = {players}, mean", statistics.mean(ours), "ms")
        yield Figure("  coopgame-py over ours, the lower of two kinds of game", min(ratios), "times", bar, is_at_least=True)
    if not is_quick:
        played = random_game(28)
        yield Figure("nucleolus, table, n = 28", once(lambda: nested(played)), "ms", 4000)


def nucleolus_services(is_quick: bool) -> Iterator[Figure]:
    """The nucleolus of services."""
    concave = service_costs(32, 10)
    yield Figure("nucleolus, 32 partners, concave services, certified", timed(lambda: nested(concave), 5), "ms", 1000)
    assert nested(concave).certificate.holds
    players = 26 if is_quick else 32
    lumpy = service_costs(players, 10, lump=37)
    bar = None if is_quick else 120_000
    yield Figure(f"nucleolus, {players} partners, lumpy services, no table", once(lambda: nested(lumpy)), "ms", bar)


def complaints(_: bool) -> Iterator[Figure]:
    """The group that would gain most by leaving."""
    played = random_game(25)
    split = np.full(25, played.total / 25)
    look = timed(lambda: loudest(played, split, "plain", anything(played), 0.0, 1), 5)
    read = timed(read_all(played.table), 5)
    yield Figure("which group would gain most by leaving, n = 25", look, "ms")
    yield Figure("  over one read by numpy", look / read, "times", 2)


def trials(_: bool) -> Iterator[Figure]:
    """Both rules in every trial."""
    figures = np.random.default_rng(4).random((100_000, 256))
    figures[:, 0] = 0
    yield Figure("Shapley and nucleolus in each of 100,000 trials, 8 partners", once(lambda: share_each(figures)) / 1000, "s", 15)


def first_calls(_: bool) -> Iterator[Figure]:
    """A fresh process, from its first import to its first result."""
    for players in (8, 12, 20):
        command = [sys.executable, "-c", FIRST_CALL.format(players=players)]
        runs = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(5)]
        yield Figure(f"first nucleolus of a fresh process, n = {players}, best of 5", min(runs), "s", 1)


PARTS = (shapley_tables, shapley_services, nucleolus_tables, nucleolus_services, complaints, trials, first_calls)


def sharing(is_quick: bool = False) -> Iterator[Figure]:
    """Every figure."""
    share_each(np.random.default_rng(0).random((2, 16)))
    for part in PARTS:
        yield from part(is_quick)


if __name__ == "__main__":
    print_table(sharing("quick" in sys.argv[1:]))
