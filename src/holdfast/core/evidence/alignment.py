"""What each partner wants: motives, limits, roles, depth, risk appetite, trust."""

from typing import Annotated, Literal

from holdfast.core.evidence.record import PartnerRef, Record, ServiceRef, record
from holdfast.core.schema import Bounds, says

Driver = Literal["savings", "income", "resilience", "quality", "skills", "capacity", "digital", "control", "mandate"]
Depth = Literal["co_exist", "communicate", "co_operate", "co_ordinate", "collaborate", "combine"]
AppetiteLevel = Literal["averse", "minimal", "cautious", "open", "eager"]
Category = Literal["financial", "legal", "security", "reputation", "people", "technology"]
Direction = Literal["grow", "commercialise", "keep", "shrink"]
Firmness = Literal["preference", "red_line", "no_limit"]
Wish = Literal["provide", "buy", "pool", "undecided"]
Point = Annotated[int, Bounds(ge=0, le=4)]


@record(
    "motives",
    theme="alignment",
    title="Motives",
    purpose="Why each partner would share: 100 points spread over the reasons.",
    key=("partner", "driver"),
)
class Motive(Record):
    partner: PartnerRef = says("Partner")
    driver: Driver = says("Reason")
    weight: Annotated[float, Bounds(ge=0, le=100)] = says("Weight", "Points out of 100 given to this reason", unit="points")
    direction: Direction | None = says("Direction", "Where this partner wants its organisation to go", default=None)


@record(
    "no_go_areas",
    theme="alignment",
    title="No-go areas",
    purpose="What a partner will not share, or would rather not.",
    key=("partner", "subject"),
)
class NoGoArea(Record):
    partner: PartnerRef = says("Partner")
    subject: str = says("Subject", "A service in the scope (its short name), or a principle in words")
    firmness: Firmness = says("How firm", "No limit takes an earlier one back, or says plainly that there is none")


@record(
    "role_wishes",
    theme="alignment",
    title="Role wishes",
    purpose="For each service, whether a partner wants to provide it, buy it or pool it.",
    key=("partner", "service"),
)
class RoleWish(Record):
    partner: PartnerRef = says("Partner")
    service: ServiceRef = says("Service")
    wish: Wish = says("Wish")


@record(
    "depth_wishes",
    theme="alignment",
    title="Depth wishes",
    purpose="How deep each partner wants to go, from living side by side to becoming one.",
    key=("partner",),
)
class DepthWish(Record):
    partner: PartnerRef = says("Partner")
    depth: Depth = says("Depth wanted")


@record(
    "appetites",
    theme="alignment",
    title="Risk appetites",
    purpose="How much risk each partner would take, by kind of risk.",
    key=("partner", "category"),
)
class Appetite(Record):
    partner: PartnerRef = says("Partner")
    category: Category = says("Kind of risk")
    level: AppetiteLevel = says("Appetite")


@record(
    "trust",
    theme="alignment",
    title="Trust",
    purpose="How far one partner trusts another, 0 (not at all) to 4 (fully).",
    key=("partner", "towards"),
)
class Trust(Record):
    partner: PartnerRef = says("Partner")
    towards: PartnerRef = says("Towards", "The partner it is about")
    level: Point = says("Trust", unit="0 to 4")


KINDS = (Motive, NoGoArea, RoleWish, DepthWish, Appetite, Trust)
