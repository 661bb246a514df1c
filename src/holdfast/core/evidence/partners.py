"""Who is in the arrangement: bodies, stakes, elections, published policies."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from holdfast.core.evidence.record import PartnerRef, Record, record
from holdfast.core.schema import Count, FieldFault, Money, Share, says

BodyType = Literal[
    "district", "county", "unitary", "metropolitan", "london_borough", "fire", "police", "health", "national", "company", "other"
]


@record(
    "partners",
    theme="partners",
    title="Partners",
    purpose="The bodies in the arrangement, one line each; a later line for the same partner replaces the earlier one.",
    key=("partner",),
    code="partner",
)
class Partner(Record):
    partner: PartnerRef = says("Partner", "A short name in small letters, used everywhere else, such as ostley")
    name: str = says("Full name")
    type: BodyType | None = says("Kind of body", default=None)
    region: str = says("Region", default="")
    area_code: str = says("Area code", "The statistical code of the area, where there is one", default="")
    population: Count | None = says("People served", unit="people", default=None)
    staff: Count | None = says("Staff", unit="full-time equivalents", default=None)
    ict_staff: Count | None = says("ICT and digital staff", unit="full-time equivalents", default=None)
    net_budget: Money | None = says("Net revenue budget", unit="a year", default=None)
    ict_budget: Money | None = says("ICT budget", unit="a year", default=None)
    role: Literal["lead", "member", "customer", "observer"] | None = says("Role in the arrangement", default=None)
    style: Literal["member_led", "officer_led"] | None = says("Who leads in practice", "Members or officers", default=None)
    bodies: Count | None = says("Bodies", "How many bodies this line stands for, where more than one", default=None)
    control: str = says("Political control", "The party or parties in control, or none", default="")
    joined: dt.date | None = says("Joined", default=None)
    left: dt.date | None = says("Left", default=None)
    succeeded_by: PartnerRef | None = says("Succeeded by", "The body that takes its place after a reorganisation", default=None)

    def rules(self) -> Iterator[FieldFault]:
        if self.staff is not None and self.ict_staff is not None and self.ict_staff > self.staff:
            yield FieldFault("ict_staff", f"{self.ict_staff} is more than all staff ({self.staff})")
        if self.joined and self.left and self.left < self.joined:
            yield FieldFault("left", f"{self.left} is before it joined on {self.joined}")


@record(
    "stakes",
    theme="partners",
    title="Stakes",
    purpose="What each partner pays, decides and puts in. Shares of all partners add up to 1.",
    key=("partner",),
)
class Stake(Record):
    partner: PartnerRef = says("Partner")
    cost_share: Share | None = says("Share of cost", "0.25 is a quarter", unit="share", default=None)
    vote_share: Share | None = says("Share of votes", "0.25 is a quarter", unit="share", default=None)
    staff_share: Share | None = says("Share of staff", "0.25 is a quarter", unit="share", default=None)


@record(
    "elections",
    theme="partners",
    title="Elections",
    purpose="When each partner next goes to the polls, and how firm its majority is.",
    key=("partner", "date"),
)
class Election(Record):
    partner: PartnerRef = says("Partner")
    date: dt.date = says("Election day")
    majority: int | None = says(
        "Majority", "Seats by which the controlling group leads; below zero where none controls", unit="seats", default=None
    )
    control_may_change: bool | None = says("Control may change", default=None)


@record(
    "policies",
    theme="partners",
    title="Policies",
    purpose="A published position that bears on sharing, such as for or against outsourcing.",
    key=("partner", "topic"),
)
class Policy(Record):
    partner: PartnerRef = says("Partner")
    topic: Literal["outsourcing", "sharing", "trading", "digital", "jobs", "devolution", "other"] = says("Topic")
    stance: Literal["for", "neutral", "against"] = says("Position")


KINDS = (Partner, Stake, Election, Policy)
