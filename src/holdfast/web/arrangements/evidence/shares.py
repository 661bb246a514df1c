"""Whether the shares of the partners add up, as the page of the partners says it."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.shares import SHARES, share_faults
from holdfast.core.schema import fields_of
from holdfast.web.arrangements.evidence.recorded import Recorded
from holdfast.web.arrangements.state import number_of

SPECS = tuple(spec for spec in fields_of(Stake) if spec.name in SHARES)


@dataclass(frozen=True, slots=True)
class ShareSum:
    """One share over all partners that take part: the sum of what is known, and who has none yet."""

    title: str
    total: float
    without: tuple[str, ...]


def share_sums(recorded: Recorded) -> tuple[ShareSum, ...]:
    """The running sum of each share of which any is known."""
    stakes = {stake.partner: stake for stake in recorded.holding(Stake) if isinstance(stake, Stake)}
    members = [partner.partner for partner in partners_in(recorded.evidence.as_at(recorded.today))]
    sums = []
    for spec in SPECS:
        values = {name: getattr(stakes[name], spec.name) if name in stakes else None for name in members if name}
        known = [value for value in values.values() if value is not None]
        if known:
            without = tuple(recorded.words.name("partners", name) for name, value in values.items() if value is None)
            sums.append(ShareSum(spec.says.title, sum(known), without))
    return tuple(sums)


def share_warnings(recorded: Recorded) -> tuple[str, ...]:
    """What is wrong with the latest shares, in the words of the check."""
    stakes = {number_of(stake): stake for stake in recorded.evidence.every(Stake)}
    latest = max((stake.on for stake in stakes.values()), default=None)
    faults = share_faults(stakes, recorded.evidence.every(Partner))
    titles = {spec.name: spec.says.title for spec in SPECS}
    return tuple(f"{titles[fault.share]}: {fault.message}" for fault in faults if stakes[fault.row].on == latest)
