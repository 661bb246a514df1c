"""Each finding with its working: the reasons added up, what is not known, and what would bring it down."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.assessment import Finding
from holdfast.core.diagnosis.formula import logit
from holdfast.core.evidence.history import Contest
from holdfast.core.evidence.words import spoken
from holdfast.core.words import STATES, score
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Paragraph, Table
from holdfast.reports.pictures.waterfall import waterfall
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

ACTIONS = 3
BASES = {
    "record": "Records",
    "survey": "A survey",
    "statement": "One person’s word",
    "proxy": "One person’s word, until the record is there",
}
WORKING = (
    Column("Reading", width=3.4),
    Column("Read", width=1.3),
    Column("From", width=1.4),
    Column("Records", "whole", 0.8),
    Column("Concern", "percent", 0.9),
    Column("Weight", "weight", 0.8),
    Column("So far", "running", 0.7),
)
UNKNOWN = (
    Column("Not known", width=3.4),
    Column("Who can answer", width=2.0),
    Column("Weight, if good", "weight", 0.9),
    Column("Weight, if bad", "weight", 0.9),
    Column("Lowest", "score", 0.8),
    Column("Highest", "score", 0.8),
)
LEVERS = (Column("Put right", width=4.0), Column("Now", "score", 0.7), Column("Then", "score", 0.7), Column("Becomes", "state", 1.3))


def build(subject: Subject) -> Iterable[Block]:
    """The problems, then the patterns, the highest exposure first; what does not apply is only named."""
    yield Paragraph(
        "Each finding starts from what is usual for such arrangements. Every reading then adds to the sum, or takes from it. Weights are "
        "in log-odds, so they add up; the exposure is what the sum comes to. Where there is not enough to say, the figures still show "
        "what is known so far."
    )
    told = (*subject.assessment.findings, *subject.assessment.patterns)
    for at, finding in enumerate(found for found in told if found.state != "not_applicable"):
        yield from _finding(subject, finding, is_first=at == 0)
    left = [finding.title for finding in told if finding.state == "not_applicable"]
    if left:
        yield Paragraph(f"Left out, since they do not apply here: {'; '.join(left)}.")


def part_of(subject: Subject, finding: Finding) -> str:
    """How a finding is named where many stand together."""
    return f"{'Pattern ' if finding.id in subject.catalogue.patterns else ''}{finding.number}. {finding.title}"


def _finding(subject: Subject, finding: Finding, *, is_first: bool) -> Iterable[Block]:
    part = part_of(subject, finding)
    state = STATES[finding.state][1].lower()
    told = state if finding.state == "cannot_tell" else f"{score(finding.exposure)} of 100, {state}"
    yield Heading(f"{part}: {told}", starts_page=not is_first)
    yield Paragraph(subject.catalogue.problem_or_pattern(finding.id).summary)
    if finding.reasons:
        yield Listing(tuple(Item("", reason) for reason in finding.reasons))
    yield from _contests(subject, finding)
    yield waterfall(finding)
    yield Table("working", f"{finding.title}: the working", WORKING, tuple(_working(finding)), part=part, has_total=True)
    if finding.unknown:
        rows = tuple((item.title, item.who, item.low_contribution, item.high_contribution, item.low, item.high) for item in finding.unknown)
        yield Table("not_known", f"{finding.title}: what is not known, or only in part", UNKNOWN, rows, part=part)
    if finding.levers:
        levers = tuple((lever.title, finding.exposure, lever.exposure, lever.state) for lever in finding.levers)
        yield Table("levers", f"{finding.title}: what would bring it down, one thing at a time", LEVERS, levers, part=part)
    if finding.actions:
        titles = [subject.catalogue.actions[name].title for name in finding.actions[:ACTIONS]]
        yield Listing((Item("What to do first:", "; ".join(titles) + "."),))


def _working(finding: Finding) -> Iterable[tuple[str | int | float, ...]]:
    yield "Where such arrangements start", "", "", "", "", logit(finding.prior), finding.prior
    for reading in finding.readings:
        yield (
            reading.title,
            reading.shown,
            BASES[reading.basis],
            len(reading.because),
            reading.concern,
            reading.contribution,
            reading.running,
        )
    total = logit(finding.prior) + sum(reading.contribution for reading in finding.readings)
    yield "All that is known", "", "", "", "", total, finding.exposure


def _contests(subject: Subject, finding: Finding) -> Iterable[Block]:
    """What partners say is wrong stands beside what they contest, whatever the others think of it."""
    of = {"finding": {finding.id}, "indicator": {reading.indicator for reading in finding.readings}}
    of["record"] = {name.partition("/")[2] for reading in finding.readings for name in reading.because}
    found = [contest for contest in subject.evidence.of(Contest) if contest.status != "withdrawn" and contest.of in of[contest.about]]
    if found:
        yield Listing(tuple(_contest(subject, contest) for contest in found))


def _contest(subject: Subject, contest: Contest) -> Item:
    settled = " (settled)" if contest.status == "settled" else ""
    answer = f" Answer: {contest.answer}" if contest.answer else ""
    lead = f"Contested by {subject.name_of(contest.partner)} on {spoken(contest.on)}{settled}:"
    return Item(lead, f"{contest.says_instead}{answer}")


SECTION = Section("findings", "Each finding, and why", build, starts_page=True)
