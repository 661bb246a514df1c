"""In short: the answer, how sure it is, the reasons that matter most, what to do and what to find out first."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.words import RATINGS, STATES, score
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Note, Paragraph, Table
from holdfast.reports.pictures.scale import scale
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

REASONS, SENTENCES, ACTIONS, QUESTIONS = 3, 2, 4, 3
ACTION_COLUMNS = (
    Column("Action", width=3.6),
    Column("Who", width=1.8),
    Column("Weeks", "number", 0.7),
    Column("Lowers most", width=1.5),
    Column("From", "score", 0.6),
    Column("To", "score", 0.5),
)


def build(subject: Subject) -> Iterable[Block]:
    """The answer first; where nothing can be rated, what would tell most comes before the reasons."""
    outlook = subject.assessment.outlook
    yield Note(f"Will it hold? {subject.answer}", f"{RATINGS[outlook.rating].sentence} {outlook.rule}.")
    yield scale(outlook)
    yield Paragraph(
        f"{outlook.coverage:.0%} of the evidence is in ({subject.assessment.records:,} records). The rest is not known yet: it counts "
        "neither for nor against."
    )
    if not subject.is_rated:
        yield from _questions(subject)
    yield from _reasons(subject)
    yield from _actions(subject)
    if subject.is_rated:
        yield from _questions(subject)


def _reasons(subject: Subject) -> Iterable[Block]:
    items = []
    for finding in subject.assessment.worrying[:REASONS]:
        state = STATES[finding.state][1].lower()
        items.append(Item(f"{finding.title} ({score(finding.exposure)} of 100, {state}).", " ".join(finding.reasons[:SENTENCES])))
    if items:
        yield Heading("What matters most")
        yield Listing(tuple(items), is_ordered=True)


def _actions(subject: Subject) -> Iterable[Block]:
    top = subject.assessment.actions[:ACTIONS]
    if not top:
        return
    rows = []
    for item in top:
        action, main = subject.catalogue.actions[item.id], subject.catalogue.problem_or_pattern(item.main_finding)
        rows.append((item.title, action.who, action.weeks, main.short, item.before, item.after))
    yield Heading("What to do first")
    yield Table("first_actions", "The actions that would lower most, if they did all they should", ACTION_COLUMNS, tuple(rows))


def _questions(subject: Subject) -> Iterable[Block]:
    top = subject.assessment.next_questions[:QUESTIONS]
    if not top:
        return
    yield Heading("What to find out first")
    yield Listing(tuple(Item(item.text, f"Ask: {item.who}.") for item in top))


SECTION = Section("summary", "In short", build)
