"""How it performs: measures by service and partner."""

import datetime as dt
from typing import Literal

from holdfast.core.evidence.record import Record, ServiceRef, record
from holdfast.core.schema import says

MeasureName = Literal[
    "satisfaction", "incidents", "backlog", "availability", "resolution_time", "project_delivery", "cost_per_user",
    "payment_errors", "sickness", "staff_turnover", "morale", "other",
]  # fmt: skip


@record(
    "measures",
    theme="performance",
    title="Measures",
    purpose="One measured value for one period, with the level before sharing where it is known.",
)
class Measure(Record):
    name: MeasureName = says("Measure")
    service: ServiceRef | None = says("Service", default=None)
    unit: str = says("Unit", default="")
    baseline: float | None = says("Before sharing", default=None)
    target: float | None = says("Target", default=None)
    value: float = says("Value")
    better: Literal["higher", "lower"] = says("Better when")
    period: dt.date | None = says("End of the period", default=None)


KINDS = (Measure,)
