"""Prints one table: each figure, its limit, and whether it is met. `python -m benchmarks`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.business_case import business_case
from benchmarks.figures import Figure, peak_megabytes, print_table, seconds
from benchmarks.reports import papers
from benchmarks.rounds import rounds
from benchmarks.sharing import sharing
from benchmarks.synthetic import evidence
from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Evidence
from holdfast.files import read
from holdfast.files.examples import complete_example

ROOT = Path(__file__).parents[1]
COLD_RUNS = 20
SIZES = (1_000, 10_000, 100_000)
MEMORY = "from benchmarks.synthetic import evidence; from holdfast.core.assess import assess; "
MEMORY += "from holdfast.core.catalogue import load_catalogue; found = evidence({size}); assess(found, load_catalogue())"


def again(found: Evidence) -> Evidence:
    """The same evidence with nothing worked out yet."""
    return found.as_at(found.date)


def complete() -> Iterator[Figure]:
    """The complete example, its evidence in memory."""
    if not complete_example().exists():
        print("examples/four-councils.toml is not there; the guide's example 1 stands in", file=sys.stderr)
    catalogue = load_catalogue()
    found = read(_example())
    runs = [seconds(lambda: assess(again(found), catalogue)) for _ in range(30)]
    yield Figure(f"assess the complete example ({len(found)} records), median of 30", 1000 * statistics.median(runs), "ms", 20)


def _example() -> Path:
    path = complete_example()
    return path if path.exists() else ROOT / "examples" / "guide" / "1.toml"


def growth() -> Iterator[Figure]:
    """Synthetic evidence of growing size."""
    catalogue = load_catalogue()
    costs = []
    for size in SIZES:
        found = evidence(size)
        costs.append(1_000_000 * min(seconds(lambda found=found: assess(again(found), catalogue)) for _ in range(3)) / size)  # type: ignore[misc]
        yield Figure(f"assess {size:,} records, each", costs[-1], "microseconds", 15 if size > SIZES[0] else None)
    yield Figure("cost of a record at 100,000 over 10,000 (1 is linear)", costs[2] / costs[1], "times", 1.5)


def memory() -> Iterator[Figure]:
    """A process that holds and assesses the largest evidence."""
    yield Figure(f"memory with {SIZES[-1]:,} records", peak_megabytes(MEMORY.format(size=SIZES[-1])), "MB", 500)


def cold_start() -> Iterator[Figure]:
    """The command from nothing, beside importing pydantic: run in turn, so that both meet the same machine.

    The first pair does not count: it leaves compiled code and the catalogue's cache behind, as a user's first command does.
    """
    command = [sys.executable, "-c", "from holdfast.cli.main import run; run()", "assess", str(_example())]
    yardstick = [sys.executable, "-c", "import pydantic"]
    pairs = [(seconds(lambda: _output(yardstick)), seconds(lambda: _output(command))) for _ in range(1 + COLD_RUNS)][1:]
    import_pydantic, cold = (1000 * statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(own / other for other, own in pairs)
    yield Figure(f'python -c "import pydantic", median of {COLD_RUNS}', import_pydantic, "ms")
    yield Figure(f"holdfast assess from a cold start, median of {COLD_RUNS}", cold, "ms")
    yield Figure(f"cold start over the import of pydantic, median of {COLD_RUNS} pairs", ratio, "times", 3)
    yield Figure("the same without a cache of the catalogue, median of 5", statistics.median(map(_without_cache, [command] * 5)), "ms")


def _without_cache(command: Sequence[str]) -> float:
    with tempfile.TemporaryDirectory() as empty:
        return 1000 * seconds(lambda: _output(command, XDG_CACHE_HOME=empty))


def _output(command: Sequence[str], **environment: str) -> str:
    """What a process prints. It may keep compiled code, as on a user's machine, whatever is set here."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, cwd=ROOT, env=own | environment, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Measure and print; a limit that is missed is printed, not raised."""
    print_table(figure for part in (complete, growth, memory, papers, cold_start, sharing, business_case, rounds) for figure in part())


if __name__ == "__main__":
    main()
