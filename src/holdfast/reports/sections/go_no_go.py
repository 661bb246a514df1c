"""The go/no-go sheet: for each gate still to be decided, what must be true, what is open, and a place for the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from holdfast.core.decisions.road import GateForecast
from holdfast.core.evidence.words import code_words, spoken
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Note, Paragraph, Table
from holdfast.reports.sections.case import verdict
from holdfast.reports.sections.road import likely
from holdfast.reports.sections.section import Section
from holdfast.reports.sections.strategic import worries
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted, in_full

WORRIES = 3
DECISION = (Column("Decision", width=2.0), Column("Tick", width=0.6), Column("Conditions, and by when", width=4.0))
CHOICES = ("Go", "Go, with conditions", "Put off", "No go")


def build(subject: Subject) -> Iterable[Block]:
    """What holds for every gate first, then a sheet each."""
    ahead = [gate for gate in subject.case.road.gates if not gate.decided]
    yield Note(f"Will it hold? {subject.answer}", f"{subject.assessment.outlook.rule}.")
    yield verdict(subject)
    if not ahead:
        yield Paragraph("No gate is waiting for a decision, as far as is recorded.")
        return
    yield Heading("What stands against it")
    yield from worries(subject, WORRIES)
    for gate in ahead:
        yield from _sheet(subject, gate)


def _sheet(subject: Subject, gate: GateForecast) -> Iterable[Block]:
    yield Heading(gate.name, starts_page=True)
    if gate.open_points:
        yield Note(f"{counted(len(gate.open_points), 'point is', 'points are')} open before this can be passed", " ".join(gate.open_points))
    else:
        yield Note("Nothing on record stands in its way", "That is not yet a reason to pass it: see what must be true.")
    yield Heading("What must be true to pass", 3)
    yield Paragraph(gate.criteria or "Nobody has said what must be true. Agree on it before anybody votes.")
    yield Heading("Who, and when", 3)
    yield Listing(tuple(_facts(gate)))
    if gate.collisions:
        yield Heading("What it collides with", 3)
        yield Listing(tuple(_collisions(subject, gate)))
    if gate.backers:
        yield Heading("Who backs it", 3)
        yield Listing(tuple(_backers(subject, gate)))
    yield Table(
        "decision", f"The decision: {gate.name}", DECISION, tuple((choice, "", "") for choice in CHOICES), part=gate.name, part_of="Gate"
    )
    yield Paragraph("Decided by, and on which day: ______________________________", "small")


def _facts(gate: GateForecast) -> Iterator[Item]:
    level = f" ({code_words(gate.level)})" if gate.level else ""
    yield Item("Decided by:", f"{gate.body}{level}." if gate.body else "not said.")
    when = spoken(gate.expected) if gate.expected else "no date is set"
    first = f"; first planned for {spoken(gate.planned)}" if gate.planned and gate.planned != gate.expected else ""
    yield Item("Expected:", f"{when}{first}.")
    if gate.slip_months is not None:
        yield Item("Behind its first date by:", f"{in_full(gate.slip_months)} months." if gate.slip_months > 0 else "nothing.")
    if gate.deferred:
        yield Item("Put off:", f"{counted(gate.deferred, 'time', 'times')} so far.")
    told = likely(gate)
    if told:
        yield Item("Likely, going by past dates:", f"{told}.")


def _collisions(subject: Subject, gate: GateForecast) -> Iterator[Item]:
    """Each time once, with all the partners it is of."""
    times: dict[tuple[str, dt.date, dt.date], list[str]] = {}
    for busy in gate.collisions:
        met = times.setdefault((busy.words, busy.starts, busy.ends), [])
        met += [subject.name_of(busy.partner)] if busy.partner else []
    for (words, starts, ends), names in times.items():
        until = "" if ends == starts else f" to {spoken(ends)}"
        whose = [f" ({', '.join(names)})"] if names else []
        yield Item(f"{words}:", "".join([spoken(starts), until, *whose, "."]))


def _backers(subject: Subject, gate: GateForecast) -> Iterator[Item]:
    for backer in gate.backers:
        whose = f", {subject.name_of(backer.partner)}" if backer.partner else ""
        yield Item(f"{backer.title}{whose}:", f"{backer.chance_gone:.0%} chance of being gone by then.")
    if gate.chance_a_backer_is_gone is not None and len(gate.backers) > 1:
        yield Item("At least one of them:", f"{gate.chance_a_backer_is_gone:.0%}.")


SECTION = Section("go_no_go", "Go or no go", build)
