"""One partner's own view: what it pays and decides, what rests on its records, and what it says is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.assessment import Finding
from holdfast.core.evidence.history import Contest
from holdfast.core.evidence.partners import Stake
from holdfast.core.evidence.words import spoken
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Note, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted

COLUMNS = (
    Column("Reading", width=3.2),
    Column("Read", width=1.3),
    Column("Bears on", width=2.2),
    Column("Weight", "weight", 0.8),
    Column("Your records", "whole", 0.9),
)


def build(subject: Subject) -> Iterable[Block]:
    """Where this partner stands, in its own words where it has given any."""
    name = subject.name_of(subject.partner)
    if subject.assessment.audience == "file":
        yield Note(
            "Made from a file",
            "A file does not say who may read what, so this view rests on all that the file holds. "
            f"Check that {name} may read it before you hand it on.",
        )
    yield from _stake(subject, name)
    yield from _readings(subject, name)
    yield from _contests(subject, name)


def _stake(subject: Subject, name: str) -> Iterable[Block]:
    stake = next((stake for stake in subject.evidence.of(Stake) if stake.partner == subject.partner), None)
    told = [
        Item(f"{words}:", f"{share:.0%}")
        for words, share in (
            ("Share of the cost", stake and stake.cost_share),
            ("Share of the votes", stake and stake.vote_share),
            ("Share of the staff", stake and stake.staff_share),
        )
        if share is not None
    ]
    yield Heading(f"What {name} pays and decides")
    yield Listing(tuple(told)) if told else Paragraph("No share of cost, votes or staff is on record.")


def _readings(subject: Subject, name: str) -> Iterable[Block]:
    rows = [row for finding in subject.assessment.findings for row in _rows(subject, finding)]
    told = sum(record.partner == subject.partner and record.on <= subject.evidence.date for record in subject.evidence.records)
    yield Heading(f"What rests on records about {name}")
    yield Paragraph(f"{counted(told, 'record is', 'records are')} about {name} alone.")
    if rows:
        yield Table("own_readings", f"Readings that rest on records about {name}", COLUMNS, tuple(rows))
        yield Paragraph("If one of them is wrong, contest it: what you say is then printed beside it.", "small")


def _rows(subject: Subject, finding: Finding) -> Iterable[tuple[str, str, str, float, int]]:
    short = subject.catalogue.problem_or_pattern(finding.id).short
    for reading in finding.readings:
        own = sum(record.partner == subject.partner for _, record in subject.records.found(reading.because))
        if own:
            yield reading.title, reading.shown, short, reading.contribution, own


def _contests(subject: Subject, name: str) -> Iterable[Block]:
    found = [contest for contest in subject.evidence.of(Contest) if contest.partner == subject.partner]
    if found:
        yield Heading(f"What {name} contests")
        yield Listing(tuple(Item(f"{spoken(contest.on)}, {contest.status}:", contest.says_instead) for contest in found))


SECTION = Section("own", "Your own view", build, of_partner="must")
