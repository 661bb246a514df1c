"""The people it depends on: posts, ties, teams, released staff, joint training."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from holdfast.core.evidence.record import PartnerRef, Record, record
from holdfast.core.schema import Bounds, Count, Done, FieldFault, Number, Refers, Slug, says

PostRef = Annotated[Slug, Refers(section="posts")]
Duty = Literal[
    "sponsor", "political_sponsor", "programme", "finance", "legal", "communications", "technical", "contracts", "negotiation",
    "client", "service_management", "workforce", "security", "benefits", "scrutiny",
]  # fmt: skip


@record(
    "posts",
    theme="people",
    title="Posts",
    purpose="The posts the arrangement depends on. Posts, never names of people.",
    key=("post",),
    code="post",
)
class Post(Record):
    post: Slug = says("Post", "A short name")
    title: str = says("Full title")
    influence: Annotated[int, Bounds(ge=0, le=4)] | None = says(
        "Influence", "0 none, 4 nothing happens without it", unit="0 to 4", default=None
    )
    duties: tuple[Duty, ...] = says("Duties", default=())
    in_post_since: Done | None = says("In post since", default=None)
    leaves: dt.date | None = says("Leaves", "A known or likely leaving date", default=None)
    vacant_since: Done | None = says("Vacant since", default=None)
    deputy: PostRef | None = says("Deputy", "The post that can take over", default=None)
    handover: Literal["none", "planned", "tested"] | None = says("Handover", default=None)
    shared: bool | None = says("Shared post", "Yes when it serves more than one partner", default=None)
    supportive: bool | None = says("Backs the arrangement", default=None)
    affected_by_outcome: bool | None = says("Affected by the outcome", "Yes when the holder gains or loses by the decision", default=None)
    interest_declared: bool | None = says("Interest declared", default=None)


@record(
    "ties",
    theme="people",
    title="Ties",
    purpose="Working links between two partners, and the post each runs through.",
    key=("partner", "towards", "through", "level"),
)
class Tie(Record):
    partner: PartnerRef = says("Partner")
    towards: PartnerRef = says("Towards", "The other partner")
    through: PostRef = says("Through which post")
    level: Literal["members", "executives", "managers", "staff"] = says("Level")

    def rules(self) -> Iterator[FieldFault]:
        if self.partner == self.towards:
            yield FieldFault("towards", "a tie joins two different partners")


@record(
    "teams",
    theme="people",
    title="Teams",
    purpose="How each team is staffed.",
    key=("partner", "team"),
)
class Team(Record):
    team: str = says("Team")
    function: Literal["delivery", "project", "client", "digital", "support", "other"] | None = says("Function", default=None)
    posts: Number | None = says("Posts", unit="full-time equivalents", default=None)
    vacant: Number | None = says("Vacant", unit="full-time equivalents", default=None)
    interim: Number | None = says("Held by interims", unit="full-time equivalents", default=None)
    client_side: bool | None = says("Client side", "Yes when it commissions and checks the service for a partner", default=None)
    project: bool | None = says("Project team", "Yes when it runs the change", default=None)

    def rules(self) -> Iterator[FieldFault]:
        if self.posts is not None and (self.vacant or 0) + (self.interim or 0) > self.posts:
            yield FieldFault("posts", "vacant and interim together are more than all posts")


@record(
    "releases",
    theme="people",
    title="Staff released",
    purpose="Staff time each partner promised to the work, and gave.",
    key=("partner",),
)
class Release(Record):
    partner: PartnerRef = says("Partner")
    planned_fte: Number | None = says("Planned", unit="full-time equivalents", default=None)
    actual_fte: Number | None = says("Given", unit="full-time equivalents", default=None)


@record(
    "trainings",
    theme="people",
    title="Joint training",
    purpose="Training in working together that the joint team has had.",
)
class Training(Record):
    subject: str = says("Subject")
    held: Done | None = says("Held on", default=None)
    attended: Count | None = says("Attended", unit="people", default=None)


KINDS = (Post, Tie, Team, Release, Training)
