"""What every test runs under: property tests are never timed, and try the same cases on every machine."""

from __future__ import annotations

import os
import sys

from hypothesis import settings

from tests import runaway

settings.register_profile("holdfast", deadline=None, derandomize=True)
settings.load_profile("holdfast")

# The driver of the browser keeps an event loop in the thread of the tests, where Django would refuse every query of a later test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_configure() -> None:
    """Watch the process of the tests, and tell the terminal itself."""
    runaway.watch(os.dup(sys.stderr.fileno()))
