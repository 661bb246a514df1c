"""What the assessment may know of a round: its published figures as records."""

from __future__ import annotations

from holdfast.core.evidence import Record
from holdfast.core.rounds.published import Published


def counted(published: Published) -> tuple[Record, ...]:
    """One `tallies` record for each figure that may be said, and each answer on the record; dated by the closing of the round.

    Put beside the evidence with the `rounds` record of the same id: survey indicators read these, and never an answer.
    """
    raise NotImplementedError
