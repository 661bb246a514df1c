"""The kinds of paper: each a title and the sections it is made of unless others are chosen."""

from __future__ import annotations

from typing import NamedTuple


class PaperKind(NamedTuple):
    """One kind of paper; `has_contents` where it is long enough to need a list of its sections."""

    id: str
    title: str
    sections: tuple[str, ...]
    has_contents: bool = False


KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        "full",
        "Full assessment",
        ("summary", "problems", "patterns", "actions", "tasks", "questions", "cases", "partners", "findings", "records", "method"),
        has_contents=True,
    ),
    PaperKind("members", "Summary for members", ("summary", "problems")),
    PaperKind("partner", "A partner’s own view", ("summary", "own", "problems", "actions", "questions", "method")),
    PaperKind("annex", "Confidential annex to a partner’s own view", ("annex",)),
    PaperKind("plan", "Action plan", ("actions", "tasks", "questions", "method")),
)
