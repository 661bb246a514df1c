"""The game an arrangement plays: what every group of its partners would pay for its services, with all that this rests on."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.hints import nearest
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.scope import Baseline, Coordination
from holdfast.core.sharing.assumptions import Assumption
from holdfast.core.sharing.faults import GameRefused
from holdfast.core.sharing.games import Floats, Services, service_game
from holdfast.core.sharing.priced import PricedService, Reader, priced_services
from holdfast.core.sharing.rules import MOST_PLAYERS, Inquiry
from holdfast.core.sharing.shares import Shares, share

# What each pair of partners costs, and what each partner does.
COORDINATION = "coordination"
COORDINATION_EACH = "coordination.each_partner"
NOT_SHARING = ("observer", "customer")


@dataclass(frozen=True)
class SharingGame:
    """The question to ask the rules, the services behind it, what it rests on, and the figures for want of which services are left out."""

    inquiry: Inquiry
    services: tuple[PricedService, ...]
    assumptions: tuple[Assumption, ...]
    left_out: tuple[str, ...]
    lacking: tuple[Assumption, ...] = ()

    def share(self, names: Sequence[str] = ()) -> Shares:
        """The named rules side by side, or all of them."""
        return share(self.inquiry, names, assumptions=self.assumptions, left_out=self.left_out)


def sharing_game(
    evidence: Evidence,
    changes: Mapping[str, float] | None = None,
    *,
    joining: Collection[str] = (),
    most: int = MOST_PLAYERS,
    names: Mapping[str, str] | None = None,
) -> SharingGame:
    """The game of the evidence at its date; `changes` replace assumptions by key, `joining` bodies take part as if they shared.

    Beyond `most` partners not every group is looked at. `names` are what sentences call partners by. `GameRefused` where no game
    can be made.
    """
    changes = changes or {}
    members = [*sharing_partners(evidence), *(partner for partner in newcomers(evidence) if partner.partner in joining)]
    partners = [partner.partner for partner in members]
    reader = Reader(changes, names or {})
    services, left_out = priced_services(evidence, partners, reader)
    together = _coordination(evidence, reader)
    faults = [*_wrong_changes(changes, reader, partners, evidence), *_too_little(partners, services, left_out)]
    if faults:
        raise GameRefused(faults)
    keys, missing = _keys(evidence, members, services, reader)
    game = service_game(partners, _services(partners, services, together))
    return SharingGame(Inquiry(game, keys, missing, most), tuple(services), tuple(reader.found), tuple(left_out), tuple(reader.lacking))


def sharing_partners(evidence: Evidence) -> tuple[Partner, ...]:
    """Who shares the cost: those that take part and do not only look on or buy."""
    return tuple(partner for partner in partners_in(evidence) if partner.role not in NOT_SHARING)


def newcomers(evidence: Evidence) -> tuple[Partner, ...]:
    """Who does not share yet and could: bodies on record that have not left, with a baseline of their own."""
    inside = {partner.partner for partner in sharing_partners(evidence)}
    costed = {baseline.partner for baseline in evidence.of(Baseline)}
    return tuple(
        partner
        for partner in evidence.of(Partner)
        if partner.partner in costed - inside and (partner.left is None or partner.left > evidence.date)
    )


@dataclass(frozen=True, slots=True)
class _Together:
    """What working together costs by the number of partners; nobody pays for it alone."""

    each_pair: float
    each_partner: float

    def costs(self, partners: int) -> Floats:
        sizes = np.arange(partners + 1)
        shared = self.each_pair * sizes * (sizes - 1) / 2 + self.each_partner * sizes
        return np.where(sizes < 2, 0.0, shared)


def _coordination(evidence: Evidence, reader: Reader) -> _Together:
    found = next(iter(evidence.of(Coordination)), None)
    asked = {
        COORDINATION: ("Working together, for each pair of partners", None if found is None else found.each_pair),
        COORDINATION_EACH: ("Working together, for each partner", None if found is None else found.each_partner),
    }
    is_known = any(value is not None or key in reader.changes for key, (_, value) in asked.items())
    unknown = (
        "not recorded, so only the other is counted"
        if is_known
        else "no record says, so it is left out, and the saving is at most what is shown"
    )
    costs = []
    for key, (words, value) in asked.items():
        if value is None and key not in reader.changes:
            words += f": {unknown}"
        figure = None if value is None else float(value)
        costs.append(reader.read(key, words, figure, "GBP a year", None if value is None else found) or 0.0)
    return _Together(*costs)


def _too_little(partners: Sequence[str], services: Sequence[PricedService], left_out: Sequence[str]) -> list[str]:
    faults = []
    if len(partners) < 2:
        faults.append(f"there are {len(partners)} partners that would share; expected at least 2 that are lead or member at the date")
    if not services:
        faults += left_out or ["no service is in scope; expected services with baselines and cost curves"]
    return faults


def _wrong_changes(changes: Mapping[str, float], reader: Reader, partners: Sequence[str], evidence: Evidence) -> list[str]:
    known = [assumption.key for assumption in (*reader.found, *reader.lacking)]
    faults = []
    for key, value in changes.items():
        if key not in known:
            faults.append(f"“{key}” is not an assumption of these sums{nearest(key, known)}")
        elif not math.isfinite(value) or value < 0:
            faults.append(f"“{key}”: {value:g} is not right; expected a number, 0 or more")
    return faults


def _services(partners: Sequence[str], services: Sequence[PricedService], together: _Together) -> Services:
    """Demands and costs by service; working together is a service of which each partner needs one unit."""
    demands = [service.demands(partners) for service in services]
    costs = [service.costs(sum(demand)) for service, demand in zip(services, demands, strict=True)]
    if together.costs(len(partners)).any():
        demands.append([1] * len(partners))
        costs.append(together.costs(len(partners)))
    longest = max(len(row) for row in costs)
    padded = np.array([np.concatenate([row, np.full(longest - len(row), row[-1])]) for row in costs])
    alone = np.array([sum(service.alone[partner] for service in services) for partner in partners])
    return Services(np.array(demands, dtype=np.int64), padded, alone)


def _keys(
    evidence: Evidence, members: Sequence[Partner], services: Sequence[PricedService], reader: Reader
) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """The figures by which cost may be split, and for those not known of everybody whose are missing."""
    stakes = {stake.partner: stake.cost_share for stake in evidence.of(Stake)}
    figures: dict[str, dict[str, object]] = {
        "population": {member.partner: member.population for member in members},
        "budget": {member.partner: member.net_budget for member in members},
        "staff": {member.partner: member.staff for member in members},
        "agreed": {member.partner: stakes.get(member.partner) for member in members},
        "use": dict(_use(members, services)),
    }
    keys: dict[str, dict[str, float]] = {}
    missing: dict[str, str] = {}
    for key, found in figures.items():
        unknown = [reader.called(partner) for partner, figure in found.items() if figure is None]
        if unknown:
            missing[key] = f"the {_WORDS[key]} of {', '.join(unknown)} is not known"
        else:
            keys[key] = {partner: float(figure) for partner, figure in found.items()}  # type: ignore[arg-type]
    return keys, missing


_WORDS = {"population": "people served", "budget": "net budget", "staff": "staff", "agreed": "agreed share of cost", "use": "use"}


def _use(members: Sequence[Partner], services: Sequence[PricedService]) -> dict[str, float]:
    """What each would pay if every service were paid by volume."""
    paid = dict.fromkeys((member.partner for member in members), 0.0)
    for service in services:
        total = sum(service.volumes.values())
        for partner, volume in service.volumes.items():
            paid[partner] += service.shared_cost * volume / total if total else 0.0
    return paid
