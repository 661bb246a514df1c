"""The shapes of what the API takes and gives, where no class of the core has them already."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints, WithJsonSchema

from holdfast.core.assessment import Rating, State
from holdfast.core.schema import UNSEEN
from holdfast.ledger import Act, Visibility

# What stands in a schema for one of the document's own, until the document is put together.
COMPONENT = "x-component"
LARGEST_PAGE = 1_000_000
LONGEST_REASON = 300
MOST_CHANGES = 500


def component(name: str) -> Any:
    """A plain object whose schema is one of the document's own."""
    return Annotated[dict[str, Any], WithJsonSchema({COMPONENT: name})]


# A day, checked by the form that the pages use.
Day = Annotated[str | None, WithJsonSchema({"type": "string", "format": "date"})]
Chosen = Literal["own", "partners", "public"]


# Words as a record may hold them: nothing that could steer a terminal, and no blanks around.
Words = Annotated[str, StringConstraints(strip_whitespace=True, pattern=f"^[^{UNSEEN}]*$")]


class Given(Schema):
    """What a program sends: nothing in it may be misspelt."""

    model_config = ConfigDict(extra="forbid")


class Wanted(Given):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=LARGEST_PAGE, description="Which page, the first is 1.")
    size: int = Field(50, ge=1, le=200, description="How many on a page.")


class Paged(Schema):
    """What every list says of itself. The header Link leads to the next page and the one before."""

    count: int = Field(description="How many there are on all pages.")
    page: int
    pages: int = Field(description="How many pages there are.")


class Outlook(Schema):
    """Will it hold? As known, with the share of the evidence that is in."""

    rating: Rating
    coverage: float


class Body(Schema):
    """A partner."""

    body: str = Field(description="Its short name.")
    name: str


class Summary(Schema):
    """One of your arrangements at a glance."""

    id: uuid.UUID
    name: str
    role: str
    body: str = Field(description="The partner you speak for; empty for an auditor.")
    outlook: Outlook
    rating_a_month_ago: Rating
    first_finding: str | None = Field(description="The problem it is most exposed to, or none that is exposed or to be watched.")
    next_decision: str | None
    next_decision_on: dt.date | None
    late_actions: int


class Portfolio(Paged):
    """Your arrangements that this token is for. `altered` are those whose ledger somebody changed by hand: they cannot be read."""

    items: list[Summary]
    altered: list[uuid.UUID]


class ArrangementShown(Schema):
    """One arrangement: its head, its partners, and your place in it."""

    id: uuid.UUID
    head: component("arrangement")  # type: ignore[valid-type]
    partners: list[Body]
    role: str
    body: str
    may: list[str] = Field(description="What you may do, in the names of the reference page of permissions.")


class NewArrangement(Given):
    """What is needed to begin: everything else is recorded later."""

    name: str = Field(min_length=1, max_length=200, description="Name of the arrangement.")
    body: str = Field(min_length=1, max_length=80, description="Short name of your body.")
    body_name: str = Field(min_length=1, max_length=200, description="Full name of your body.")


class Begun(Schema):
    """A new arrangement."""

    id: uuid.UUID
    name: str


class RecordShown(Schema):
    """One record that stands, with what is known of its entry."""

    reference: str = Field(description="Kind and reference, as findings name their reasons.")
    number: int = Field(description="The number of its entry: what a change of it names as `target`.")
    section: str
    told_by: str = Field(description="The body that told it.")
    entered: dt.datetime
    reads: Literal["private", "sealed", "opened", "partners", "public"] = Field(description="Who may read it.")
    holds: Literal["now", "earlier", "later"] = Field(
        description="now: it holds. earlier: a later statement holds. later: it is dated ahead."
    )
    may_change: bool
    record: component("RecordSaid")  # type: ignore[valid-type]


class Records(Paged):
    """Records that stand and that you may read, by kind and in the order entered."""

    items: list[RecordShown]


class Author(Schema):
    """Who made an entry, as far as it is known here."""

    id: str
    name: str
    post: str


class EntryLine(Schema):
    """One entry of the ledger, as you may know it."""

    number: int
    act: Act
    body: str
    author: Author
    entered: dt.datetime
    visibility: Visibility
    exchange: int | None
    target: int | None
    heir: str | None
    chain: str = Field(description="The chain digest, which binds the entry to all before it.")
    access: Literal["open", "closed", "erased"] = Field(description="Whether you may read what it says, and whether that is still there.")
    kind: str = Field(description="Of which kind it is, where you may know.")
    says: str = Field(description="What it says, in short.")


