"""The people it depends on as their page shows them: posts, never names; what goes with whom; what the continuity plan lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from holdfast.core.business_case import WholeCase
from holdfast.core.people.continuity import ContinuityLine, PeopleResilience
from holdfast.core.people.departures import Reliance
from holdfast.web.page.case.names import Names
from holdfast.web.page.values import code_words

HANDOVERS: Mapping[str, Promise] = {
    "none": gettext_lazy("Not planned"),
    "planned": gettext_lazy("Planned"),
    "tested": gettext_lazy("Tested"),
}
ROW = 34
# More than these would be a picture that nobody reads: the table has them all.
MOST_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Node:
    """A post, or what rests on posts, in the picture."""

    name: str
    y: int
    alone: bool
    is_tie: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Who carries what; thick where nobody else does."""

    start: int
    end: int
    alone: bool
    is_tie: bool


@dataclass(frozen=True, slots=True)
class Network:
    """Posts on the left, what rests on them on the right."""

    posts: tuple[Node, ...]
    things: tuple[Node, ...]
    lines: tuple[Line, ...]
    height: int
    more: int


@dataclass(frozen=True, slots=True)
class LossRow:
    """What is lost, and the posts that have all to go for it."""

    what: str
    kind: str
    posts: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One key post in the continuity plan."""

    title: str
    partner: str
    duties: str
    alone: str
    deputy: str
    handover: str
    leaves: dt.date | None
    vacant_since: dt.date | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A recorded leaving date, and what goes with it."""

    post: str
    leaves: dt.date
    days: int
    loses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everything the page's templates read."""

    people: PeopleResilience
    answer: str
    sentences: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    network: Network | None
    losses: tuple[LossRow, ...]
    smallest: tuple[tuple[str, tuple[str, ...]], ...]
    breakage: str
    plan: tuple[PlanRow, ...]
    incomplete: int


def people_page(whole: WholeCase, names: Names) -> PeoplePage:
    """The page of the people a case depends on."""
    people = whole.people
    least = people.departures.at_least
    losses = tuple(_loss(item, names) for item in people.departures.reliances)
    plan = sorted(people.plan, key=lambda line: (-_alone(people, line.post), -len(line.missing), names.post(line.post)))
    return PeoplePage(
        people=people,
        answer=_answer(least),
        sentences=tuple(_sentences(people, names)),
        alarms=tuple(
            Alarm(names.post(alarm.post), alarm.leaves, alarm.days, tuple(_thing(item, names) for item in alarm.loses))
            for alarm in people.alarms
        ),
        network=_network(people, names),
        losses=losses,
        smallest=_smallest(row for row in losses if row.count == least),
        breakage=_breakage(people, names),
        plan=tuple(_plan(line, people, names) for line in plan),
        incomplete=sum(bool(line.missing) for line in people.plan),
    )


def _answer(least: int | None) -> str:
    if least is None:
        return _("Nobody can say yet on whom it rests")
    if least == 1:
        return _("One departure is enough to lose something")
    return ngettext("%(count)d departure loses nothing yet", "It takes %(count)d departures to lose something", least) % {"count": least}


def _sentences(people: PeopleResilience, names: Names) -> Iterator[str]:
    heaviest = max(people.plan, key=lambda line: _alone(people, line.post), default=None)
    alone = _alone(people, heaviest.post) if heaviest else 0
    if heaviest and alone > 1:
        yield _("%(post)s alone carries %(count)d duties or links.") % {"post": names.post(heaviest.post), "count": alone}
    missing = sum(bool(line.missing) for line in people.plan)
    if people.plan:
        yield ngettext(
            "The continuity plan lacks something for %(missing)d of %(count)d key post.",
            "The continuity plan lacks something for %(missing)d of %(count)d key posts.",
            len(people.plan),
        ) % {"missing": missing, "count": len(people.plan)}
    yield from people.remarks


def _alone(people: PeopleResilience, post: str) -> int:
    """How many things go with this post alone."""
    return sum(item.posts == (post,) for item in people.departures.reliances)


