"""What one partner told in a sealed exchange: its records by part, and the parts it would not answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

from holdfast.core.evidence.alignment import Appetite, DepthWish, Motive, NoGoArea, RoleWish
from holdfast.core.evidence.record import Record

R = TypeVar("R", bound=Record)
# Why a part says nothing: left out on purpose, or its words were erased later.
Why = Literal["rather_not_say", "does_not_apply", "erased"]
PartState = Literal["answered", "rather_not_say", "does_not_apply", "erased", "no_answer"]
# The kinds that are told sealed, in the order in which they are asked.
SEALED_KINDS: tuple[type[Record], ...] = (Motive, NoGoArea, RoleWish, DepthWish, Appetite)
SEALED_SECTIONS = tuple(kind.meta.section for kind in SEALED_KINDS)


@dataclass(frozen=True, slots=True)
class Told:
    """One partner's place in an exchange. `is_given` is false where it did not answer: then nothing of it is guessed."""

    partner: str
    records: tuple[Record, ...] = ()
    declined: Mapping[str, Why] | None = None
    is_given: bool = True

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind."""
        return cast(tuple[R, ...], tuple(record for record in self.records if isinstance(record, kind)))

    def state(self, kind: type[Record]) -> PartState:
        """Whether this part was answered, and if not, why."""
        if self.of(kind):
            return "answered"
        return (self.declined or {}).get(kind.meta.section, "no_answer") if self.is_given else "no_answer"


def answered(told: Iterable[Told], kind: type[Record]) -> tuple[Told, ...]:
    """Those who answered one part."""
    return tuple(one for one in told if one.state(kind) == "answered")
