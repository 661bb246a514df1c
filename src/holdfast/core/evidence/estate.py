"""What is run today: systems, contracts, maturity."""

import datetime as dt
from typing import Annotated, Literal

from holdfast.core.evidence.record import PartnerRef, Record, ServiceRef, record
from holdfast.core.schema import Bounds, Count, Money, Slug, says


@record(
    "systems",
    theme="estate",
    title="Systems",
    purpose="The main systems, with how old and fragile each is.",
    key=("partner", "system"),
)
class System(Record):
    system: Slug = says("System", "A short name")
    name: str = says("Full name", default="")
    domain: str = says("Domain", "Finance, network, desktop...", default="")
    legacy_score: Annotated[float, Bounds(ge=0, le=30)] | None = says(
        "Legacy score", "By the UK government legacy framework: 16 or more of 30 is red", unit="0 to 30", default=None
    )
    users: Count | None = says("Users", default=None)
    yearly_cost: Money | None = says("Cost", unit="a year", default=None)
    customised: bool | None = says("Customised", "Yes when a partner had it changed for itself", default=None)
    shared: bool | None = says("Shared", "Yes when more than one partner uses it", default=None)


@record(
    "contracts",
    theme="estate",
    title="Contracts",
    purpose="Supplier contracts that tie a partner, with their ends.",
    key=("contract",),
    code="contract",
)
class Contract(Record):
    contract: Slug = says("Contract", "A short name")
    supplier: str = says("Supplier")
    service: ServiceRef | None = says("Service", default=None)
    ends: dt.date | None = says("Ends", default=None)
    yearly_value: Money | None = says("Value", unit="a year", default=None)
    total_value: Money | None = says("Whole value", "Over its whole life", default=None)
    exit_cost: Money | None = says("Cost of leaving early", default=None)
    assignable: bool | None = says("Assignable", "Yes when it can be moved to another partner", default=None)


@record(
    "maturity",
    theme="estate",
    title="Maturity",
    purpose="How well developed an area is in a partner, 1 to 5.",
    key=("partner", "domain"),
)
class Maturity(Record):
    partner: PartnerRef = says("Partner")
    domain: Literal["infrastructure", "applications", "security", "data", "service_management", "project_management", "digital"] = says(
        "Domain"
    )
    level: Annotated[float, Bounds(ge=1, le=5)] | None = says("Level", unit="1 to 5", default=None)
    spend_per_user: Money | None = says("Spend per user", unit="a year", default=None)


KINDS = (System, Contract, Maturity)
