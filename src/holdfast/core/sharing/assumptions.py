"""What a result rests on: each figure with its source, date and records, and whether it is only proposed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Assumption:
    """One figure the sums rest on. `key` is what to change it by; a `value` of none is not known, and `words` say what then."""

    key: str
    words: str
    value: float | None
    unit: str
    source: str
    on: dt.date | None
    records: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The assumption as JSON has it."""
        return {
            "key": self.key,
            "words": self.words,
            "value": self.value,
            "unit": self.unit,
            "source": self.source,
            "on": self.on and self.on.isoformat(),
            "records": list(self.records),
        }
