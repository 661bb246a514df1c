"""What is, or may be, shared: services, baselines, cost curves, working together, stages, exceptions."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from holdfast.core.evidence.record import PartnerRef, Record, ServiceRef, record
from holdfast.core.schema import Bounds, Count, FieldFault, Money, Number, says


@record(
    "services",
    theme="scope",
    title="Services",
    purpose="The functions that are, or may be, shared.",
    key=("service",),
    code="service",
)
class Service(Record):
    service: ServiceRef = says("Service", "A short name in small letters, used everywhere else, such as service-desk")
    name: str = says("Full name")
    function: str = says("Function", "The area of work, such as ict, finance or hr", default="")
    level: Literal["national", "regional", "local"] | None = says("Level", "Where it is run for", default=None)
    in_scope: bool | None = says("In scope", "Yes when it is in the plan", default=None)
    phase: Count | None = says("Phase", "The phase in which it is to be shared", default=None)
    host: PartnerRef | None = says("Host", "The partner that runs it, or will", default=None)
    sensitivity: Annotated[int, Bounds(ge=0, le=4)] | None = says(
        "Sensitivity", "How much members and managers care, 0 to 4", unit="0 to 4", default=None
    )
    service_levels: Count | None = says("Service levels", "How many different levels of service are promised", default=None)
    integrated: bool | None = says("Brought together", "No where each partner still runs it in its own way", default=None)
    same_for_all: bool | None = says("Same for every partner", "No where partners get, or use, it differently", default=None)
    shared_since: dt.date | None = says("Shared since", "The date it began to be shared", default=None)


@record(
    "baselines",
    theme="scope",
    title="Baselines",
    purpose="What a service costs and does in one partner today, before it is shared.",
    key=("partner", "service"),
)
class Baseline(Record):
    partner: PartnerRef = says("Partner")
    service: ServiceRef = says("Service")
    cost: Money | None = says("Cost", unit="a year", default=None)
    volume: Number | None = says("Volume", "How much of it is used in a year", default=None)
    volume_unit: str = says("Unit of volume", "Users, calls, invoices...", default="")
    staff: Number | None = says("Staff", unit="full-time equivalents", default=None)
    performance_known: bool | None = says("Performance known", "Yes when its quality has been measured", default=None)
    agreed: bool | None = says("Agreed by all", "Yes when every partner accepts these figures", default=None)


@record(
    "cost_curves",
    theme="scope",
    title="Cost curves",
    purpose="How the cost of a service moves with its size.",
    key=("partner", "service"),
)
class CostCurve(Record):
    service: ServiceRef = says("Service")
    fixed: Money | None = says("Fixed cost", "Paid once however large it is", unit="a year", default=None)
    unit_cost: Money | None = says("Cost of one unit", unit="a year", default=None)
    returns: Annotated[float, Bounds(ge=0, le=2)] | None = says(
        "Returns to scale", "1 is none; below 1 each further unit is cheaper", default=None
    )
    lump: Number | None = says("Lump of capacity", "Capacity comes in steps of this many units", unit="units", default=None)
    lump_price: Money | None = says(
        "Price of a lump", "For each lump beyond what is owned, on top of the cost of each unit used", unit="a year", default=None
    )
    owned: Number | None = says("Capacity owned", unit="units", default=None)

    def rules(self) -> Iterator[FieldFault]:
        if self.lump_price is not None and not self.lump:
            yield FieldFault("lump_price", "a lump has a price, but its size is not given; expected a lump of capacity above 0")


@record(
    "coordination",
    theme="scope",
    title="Working together",
    purpose="What it costs to work together, whatever is shared: meetings, reports, the partners' own staff. It grows with the partners.",
    key=("partner",),
)
class Coordination(Record):
    each_pair: Money | None = says("For each pair of partners", "Four partners are six pairs", unit="a year", default=None)
    each_partner: Money | None = says("For each partner", unit="a year", default=None)

    def rules(self) -> Iterator[FieldFault]:
        if self.partner is not None:
            yield FieldFault("partner", "working together is a cost of the whole arrangement; leave the partner empty")


@record(
    "stages",
    theme="scope",
    title="Stages",
    purpose="The steps in which sharing is to grow, and whether one could stop at each.",
    key=("stage",),
    code="stage",
)
class Stage(Record):
    stage: str = says("Stage", "A short name")
    order: Count = says("Order", "1 comes first")
    services: tuple[ServiceRef, ...] = says("Services it adds", default=())
    starts: dt.date | None = says("Starts", default=None)
    running_cost: Money | None = says("Running cost", unit="a year", default=None)
    saving: Money | None = says("Saving", unit="a year", default=None)
    exit_cost: Money | None = says("Cost of stopping here", default=None)
    stands_alone: bool | None = says("Stands alone", "Yes when sharing could stop here and still pay its way", default=None)


@record(
    "exceptions",
    theme="scope",
    title="Exceptions",
    purpose="What a partner keeps different from the common service.",
    key=("partner", "service", "what"),
)
class ServiceException(Record):
    partner: PartnerRef = says("Partner")
    service: ServiceRef = says("Service")
    what: str = says("What differs")
    yearly_cost: Money | None = says("Cost", unit="a year", default=None)
    ends: dt.date | None = says("Ends", "When the exception is to end", default=None)


KINDS = (Service, Baseline, CostCurve, Coordination, Stage, ServiceException)
