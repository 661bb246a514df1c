"""What was said of a round, as text, and read again: exactly what was said when it closed, whatever has changed since."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from holdfast.core.rounds.published import Comments, Figure, Group, OnRecord, Published

FIGURE = tuple(name for name in Figure._fields if name != "group")


def published_text(published: Published, *, comments: tuple[Comments, ...] | None = None) -> str:
    """The figures, comments and answers on the record as JSON; with other comments where some were erased."""
    figures = [
        [split, group, *(getattr(figure, name) for name in FIGURE)] for (split, group, _question), figure in published.figures.items()
    ]
    return json.dumps(
        {
            "round": published.round,
            "closed": published.closed.isoformat(),
            "minimum": published.minimum,
            "people": published.people,
            "questions": published.questions,
            "groups": [group._asdict() for group in (*published.partners, *published.roles)],
            "figures": figures,
            "on_record": [
                {**said._asdict(), "answers": dict(said.answers), "comments": dict(said.comments)} for said in published.on_record
            ],
            "comments": [each._asdict() for each in (published.comments if comments is None else comments)],
            "comments_held_back": published.comments_held_back,
        },
        ensure_ascii=False,
    )


def published_of(text: str) -> Published:
    """The same again."""
    told: dict[str, Any] = json.loads(text)
    groups = [Group(group["split"], tuple(group["members"]), group["people"]) for group in told["groups"]]
    by_id = {(group.split, group.id): group for group in groups}
    figures = {}
    for split, group, *values in told["figures"]:
        figure = Figure(group=by_id[split, group], **dict(zip(FIGURE, values, strict=True)))
        figures[split, group, figure.question] = figure
    return Published(
        round=told["round"],
        closed=dt.date.fromisoformat(told["closed"]),
        minimum=told["minimum"],
        people=told["people"],
        questions=tuple(told["questions"]),
        partners=tuple(group for group in groups if group.split == "partner"),
        roles=tuple(group for group in groups if group.split == "role"),
        figures=figures,
        on_record=tuple(OnRecord(**said) for said in told["on_record"]),
        comments=tuple(Comments(each["area"], each["question"], tuple(each["words"])) for each in told["comments"]),
        comments_held_back=told["comments_held_back"],
    )
