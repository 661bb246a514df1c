"""The confidential annex: what only one partner may read, on paper of its own."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.reports.blocks import Block, Note, Paragraph
from holdfast.reports.records import reference
from holdfast.reports.sections.records import table
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

# What a partner wants, will not give up, and thinks of the others: confidential until it says otherwise.
CONFIDENTIAL_THEME = "alignment"


def build(subject: Subject) -> Iterable[Block]:
    """The records that a ledger knows to be private to this partner; for a file, what it says of its wishes."""
    name = subject.name_of(subject.partner)
    yield Note(f"Confidential to {name}", "Not to be copied, published or shown to other partners without its consent.")
    told = [record for record in subject.evidence.records if record.on <= subject.evidence.date]
    if subject.private is None:
        found = [record for record in told if record.partner == subject.partner and record.meta.theme == CONFIDENTIAL_THEME]
        yield Paragraph(
            "A file does not say what is confidential. Listed are its motives, limits, wishes, appetite for risk and trust, which a "
            "partner usually keeps to itself."
        )
    else:
        found = [record for record in told if reference(record) in subject.private]
    if found:
        yield table("annex", f"Records of {name}", [(reference(record), record) for record in found], subject)
    else:
        yield Paragraph("There is nothing to list.")


SECTION = Section("annex", "Confidential annex", build, of_partner="must", is_confidential=True)
