"""From the answers of a closed round to what may be said of it: the one door through which answers leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from holdfast.core.catalogue import Catalogue
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.census import Census, census_of
from holdfast.core.rounds.codes import figures_of
from holdfast.core.rounds.comments import comments_of
from holdfast.core.rounds.groups import group_places, groups_of, summed
from holdfast.core.rounds.holding_back import Behind, Part, held_back
from holdfast.core.rounds.published import Figure, OnRecord, Published, Split


@dataclass(frozen=True, slots=True)
class Kept:
    """A round's published figures with what is behind them, at which only the publishing of a later round may look.

    Show `published`, never `behind`.
    """

    published: Published
    behind: Behind = field(repr=False)


def publish(asked: AskedRound, responses: Sequence[Response], *, catalogue: Catalogue, earlier: Sequence[Kept] = (), seed: int = 0) -> Kept:
    """What may be said of a closed round, beside what was said of earlier rounds of the same arrangement.

    The order of the responses does not matter, so it cannot tell anything; `seed` shuffles the comments. Who answered on the
    record is shown beside the groups and is in none of them, so that taking such an answer away tells nothing of the others.
    """
    in_confidence = [response for response in responses if not response.post]
    behind = _behind(asked, census_of(asked, in_confidence), earlier)
    words, some_held_back = comments_of(asked, in_confidence, catalogue, seed)
    published = Published(
        round=asked.id,
        closed=asked.closed,
        minimum=asked.minimum,
        people=sum(group.people for group in behind.partner.groups),
        questions=asked.questions,
        partners=behind.partner.groups,
        roles=behind.role.groups,
        figures={**_figures("partner", behind.partner, asked), **_figures("role", behind.role, asked)},
        on_record=_on_record(asked, responses),
        comments=words,
        comments_held_back=some_held_back,
    )
    return Kept(published, behind)


def _behind(asked: AskedRound, census: Census, earlier: Sequence[Kept]) -> Behind:
    behind = Behind(
        census,
        asked.minimum,
        _part("partner", census.partners, census, asked.minimum, over=1),
        _part("role", census.roles, census, asked.minimum, over=0),
    )
    partner, role = held_back(behind, [kept.behind for kept in earlier])
    return replace(behind, partner=replace(behind.partner, held_back=partner), role=replace(behind.role, held_back=role))


def _part(split: Split, names: Sequence[str], census: Census, minimum: int, over: int) -> Part:
    """One split; `over` is the axis of the other, along which people are added up."""
    groups = groups_of(split, names, census.people.sum(over), minimum)
    counts = summed(census.counts.sum(over), group_places(groups, names), len(groups))
    return Part(groups, counts, np.zeros(counts.shape[:2], bool))


def _figures(split: Split, part: Part, asked: AskedRound) -> Mapping[tuple[Split, str, str], Figure]:
    found = figures_of(split, part.groups, asked.questions, part.counts, part.held_back, asked.minimum)
    return {(figure.group.split, figure.group.id, figure.question): figure for figure in found}


def _on_record(asked: AskedRound, responses: Sequence[Response]) -> tuple[OnRecord, ...]:
    """What was said by the name of a post; in order of partner and post."""
    said = (
        OnRecord(
            response.post,
            response.partner,
            response.role,
            {question: response.answers[question] for question in asked.questions if question in response.answers},
            {question: response.comments[question] for question in asked.questions if question in response.comments},
        )
        for response in responses
        if response.post
    )
    return tuple(sorted(said, key=lambda post: (post.partner, post.post)))
