"""Indicators of who the partners are: sectors, styles, stakes, sizes, elections, published positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.facts import decision_window, expected, latest, partners_in
from holdfast.core.evidence.history import Event
from holdfast.core.evidence.partners import BodyType, Election, Partner, Policy, Stake
from holdfast.core.evidence.trading import Customer
from holdfast.core.indicators.absence import WINDOW, codes_in, so_far, unsettled_since
from holdfast.core.indicators.predicates import LOWER, SIZES_APART, UPPER, is_live
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, known, reads
from holdfast.core.sharing.stakes import largest_mismatch
from holdfast.core.trading.income import signed

SECTORS: Mapping[BodyType, str] = {
    "district": "district",
    "county": "county",
    "unitary": "all-purpose",
    "metropolitan": "all-purpose",
    "london_borough": "all-purpose",
    "fire": "fire",
    "police": "police",
    "health": "health",
    "national": "national",
    "company": "company",
}
ALIKE = 1.05
WITHOUT_ELECTIONS = frozenset({"fire", "health", "national", "company"})
SIZES: Sequence[Callable[[Partner], float]] = (
    lambda partner: float(partner.population or 0),
    lambda partner: float(partner.staff or 0),
    lambda partner: float(partner.net_budget or 0),
)


@reads(Partner)
def sector_mix(evidence: Evidence) -> Reading:
    """Number of different sectors, or tiers of local government, among the partners, a count (P05.1, K15).

    What is of no named sector is not known, and customers are no partners.
    """
    partners = [partner for partner in partners_in(evidence) if partner.role != "customer"]
    typed = [partner for partner in partners if partner.type in SECTORS]
    sectors = {SECTORS[partner.type] for partner in typed if partner.type}
    complete = len(typed) == len(partners) > 1
    return so_far(len(sectors), typed, complete=complete, tells=len(sectors) > 1)


@reads(Partner)
def style_mix(evidence: Evidence) -> Reading:
    """Share of partners led in the less common way, members or officers: 0 to 0.5 (P05.2, L13)."""
    partners = partners_in(evidence)
    styled = [partner for partner in partners if partner.style]
    if not styled:
        return NOT_KNOWN
    member_led = sum(partner.style == "member_led" for partner in styled)
    fewer = min(member_led, len(styled) - member_led)
    return so_far(fewer / len(styled), styled, complete=len(styled) == len(partners) > 1, tells=fewer > 0)


@reads(Stake)
def cost_against_vote(evidence: Evidence) -> Reading:
    """Largest of |cost share - vote share| over the partners, in points of 100 (P07.1, K62, K65).

    A customer has no vote by design, so its stake is not needed.
    """
    needed = {partner.partner for partner in partners_in(evidence) if partner.role != "customer"}
    stakes = [stake for stake in evidence.of(Stake) if stake.partner in needed]
    stated = {stake.partner for stake in stakes if stake.cost_share is not None and stake.vote_share is not None}
    found = largest_mismatch(stakes)
    return known(found.points, found.stakes) if found and len(needed) > 1 and stated == needed else NOT_KNOWN


@reads(Partner)
def digital_staff_share(evidence: Evidence) -> Reading:
    """ICT and digital staff of all partners over all their staff, as a share (P11.2, T2)."""
    partners = partners_in(evidence)
    counted = [(partner.ict_staff, partner.staff) for partner in partners if partner.ict_staff is not None and partner.staff is not None]
    staff = sum(staff for _, staff in counted)
    if len(counted) < len(partners) or not staff:
        return NOT_KNOWN
    return known(sum(ict_staff for ict_staff, _ in counted) / staff, partners)


@reads(Election, Gate, Partner, Event)
def elections_in_window(evidence: Evidence) -> Reading:
    """Partners whose control has changed, or may change by an election before the last decision ahead, a count (P12.1, K12, K58, K36, L15).

    A live arrangement without a decision ahead faces each election all the same: those of the next year count.
    A change of control counts for three years unless it has been worked through.
    Control may change unless the record says that it may not. No election is known only where the next one
    of every elected partner is on record.
    """
    changes = _changes_of_control(evidence)
    window = decision_window(evidence) or ((evidence.date, evidence.date + WINDOW) if is_live(evidence) else None)
    if window is None:
        return known(len({change.partner for change in changes}), changes) if changes else without_window(evidence.of(Gate))
    start, end = window
    elected = {partner.partner for partner in partners_in(evidence) if partner.type not in WITHOUT_ELECTIONS}
    ahead = [election for election in evidence.of(Election) if election.partner in elected and election.date >= start]
    may_change = [election for election in ahead if election.date <= end and election.control_may_change is not False]
    voting = {election.partner for election in may_change} | {change.partner for change in changes}
    complete = bool(codes_in(evidence)) and elected <= {election.partner for election in ahead}
    elections = may_change if voting else ahead
    return so_far(len(voting), [*changes, *elections, *_last_gates(evidence.of(Gate))], complete=complete, tells=bool(voting))


def _changes_of_control(evidence: Evidence) -> tuple[Event, ...]:
    """The changes of political control of the last three years that are not settled."""
    start = unsettled_since(evidence.date)
    return tuple(
        event
        for event in evidence.of(Event)
        if event.type == "control_change" and not event.resolved and start <= (event.happened or event.on) <= evidence.date
    )


def without_window(gates: Sequence[Gate]) -> Reading:
    """Every gate decided leaves no window at all; a gate without a date leaves it unknown."""
    return NOT_APPLICABLE if gates and all(gate.decided for gate in gates) else NOT_KNOWN


def _last_gates(gates: Sequence[Gate]) -> tuple[Gate, ...]:
    """The gates still to be decided that are expected last: they end the window."""
    end = latest(map(expected, gates))
    return tuple(gate for gate in gates if end and expected(gate) == end)


@reads(Policy)
def opposed_policies(evidence: Evidence) -> Reading:
    """1 where one partner's published position is for outsourcing, or sharing, and another's against it, else 0 (P12.3, the guide)."""
    codes = codes_in(evidence)
    for topic in ("outsourcing", "sharing"):
        policies = [policy for policy in evidence.of(Policy) if policy.topic == topic and policy.partner in codes]
        taken = Counter(policy.stance for policy in policies)
        if taken["for"] and taken["against"]:
            return known(1, [policy for policy in policies if policy.stance != "neutral"])
    settled = [policy for policy in evidence.of(Policy) if policy.topic == "outsourcing" and policy.partner in codes]
    return so_far(0, settled, complete=len(settled) == len(codes) > 1, tells=False)


@reads(Partner, Stake)
def size_ratio(evidence: Evidence) -> Reading:
    """The largest partner over the smallest by people served, staff, net budget or share of cost, as a ratio (C06.1, K39, K57).

    A county, national or health body with a district counts as at least the ratio that makes a pair cross-tier.
    Customers are no partners, however small or large.
    """
    partners = [partner for partner in partners_in(evidence) if partner.role != "customer"]
    tiers = _of_different_tiers(partners)
    for size in SIZES:
        if len(partners) > 1 and all(map(size, partners)):
            smallest, *_, largest = sorted(partners, key=size)
            ratio = size(largest) / size(smallest)
            return known(SIZES_APART, tiers) if tiers and ratio < SIZES_APART else known(ratio, (largest, smallest))
    return known(SIZES_APART, tiers) if tiers else _ratio_of_cost(evidence, partners)


def _ratio_of_cost(evidence: Evidence, partners: Sequence[Partner]) -> Reading:
    """The largest share of the cost over the smallest, where every partner has one: it mirrors how much of the service each is.

    Equal shares are a principle that partners of any size may choose, so they say nothing of size.
    """
    codes = {partner.partner for partner in partners}
    shares = [(stake.cost_share, stake) for stake in evidence.of(Stake) if stake.partner in codes and stake.cost_share]
    if len(shares) < max(len(codes), 2):
        return NOT_KNOWN
    (least, smallest), *_, (most, largest) = sorted(shares, key=lambda item: item[0])
    return so_far(most / least, (largest, smallest), complete=most > least * ALIKE, tells=False)


def _of_different_tiers(partners: Sequence[Partner]) -> tuple[Partner, ...]:
    """One partner of the upper and one of the lower tier, or none where not both are there."""
    upper = next((partner for partner in partners if partner.type in UPPER), None)
    lower = next((partner for partner in partners if partner.type in LOWER), None)
    return (upper, lower) if upper and lower else ()


@reads(Partner)
def opposed_control(evidence: Evidence) -> Reading:
    """1 where partners are under different political control, 0 where all are under the same (P12.7, K36, K58)."""
    partners = partners_in(evidence)
    controlled = [partner for partner in partners if partner.control]
    parties = {partner.control.casefold().strip() for partner in controlled}
    complete = len(controlled) == len(partners) > 1
    return so_far(len(parties) > 1, controlled, complete=complete, tells=len(parties) > 1)


@reads(Partner, Customer)
def bodies_served(evidence: Evidence) -> Reading:
    """How many bodies the service is run for: those that take part, and customers outside that have signed, a count (P05.8, K79)."""
    partners = partners_in(evidence)
    codes = {partner.partner for partner in partners}
    outside = [one for one in signed(evidence.of(Customer)) if one.owner is False and one.customer not in codes]
    number = sum(partner.bodies or 1 for partner in partners) + len(outside)
    return so_far(number, [*partners, *outside], complete=number > 1, tells=False)


READERS = (
    sector_mix,
    style_mix,
    cost_against_vote,
    digital_staff_share,
    elections_in_window,
    opposed_policies,
    size_ratio,
    opposed_control,
    bodies_served,
)
