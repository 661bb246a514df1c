"""Indicators of trading: customers and what they guarantee, prices, and how sound the company is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.trading import Customer, Price, Venture
from holdfast.core.indicators.absence import complete_by, so_far, year_before
from holdfast.core.indicators.present import present
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reading, reads
from holdfast.core.trading.income import guaranteed_cover, signed, turnover_of, value_of

MUCH_OUTSIDE = 0.15
MOST_OF_IT = 0.7
PLAN_MET = 0.8
LONG_GUARANTEE = 60
A_TENTH_DEARER = 1.1
SOME_SKILL = 1.5
MUCH_LEFT = 0.06


def _registers(evidence: Evidence) -> tuple[Register, ...]:
    return complete_by(evidence, Customer, evidence.date, evidence.date)


@reads(Customer, Register)
def prospects_lost(evidence: Evidence) -> Reading:
    """Possible customers lost because political control changed, a count (P12.5, K40)."""
    lost = [customer for customer in evidence.of(Customer) if customer.status == "lost"]
    by_change = [customer for customer in lost if customer.why_lost == "control_change"]
    registers = complete_by(evidence, Customer, year_before(evidence.date), evidence.date)
    explained = all(customer.why_lost for customer in lost)
    return so_far(len(by_change), by_change or [*lost, *registers], complete=bool(registers) and explained, tells=bool(by_change))


@reads(Customer, Venture, Register)
def controlling_turnover(evidence: Evidence) -> Reading:
    """What the owners buy over the turnover, as a share (C04.1, J5).

    Without the company's turnover, a complete list of customers is needed.
    """
    customers, registers = signed(evidence.of(Customer)), _registers(evidence)
    turnover = turnover_of(customers, evidence.of(Venture), complete=bool(registers))
    owners = [customer for customer in customers if customer.owner]
    outside = [customer for customer in customers if customer.owner is False]
    if turnover is None:
        return NOT_KNOWN
    sold_outside = value_of(outside) / turnover.total
    settled = turnover.is_listed and len(owners) + len(outside) == len(customers)
    share = value_of(owners) / turnover.total if settled else 1 - sold_outside
    return so_far(share, [*owners, *outside], complete=settled, tells=turnover.is_stated and sold_outside >= MUCH_OUTSIDE)


@reads(Customer, Venture, Register)
def largest_customer(evidence: Evidence) -> Reading:
    """What the largest customer buys over the turnover, as a share (C05.2, K12).

    Without the company's turnover, a complete list of customers is needed.
    """
    customers = signed(evidence.of(Customer))
    turnover = turnover_of(customers, evidence.of(Venture), complete=bool(_registers(evidence)))
    if turnover is None or not customers:
        return NOT_KNOWN
    largest = max(customers, key=lambda customer: customer.yearly_value or Decimal(0))
    share = value_of([largest]) / turnover.total
    return so_far(share, [largest], complete=turnover.is_listed, tells=turnover.is_stated and share >= MOST_OF_IT)


@reads(Customer, Venture, Register)
def signed_income(evidence: Evidence) -> Reading:
    """Yearly value of the outside customers that have signed over the outside income planned, as a share of 1 at most (C04.2, K40, K6).

    What is not signed counts as nothing. Not applicable where no outside income is planned.
    """
    plans = [venture.planned_outside_income for venture in evidence.of(Venture)]
    planned = sum((plan for plan in plans if plan is not None), Decimal(0))
    if not plans or None in plans:
        return NOT_KNOWN
    if not planned:
        return NOT_APPLICABLE
    outside = [customer for customer in evidence.of(Customer) if not customer.owner]
    bought = signed(outside)
    share = min(1.0, value_of(customer for customer in bought if customer.owner is False) / float(planned))
    told = all(customer.yearly_value is not None and customer.owner is False for customer in bought)
    registers = _registers(evidence)
    records = [*evidence.of(Venture), *(bought or outside), *registers]
    return so_far(share, records, complete=told and bool(outside or registers), tells=share >= PLAN_MET)


@reads(Customer, Venture, Register)
def guaranteed_months(evidence: Evidence) -> Reading:
    """Months for which income that customers have guaranteed covers the company's fixed cost (C05.1, the guide)."""
    ventures = evidence.of(Venture)
    costs = [venture.fixed_cost for venture in ventures if venture.fixed_cost is not None]
    if not ventures or len(costs) < len(ventures):
        return NOT_KNOWN
    fixed_cost = float(sum(costs, Decimal(0)))
    if not fixed_cost:
        return NOT_APPLICABLE
    customers, registers = signed(evidence.of(Customer)), _registers(evidence)
    cover = guaranteed_cover(customers, fixed_cost, evidence.date)
    told = all(customer.yearly_value is not None and customer.guaranteed_until for customer in customers)
    complete = bool(registers) or (bool(customers) and told)
    return so_far(cover.months, [*ventures, *(cover.customers or customers)], complete=complete, tells=cover.months >= LONG_GUARANTEE)


