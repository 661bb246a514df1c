"""Who could stand in: key posts without a deputy, and working links that run through one post."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from holdfast.core.evidence.people import Post, Tie

INFLUENTIAL = 3


def is_key(post: Post) -> bool:
    """Whether the arrangement depends on the post: it has a duty, or an influence of 3 or 4."""
    return bool(post.duties) or (post.influence or 0) >= INFLUENTIAL


def key_roles(post: Post) -> int:
    """How many key roles the post holds: its duties, or one where it has influence and no duty."""
    return len(set(post.duties)) or int(is_key(post))


def is_empty(post: Post, date: dt.date) -> bool:
    """Whether nobody holds the post at the date, as far as is known."""
    return post.vacant_since is not None or (post.leaves is not None and post.leaves <= date)


class Cover(NamedTuple):
    """The filled key posts: those somebody can stand in for, those nobody can, those where it is not known."""

    covered: tuple[Post, ...]
    alone: tuple[Post, ...]
    unclear: tuple[Post, ...]


def cover_of(posts: Sequence[Post], date: dt.date, is_fully_stated: Callable[[Post], bool]) -> Cover:
    """Sort the filled key posts by whether somebody can stand in.

    A filled deputy post or a tested handover covers. An empty deputy field says "nobody" only where the handover is said
    to be missing or merely planned, or where the record is known to be fully stated.
    """
    empty = {post.post for post in posts if is_empty(post, date)}
    sorted_posts: dict[bool | None, list[Post]] = {True: [], False: [], None: []}
    for post in posts:
        if is_key(post) and post.post not in empty:
            sorted_posts[_is_covered(post, empty, is_fully_stated)].append(post)
    return Cover(tuple(sorted_posts[True]), tuple(sorted_posts[False]), tuple(sorted_posts[None]))


def _is_covered(post: Post, empty: set[str], is_fully_stated: Callable[[Post], bool]) -> bool | None:
    if post.handover == "tested":
        return True
    if post.deputy:
        return post.deputy not in empty and post.deputy != post.post
    return False if post.handover or is_fully_stated(post) else None


class Hub(NamedTuple):
    """The post through which most links run, the share of all links that do, and these links."""

    post: str
    share: float
    ties: tuple[Tie, ...]


def different_ties(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Each link once, though both partners may have told of it."""
    return tuple({(frozenset((tie.partner, tie.towards)), tie.through, tie.level): tie for tie in ties}.values())


def busiest_post(ties: Sequence[Tie]) -> Hub | None:
    """The post that most of the links run through; the first by name where several tie. None where there is no link."""
    through = Counter(tie.through for tie in ties)
    if not through:
        return None
    post = min(through, key=lambda name: (-through[name], name))
    return Hub(post, through[post] / len(ties), tuple(tie for tie in ties if tie.through == post))
