"""A paper: a kind's sections made into blocks, with what stands at its head and at the foot of each page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from holdfast.core.evidence.hints import nearest
from holdfast.core.evidence.words import spoken
from holdfast.reports.blocks import Block, Note
from holdfast.reports.kinds import KINDS, PaperKind
from holdfast.reports.sections import SECTIONS, Section
from holdfast.reports.sections.method import versions
from holdfast.reports.subject import Subject
from holdfast.reports.words import fit, fit_all, shortened

LANGUAGE = "en-GB"
LONGEST_FOOT = 60
# A file cannot be stamped with a day before these formats were made.
EARLIEST = dt.date(1980, 1, 1)
# The title where the readers of a paper may not read even the arrangement's name.
NAMELESS = "An arrangement whose name is not public"
AUDIENCES = {
    "file": "All that the file holds",
    "public": "Public edition: rests on what is public and nothing else",
    "partners": "All partners",
}


class PaperRefused(Exception):
    """The paper cannot be made as asked; `faults` says why, a sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Part(NamedTuple):
    """A section as printed."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    starts_page: bool


class Paper(NamedTuple):
    """Everything a renderer prints. `day` stamps the file, so that the same input gives the same bytes."""

    title: str
    kind: str
    answer: str
    facts: tuple[tuple[str, str], ...]
    foot: str
    day: dt.date
    is_final: bool
    has_contents: bool
    parts: tuple[Part, ...]


def compose(subject: Subject, kind: str = "full", sections: Sequence[str] = ()) -> Paper:
    """The paper of a kind on a subject; `sections` are chosen instead of the kind's own, and keep their usual order.

    Raises:
        PaperRefused: where a kind, a section or the partner is not known.
    """
    found = {made.id: made for made in KINDS}.get(kind)
    known = {section.id for section in SECTIONS}
    faults = [] if found else [_unknown("kind of paper", kind, [made.id for made in KINDS])]
    faults += [_unknown("section", name, [section.id for section in SECTIONS]) for name in sections if name not in known]
    wanted = tuple(sections) or (found.sections if found else ())
    chosen = tuple(section for section in SECTIONS if section.id in wanted or section.is_owed(subject))
    faults += _partner_faults(subject, chosen)
    if faults or found is None:
        raise PaperRefused(faults)
    return _paper(subject, found, chosen)


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    hint = nearest(name, known) or f"; expected {', '.join(known)}"
    return f"“{shortened(fit(name), LONGEST_FOOT)}” is not a {what}{hint}"


def is_of_partner(kind: str, sections: Sequence[str] = ()) -> bool:
    """Whether the paper can only be made for one partner, which must then be named."""
    wanted = tuple(sections) or next((made.sections for made in KINDS if made.id == kind), ())
    return any(section.of_partner == "must" for section in SECTIONS if section.id in wanted)


def _partner_faults(subject: Subject, chosen: Sequence[Section]) -> list[str]:
    needy = [section.id for section in chosen if section.of_partner == "must"]
    if not subject.partner:
        return [f"{', '.join(needy)}: made for one partner; say which"] if needy else []
    if subject.partner not in subject.partners:
        return [_unknown("partner on record", subject.partner, list(subject.partners))]
    is_heeded = not chosen or any(section.of_partner != "never" for section in chosen)
    return [] if is_heeded else ["nothing chosen is made for one partner; leave the partner out"]


def _paper(subject: Subject, kind: PaperKind, chosen: Sequence[Section]) -> Paper:
    title = fit(subject.evidence.arrangement.name) or NAMELESS
    parts = tuple(Part(section.id, section.title, fit_all(tuple(section.build(subject))), section.starts_page) for section in chosen)
    name = f"{kind.title}: {subject.name_of(subject.partner)}" if subject.partner else kind.title
    return Paper(
        title=title,
        kind=fit(name),
        answer=_answer(subject, kind, parts),
        facts=tuple((label, fit(value)) for label, value in _facts(subject)),
        foot=fit(_foot(subject, title, name, is_confidential=any(section.is_confidential for section in chosen))),
        day=max(subject.assessment.as_at, EARLIEST),
        is_final=subject.status == "final",
        has_contents=kind.has_contents and len(chosen) > 1,
        parts=parts,
    )


def _answer(subject: Subject, kind: PaperKind, parts: Sequence[Part]) -> str:
    """The answer to what the paper is about: what its own section says first, else whether it will hold."""
    own = (block.title for part in parts if part.id == kind.answered_by for block in part.blocks if isinstance(block, Note))
    return next(own, f"Will it hold? {subject.answer}")


def _evidence_to(subject: Subject) -> str:
    return f"Evidence to {spoken(subject.date)}" if subject.date else "No evidence yet"


def _facts(subject: Subject) -> Iterable[tuple[str, str]]:
    yield "Status", "Final" if subject.status == "final" else "Draft"
    yield "As at", spoken(subject.date) if subject.date else "No evidence yet"
    if subject.known_on:
        yield "As known on", spoken(subject.known_on)
    yield "Rests on", AUDIENCES.get(subject.assessment.audience) or f"What may be read by {subject.readers}"
    yield "Records", f"{subject.assessment.records:,}"
    yield from versions(subject)


def _foot(subject: Subject, title: str, name: str, *, is_confidential: bool) -> str:
    made = subject.assessment.versions
    status = "Final" if subject.status == "final" else "Draft"
    told = [shortened(title, LONGEST_FOOT), shortened(name, LONGEST_FOOT), status, _evidence_to(subject)]
    if subject.known_on:
        told.append(f"as known on {spoken(subject.known_on)}")
    told.append(f"Holdfast {made['holdfast']}, catalogue {made['catalogue']}{' with local additions' if made['local'] else ''}")
    if subject.ledger_head:
        told.append(f"ledger {shortened(subject.ledger_head, 13)}")
    if subject.assessment.audience == "public":
        told.append("Public edition")
    if is_confidential or subject.private:
        told.append(f"Confidential to {shortened(subject.name_of(subject.partner) or subject.readers, LONGEST_FOOT)}")
    return " · ".join(told)
