"""How far apart two bodies stand on a question or an area, and what somebody does not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from holdfast.core.rounds.differences import difference, sure_of_widest
from holdfast.core.rounds.published import Group
from holdfast.core.rounds.results import BlindSpot, Gap, GroupScore, QuestionResult
from holdfast.core.rounds.scores import Reading, Told

LEADERS = frozenset({"member", "chief_executive"})
STAFF = frozenset({"staff", "union", "service"})
# From this share of people who do not know, a question is a blind spot; from so many points apart leaders and staff are.
MANY_UNSURE = 0.25
FAR_APART = 1.0
# What one body rates high and another low: at or above the one, and at or below the other.
HIGH, LOW = 2.75, 1.5


def widest_gap(reading: Reading, questions: Sequence[str], scores: Sequence[GroupScore]) -> Gap | None:
    """The widest gap between two partners on some questions, allowing for its being picked as the widest; none for one partner."""
    known = [(score.score.level, score.group) for score in scores if score.score.level is not None]
    if len(known) < 2:
        return None
    lower, higher = min(known, key=lambda pair: pair[0])[1], max(known, key=lambda pair: pair[0])[1]
    if higher == lower:
        higher = known[1][1] if known[0][1] == lower else known[0][1]
    pairs = len(known) * (len(known) - 1) // 2
    both = [(reading.of(higher, question), reading.of(lower, question)) for question in questions]
    told = [(one, other) for one, other in both if one.figure.level is not None and other.figure.level is not None]
    return _gap(higher, lower, told, sure_of_widest(pairs)) if told else None


def _gap(higher: Group, lower: Group, told: Sequence[tuple[Told, Told]], sure: float) -> Gap:
    """The mean gap over questions; the range is the mean of theirs, since the same people answered, and holds the rounding."""
    ranges = [difference(one.counts, other.counts, sure=sure) for one, other in told]
    levels = [(one.figure.level or 0.0) - (other.figure.level or 0.0) for one, other in told]
    rounding = fmean((one.figure.step + other.figure.step) / 2 for one, other in told)
    seen = fmean(levels)
    below = fmean(found.difference - found.low for found in ranges)
    above = fmean(found.high - found.difference for found in ranges)
    return Gap(higher, lower, seen, max(-4.0, seen - below - rounding), min(4.0, seen + above + rounding), ranges[0].method)


def blind_spots(results: Sequence[QuestionResult]) -> Iterator[BlindSpot]:
    """What somebody does not see, the widest of each kind first."""
    for find in (_unknown, _leaders_and_staff, _bodies_apart):
        yield from sorted((spot for result in results for spot in find(result)), key=lambda spot: -spot.value)


def _unknown(result: QuestionResult) -> Iterator[BlindSpot]:
    """A question that so many of all, or of one body, do not know, beyond what rounding could make."""
    told = [(score, score.figure) for score in result.partners if score.figure and score.figure.dont_know is not None]
    if not told:
        return
    least = [max(0.0, (figure.dont_know or 0.0) - figure.dont_know_step / 2) for _score, figure in told]
    most = tuple(score.group for (score, _figure), share in zip(told, least, strict=True) if share >= MANY_UNSURE)
    of_all = fmean(least, [len(score.group.members) for score, _figure in told])
    if most or of_all >= MANY_UNSURE:
        yield BlindSpot("unknown", result.question, result.all.dont_know or 0.0, most if len(most) < len(told) else ())


def _leaders_and_staff(result: QuestionResult) -> Iterator[BlindSpot]:
    """Leaders and staff who stand a point or more apart, beyond what rounding could make."""
    leaders, staff = (_level(result.roles, roles) for roles in (LEADERS, STAFF))
    if leaders is None or staff is None:
        return
    apart = leaders[0] - staff[0]
    if abs(apart) >= FAR_APART + leaders[1] + staff[1]:
        higher, lower = (leaders[2], staff[2]) if apart > 0 else (staff[2], leaders[2])
        yield BlindSpot("leaders_and_staff", result.question, abs(apart), higher, lower)


def _level(scores: Sequence[GroupScore], roles: frozenset[str]) -> tuple[float, float, tuple[Group, ...]] | None:
    """The mean level of groups of these roles alone, how much of it rounding could have made, and the groups."""
    found = [score for score in scores if score.score.level is not None and roles.issuperset(score.group.members)]
    if not found:
        return None
    weights = [score.score.answers for score in found]
    level = fmean((score.score.level or 0.0 for score in found), weights)
    half = fmean((score.figure.step / 2 if score.figure else 0.0 for score in found), weights)
    return level, half, tuple(score.group for score in found)


def _bodies_apart(result: QuestionResult) -> Iterator[BlindSpot]:
    gap = result.gap
    high = tuple(score.group for score in result.partners if score.score.level is not None and score.score.level >= HIGH)
    low = tuple(score.group for score in result.partners if score.score.level is not None and score.score.level <= LOW)
    if gap is not None and high and low:
        yield BlindSpot("bodies_apart", result.question, gap.difference, high, low)
