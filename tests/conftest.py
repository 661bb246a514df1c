"""What every test runs under: property tests are never timed, and try the same cases on every machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("holdfast", deadline=None, derandomize=True)
settings.load_profile("holdfast")
