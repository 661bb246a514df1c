"""The strategic case: why share, what, to bring what, what is ruled out, and what could break it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfast.core.evidence.alignment import Motive, NoGoArea
from holdfast.core.evidence.words import capital, code_title, code_words
from holdfast.core.words import STATES, score
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import in_full

TOP = 5
MOTIVES = (Column("Partner", width=2.2), Column("Wants, with points of 100", width=4.4), Column("Direction", width=1.2))
SERVICES = (
    Column("Service", width=2.6),
    Column("Sensitive, of 4", "whole", 1.0),
    Column("Stage", width=1.2),
    Column("Exceptions", "whole", 1.0),
    Column("Ruled out by", width=2.2),
    Column("Would rather not", width=2.2),
)
LIMITS = (Column("Partner", width=2.0), Column("Subject", width=3.6), Column("How firm", width=1.4))


def build(subject: Subject) -> Iterable[Block]:
    """In the partners' own records; where nobody said, that nobody did."""
    if subject.evidence.arrangement.summary:
        yield Paragraph(subject.evidence.arrangement.summary, "lead")
    yield Heading("Why share")
    yield from _motives(subject)
    yield Heading("What is to be shared")
    yield from _services(subject)
    yield Heading("What it is to bring")
    yield from _aims(subject)
    yield from _limits(subject)
    yield Heading("What could break it")
    yield from worries(subject)


def _motives(subject: Subject) -> Iterable[Block]:
    by_partner: dict[str, list[Motive]] = {}
    for motive in sorted(subject.evidence.of(Motive), key=lambda motive: -motive.weight):
        by_partner.setdefault(motive.partner or "", []).append(motive)
    if not by_partner:
        yield Paragraph("No partner has said what it wants from sharing, as far as the readers of this paper may know.")
        return
    rows = tuple((subject.name_of(code), _wants(found), _direction(found)) for code, found in by_partner.items())
    yield Table("motives", "What each partner wants, the weightiest first", MOTIVES, tuple(sorted(rows)))


def _wants(found: Sequence[Motive]) -> str:
    return ", ".join(f"{code_words(motive.driver)} {in_full(motive.weight)}" for motive in found if motive.weight)


def _direction(found: Sequence[Motive]) -> str:
    told = dict.fromkeys(code_words(motive.direction) for motive in found if motive.direction)
    return capital(", ".join(told))


def _services(subject: Subject) -> Iterable[Block]:
    concerns = subject.case.stages.concerns
    if not concerns:
        yield Paragraph("No service in scope is on record.")
        return
    rows = tuple(
        (
            item.name,
            item.sensitivity,
            item.stage and subject.records.name_of("stages", item.stage),
            item.exceptions,
            _names(subject, item.red_lines),
            _names(subject, item.preferences),
        )
        for item in concerns
    )
    yield Table("services", "The services in scope, the most sensitive first", SERVICES, rows)


def _names(subject: Subject, partners: tuple[str, ...]) -> str | None:
    return ", ".join(map(subject.name_of, partners)) or None


def _aims(subject: Subject) -> Iterable[Block]:
    benefits = subject.case.benefits.benefits
    if not benefits:
        yield Paragraph("No benefit is on record, so nobody can say later whether it came.")
        return
    yield Listing(tuple(Item(f"{item.name}:", f"{item.measure or 'no measure yet'}; {item.owner or 'no owner yet'}.") for item in benefits))


def _limits(subject: Subject) -> Iterable[Block]:
    """What is ruled out beyond the services."""
    services = {item.service for item in subject.case.stages.concerns}
    found = [area for area in subject.evidence.of(NoGoArea) if area.subject not in services and area.firmness in ("red_line", "preference")]
    if found:
        rows = tuple(
            (subject.name_of(area.partner or ""), subject.records.name_of("services", area.subject), code_title(area.firmness))
            for area in found
        )
        yield Heading("What is ruled out")
        yield Table("limits", "Limits that partners have told", LIMITS, rows)


def worries(subject: Subject, most: int = TOP) -> Iterable[Block]:
    """The findings that worry most, with the first reason for each."""
    found = subject.assessment.worrying[:most]
    if not found:
        yield Paragraph("No problem is exposed or to be watched, as far as is known.")
        return
    items = []
    for finding in found:
        state = f"({score(finding.exposure)} of 100, {STATES[finding.state][1].lower()})"
        items.append(Item(f"{finding.title} {state}.", " ".join(finding.reasons[:1])))
    yield Listing(tuple(items))


SECTION = Section("strategic", "The strategic case", build, starts_page=True)
