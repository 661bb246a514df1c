"""The management case: the gates, who answers for which benefit, on whom it rests, and which reviews have looked at it."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.evidence.decisions import Review
from holdfast.core.evidence.words import code_title
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Paragraph, Table
from holdfast.reports.sections.benefits import benefit_rows
from holdfast.reports.sections.continuity import how_many
from holdfast.reports.sections.economic import YES_NO
from holdfast.reports.sections.road import gates
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

REVIEWS = (
    Column("Review", width=2.2),
    Column("Done", "date", 1.4),
    Column("Seen by all", width=0.9),
    Column("Verdict", width=1.0),
    Column("Fallback written", width=1.0),
)


def build(subject: Subject) -> Iterable[Block]:
    """How it is to be delivered, and what is missing for that."""
    yield Heading("The gates")
    yield from gates(subject)
    if not subject.case.road.gates:
        yield Paragraph("No gates are on record, so there is no road to show.")
    yield Heading("Who answers for the benefits")
    yield from benefit_rows(subject, None)
    yield Heading("On whom it rests")
    yield how_many(subject)
    alarms = subject.case.people.alarms
    if alarms:
        yield Listing(tuple(Item("", alarm.words) for alarm in alarms))
    yield Heading("Who has looked at it")
    yield from _reviews(subject)


def _reviews(subject: Subject) -> Iterable[Block]:
    found = sorted(subject.evidence.of(Review), key=lambda review: (review.done or review.on, review.kind))
    if not found:
        yield Paragraph("No review is on record.")
        return
    rows = tuple(
        (
            code_title(review.kind),
            review.done,
            YES_NO[review.seen_by_all],
            code_title(review.verdict) if review.verdict else None,
            YES_NO[review.contingency],
        )
        for review in found
    )
    yield Table("reviews", "Reviews so far", REVIEWS, rows)


SECTION = Section("management", "The management case", build)
