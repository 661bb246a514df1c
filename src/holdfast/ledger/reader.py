"""Who reads: the one rule of what may be read by whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from holdfast.ledger.entry import Visibility


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads an arrangement.

    `bodies` are the partners whose place the reader holds: their own body, and any it has succeeded; none for an auditor,
    who reads what all partners read. `is_member` is false for the public.
    """

    bodies: frozenset[str] = frozenset()
    is_member: bool = True

    @property
    def audience(self) -> str:
        """The audience of design section 7: `public`, `partners`, or the body's short name."""
        if not self.is_member:
            return "public"
        return "+".join(sorted(self.bodies)) or "partners"

    def may_read(self, body: str, visibility: Visibility, exchange: int | None, opened: Collection[int]) -> bool:
        """Whether this reader may read what a body told at this visibility; `opened` are the exchanges that have opened."""
        if visibility == "public":
            return True
        if not self.is_member:
            return False
        if visibility == "partners" or (visibility == "sealed" and exchange in opened):
            return True
        return body in self.bodies


PUBLIC = Reader(is_member=False)
PARTNERS = Reader()
