"""The continuity plan: who carries which duty and tie, what is missing for each key post, and what a recorded departure would take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partners_in
from holdfast.core.evidence.people import Post, Tie
from holdfast.core.people.cover import cover_of, different_ties, is_empty, is_key
from holdfast.core.people.departures import Breakage, Departures, Reliance, breakage_of, departures_of


@dataclass(frozen=True, slots=True)
class ContinuityLine:
    """One key post in the continuity plan and what is missing for it. `covered` is none where it is not known."""

    post: str
    title: str
    partner: str | None
    duties: tuple[str, ...]
    influence: int | None
    deputy: str | None
    handover: str | None
    leaves: dt.date | None
    vacant_since: dt.date | None
    covered: bool | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartureAlarm:
    """A recorded leaving date: when, how far off, and what is lost once this post and those that leave before it have gone."""

    post: str
    title: str
    leaves: dt.date
    days: int
    loses: tuple[Reliance, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A working link for the network picture: two partners, the post it runs through, the level, whether anybody holds that post."""

    partner: str
    towards: str
    post: str
    level: str
    held: bool


@dataclass(frozen=True, slots=True)
class PeopleResilience:
    """How much rests on how few. Everything speaks of posts, never of persons."""

    departures: Departures
    breakage: Breakage | None
    plan: tuple[ContinuityLine, ...]
    alarms: tuple[DepartureAlarm, ...]
    contacts: tuple[Contact, ...]
    titles: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]


def resilience_of(evidence: Evidence) -> PeopleResilience:
    """The whole result at the date of the evidence."""
    codes = [partner.partner for partner in partners_in(evidence)]
    posts = [post for post in evidence.of(Post) if post.partner in (None, *codes)]
    ties = different_ties(tie for tie in evidence.of(Tie) if tie.partner in codes and tie.towards in codes)
    filled = {post.post: post for post in posts if not is_empty(post, evidence.date)}
    reliances = list(reliances_of(filled, ties))
    held = [(tie.partner, tie.towards, tie.through) for tie in ties if tie.through in filled]
    return PeopleResilience(
        departures=departures_of(reliances),
        breakage=breakage_of(codes, held),
        plan=tuple(_plan(evidence, posts)),
        alarms=tuple(_alarms(evidence, filled, reliances)),
        contacts=tuple(Contact(tie.partner, tie.towards, tie.through, tie.level, tie.through in filled) for tie in ties),
        titles=tuple((post.post, post.title) for post in posts),
        remarks=tuple(_remarks(posts, ties, codes)),
    )


def reliances_of(filled: dict[str, Post], ties: Iterable[Tie]) -> Iterator[Reliance]:
    """Everything that somebody carries: each duty of each partner with its holders and their deputies, each pair's ties.

    A deputy takes over a duty. A tie is a matter of trust, so it passes to a deputy only where the handover has been tested.
    """
    duties: dict[tuple[str, str], set[str]] = {}
    for post in filled.values():
        for duty in post.duties:
            carriers = duties.setdefault((post.partner or "", duty), set())
            carriers |= {post.post, *_deputy(post, filled)}
    for (partner, name), carriers in duties.items():
        words = name.replace("_", " ")
        yield Reliance(f"{words} ({partner})" if partner else words, "duty", tuple(sorted(carriers)), name, (partner,) if partner else ())
    pairs: dict[tuple[str, str], set[str]] = {}
    for tie in ties:
        if tie.through in filled:
            post = filled[tie.through]
            carriers = pairs.setdefault((min(tie.partner, tie.towards), max(tie.partner, tie.towards)), set())
            carriers |= {post.post, *(_deputy(post, filled) if post.handover == "tested" else ())}
    for (one, two), carriers in pairs.items():
        yield Reliance(f"{one} and {two}", "tie", tuple(sorted(carriers)), None, (one, two))


def _deputy(post: Post, filled: dict[str, Post]) -> tuple[str, ...]:
    return (post.deputy,) if post.deputy and post.deputy in filled else ()


def _plan(evidence: Evidence, posts: Sequence[Post]) -> Iterator[ContinuityLine]:
    date = evidence.date
    cover = cover_of(posts, date, lambda post: evidence.is_complete(Post, date, date, post.partner))
    covered = {post.post: answer for answer, found in ((True, cover.covered), (False, cover.alone)) for post in found}
    empty = {post.post for post in posts if is_empty(post, date)}
    for post in posts:
        if is_key(post):
            yield ContinuityLine(
                post=post.post,
                title=post.title,
                partner=post.partner,
                duties=post.duties,
                influence=post.influence,
                deputy=post.deputy,
                handover=post.handover,
                leaves=post.leaves,
                vacant_since=post.vacant_since,
                covered=covered.get(post.post),
                missing=tuple(_missing(post, empty)),
            )


def _missing(post: Post, empty: set[str]) -> Iterator[str]:
    if post.post in empty:
        yield "somebody in the post"
    if not post.deputy:
        yield "a deputy"
    elif post.deputy == post.post:
        yield "a deputy other than the post itself"
    elif post.deputy in empty:
        yield "somebody in the deputy's post"
    if post.handover in (None, "none"):
        yield "a handover plan"
    elif post.handover == "planned":
        yield "a test of the handover"


def _alarms(evidence: Evidence, filled: dict[str, Post], reliances: Sequence[Reliance]) -> Iterator[DepartureAlarm]:
    """One for each filled post with a leaving date, soonest first."""
    dated = sorted(((post.leaves, post.post, post) for post in filled.values() if post.leaves), key=lambda item: item[:2])
    gone: set[str] = set()
    for leaves, name, post in dated:
        gone.add(name)
        taken = tuple(reliance for reliance in reliances if name in reliance.posts and gone.issuperset(reliance.posts))
        days = (leaves - evidence.date).days
        lost = "; ".join(reliance.what for reliance in taken)
        words = f"{post.title} leaves in {days} days" + (f". With that goes: {lost}." if lost else "; others carry on what it does.")
        yield DepartureAlarm(name, post.title, leaves, days, taken, words)


def _remarks(posts: Sequence[Post], ties: Sequence[Tie], codes: Sequence[str]) -> Iterator[str]:
    if not posts:
        yield "No posts are on record, so nobody can say on whom the arrangement rests."
    elif not any(post.duties for post in posts):
        yield "No post has a duty on record, so only ties are counted."
    if not ties and len(codes) > 1:
        yield "No working links between partners are on record."
    silent = [post for post in posts if is_key(post) and post.leaves is None and post.in_post_since is None and post.vacant_since is None]
    if silent:
        many = "1 key post says" if len(silent) == 1 else f"{len(silent)} key posts say"
        yield f"{many} nothing of when the holder came or may leave."
