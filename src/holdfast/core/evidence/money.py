"""The money: options, versions of the case, cash lines, benefits."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal

from holdfast.core.evidence.record import Record, ServiceRef, record
from holdfast.core.schema import Bounds, FieldFault, Money, Number, SignedMoney, Slug, Year, says


@record(
    "options",
    theme="money",
    title="Options",
    purpose="The ways of doing it that were weighed, no change among them.",
    key=("option",),
    code="option",
)
class Option(Record):
    option: Slug = says("Option", "A short name")
    name: str = says("Full name")
    kind: Literal["no_change", "in_house", "shared", "outsourced", "company"] = says("Kind of option")
    scored: bool | None = says("Scored", "Yes when judged by the same criteria as the others", default=None)


@record(
    "case_versions",
    theme="money",
    title="Versions of the business case",
    purpose="Each version put before partners, with its headline figures and why they moved.",
)
class CaseVersion(Record):
    version: str = says("Version")
    net_benefit: SignedMoney | None = says("Net benefit", "Over the whole life of the case", default=None)
    other_figure: SignedMoney | None = says("Another figure in use", "The net benefit as another paper of the time gives it", default=None)
    years: Annotated[int, Bounds(ge=1, le=60)] | None = says("Life of the case", unit="years", default=None)
    payback_years: Number | None = says("Payback", unit="years", default=None)
    investment: Money | None = says("Investment", "One-off cost to set up", default=None)
    why_changed: Literal["first", "refined", "scope", "omitted_cost", "error", "retained_cost", "delay", "partner_left", "other"] | None = (
        says("Why it changed", default=None)
    )
    published: bool | None = says("Open to all partners", "Yes when every partner could read it", default=None)
    public: bool | None = says("Open to the public", "Yes when anybody may read it", default=None)
    risks_stated: bool | None = says("Risks stated", "Yes when it sets out costs, benefits and risks", default=None)
    optimism_bias: bool | None = says("Optimism adjusted", "Yes when costs and times were raised for optimism", default=None)
    shows_delay_cost: bool | None = says("Cost of delay shown", default=None)


@record(
    "cash_lines",
    theme="money",
    title="Cash lines",
    purpose="One cost or benefit in one financial year. Amounts are positive: the category says which way the money goes.",
    key=("partner", "service", "category", "year", "label", "status"),
)
class CashLine(Record):
    label: str = says("What it is for", default="")
    service: ServiceRef | None = says("Service", default=None)
    category: Literal["investment", "transition", "running", "saving", "income", "exit"] = says("Category")
    year: Year = says("Financial year", "2027 means 2027/28")
    low: Money | None = says("Low", default=None)
    likely: Money | None = says("Likely", default=None)
    high: Money | None = says("High", default=None)
    status: Literal["plan", "actual"] = says("Plan or actual", default="plan")
    contracted: bool | None = says("Under contract", "For income: yes when a customer has signed", default=None)
    booked: bool | None = says("In a budget", "Yes when a partner has already taken it into its budget", default=None)
    benefit_source: Literal["staff", "management", "procurement", "systems", "property", "income", "other"] | None = says(
        "Where the benefit comes from", default=None
    )
    from_sharing: bool | None = says("Due to sharing", "No when it could be had without sharing", default=None)

    def rules(self) -> Iterator[FieldFault]:
        amounts = [amount for amount in (self.low, self.likely, self.high) if amount is not None]
        if amounts != sorted(amounts):
            yield FieldFault("likely", "low, likely and high must not fall: expected low at most likely, likely at most high")


@record(
    "benefits",
    theme="money",
    title="Benefits",
    purpose="What sharing is to bring, with who owns it and how it will be seen.",
    key=("benefit",),
    code="benefit",
)
class Benefit(Record):
    benefit: Slug = says("Benefit", "A short name")
    name: str = says("Full name")
    owner: str = says("Owner", "The post that answers for it", default="")
    measure: str = says("Measure", "How it is seen", default="")
    unit: str = says("Unit", "Such as GBP a year, days or percent", default="")
    baseline: float | None = says("Baseline", "Where it stands before", default=None)
    target: float | None = says("Target", default=None)
    due: dt.date | None = says("Due", default=None)
    actuals: Mapping[str, Decimal] = says("Actuals", "Measured values by year, such as 2026 = 120000", default=dict)
    cashable: bool | None = says("Cashable", "Yes when it frees money in a budget", default=None)


@record(
    "budgets",
    theme="money",
    title="Budgets and outturns",
    purpose="What the shared service was to cost in a year and what it did cost, for one partner or the whole.",
    key=("partner", "year"),
)
class Budget(Record):
    year: Year = says("Financial year", "2027 means 2027/28")
    budget: Money | None = says("Budget", default=None)
    outturn: Money | None = says("Outturn", "What it cost, or the latest forecast", default=None)
    over: SignedMoney | None = says("Over budget", "Where only the difference is known: below zero when it cost less", default=None)


KINDS = (Option, CaseVersion, CashLine, Benefit, Budget)
