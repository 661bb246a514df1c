"""The road to a decision: its gates in time, how late they are, what they collide with, and what has been decided so far."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.decisions.road import GateForecast
from holdfast.core.evidence.words import code_title, spoken
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Paragraph, Table, Value
from holdfast.reports.pictures.gates import gates_in_time, has_dates
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

GATES = (
    Column("Gate", width=2.6),
    Column("First planned", "date", 1.4),
    Column("Now expected or decided", "date", 1.5),
    Column("Months late", "number", 0.8),
    Column("Likely", width=2.2),
    Column("Times put off", "whole", 0.8),
    Column("A backer gone by then", "percent", 1.0),
)
LOG = (Column("Date", "date", 1.4), Column("Subject", width=4.0), Column("Outcome", width=1.4))


def build(subject: Subject) -> Iterable[Block]:
    """The picture, its table, and the log."""
    road = subject.case.road
    yield from gates(subject)
    yield Listing(tuple(Item("", remark) for remark in road.remarks)) if road.remarks else Paragraph(road.rate.words)
    if road.live_like_others:
        early, late = road.live_like_others.early, road.live_like_others.late
        yield Paragraph(
            f"If it takes as long from its first paper as dated public cases took, it is live between {spoken(early)} and {spoken(late)}."
        )
    if road.log:
        yield Heading("What has been decided")
        rows = tuple((line.date, line.subject, code_title(line.outcome)) for line in road.log)
        yield Table("decisions", "Decisions so far, the oldest first", LOG, rows)


def gates(subject: Subject) -> Iterable[Block]:
    """The gates as a picture with its table; nothing where there are none."""
    found = subject.case.road.gates
    if has_dates(found):
        yield gates_in_time("gates", found, subject.evidence.date)
    if found:
        yield Table("gates", "The gates, each after those it depends on", GATES, tuple(map(_row, found)))


def _row(gate: GateForecast) -> tuple[Value, ...]:
    return (
        gate.name,
        gate.planned,
        gate.decided or gate.expected,
        gate.slip_months,
        likely(gate),
        gate.deferred,
        gate.chance_a_backer_is_gone,
    )


def likely(gate: GateForecast) -> str | None:
    """When a gate is likely to come, in words; none where nobody can say."""
    if gate.decided:
        return "Decided"
    return f"{spoken(gate.window.early)} to {spoken(gate.window.late)}" if gate.window else None


SECTION = Section("road", "The road to a decision", build)
