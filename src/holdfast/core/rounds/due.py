"""When a round should be run again: something happened, somebody is about to leave, or a year has passed."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from holdfast.core.evidence import Evidence


class Due(NamedTuple):
    """One reason to ask again: `record` is the event or post ("section/id") behind it, or the last round; `on` is since, or by, when."""

    reason: Literal["event", "leaving", "year"]
    record: str
    on: dt.date


def due_again(evidence: Evidence, on: dt.date) -> tuple[Due, ...]:
    """Why the readiness of an arrangement should be asked about again, the most pressing first; nothing where it should not.

    Nothing is due before a first round has closed.
    """
    raise NotImplementedError