def _thing(item: Reliance, names: Names) -> str:
    """What is lost, in words."""
    if item.kind == "tie":
        one, two = (names.partner(code) for code in item.partners)
        return _("The link between %(one)s and %(two)s") % {"one": one, "two": two}
    duty = capfirst(code_words(item.duty or item.what))
    return f"{duty}, {names.partner(item.partners[0])}" if item.partners else duty


def _loss(item: Reliance, names: Names) -> LossRow:
    kind = _("link") if item.kind == "tie" else _("duty")
    return LossRow(_thing(item, names), kind, tuple(names.post(post) for post in item.posts), len(item.posts))


def _smallest(rows: Iterable[LossRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each smallest set of leavers once, with all that goes with it: what loses most first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        found.setdefault(row.posts, []).append(row.what)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(("; ".join(posts), tuple(lost)) for posts, lost in ordered)


def _network(people: PeopleResilience, names: Names) -> Network | None:
    """The things carried by fewest, beside their posts; each thing near its posts, so that lines cross little."""
    things = people.departures.reliances[:MOST_SHOWN]
    if not things:
        return None
    posts = _posts_in_order(things)
    place = {post: at for at, post in enumerate(posts)}
    ordered = sorted(things, key=lambda item: (sum(place[post] for post in item.posts) / len(item.posts), item.what))
    height = ROW * max(len(posts), len(ordered))
    left, right = _spread(len(posts), height), _spread(len(ordered), height)
    lines = [
        Line(left[place[post]], right[at], len(item.posts) == 1, item.kind == "tie")
        for at, item in enumerate(ordered)
        for post in item.posts
    ]
    return Network(
        posts=tuple(Node(names.post(post), left[at], _alone(people, post) > 0) for at, post in enumerate(posts)),
        things=tuple(Node(_thing(item, names), right[at], len(item.posts) == 1, item.kind == "tie") for at, item in enumerate(ordered)),
        lines=tuple(sorted(lines, key=lambda line: line.alone)),
        height=height,
        more=len(people.departures.reliances) - len(things),
    )


def _posts_in_order(things: Sequence[Reliance]) -> list[str]:
    """Posts that share something beside each other: those with most to carry first, each followed by those it shares with."""
    carried: dict[str, list[Reliance]] = {}
    for item in things:
        for post in item.posts:
            carried.setdefault(post, []).append(item)
    order: list[str] = []
    for post in sorted(carried, key=lambda post: (-len(carried[post]), post)):
        for other in (post, *(sharer for item in carried[post] for sharer in item.posts)):
            if other not in order:
                order.append(other)
    return order


def _spread(count: int, height: int) -> list[int]:
    """The middles of so many rows over the height."""
    return [round(height * (at + 0.5) / count) for at in range(count)]


def _breakage(people: PeopleResilience, names: Names) -> str:
    found = people.breakage
    if found is None:
        return ""
    posts = "; ".join(names.post(post) for post in found.posts)
    groups = "; ".join(", ".join(names.partner(code) for code in group) for group in found.groups)
    words = ngettext(
        "If %(posts)s left, no link on record would hold the partners together. They would fall apart into: %(groups)s.",
        "If these %(count)d all left (%(posts)s), no link on record would hold the partners together. "
        "They would fall apart into: %(groups)s.",
        len(found.posts),
    ) % {"posts": posts, "count": len(found.posts), "groups": groups}
    return words if found.exact else _("%(words)s With this many partners fewer posts may be enough.") % {"words": words}


def _plan(line: ContinuityLine, people: PeopleResilience, names: Names) -> PlanRow:
    alone = _alone(people, line.post)
    return PlanRow(
        title=line.title,
        partner=names.holder(line.partner),
        duties=", ".join(code_words(duty) for duty in line.duties),
        alone=str(alone) if alone else "",
        deputy=names.post(line.deputy, with_partner=False) if line.deputy else "",
        handover=str(HANDOVERS[line.handover]) if line.handover else "",
        leaves=line.leaves,
        vacant_since=line.vacant_since,
        missing=line.missing,
    )
