"""Who the partners are, and what each pays and decides."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.evidence.partners import Stake
from holdfast.core.evidence.words import code_words
from holdfast.reports.blocks import Block, Column, Paragraph, Table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

COLUMNS = (
    Column("Partner", width=3.0),
    Column("Kind", width=1.3),
    Column("Role", width=1.1),
    Column("People served", "whole", 1.0),
    Column("Pays", "percent", 0.7),
    Column("Votes", "percent", 0.7),
)


def build(subject: Subject) -> Iterable[Block]:
    """The arrangement in a sentence, then a row for each partner; what nobody recorded stays a dash."""
    arrangement = subject.evidence.arrangement
    if arrangement.summary:
        yield Paragraph(arrangement.summary)
    if not subject.partners:
        yield Paragraph("No partner is on record.")
        return
    stakes = {stake.partner: stake for stake in subject.evidence.of(Stake)}
    rows = []
    for name, partner in subject.partners.items():
        stake = stakes.get(name)
        kind, role = (code_words(told) if told else None for told in (partner.type, partner.role))
        share = (stake.cost_share, stake.vote_share) if stake else (None, None)
        rows.append((partner.name, kind, role, partner.population, *share))
    yield Table("partners", "The partners", COLUMNS, tuple(rows))


SECTION = Section("partners", "The partners", build)
