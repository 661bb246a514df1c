"""Indicators of what the partners want: reasons, roles, limits, depth, appetite for risk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from holdfast.core.alignment.levels import APPETITE_STEPS, DEPTH_STEPS, form_step, widest_gap
from holdfast.core.alignment.limits import services_by_name
from holdfast.core.alignment.motives import all_reasons, first_reasons, opposed
from holdfast.core.alignment.ranks import mean_rank_correlation
from holdfast.core.alignment.roles import CONTESTED, verdict_on_roles
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.alignment import Appetite, DepthWish, Motive, NoGoArea, RoleWish
from holdfast.core.evidence.facts import partners_in, services_in_scope
from holdfast.core.evidence.history import Event, Register
from holdfast.core.evidence.scope import Service
from holdfast.core.indicators.absence import registers_of, so_far, term_before
from holdfast.core.indicators.reading import NOT_KNOWN, Reading, known, reads

R = TypeVar("R", bound=Record)
APART = 2
NEW_COURSE = frozenset({"control_change", "strategy_change"})
PERFECT = 0.999
PREFERENCE = 0.5
BACKING = frozenset({"financial", "legal"})


def _of_partners(evidence: Evidence, kind: type[R]) -> tuple[R, ...]:
    """What the partners in the arrangement say, as far as it still holds.

    A wish is a statement of those in charge at the time: it lapses after a council's term, and where control or strategy
    has changed since and the partners have not worked that through.
    """
    since = dict.fromkeys(_sharing(evidence), term_before(evidence.date))
    for event in evidence.of(Event):
        if event.partner in since and event.type in NEW_COURSE and not event.resolved:
            since[event.partner] = max(since[event.partner], event.happened or event.on)
    return tuple(record for record in evidence.of(kind) if record.partner in since and record.on >= since[record.partner])


def _sharing(evidence: Evidence) -> frozenset[str]:
    """The partners that share: a customer buys for reasons of its own, and need not want what the others want."""
    return frozenset(partner.partner for partner in partners_in(evidence) if partner.role != "customer")


def _are_own(records: Iterable[Record]) -> bool:
    """Whether agreement was told by each for itself: a joint plan gives every partner the same words and shows none.

    What rests on nothing but papers that every partner's words rest on is joint. A source may name several, with ; between.
    """
    told: dict[str | None, list[frozenset[str]]] = {}
    for record in records:
        told.setdefault(record.partner, []).append(frozenset(paper.strip() for paper in record.source.split(";")))
    joint = frozenset.intersection(*(frozenset().union(*papers) for papers in told.values())) if told else frozenset()
    return len(told) > 1 and all(any(papers - joint for papers in found) for found in told.values())


def _by_partner(evidence: Evidence, kind: type[R]) -> dict[str, list[R]]:
    """The same, gathered by partner."""
    gathered: dict[str, list[R]] = {}
    for record in _of_partners(evidence, kind):
        gathered.setdefault(record.partner or "", []).append(record)
    return gathered


@reads(RoleWish, Service)
def rival_providers(evidence: Evidence) -> Reading:
    """Services that two or more partners want to provide, or one does and nobody buys, as a share of those whose roles are known.

    P02.1, the guide. A service's roles are known once every partner has said its wish, or two would provide it.
    """
    everyone = len(_sharing(evidence))
    wishes: dict[str, list[RoleWish]] = {service.service: [] for service in services_in_scope(evidence)}
    for wish in _of_partners(evidence, RoleWish):
        if wish.service in wishes and wish.wish != "undecided":
            wishes[wish.service].append(wish)
    verdicts = {service: verdict_on_roles([wish.wish for wish in found], everyone) for service, found in wishes.items()}
    contested = [found for service, found in wishes.items() if verdicts[service] in CONTESTED]
    settled = [found for service, found in wishes.items() if len(found) == everyone > 1 and verdicts[service] not in CONTESTED]
    judged = len(contested) + len(settled)
    if not judged:
        return NOT_KNOWN
    records = [wish for found in contested or settled for wish in found]
    return so_far(len(contested) / judged, records, complete=judged == len(wishes), tells=bool(contested))


@reads(Motive)
def driver_agreement(evidence: Evidence) -> Reading:
    """Mean of Spearman's rank correlation of the points given to nine reasons, over all pairs of partners, -1 to 1.

    P06.1, the guide; the formula is in `core/alignment/ranks.py`. Known once every partner has given all its points;
    perfect agreement counts only where the partners speak for themselves and not through one joint plan.
    """
    gathered = _by_partner(evidence, Motive)
    given = [points for motives in gathered.values() if (points := all_reasons(motives)) is not None]
    value = mean_rank_correlation(given)
    if value is None or len(given) < len(_sharing(evidence)):
        return NOT_KNOWN
    records = [motive for motives in gathered.values() for motive in motives]
    return so_far(value, records, complete=_are_own(records), tells=value < PERFECT)


@reads(Motive)
def first_reason_shared(evidence: Evidence) -> Reading:
    """Share of partners that have the most common first reason among theirs (C03.1, the guide)."""
    gathered = _by_partner(evidence, Motive)
    firsts = {partner: found for partner, motives in gathered.items() if (found := first_reasons(motives))}
    if len(firsts) < 2:
        return NOT_KNOWN
    common = max(Counter(driver for found in firsts.values() for driver in found).values())
    records = [motive for partner, found in firsts.items() for motive in gathered[partner] if motive.driver in found]
    complete = len(firsts) == len(_sharing(evidence)) and _are_own(records)
    return so_far(common / len(firsts), records, complete=complete, tells=common < len(firsts))


@reads(Motive)
def opposed_directions(evidence: Evidence) -> Reading:
    """1 where one partner wants to grow or to trade and another to become smaller, else 0 (P06.2, the guide)."""
    motives = [motive for motive in _of_partners(evidence, Motive) if motive.direction]
    if opposed((motive.partner, motive.direction) for motive in motives if motive.direction):
        return known(1, [motive for motive in motives if motive.direction != "keep"])
    complete = len({motive.partner for motive in motives}) == len(_sharing(evidence)) > 1 and _are_own(motives)
    return so_far(0, motives, complete=complete, tells=False)


@reads(NoGoArea, Service, Register)
def no_go_overlap(evidence: Evidence) -> Reading:
    """No-go areas that name a service in the scope, a count: 1 for a red line, 0.5 for a preference (P09.2, the guide).

    None is known only where every partner has written its list, or a register says that it is complete.
    """
    names = services_by_name(services_in_scope(evidence))
    areas = _of_partners(evidence, NoGoArea)
    overlapping = [area for area in areas if area.firmness != "no_limit" and area.subject.casefold() in names]
    value = sum(1 if area.firmness == "red_line" else PREFERENCE for area in overlapping)
    written, registers = _written(evidence, areas)
    complete = bool(names) and len(_sharing(evidence)) > 1 and _sharing(evidence) <= written
    return so_far(value, overlapping or [*areas, *registers], complete=complete, tells=bool(overlapping))


@reads(NoGoArea, Register)
def no_go_written(evidence: Evidence) -> Reading:
    """Partners without a written list of no-go areas, a count (C03.2, the guide).

    That a partner has none in writing is known only from a register for the whole; silence in the file is not a fact.
    """
    codes = _sharing(evidence)
    areas = _of_partners(evidence, NoGoArea)
    listed = registers_of(evidence, NoGoArea, evidence.date, evidence.date)
    written = codes & {*(area.partner for area in areas), *listed}
    complete = len(codes) > 1 and bool(written) and (None in listed or written == codes)
    return so_far(len(codes - written), [*areas, *listed.values()], complete=complete, tells=False)


def _written(evidence: Evidence, areas: Iterable[NoGoArea]) -> tuple[set[str], tuple[Register, ...]]:
    """The partners whose no-go areas are in writing: any on record, or a register that says the list, empty or not, is complete."""
    registers = registers_of(evidence, NoGoArea, evidence.date, evidence.date)
    listed = _sharing(evidence) if None in registers else {partner for partner in registers if partner}
    return {*listed, *(area.partner for area in areas)}, tuple(registers.values())


@reads(Appetite)
def appetite_gap(evidence: Evidence) -> Reading:
    """Largest number of levels between two partners' appetites for the same kind of risk, of five levels (P13.1, H12)."""
    gathered: dict[str, dict[Record, int]] = {}
    for appetite in _of_partners(evidence, Appetite):
        gathered.setdefault(appetite.category, {})[appetite] = APPETITE_STEPS[appetite.level]
    return _widest(gathered, len(_sharing(evidence)))


