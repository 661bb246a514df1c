"""What to do: every action that would lower a finding, and the first of them in full."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.assessment import SuggestedAction
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import measured

IN_FULL = 12
COLUMNS = (
    Column("No", "whole", 0.4),
    Column("Action", width=3.2),
    Column("Who", width=1.7),
    Column("Weeks", "number", 0.7),
    Column("Days of work", "number", 0.7),
    Column("Lowers most", width=1.5),
    Column("From", "score", 0.6),
    Column("To", "score", 0.5),
)


def build(subject: Subject) -> Iterable[Block]:
    """The ranked table, then how to go about the first ones and how to know that they worked."""
    found = subject.assessment.actions
    if not found:
        yield Paragraph("Nothing known today calls for an action.")
        return
    yield Paragraph(
        "The action that would lower most comes first. The figures say what exposure would become if the action did all it should and "
        "nothing else changed; two actions that mend the same thing do not add up."
    )
    yield Table("actions", "Actions, the one that would lower most first", COLUMNS, tuple(_rows(subject)))
    yield Heading("How to go about it" if len(found) <= IN_FULL else f"How to go about the first {IN_FULL}")
    for number, item in enumerate(found[:IN_FULL], 1):
        yield from _in_full(subject, number, item)


def _rows(subject: Subject) -> Iterable[tuple[int, str, str, float, float, str, float, float]]:
    for number, item in enumerate(subject.assessment.actions, 1):
        action, main = subject.catalogue.actions[item.id], subject.catalogue.problem_or_pattern(item.main_finding)
        yield number, item.title, action.who, action.weeks, action.days, main.short, item.before, item.after


def _in_full(subject: Subject, number: int, item: SuggestedAction) -> Iterable[Block]:
    action = subject.catalogue.actions[item.id]
    lowers = ", ".join(subject.catalogue.problem_or_pattern(name).short for name in item.findings)
    time = f"{measured(action.weeks, 'week', 'weeks')}, {measured(action.days, 'day', 'days')} of work"
    told = {"Who, and how long:": f"{action.who}; {time}.", "It worked when:": action.worked, "Lowers:": f"{lowers}."}
    yield Heading(f"{number}. {item.title}", 3)
    yield Paragraph(action.what)
    yield Listing(tuple(Item(lead, words) for lead, words in told.items()))


SECTION = Section("actions", "What to do", build)
