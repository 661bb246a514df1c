"""The road to a decision and the rules of the club: gates, decisions, milestones, disputes, rules, reviews."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from holdfast.core.evidence.record import PartnerRef, Record, record
from holdfast.core.schema import Done, FieldFault, Number, Refers, Slug, says

GateRef = Annotated[Slug, Refers(section="gates")]
RuleTopic = Literal[
    "reserved_matters",
    "separate_identity",
    "chair",
    "go_alone",
    "delegated_limit",
    "delegations",
    "dispute",
    "notice",
    "exit",
    "closure_cost",
    "next_services",
    "cost_sharing",
    "risk_and_reward",
    "access_to_papers",
    "scrutiny",
    "client_function",
    "joining",
    "data_protection",
    "staff",
    "assets",
    "other",
]


@record(
    "gates",
    theme="decisions",
    title="Gates",
    purpose="The decisions on the road: which body takes each, when it was planned, when it is now expected, when it was taken.",
    key=("gate",),
    code="gate",
)
class Gate(Record):
    gate: Slug = says("Gate", "A short name")
    name: str = says("Full name")
    body: str = says("Body that decides", "Cabinet, full council, joint committee...", default="")
    level: Literal["officer", "board", "cabinet", "full_council", "joint_committee", "minister", "other"] | None = says(
        "Level", default=None
    )
    planned: dt.date | None = says("Planned", "The first date set", default=None)
    forecast: dt.date | None = says("Now expected", default=None)
    decided: Done | None = says("Decided", default=None)
    outcome: Literal["go", "go_with_conditions", "deferred", "stopped"] | None = says("Outcome", default=None)
    criteria: str = says("Criteria", "What must be true to pass", long=True, default="")
    depends_on: tuple[GateRef, ...] = says("Depends on", "Gates that must be passed first", default=())


@record(
    "decisions",
    theme="decisions",
    title="Joint decisions",
    purpose="What the partners decided together, or could not.",
)
class Decision(Record):
    subject: str = says("Subject")
    about: Literal["asset", "site", "budget", "staffing", "service", "supplier", "governance", "other"] | None = says("About", default=None)
    outcome: Literal["agreed", "blocked", "deferred"] = says("Outcome")
    needed_every_council: bool | None = says("Needed every partner", "Yes when each body had to approve it for itself", default=None)
    value: Number | None = says("Value", "The sum at stake", unit="money", default=None)
    against_evaluation: bool | None = says(
        "Against the evaluation", "Yes when it went against the scores or advice of those who judged", default=None
    )


@record(
    "milestones",
    theme="decisions",
    title="Milestones",
    purpose="Dates in the work, by partner where a partner owns them.",
    key=("milestone",),
    code="milestone",
)
class Milestone(Record):
    milestone: Slug = says("Milestone", "A short name")
    name: str = says("Full name")
    marks: Literal["first_paper", "go_live", "transfer", "system", "contract", "closure", "other"] = says("What it marks", default="other")
    planned: dt.date | None = says("Planned", "The first date set", default=None)
    forecast: dt.date | None = says("Now expected", default=None)
    done: Done | None = says("Done", default=None)


@record(
    "disputes",
    theme="decisions",
    title="Disputes",
    purpose="Disagreements on record, and when each was settled.",
    key=("dispute",),
    code="dispute",
)
class Dispute(Record):
    dispute: Slug = says("Dispute", "A short name")
    subject: str = says("Subject")
    opened: Done = says("Opened")
    closed: Done | None = says("Closed", default=None)

    def rules(self) -> Iterator[FieldFault]:
        if self.closed and self.closed < self.opened:
            yield FieldFault("closed", f"{self.closed} is before it was opened on {self.opened}")


@record(
    "rules",
    theme="decisions",
    title="Club rules",
    purpose="What the agreement says on a topic, and whether each partner has agreed to it.",
    key=("partner", "topic", "title"),
)
class Rule(Record):
    topic: RuleTopic = says("Topic")
    title: str = says("Title", "Needed only where a topic has more than one rule", default="")
    status: Literal["agreed", "disputed", "open"] = says("Status")
    value: Number | None = says("Value", "A limit in money, a notice in months...", default=None)
    text: str = says("Text", "What it says", long=True, default="")


@record(
    "reviews",
    theme="decisions",
    title="Reviews",
    purpose="Checks by the partners or by outsiders, and who has seen them.",
)
class Review(Record):
    kind: Literal[
        "due_diligence", "gateway", "readiness", "vision", "audit", "post_implementation", "independent", "price", "earlier_joint_work"
    ] = says("Kind of review")
    done: Done | None = says("Done", default=None)
    seen_by_all: bool | None = says("Seen by every partner", default=None)
    verdict: Literal["good", "mixed", "poor"] | None = says("Verdict", default=None)
    contingency: bool | None = says("Contingency plan", "Yes when a fallback is written", default=None)


@record(
    "replies",
    theme="decisions",
    title="Replies",
    purpose="How long a partner took to answer a joint paper.",
)
class Reply(Record):
    partner: PartnerRef = says("Partner")
    paper: str = says("Paper")
    asked: Done = says("Asked on")
    answered: Done | None = says("Answered on", default=None)


KINDS = (Gate, Decision, Milestone, Dispute, Rule, Review, Reply)
