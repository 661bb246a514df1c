"""The smallest set of posts whose leaving loses a duty or a tie, exactly, and every post that is such a set by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

FEW_PARTNERS = 12


@dataclass(frozen=True, slots=True)
class Reliance:
    """What is lost once all these posts have gone: a duty (of a partner, or of all together), or every tie between two partners."""

    what: str
    kind: Literal["duty", "tie"]
    posts: tuple[str, ...]
    duty: str | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Departures:
    """How many must leave before something is lost, the smallest such reliances, and all reliances by how few posts they take.

    `at_least` is none where nothing rests on anybody, as far as is recorded.
    """

    at_least: int | None
    smallest: tuple[Reliance, ...]
    reliances: tuple[Reliance, ...]

    @property
    def single_points(self) -> tuple[Reliance, ...]:
        """What is lost with one post."""
        return tuple(reliance for reliance in self.reliances if len(reliance.posts) == 1)


def departures_of(reliances: Iterable[Reliance]) -> Departures:
    """The smallest sets, exactly: a set of leavers loses a thing only if it holds everybody who carries it.

    That stays so where a deputy can take over one post only. By Hall's theorem leavers then lose something if a set T of their posts
    has fewer than |T| deputies left; that takes at least |N(T)| + 1 leavers, N(T) being all deputies of T, and so at least as many as
    one post of T with its own deputies.
    """
    ordered = sorted(
        (reliance for reliance in reliances if reliance.posts), key=lambda reliance: (len(reliance.posts), reliance.kind, reliance.what)
    )
    if not ordered:
        return Departures(None, (), ())
    least = len(ordered[0].posts)
    return Departures(least, tuple(reliance for reliance in ordered if len(reliance.posts) == least), tuple(ordered))


@dataclass(frozen=True, slots=True)
class Breakage:
    """The fewest posts whose leaving cuts the partners into groups with no tie left between them, and those groups.

    `exact` is no where there are too many partners to try every way to part them: it may then take fewer posts.
    """

    posts: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    exact: bool


def breakage_of(partners: Sequence[str], ties: Iterable[tuple[str, str, str]]) -> Breakage | None:
    """The smallest set of posts that leaves two partners with no chain of ties between them.

    A tie is two partners and the post it runs through. None where fewer than two partners have a tie, or they are apart already.
    """
    carried: dict[str, set[tuple[str, str]]] = {}
    for one, two, post in ties:
        carried.setdefault(post, set()).add((min(one, two), max(one, two)))
    linked = sorted({code for pairs in carried.values() for pair in pairs for code in pair} & set(partners))
    if len(linked) < 2 or len(_groups(linked, carried.values())) > 1:
        return None
    found = _smallest_cut(linked, carried)
    left = [pairs for post, pairs in carried.items() if post not in found]
    return Breakage(tuple(sorted(found)), tuple(_groups(linked, left)), len(linked) <= FEW_PARTNERS)


def _smallest_cut(linked: Sequence[str], carried: Mapping[str, set[tuple[str, str]]]) -> frozenset[str]:
    """Over every way to part the partners in two, the posts with a tie across: all of them must go, and no others need to."""
    bit = {code: 1 << at for at, code in enumerate(linked)}
    pairs = {post: [bit[one] | bit[two] for one, two in found if one in bit and two in bit] for post, found in carried.items()}
    best = sorted(carried)
    for side in _sides(len(linked)):
        across = [post for post, found in pairs.items() if any(0 < pair & side < pair for pair in found)]
        best = min(best, sorted(across), key=lambda posts: (len(posts), posts))
    return frozenset(best)


def _sides(count: int) -> Iterator[int]:
    """One side, as bits, of every way to part them in two; where they are many, only ways that part off one or two."""
    if count <= FEW_PARTNERS:
        yield from range(1, 1 << (count - 1))
        return
    for size in (1, 2):
        yield from (sum(1 << at for at in chosen) for chosen in combinations(range(count), size))


def _groups(codes: Sequence[str], ties: Iterable[Iterable[tuple[str, str]]]) -> list[tuple[str, ...]]:
    """The partners in groups that some chain of ties joins."""
    group = {code: code for code in codes}

    def root(code: str) -> str:
        while group[code] != code:
            code = group[code]
        return code

    for pairs in ties:
        for one, two in pairs:
            if one in group and two in group:
                group[root(one)] = root(two)
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(root(code), []).append(code)
    return [tuple(members) for members in sorted(found.values())]
