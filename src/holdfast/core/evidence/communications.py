"""Who is told what, and how they feel: messages, pulses, rebrands."""

import datetime as dt
from typing import Literal

from holdfast.core.evidence.record import Record, record
from holdfast.core.schema import Count, Done, Money, Share, Slug, says

Audience = Literal["staff", "members", "unions", "customers", "public"]


@record(
    "messages",
    theme="communications",
    title="Messages",
    purpose="What was said to whom, and when.",
)
class Message(Record):
    audience: Audience = says("Audience")
    channel: str = says("Channel", default="")
    subject: str = says("Subject", default="")
    planned: dt.date | None = says("Planned", default=None)
    sent: Done | None = says("Sent", default=None)
    cross_party: bool | None = says("Cross-party", "For members: yes when every party was briefed", default=None)


@record(
    "pulses",
    theme="communications",
    title="Pulses",
    purpose="A short survey of how people feel.",
)
class Pulse(Record):
    audience: Audience = says("Audience")
    asked: Count | None = says("Asked", unit="people", default=None)
    answered: Count | None = says("Answered", unit="people", default=None)
    trust: Share | None = says("Trust it", unit="share", default=None)
    worry: Share | None = says("Are worried", unit="share", default=None)
    satisfaction: Share | None = says("Are satisfied", unit="share", default=None)
    sees_as_colleague: Share | None = says(
        "See it as their own", "Share who see a colleague rather than a supplier", unit="share", default=None
    )


@record(
    "rebrands",
    theme="communications",
    title="Rebrands",
    purpose="A new name or identity, planned or done.",
    key=("rebrand",),
    code="rebrand",
)
class Rebrand(Record):
    rebrand: Slug = says("Rebrand", "A short name")
    name: str = says("New name", default="")
    planned: dt.date | None = says("Planned or launched", default=None)
    cost: Money | None = says("Cost", default=None)


KINDS = (Message, Pulse, Rebrand)
