"""The kinds of paper: each a title and the sections it is made of unless others are chosen."""

from __future__ import annotations

from typing import NamedTuple


class PaperKind(NamedTuple):
    """One kind of paper and for whom it is; `has_contents` where it is long enough to need a list of its sections.

    `answered_by` is the section whose first note answers what the paper is about, where that is not whether it will hold.
    """

    id: str
    title: str
    whom: str
    sections: tuple[str, ...]
    has_contents: bool = False
    answered_by: str = ""


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
    PaperKind(
        "business_case",
        "Business case",
        "For those who decide on the money: the five cases, with how sure the sums are.",
        ("case", "strategic", "economic", "commercial", "financial", "management", "sums", "method"),
        has_contents=True,
        answered_by="case",
    ),
    PaperKind(
        "go_no_go",
        "Go/no-go sheet",
        "For the body that decides next: what must be true, what is open, and a place for the decision.",
        ("go_no_go", "road"),
    ),
    PaperKind(
        "benefits",
        "Benefits statement",
        "For finance officers and scrutiny, each year: what was promised, and what has come.",
        ("benefits",),
        answered_by="benefits",
    ),
    PaperKind(
        "rounds",
        "Readiness round results",
        "For those who were asked, and who asked them: what their people say, and where they differ.",
        ("rounds",),
        answered_by="rounds",
    ),
    PaperKind(
        "continuity",
        "Continuity plan",
        "For the programme board: on whom it rests, who could stand in, who leaves.",
        ("continuity",),
        answered_by="continuity",
    ),
)
