"""What the guard promises, checked against every way in which a few people could have answered."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from holdfast.core.rounds.asked import Response
from holdfast.core.rounds.census import VALUES
from tests.core.rounds import slow
from tests.core.rounds.people import crowd, published, said


def few(seed: int) -> list[Response]:
    dice = random.Random(seed)
    sizes = dice.choice(((6,), (3, 3), (4, 2), (5, 1), (2, 2, 2), (3, 2, 1)))
    return crowd(seed, sizes, questions=1, roles=("ict", "finance", "staff")[: dice.randint(1, 3)], spread=dice.choice((0.2, 0.6, 1.5)))


@pytest.mark.parametrize("seed", range(40))
def test_everybody_could_have_answered_otherwise_even_to_one_who_knows_their_own_answer(seed: int) -> None:
    people = few(seed)
    ways = slow.answers_in_keeping(people, published(people, questions=1, minimum=3))
    true = [list(VALUES).index(person.answers[next(iter(person.answers))]) for person in people]
    for insider in range(len(people)):
        known = ways[ways[:, insider] == true[insider]]
        fixed = [at for at in range(len(people)) if at != insider and len(set(known[:, at].tolist())) == 1]
        assert not fixed, f"{people[insider]} knows what {[people[at] for at in fixed]} said"


@pytest.mark.parametrize("seed", range(40))
def test_no_group_under_the_minimum_is_found_out(seed: int) -> None:
    people = few(seed)
    ways = slow.answers_in_keeping(people, published(people, questions=1, minimum=3))
    for name, inside in _groups(people):
        if len(inside) < 3:
            answers = {tuple(sorted(way[inside].tolist())) for way in ways}
            assert len(answers) > 1, f"{name} can only have said {answers}"


def _groups(people: Sequence[Response]) -> list[tuple[str, list[int]]]:
    groups: dict[str, list[int]] = {}
    for at, person in enumerate(people):
        for name in (person.partner, person.role, f"{person.partner}, {person.role}"):
            groups.setdefault(name, []).append(at)
    return list(groups.items())


def test_one_who_said_otherwise_than_all_the_rest_does_not_learn_what_they_said() -> None:
    """Four said 0 and one said 1: a level near 0 would tell that one that all others said 0."""
    people = [*[said("a", "ict", 0) for _ in range(4)], said("a", "ict", 1)]
    assert {figure.withheld for figure in published(people, questions=1).published.figures.values()} == {"singles_out"}


def test_a_role_goes_before_a_partner() -> None:
    """Five say alike and one does not know: the two figures of the one role and the one partner are of the same six people."""
    people = [
        *[said("ostley", "ict", 3) for _ in range(5)],
        said("ostley", "ict", "dont_know"),
        *[said("marlshire", "staff", 1) for _ in range(9)],
    ]
    figures = published(people, questions=1).published.figures
    assert {figure.withheld for figure in figures.values() if figure.group.split == "partner"} == {""}


def test_who_is_alone_in_a_role_is_joined_with_others() -> None:
    people = [said("ostley", role, point) for role in ("ict", "finance", "union") for point in (0, 2, 3)]
    groups = published([*people, said("ostley", "staff", 4)], questions=1, minimum=3).published.roles
    assert [group.members for group in groups] == [("ict",), ("union",), ("finance", "staff")]


def test_those_too_few_are_joined_until_they_are_enough() -> None:
    sizes = {"a": 9, "b": 6, "c": 2, "d": 1}
    people = [said(body, "ict", at % 5) for body, size in sizes.items() for at in range(size)]
    groups = published(people, questions=1).published.partners
    assert [(group.members, group.people) for group in groups] == [(("a",), 9), (("b", "c", "d"), 9)]


def test_nothing_is_said_of_too_few_people() -> None:
    kept = published([said("a", "ict", 1), said("b", "ict", 2), said("b", "staff", 3)], questions=1)
    assert kept.published.figures == {}
    assert kept.published.people == 0


def test_nothing_depends_on_the_order_of_arrival() -> None:
    people = crowd(5, (7, 9, 2))
    turned = [people[at] for at in random.Random(1).sample(range(len(people)), len(people))]
    assert published(people).published == published(turned).published
