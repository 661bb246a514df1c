"""The solver of linear programmes, started without the line that it prints of itself: standard output belongs to whoever asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

STANDARD_OUTPUT = 1
_starting = Lock()


def solver() -> Any:
    """A new solver that says nothing."""
    import highspy

    _start()
    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    return model


def _start() -> None:
    # The cache alone would let two threads start it at once, and one of them put the wrong output back.
    with _starting:
        _start_once()


@cache
def _start_once() -> None:
    """Its first object in a process prints a line past Python's own output, which no option of it stops."""
    import highspy

    with _nowhere():
        highspy.Highs()  # type: ignore[no-untyped-call]


@contextmanager
def _nowhere() -> Iterator[None]:
    """Standard output, as the system knows it, goes nowhere for so long; where there is none, nothing is done."""
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STANDARD_OUTPUT)
        yield
    finally:
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(kept)
        os.close(nowhere)
