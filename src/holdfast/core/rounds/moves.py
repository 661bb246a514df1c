"""What moved since the last round, with its range."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from holdfast.core.rounds.published import Group
from holdfast.core.rounds.results import Change, QuestionResult
from holdfast.core.rounds.scores import NORMAL, Reading, Told

Pair = tuple[Told, Told]


def changes_since(now: Reading, before: Reading, questions: Sequence[QuestionResult]) -> Iterator[Change]:
    """The change of each area and question, for all and for each partner that stands in a group of its own (or the same) both times."""
    asked = set(before.published.questions)
    shared = [result for result in questions if result.question in asked]
    then = {group.members: group for group in before.published.partners}
    groups = [(group, then[group.members]) for group in now.published.partners if group.members in then]
    for area in dict.fromkeys(result.area for result in shared):
        ids = [result.question for result in shared if result.area == area]
        yield from _changes(now, before, groups, area, ids, "")
        for question in ids:
            yield from _changes(now, before, groups, area, [question], question)


def _changes(
    now: Reading, before: Reading, groups: Sequence[tuple[Group, Group]], area: str, ids: Sequence[str], question: str
) -> Iterator[Change]:
    """All bodies in both rounds, each counted once, then each body."""
    by_group: list[tuple[Group, list[Pair]]] = []
    for group, earlier in groups:
        pairs = [(before.of(earlier, id), now.of(group, id)) for id in ids]
        known = [(old, new) for old, new in pairs if old.figure.level is not None and new.figure.level is not None]
        if known:
            by_group.append((group, known))
    if by_group:
        yield _change(area, question, None, by_group)
        for group, pairs in by_group:
            yield _change(area, question, group, [(group, pairs)])


def _change(area: str, question: str, group: Group | None, by_group: Sequence[tuple[Group, list[Pair]]]) -> Change:
    """One change. Questions of one body are by the same people, so their errors are added; bodies are not the same people.

    The two rounds are taken as two samples: where the same people answered twice, the range is wider than it need be.
    """
    weights = [len(each.members) for each, _ in by_group]
    old = _mean([_mean([pair[0].figure.level or 0.0 for pair in pairs]) for _, pairs in by_group], weights)
    new = _mean([_mean([pair[1].figure.level or 0.0 for pair in pairs]) for _, pairs in by_group], weights)
    errors = [_mean([math.hypot(pair[0].standard_error, pair[1].standard_error) for pair in pairs]) for _, pairs in by_group]
    chance = math.hypot(*(weight * error for weight, error in zip(weights, errors, strict=True))) / sum(weights)
    rounding = _mean([_mean([(one.figure.step + two.figure.step) / 2 for one, two in pairs]) for _, pairs in by_group], weights)
    half = NORMAL * chance + rounding
    return Change(area, question, group, old, new, new - old, new - old - half, new - old + half)


def _mean(values: Sequence[float], weights: Sequence[int] = ()) -> float:
    """The mean, weighed where weights are given."""
    if not weights:
        return sum(values) / len(values)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
