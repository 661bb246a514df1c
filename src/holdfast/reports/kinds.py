"""The kinds of paper: each a title and the sections it is made of unless others are chosen."""

from __future__ import annotations

from typing import NamedTuple


class PaperKind(NamedTuple):
    """One kind of paper and for whom it is; `has_contents` where it is long enough to need a list of its sections."""

    id: str
    title: str
    whom: str
    sections: tuple[str, ...]
    has_contents: bool = False


KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        "full",
        "Full assessment",
        "For the programme board, scrutiny and auditors: everything, with the working of each finding.",
        ("summary", "problems", "patterns", "actions", "tasks", "questions", "cases", "partners", "findings", "records", "method"),
        has_contents=True,
    ),
    PaperKind(
        "members",
        "Summary for members",
        "For elected members, on two pages: the answer, the reasons, what to do.",
        ("summary", "problems"),
    ),
    PaperKind(
        "partner",
        "A partner’s own view",
        "For one partner: the answer, what it pays and decides, what rests on its records.",
        ("summary", "own", "problems", "actions", "questions", "method"),
    ),
    PaperKind(
        "annex",
        "Confidential annex to a partner’s own view",
        "For the same partner alone: what it keeps to itself, as a paper of its own.",
        ("annex",),
    ),
    PaperKind(
        "plan",
        "Action plan",
        "For whoever has to act: every action that would help, what is being done, what to find out.",
        ("actions", "tasks", "questions", "method"),
    ),
)
