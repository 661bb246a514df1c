"""Trading: ventures, customers, prices."""

import datetime as dt
from typing import Annotated, Literal

from holdfast.core.evidence.record import Record, ServiceRef, record
from holdfast.core.schema import Bounds, Done, Money, Share, SignedMoney, Slug, says


@record(
    "ventures",
    theme="trading",
    title="Ventures",
    purpose="A company or trading arm set up to run the service.",
    key=("venture",),
    code="venture",
)
class Venture(Record):
    venture: Slug = says("Venture", "A short name")
    name: str = says("Full name", default="")
    fixed_cost: Money | None = says("Fixed cost", unit="a year", default=None)
    capital: Money | None = says("Capital put in", default=None)
    market_tested: bool | None = says("Market tested", default=None)
    commercial_skill: Annotated[int, Bounds(ge=0, le=4)] | None = says(
        "Commercial skill", "0 none on the board, 4 proven in this market", unit="0 to 4", default=None
    )
    due_diligence: bool | None = says("Due diligence done", default=None)
    planned_outside_income: Money | None = says("Outside income planned", unit="a year", default=None)
    first_result: SignedMoney | None = says("First year's result", "Below zero for a loss", default=None)
    turnover: Money | None = says("Turnover", unit="a year", default=None)
    pension_deficit: Money | None = says("Pension deficit", default=None)
    efficiency_left: Share | None = says("Efficiency left", "Saving a review found still to be had", unit="share", default=None)


@record(
    "customers",
    theme="trading",
    title="Customers",
    purpose="Who buys from the shared service, or may.",
    key=("customer",),
    code="customer",
)
class Customer(Record):
    customer: Slug = says("Customer", "A short name")
    name: str = says("Full name", default="")
    owner: bool | None = says("Owner", "Yes when it owns or controls the service", default=None)
    status: Literal["prospect", "signed", "lost"] = says("Status", default="prospect")
    yearly_value: Money | None = says("Value", unit="a year", default=None)
    signed: Done | None = says("Signed on", default=None)
    guaranteed_until: dt.date | None = says("Guaranteed until", default=None)
    why_lost: Literal["control_change", "price", "quality", "strategy", "other"] | None = says("Why lost", default=None)


@record(
    "prices",
    theme="trading",
    title="Prices",
    purpose="What the shared service charges, beside the market.",
    key=("partner", "service"),
)
class Price(Record):
    service: ServiceRef = says("Service")
    price: Money = says("Price")
    market_price: Money | None = says("Market price", default=None)
    tested_independently: bool | None = says("Tested by an outsider", default=None)


KINDS = (Venture, Customer, Price)