@reads(DepthWish)
def depth_gap(evidence: Evidence) -> Reading:
    """Number of steps between the shallowest and the deepest sharing a partner wants, of six steps (C03.4, R10)."""
    wishes: dict[Record, int] = {wish: DEPTH_STEPS[wish.depth] for wish in _of_partners(evidence, DepthWish)}
    return _widest({"depth": wishes}, len(_sharing(evidence)))


def _widest(gathered: Mapping[str, Mapping[Record, int]], everyone: int) -> Reading:
    """The widest gap of any scale, with the records at its two ends. A gap of two tells before everybody has spoken."""
    if everyone < 2 or not any(gathered.values()):
        return NOT_KNOWN
    steps = max(gathered.values(), key=lambda found: widest_gap(found.values()))
    low, high = min(steps.values()), max(steps.values())
    ends = [record for record, step in steps.items() if step in (low, high)]
    said = [record for found in gathered.values() for record in found]
    complete = all(len(found) == everyone for found in gathered.values()) and (high > low or _are_own(said))
    return so_far(high - low, ends, complete=complete, tells=high - low >= APART)


@reads(Appetite)
def form_fits_appetite(evidence: Evidence) -> Reading:
    """Levels of appetite for financial or legal risk by which the legal form asks more than the most careful partner gives.

    P13.6, J1: a joint committee is no legal person, a company is. What each form asks is in `core/alignment/levels.py`.
    """
    asked = form_step(evidence.arrangement.type)
    steps = {appetite: APPETITE_STEPS[appetite.level] for appetite in _of_partners(evidence, Appetite) if appetite.category in BACKING}
    if asked is None or not steps:
        return NOT_KNOWN
    least = min(steps.values())
    careful = [appetite for appetite, step in steps.items() if step == least]
    complete = len({appetite.partner for appetite in steps}) == len(_sharing(evidence)) > 1
    return so_far(max(0, asked - least), careful, complete=complete, tells=asked > least)


READERS = (
    rival_providers,
    driver_agreement,
    first_reason_shared,
    opposed_directions,
    no_go_overlap,
    no_go_written,
    appetite_gap,
    depth_gap,
    form_fits_appetite,
)