class Entries(Paged):
    """Entries, the oldest first: what was on a page stays on it."""

    items: list[EntryLine]


class ReceiptShown(Schema):
    """What proves an entry: the digests, and as far as you may read it, what they are digests of."""

    previous: str
    envelope: str = Field(description="The envelope in canonical JSON, as it entered the chain.")
    payload_digest: str
    chain: str
    salt: str
    content: str = Field(description="What the entry says, in canonical JSON.")


class EntryShown(EntryLine):
    """One entry in full: why, whether it stands, what became of it, and its receipt."""

    reason: str
    stands: bool
    revealed_to: Visibility | None
    later: list[int] = Field(description="The later entries that replaced, retired, revealed or erased it.")
    receipt: ReceiptShown


class RecordChange(Given):
    """Record something, or with `target` correct what stands. Who may read it stays as it is where nothing is said."""

    act: Literal["record"]
    section: str = Field(min_length=1, max_length=40, description="The kind: a section, or `arrangement` for its own head.")
    record: component("AnyRecord")  # type: ignore[valid-type]
    visibility: Literal["private", "partners", "public"] | None = Field(None, description="Partners, where nothing is said of a new one.")
    target: int | None = Field(None, ge=1, le=2**31 - 1, description="The number of the entry that it takes the place of.")
    reason: Words = Field("", max_length=LONGEST_REASON, description="Why it is corrected.")


class RetireChange(Given):
    """Say that a record no longer holds."""

    act: Literal["retire"]
    target: int = Field(ge=1, le=2**31 - 1)
    reason: Words = Field(min_length=1, max_length=LONGEST_REASON, description="Why it no longer holds.")


class RevealChange(Given):
    """Show a record to more people; it cannot be shown to fewer again."""

    act: Literal["reveal"]
    target: int = Field(ge=1, le=2**31 - 1)
    visibility: Literal["partners", "public"]
    reason: Words = Field("", max_length=LONGEST_REASON, description="Why now.")


class Changes(Given):
    """Changes that are entered together, or not at all."""

    changes: list[Annotated[RecordChange | RetireChange | RevealChange, Field(discriminator="act")]] = Field(
        min_length=1, max_length=MOST_CHANGES
    )


class Erasure(Given):
    """Why the words of an entry are erased. This stays, so say it without the words themselves."""

    reason: Words = Field(min_length=1, max_length=LONGEST_REASON)


class EntryMade(Schema):
    """An entry that was made."""

    number: int
    act: Act
    chain: str


class Made(Schema):
    """What was entered; the same request with the same Idempotency-Key gives the same answer."""

    entries: list[EntryMade]


class Checked(Schema):
    """Whether the ledger is whole, worked out anew from every entry."""

    is_whole: bool
    count: int
    closed: int
    head: str
    faults: list[str]


class SeenShown(Schema):
    """Where a problem or pattern stands. Shares from 0 to 1."""

    id: str
    state: State
    exposure: float
    low: float
    high: float
    coverage: float


class Point(Schema):
    """Where everything stood on one day."""

    as_at: dt.date
    outlook: Outlook
    findings: list[SeenShown]


class Course(Schema):
    """The end of each month, at most twelve, up to the day asked for. `clock` says by what was known then, or by the facts."""

    clock: Literal["known", "facts"]
    points: list[Point]


class WarningShown(Schema):
    """One early warning. `aside_until` where your body has set it aside."""

    key: str
    text: str
    since: dt.date
    because: list[str]
    action: str
    aside_until: dt.date | None


class Warnings(Schema):
    """What to look at before it becomes a problem."""

    items: list[WarningShown]


class WhatIfShown(Schema):
    """Where everything stands, and where it would with these readings and actions put right."""

    before: Point
    after: Point
    mended: list[str] = Field(description="The indicators that were taken as healthy.")
    can_be_mended: list[str] = Field(description="The indicators that are known and not healthy.")


class Token(Schema):
    """Who asks, and what the token may do."""

    name: str
    may_write: bool
    may_look_after_people: bool
    is_for_all: bool
    expires: dt.datetime
    person: Author
