"""Records of those who take part, and whether enough of the partners are on record to speak of all."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import TypeVar, cast

from holdfast.core.evidence import Evidence, Record
from holdfast.core.indicators.absence import codes_in, complete_by

R = TypeVar("R", bound=Record)
AT_LEAST = 2


def present(evidence: Evidence, kind: type[R]) -> tuple[R, ...]:
    """The records of a kind about the whole arrangement, or about a partner that takes part."""
    return cast(tuple[R, ...], evidence.once(_present_of(kind)))  # type: ignore[arg-type]


@functools.cache
def _present_of(kind: type[Record]) -> Callable[[Evidence], tuple[Record, ...]]:
    """The same as plain facts of the evidence: some indicators of a theme ask for the same kind."""

    def found(evidence: Evidence) -> tuple[Record, ...]:
        allowed = {None, *codes_in(evidence)}
        return tuple(record for record in evidence.of(kind) if record.partner in allowed)

    return found


def speak_for_all(evidence: Evidence, kind: type[Record], stated: Collection[str | None]) -> bool:
    """Whether what is stated about these partners (none for the whole) may be read as about all.

    One record for the whole is enough, so are two partners that make up half of all, or a complete list.
    """
    if None in stated:
        return True
    codes = codes_in(evidence)
    known = codes.intersection(stated)
    if len(known) >= AT_LEAST and AT_LEAST * len(known) >= len(codes):
        return True
    return bool(known) and bool(complete_by(evidence, kind, evidence.date, evidence.date))
