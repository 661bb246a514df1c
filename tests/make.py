"""Short ways to build records and evidence in tests."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any, TypeVar

from holdfast.core.evidence import Arrangement, Evidence, Record
from holdfast.core.schema import build

R = TypeVar("R", bound=Record)
_numbers = count(1)


def make(kind: type[R], /, **fields: Any) -> R:
    """A valid record; what every record needs is filled in where it is not given."""
    return build(kind, {"id": str(next(_numbers)), "on": dt.date(2026, 1, 1), "source": "test", **fields})


def evidence(*records: Record, **arrangement: Any) -> Evidence:
    """The evidence of an arrangement that holds these records."""
    return Evidence(build(Arrangement, {"name": "Test", **arrangement}), records)
