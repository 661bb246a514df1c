"""Papers: the full report and the business case of the complete example in each format, warm, and the memory of printing them all."""

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
KINDS: Mapping[str, str] = {"full": "full report", "business_case": "business case"}
MEMORY = (
    "from benchmarks.reports import KINDS, print_one; "
    "[print_one(suffix, kind) for kind in KINDS for suffix in {suffixes!r} for _ in range(3)]"
)


def print_one(suffix: str, kind: str) -> bytes:
    """A paper on the complete example, from its evidence on; the business case with its trials."""
    catalogue = load_catalogue()
    evidence = read(complete_example())
    return render(compose(Subject(evidence, assess(evidence, catalogue), catalogue), kind), suffix)


def papers() -> Iterator[Figure]:
    """Reading, assessing, composing and printing, all of it each time."""
    for kind, words in KINDS.items():
        for suffix in RENDERERS:
            size = len(print_one(suffix, kind))
            taken = statistics.median(seconds(lambda suffix=suffix, kind=kind: print_one(suffix, kind)) for _ in range(RUNS))  # type: ignore[misc]
            yield Figure(f"{words} as {suffix} ({size // 1024:,} KB), median of {RUNS}", taken, "s", LIMITS[suffix])
    yield Figure("memory with every format printed three times", peak_megabytes(MEMORY.format(suffixes=list(RENDERERS))), "MB", 400)
