"""What has happened, what lists are complete, what is being done about it."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from holdfast.core.evidence.record import PartnerRef, Record, record
from holdfast.core.schema import Bounds, Done, FieldFault, Share, Slug, says

EventType = Literal[
    "leader_change", "control_change", "strategy_change", "parallel_plan", "withdrawal", "exit_notice", "incident",
    "reorganisation", "rumour", "ridicule", "complaint", "control_request", "unmet_need", "role_drift", "partner_joined",
    "statutory_intervention", "press_criticism", "kept_private", "other",
]  # fmt: skip


@record(
    "events",
    theme="history",
    title="Events",
    purpose="What happened that bears on the arrangement.",
)
class Event(Record):
    type: EventType = says("Type")
    happened: Done | None = says("Happened on", "Empty means the day it became known", default=None)
    impact: Annotated[int, Bounds(ge=0, le=4)] | None = says("Impact", "0 none, 4 could end it", unit="0 to 4", default=None)
    about: str = says("About", default="")
    resolved: bool | None = says("Settled", default=None)


@record(
    "registers",
    theme="history",
    title="Complete lists",
    purpose="Says that a list is complete for a time, so that an empty list can be read as none.",
    key=("section", "partner"),
)
class Register(Record):
    section: str = says("Section", "The section whose list is complete, such as disputes")
    complete_from: dt.date = says("Complete from")
    complete_to: Done = says("Complete to")

    def rules(self) -> Iterator[FieldFault]:
        if self.complete_to < self.complete_from:
            yield FieldFault("complete_to", f"{self.complete_to} is before {self.complete_from}")


@record(
    "tasks",
    theme="history",
    title="Tasks",
    purpose="What is being done about a finding.",
    key=("task",),
    code="task",
)
class Task(Record):
    task: Slug = says("Task", "A short name")
    title: str = says("What is to be done", default="")
    action: str = says("Action", "The catalogue's action, where it is one", default="")
    finding: str = says("Finding", "The problem or pattern it answers", default="")
    owner: str = says("Owner", "A post", default="")
    due: dt.date | None = says("Due", default=None)
    status: Literal["open", "doing", "done", "dropped"] = says("Status", default="open")
    effect_expected: Share | None = says("Effect expected", "Exposure it should reach", unit="share", default=None)
    effect_seen: Share | None = says("Effect seen", unit="share", default=None)


@record(
    "contests",
    theme="history",
    title="Contests",
    purpose="What a partner says is wrong with a finding, a reading or a record; it stands beside what it contests.",
    key=("partner", "about", "of"),
)
class Contest(Record):
    partner: PartnerRef = says("Partner")
    about: Literal["finding", "indicator", "record"] = says("What is contested")
    of: Slug = says("Which", "The id of the problem, pattern or indicator, or the number of the entry")
    says_instead: str = says("What this partner says", "In a sentence or two: what is wrong, and what would be right")
    status: Literal["open", "settled", "withdrawn"] = says("Status", default="open")
    answer: str = says("Answer", "What the others say to it, or how it was settled", default="")


KINDS = (Event, Register, Task, Contest)
