"""Papers: the full report of the complete example in each format, warm, and the memory of a process that prints them all."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping

from benchmarks.figures import Figure, peak_megabytes, seconds
from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.files import read
from holdfast.files.examples import complete_example
from holdfast.reports import RENDERERS, Subject, compose, render

LIMITS: Mapping[str, float] = {".pdf": 2, ".docx": 3, ".xlsx": 2, ".html": 2}
RUNS = 5
MEMORY = "from benchmarks.reports import print_full; [print_full(suffix) for suffix in {suffixes!r} for _ in range(3)]"


def print_full(suffix: str) -> bytes:
    """The full report of the complete example, from its evidence on."""
    catalogue = load_catalogue()
    evidence = read(complete_example())
    return render(compose(Subject(evidence, assess(evidence, catalogue), catalogue)), suffix)


def papers() -> Iterator[Figure]:
    """Reading, assessing, composing and printing, all of it each time."""
    for suffix in RENDERERS:
        size = len(print_full(suffix))
        taken = statistics.median(seconds(lambda suffix=suffix: print_full(suffix)) for _ in range(RUNS))  # type: ignore[misc]
        yield Figure(f"full report as {suffix} ({size // 1024:,} KB), median of {RUNS}", taken, "s", LIMITS[suffix])
    yield Figure("memory with every format printed three times", peak_megabytes(MEMORY.format(suffixes=list(RENDERERS))), "MB", 400)
