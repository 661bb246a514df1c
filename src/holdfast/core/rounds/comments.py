"""Comments grouped so that none stands under fewer voices than the minimum, in an order that tells nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from holdfast.core.catalogue import Catalogue
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.published import Comments


class _Words(NamedTuple):
    """One comment: by which person (a number that is not shown), on which question of which area."""

    person: int
    area: str
    question: str
    text: str


def comments_of(asked: AskedRound, responses: Sequence[Response], catalogue: Catalogue, seed: int) -> tuple[tuple[Comments, ...], bool]:
    """The comments by question where enough people wrote; the rest by area, then all together; and whether some are held back."""
    left = list(_words(asked, responses, catalogue))
    shown: list[Comments] = []
    for by_question, by_area in ((True, True), (False, True), (False, False)):
        grouped: dict[tuple[str, str], list[_Words]] = {}
        for words in left:
            grouped.setdefault((words.area if by_area else "", words.question if by_question else ""), []).append(words)
        left = []
        for (area, question), found in grouped.items():
            if len({words.person for words in found}) >= asked.minimum:
                shown.append(Comments(area, question, _shuffled(found, f"{seed}/{asked.id}/{area}/{question}")))
            else:
                left += found
    return tuple(shown), bool(left)


def _words(asked: AskedRound, responses: Sequence[Response], catalogue: Catalogue) -> Iterator[_Words]:
    """Every comment on a question that was asked, in order of the questions."""
    told = [(person, response.comments) for person, response in enumerate(responses) if response.comments]
    for question in asked.questions:
        for person, comments in told:
            text = comments.get(question, "").strip()
            if text:
                yield _Words(person, catalogue.questions[question].area, question, text)


def _shuffled(found: Sequence[_Words], seed: str) -> tuple[str, ...]:
    """Sorted before they are shuffled, so that the order they came in leaves no trace."""
    words = sorted(each.text for each in found)
    random.Random(seed).shuffle(words)
    return tuple(words)
