"""What every test runs under: property tests are never timed, and try the same cases on every machine."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import settings

from tests import runaway

settings.register_profile("holdfast", deadline=None, derandomize=True)
settings.load_profile("holdfast")

# The driver of the browser keeps an event loop in the thread of the tests, where Django would refuse every query of a later test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Those that take longest, longest first: begun last, one of them would leave every other processor idle.
LONGEST = (
    "tests/properties/test_assessment.py",
    "tests/browser/test_evidence.py",
    "tests/browser/test_accessibility.py",
    "tests/workspace/test_papers_page.py",
    "tests/browser/test_fair_shares.py",
    "tests/browser/test_over_time.py",
    "tests/browser/test_printing.py",
    "tests/properties/",
    "tests/workspace/test_permissions.py",
    "tests/web/test_every_page.py",
    "tests/browser/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; all others stay in their order."""
    items.sort(key=lambda item: next((place for place, path in enumerate(LONGEST) if item.nodeid.startswith(path)), len(LONGEST)))


def pytest_configure() -> None:
    """Watch the process of the tests, and tell the terminal itself."""
    runaway.watch(os.dup(sys.stderr.fileno()))
