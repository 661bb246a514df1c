"""What the partners of an exchange told, laid side by side: reasons, limits, roles, appetites and depth, with what to talk about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from holdfast.core.alignment.levels import APPETITE_STEPS, DEPTH_STEPS, widest_gap
from holdfast.core.alignment.limits import LimitVerdict, services_by_name, verdict_on_limits
from holdfast.core.alignment.motives import DRIVERS, Opposed, all_reasons, first_reasons, opposed
from holdfast.core.alignment.ranks import concordance, mean_rank_correlation
from holdfast.core.alignment.roles import RoleVerdict, verdict_on_roles
from holdfast.core.alignment.told import Told, answered
from holdfast.core.evidence.alignment import Appetite, Category, DepthWish, Direction, Driver, Motive, NoGoArea, RoleWish, Wish
from holdfast.core.evidence.scope import Service

CATEGORIES: Sequence[Category] = get_args(Category)
# How worrying a number is, from 0 to 1, by the name of the indicator that reads the same: its band stands in the catalogue.
Concern = Callable[[str, float], float]
Tone = Literal["clear", "talk", "sticks", "unsaid"]
# In the order in which equally worrying topics are named.
TopicKind = Literal["directions", "red_lines", "providers", "appetites", "depth", "reasons"]
TOPICS: Sequence[TopicKind] = get_args(TopicKind)
# From here on a low agreement of reasons is worth a talk: an amber threshold of the sources is concern 0.5.
AMBER = 0.5


@dataclass(frozen=True, slots=True)
class Reasons:
    """The points by partner and driver, each partner's first reasons and direction, and how far the orders agree.

    `concordance` is Kendall's W and `correlation` the mean rank correlation of those who gave all points; none where fewer
    than two did.
    """

    points: Mapping[str, Mapping[Driver, float]]
    firsts: Mapping[str, frozenset[Driver]]
    directions: Mapping[str, Direction]
    concordance: float | None
    correlation: float | None
    compared: int
    opposed: Opposed | None

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """The drivers that anybody gave points to."""
        return tuple(driver for driver in DRIVERS if any(points.get(driver, 0) for points in self.points.values()))


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One service, or one subject in words, with what each partner keeps back of it."""

    subject: str
    service: Service | None
    areas: Mapping[str, NoGoArea]
    verdict: LimitVerdict

    @property
    def red_lines(self) -> tuple[NoGoArea, ...]:
        """The red lines among the limits."""
        return tuple(area for area in self.areas.values() if area.firmness == "red_line")


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One service with each partner's wish."""

    service: Service
    wishes: Mapping[str, Wish]
    verdict: RoleVerdict

    def who(self, wish: Wish) -> tuple[str, ...]:
        """The partners with this wish."""
        return tuple(partner for partner, found in self.wishes.items() if found == wish)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where each partner stands on one scale, how far the furthest are apart (none where fewer than two spoke), and what it means."""

    name: str
    steps: Mapping[str, int]
    gap: int | None
    tone: Tone

    def at(self, step: int) -> tuple[str, ...]:
        """The partners that stand on one step."""
        return tuple(partner for partner, found in self.steps.items() if found == step)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about, and how worrying it is from 0 to 1."""

    kind: TopicKind
    concern: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of an opened exchange, worst rows first. `told` gives the partners in their order, those who did not answer included."""

    told: tuple[Told, ...]
    reasons: Reasons
    limits: tuple[LimitRow, ...]
    roles: tuple[RoleRow, ...]
    appetites: tuple[Scale, ...]
    depth: Scale
    topics: tuple[Topic, ...]


def compare(told: Sequence[Told], services: Iterable[Service], concern: Concern) -> Comparison:
    """Lay what was told side by side, against the services as the plan has them."""
    plan = tuple(services)
    reasons, limits, roles = _reasons(told), _limits(told, plan), _roles(told, plan)
    appetites, depth = _appetites(told, concern), _depth(told, concern)
    found = Comparison(tuple(told), reasons, limits, roles, appetites, depth, ())
    topics = [Topic(kind, _TOPICS[kind](found, concern)) for kind in TOPICS]
    worth = sorted((topic for topic in topics if topic.concern > 0), key=lambda topic: -topic.concern)
    return Comparison(tuple(told), reasons, limits, roles, appetites, depth, tuple(worth))


def _reasons(told: Sequence[Told]) -> Reasons:
    given = {one.partner: one.of(Motive) for one in answered(told, Motive)}
    whole = [points for motives in given.values() if (points := all_reasons(motives)) is not None]
    directions = {partner: motive.direction for partner, motives in given.items() for motive in motives if motive.direction}
    return Reasons(
        points={partner: {motive.driver: motive.weight for motive in motives} for partner, motives in given.items()},
        firsts={partner: first_reasons(motives) for partner, motives in given.items()},
        directions=directions,
        concordance=concordance(whole),
        correlation=mean_rank_correlation(whole),
        compared=len(whole),
        opposed=opposed(directions.items()),
    )


def _limits(told: Sequence[Told], plan: Sequence[Service]) -> tuple[LimitRow, ...]:
    names = services_by_name(plan)
    are_all_said = len(answered(told, NoGoArea)) == len(told)
    found: dict[str, dict[str, NoGoArea]] = {service.service: {} for service in plan}
    for one in told:
        for area in one.of(NoGoArea):
            service = names.get(area.subject.casefold())
            found.setdefault(service.service if service else area.subject, {})[one.partner] = area
    codes = {service.service: service for service in plan}
    rows = []
    for subject, areas in found.items():
        service = codes.get(subject)
        is_planned = service is None or service.in_scope is not False
        verdict = verdict_on_limits(areas.values(), is_planned=is_planned, are_all_said=are_all_said)
        if service is not None or any(area.firmness != "no_limit" for area in areas.values()):
            rows.append(LimitRow(subject, service, areas, verdict))
    return tuple(sorted(rows, key=_worst_limit))


_LIMITS: Sequence[LimitVerdict] = ("blocks", "talk", "unsaid", "clear")


def _worst_limit(row: LimitRow) -> tuple[int, bool, bool, int]:
    has_any = any(area.firmness != "no_limit" for area in row.areas.values())
    return _LIMITS.index(row.verdict), row.service is None, not has_any, _phase(row.service)


def _phase(service: Service | None) -> int:
    """The phase of a service for an order: what has none comes last."""
    return service.phase if service and service.phase is not None else 10_000


def _roles(told: Sequence[Told], plan: Sequence[Service]) -> tuple[RoleRow, ...]:
    wishes: dict[str, dict[str, Wish]] = {service.service: {} for service in plan}
    for one in told:
        for wish in one.of(RoleWish):
            if wish.service in wishes:
                wishes[wish.service][one.partner] = wish.wish
    rows = [
        RoleRow(service, wishes[service.service], verdict_on_roles(wishes[service.service].values(), len(told)))
        for service in plan
        if wishes[service.service]
    ]
    return tuple(sorted(rows, key=lambda row: (_ROLES.index(row.verdict), _phase(row.service))))


_ROLES: Sequence[RoleVerdict] = ("rivals", "nobody", "unwanted", "unsaid", "one", "pool")


def _appetites(told: Sequence[Told], concern: Concern) -> tuple[Scale, ...]:
    rows = []
    for category in CATEGORIES:
        levels = ((one.partner, appetite) for one in told for appetite in one.of(Appetite) if appetite.category == category)
        rows.append(_scale(category, {partner: APPETITE_STEPS[appetite.level] for partner, appetite in levels}, "appetite_gap", concern))
    return tuple(sorted((row for row in rows if row.steps), key=lambda row: -(row.gap or 0)))


def _depth(told: Sequence[Told], concern: Concern) -> Scale:
    steps = {one.partner: DEPTH_STEPS[wish.depth] for one in told for wish in one.of(DepthWish)}
    return _scale("depth", steps, "depth_gap", concern)


def _scale(name: str, steps: Mapping[str, int], indicator: str, concern: Concern) -> Scale:
    if len(steps) < 2:
        return Scale(name, steps, None, "unsaid")
    gap = widest_gap(steps.values())
    worry = concern(indicator, gap)
    return Scale(name, steps, gap, "sticks" if worry >= 1 else "talk" if worry > 0 else "clear")


def _widest(scales: Iterable[Scale], indicator: str, concern: Concern) -> float:
    """How worrying the widest gap is, where it is wide enough for decisions to stick on it."""
    return max((concern(indicator, scale.gap) for scale in scales if scale.gap is not None and scale.tone == "sticks"), default=0.0)


def _of_red_lines(found: Comparison, concern: Concern) -> float:
    return concern("no_go_overlap", sum(len(row.red_lines) for row in found.limits if row.verdict == "blocks" and row.service))


def _of_providers(found: Comparison, concern: Concern) -> float:
    misfits = [row for row in found.roles if row.verdict in ("rivals", "nobody", "unwanted")]
    return concern("rival_providers", len(misfits) / len(found.roles)) if misfits else 0.0


def _of_reasons(found: Comparison, concern: Concern) -> float:
    worry = concern("driver_agreement", found.reasons.correlation) if found.reasons.correlation is not None else 0.0
    return worry if worry >= AMBER else 0.0


_TOPICS: Mapping[TopicKind, Callable[[Comparison, Concern], float]] = {
    "directions": lambda found, concern: concern("opposed_directions", 1) if found.reasons.opposed else 0.0,
    "red_lines": _of_red_lines,
    "providers": _of_providers,
    "appetites": lambda found, concern: _widest(found.appetites, "appetite_gap", concern),
    "depth": lambda found, concern: _widest((found.depth,), "depth_gap", concern),
    "reasons": _of_reasons,
}