@reads(Price)
def price_against_market(evidence: Evidence) -> Reading:
    """Price over market price, the mean of all services, as a ratio (C04.4, K4).

    That prices are fair is known only where an outsider has tested every one of them.
    """
    prices = present(evidence, Price)
    compared = [(float(price.price / price.market_price), price) for price in prices if price.market_price]
    if not compared:
        return NOT_KNOWN
    mean = sum(ratio for ratio, _ in compared) / len(compared)
    tested = len(compared) == len(prices) and all(price.tested_independently for _, price in compared)
    return so_far(mean, [price for _, price in compared], complete=tested, tells=mean >= A_TENTH_DEARER)


def _of_ventures(
    evidence: Evidence, value: Callable[[Venture], float | None], *, worst: Callable[[list[float]], float]
) -> tuple[float, list[Venture], bool] | None:
    """The worst value of any venture, whose it is, and whether every venture gives one."""
    ventures = evidence.of(Venture)
    stated = [(found, venture) for venture in ventures if (found := value(venture)) is not None]
    if not stated:
        return None
    chosen = worst([found for found, _ in stated])
    return chosen, [venture for found, venture in stated if found == chosen], len(stated) == len(ventures)


@reads(Venture)
def commercial_skill(evidence: Evidence) -> Reading:
    """Commercial skill on the board, the lowest of any venture, 0 to 4 (C04.5, J15)."""
    found = _of_ventures(evidence, lambda venture: venture.commercial_skill, worst=min)
    return so_far(found[0], found[1], complete=found[2], tells=found[0] <= SOME_SKILL) if found else NOT_KNOWN


@reads(Venture)
def efficiency_left(evidence: Evidence) -> Reading:
    """Saving that a review found still to be had, the highest of any venture, as a share of cost (C04.7, K42)."""
    found = _of_ventures(evidence, lambda venture: venture.efficiency_left, worst=max)
    return so_far(found[0], found[1], complete=found[2], tells=found[0] >= MUCH_LEFT) if found else NOT_KNOWN


@reads(Venture)
def first_year_result(evidence: Evidence) -> Reading:
    """1 where every venture ended its first year without a loss, else 0 (C05.4, K6, K3)."""
    found = _of_ventures(evidence, _without_loss, worst=min)
    return so_far(found[0], found[1], complete=found[2], tells=not found[0]) if found else NOT_KNOWN


def _without_loss(venture: Venture) -> float | None:
    return None if venture.first_result is None else float(venture.first_result >= 0)


@reads(Venture)
def market_test(evidence: Evidence) -> Reading:
    """Of two checks before launch, a market test and due diligence, the share done, the lowest of any venture (C05.5, the guide).

    A check that is not known counts as done, and then only a missing one tells.
    """
    ventures = evidence.of(Venture)
    checks = [((venture.market_tested, venture.due_diligence), venture) for venture in ventures]
    done = [(sum(check is not False for check in pair) / len(pair), venture) for pair, venture in checks]
    least = min((share for share, _ in done), default=1.0)
    told = bool(checks) and all(None not in pair for pair, _ in checks)
    return so_far(least, [venture for share, venture in done if share == least], complete=told, tells=least < 1)


@reads(Customer, CashLine, Venture, Register)
def selling_unsigned(evidence: Evidence) -> Reading:
    """1 where selling to others is planned and nobody outside has signed, 0 where somebody has (P02.7, K6, K40).

    That nobody has signed is known where those on record have not, where the plan says so, or where the list is complete.
    """
    hopes: list[Record] = [
        line for line in present(evidence, CashLine) if line.category == "income" and line.status == "plan" and not line.contracted
    ]
    hopes += [venture for venture in evidence.of(Venture) if venture.planned_outside_income]
    outside = [customer for customer in evidence.of(Customer) if customer.owner is False]
    buying = signed(outside)
    if not hopes:
        return NOT_KNOWN
    none_signed = bool(outside or _registers(evidence)) or any(line.contracted is False for line in hopes if isinstance(line, CashLine))
    return so_far(not buying, [*hopes, *(buying or outside)], complete=bool(buying), tells=none_signed)


READERS = (
    prospects_lost,
    controlling_turnover,
    largest_customer,
    signed_income,
    guaranteed_months,
    price_against_market,
    commercial_skill,
    efficiency_left,
    first_year_result,
    market_test,
    selling_unsigned,
)
