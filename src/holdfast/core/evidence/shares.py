"""Whether the shares of all partners add up to 1, at each date on which a stake became known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.schema import fields_of

TOLERANCE = 0.005
SHARES = tuple(spec.name for spec in fields_of(Stake) if spec.says.unit == "share")


class ShareFault(NamedTuple):
    """A share whose sum is not 1, at the row of the last stake that counts in it."""

    row: int
    share: str
    message: str


def share_faults(stakes: Mapping[int, Stake], partners: Sequence[Partner]) -> Iterator[ShareFault]:
    """Faults of the stakes by row; a date on which some partner has no share yet is passed over."""
    held: dict[str, tuple[int, Stake]] = {}
    by_date: dict[dt.date, list[tuple[int, Stake]]] = {}
    for row, stake in stakes.items():
        by_date.setdefault(stake.on, []).append((row, stake))
    for date in sorted(by_date):
        held.update({stake.partner: (row, stake) for row, stake in by_date[date]})
        members = _members(partners, date)
        if not members or len(held) < len(members) or not members <= held.keys():
            continue
        for share in SHARES:
            values = {name: getattr(held[name][1], share) for name in sorted(members)}
            if None in values.values():
                continue
            total = sum(values.values())
            if abs(total - 1) > TOLERANCE:
                parts = ", ".join(f"{name} {value:g}" for name, value in list(values.items())[:12])
                yield ShareFault(
                    by_date[date][-1][0], share, f"the shares known on {date} add up to {total:.4g} ({parts}); expected 1 over all partners"
                )


def _members(partners: Sequence[Partner], date: dt.date) -> set[str]:
    """The partners that take part at the date, as known then or, where first told of later, as first told."""
    known: dict[str, Partner] = {}
    for partner in sorted(partners, key=lambda partner: partner.on):
        if partner.partner not in known or partner.on <= date:
            known[partner.partner] = partner
    return {
        name
        for name, partner in known.items()
        if partner.role != "observer"
        and (partner.joined is None or partner.joined <= date)
        and (partner.left is None or partner.left > date)
    }
