"""The exact sums of a plan, for the whole and for each partner: present values, ratio, payback, most money out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.finance.cash import ZERO, yearly_net
from holdfast.core.finance.discount import Rates, added, peak_cash, present_value, split
from holdfast.core.finance.payback import is_whole, undiscounted_payback
from holdfast.core.finance.plan import SIGNS, Plan, PlanLine
from holdfast.core.finance.trials.words import CLASSES, FlowClass

MONTHS_A_YEAR = 12
# What starts with go-live, and so moves with it.
FROM_GO_LIVE: frozenset[FlowClass] = frozenset({"running", "benefit"})
Uplift = Mapping[FlowClass, Decimal]
NONE: Uplift = {}
Flows = Mapping[FlowClass, Mapping[int, Decimal]]


@dataclass(frozen=True, slots=True)
class Sums:
    """The figures of one payer, or of the whole. Each is none where it is not known, and `why_not` says why.

    `payback` is in years from the first, undiscounted, and `pays_back` says whether it comes within the plan; `ratio` is the present value
    of benefits over that of costs; `delay_month` is the present value lost if everything that starts with go-live comes a month later.
    """

    net_present_value: Decimal | None = None
    costs: Decimal | None = None
    benefits: Decimal | None = None
    ratio: float | None = None
    payback: float | None = None
    payback_year: int | None = None
    pays_back: bool | None = None
    peak_cash: Decimal | None = None
    delay_month: Decimal | None = None
    yearly: tuple[tuple[int, Decimal], ...] = ()
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSums:
    """The same figures twice: with the partners' own likely amounts, and with costs raised for optimism."""

    planned: Sums
    adjusted: Sums


def case_sums(plan: Plan, rates: Rates, uplift: Uplift) -> CaseSums:
    """The figures of the whole, both ways."""
    return CaseSums(whole_sums(plan, rates), whole_sums(plan, rates, uplift))


def partner_case_sums(plan: Plan, rates: Rates, uplift: Uplift) -> Mapping[str, CaseSums]:
    """The figures of each partner, both ways."""
    return {code: CaseSums(partner_sums(plan, code, rates), partner_sums(plan, code, rates, uplift)) for code in plan.partners}


def whole_flows(plan: Plan, uplift: Uplift = NONE) -> Flows:
    """What the whole pays and gains by class and year, costs raised by their uplift."""
    return _flows(plan.lines, uplift, lambda line: line.likely)


def partner_flows(plan: Plan, partner: str, uplift: Uplift = NONE) -> Flows:
    """What one partner pays and gains: its own lines, and its part, to the penny, of what belongs to all."""
    shares = plan.shares or {}
    order = list(shares)

    def part(line: PlanLine) -> Decimal:
        if line.record.partner is not None:
            return line.likely if line.record.partner == partner else ZERO
        return split(line.likely, [shares[code] for code in order])[order.index(partner)]

    return _flows(plan.lines, uplift, part)


def _flows(lines: Sequence[PlanLine], uplift: Uplift, part: Callable[[PlanLine], Decimal]) -> Flows:
    by_class: dict[FlowClass, list[tuple[int, Decimal]]] = {flow: [] for flow in CLASSES}
    for line in lines:
        by_class[line.flow].append((line.record.year, part(line) * (1 + uplift.get(line.flow, ZERO))))
    return {flow: added(found) for flow, found in by_class.items()}


def net_of(flows: Flows) -> dict[int, Decimal]:
    """Gains less costs by year."""
    return added((year, SIGNS[flow] * amount) for flow, found in flows.items() for year, amount in found.items())


def delayed(flows: Flows, months: int, last: int) -> Flows:
    """The same with go-live so many months later; what falls after the last year of the plan is lost to it."""
    whole, part = divmod(Decimal(months) / MONTHS_A_YEAR, 1)
    moved: dict[FlowClass, Mapping[int, Decimal]] = {}
    for flow, found in flows.items():
        if flow not in FROM_GO_LIVE:
            moved[flow] = found
            continue
        near = [(year + int(whole), amount * (1 - part)) for year, amount in found.items()]
        far = [(year + int(whole) + 1, amount * part) for year, amount in found.items()]
        moved[flow] = added((year, amount) for year, amount in (*near, *far) if year <= last)
    return moved


def whole_sums(plan: Plan, rates: Rates, uplift: Uplift = NONE) -> Sums:
    """The figures of the whole; the net of each year is the one the indicators use where nothing is raised."""
    if plan.without_amount or not plan.lines:
        return Sums(why_not=plan.remarks[: max(1, len(plan.without_amount))])
    flows = whole_flows(plan, uplift)
    net = net_of(flows) if uplift else dict(yearly_net(plan.records) or {})
    return sums_of(flows, net, plan, rates, has_both=plan.is_whole)


def partner_sums(plan: Plan, partner: str, rates: Rates, uplift: Uplift = NONE) -> Sums:
    """The figures of one partner. What belongs to all is known only where all shares of cost are."""
    reasons = [
        f"A line of {record.year} without an amount bears on it." for record in plan.without_amount if record.partner in (None, partner)
    ]
    if plan.shares is None and any(line.record.partner is None for line in plan.lines):
        reasons.append("The partners' shares of cost are not all known.")
    own = [line for line in plan.lines if line.record.partner in (None, partner)]
    if not own and not reasons:
        reasons.append("Nothing of the plan is this partner's, as far as is recorded.")
    if reasons:
        return Sums(why_not=tuple(dict.fromkeys(reasons)))
    flows = partner_flows(plan, partner, uplift)
    return sums_of(flows, net_of(flows), plan, rates, has_both=is_whole(line.record for line in own))


def sums_of(flows: Flows, net: Mapping[int, Decimal], plan: Plan, rates: Rates, *, has_both: bool) -> Sums:
    """All figures of flows by class and year."""
    values = {flow: present_value(found, plan.base, rates) for flow, found in flows.items()}
    costs, benefits = values["set_up"] + values["running"], values["benefit"]
    every_year = {year: net.get(year, ZERO) for year in range(plan.base, plan.last + 1)}
    payback = undiscounted_payback(every_year) if has_both else None
    later = sum((SIGNS[flow] * present_value(found, plan.base, rates) for flow, found in delayed(flows, 1, plan.last).items()), ZERO)
    return Sums(
        net_present_value=benefits - costs,
        costs=costs,
        benefits=benefits,
        ratio=float(benefits / costs) if costs else None,
        payback=payback,
        payback_year=None if payback is None else plan.base + max(0, -int(-payback // 1) - 1),
        pays_back=payback is not None if has_both else None,
        peak_cash=peak_cash(net),
        delay_month=benefits - costs - later,
        yearly=tuple(every_year.items()),
        why_not=tuple(_gaps(costs, payback, has_both, plan)),
    )


def _gaps(costs: Decimal, payback: float | None, has_both: bool, plan: Plan) -> Sequence[str]:
    if not has_both:
        return ["The plan does not say both what it costs to start and what comes back, so there is no payback."]
    gaps = [] if costs else ["Nothing costs anything, so there is no ratio of benefits to costs."]
    return gaps if payback is not None else [*gaps, f"It does not pay back by the end of {plan.last}/{(plan.last + 1) % 100:02d}."]
