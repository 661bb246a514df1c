"""No insider can narrow anybody's answer, or the sum of a group under the minimum, to one value: not from one round, nor from several."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from holdfast.core.rounds.asked import Response
from holdfast.core.rounds.publish import Kept
from tests.core.rounds.attack import Insider, Kind, narrowed
from tests.core.rounds.people import QUESTIONS, ROLES, crowd, published, said


def insiders(people: Sequence[tuple[Response, tuple[int, ...]]], rounds: Sequence[Kept], knowing: int | None = None) -> list[Insider]:
    """What is known of each question: who answered, with role and rounds; `knowing` is the insider, who knows their own answer."""
    found = []
    for question in rounds[0].published.questions:
        kinds: Counter[Kind] = Counter()
        for at, (person, taken) in enumerate(people):
            kinds[person.partner, person.role, taken, person.answers[question] if at == knowing else None] += 1
        found.append(Insider(question, kinds, [kept.published for kept in rounds]))
    return found


def one_round(responses: Sequence[Response], *, minimum: int = 5, questions: int = 3, knowing: int | None = None) -> list[str]:
    kept = published(responses, minimum=minimum, questions=questions)
    in_confidence = [response for response in responses if not response.post]
    return [found for insider in insiders([(each, (0,)) for each in in_confidence], [kept], knowing) for found in narrowed(insider)]


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_narrowed_in_one_round(seed: int) -> None:
    dice = random.Random(seed)
    sizes = [dice.choice((1, 2, 3, 5, 6, 9, 14)) for _ in range(dice.randint(1, 5))]
    people = crowd(seed, sizes, roles=ROLES[: dice.randint(1, 8)], spread=dice.choice((0.3, 0.7, 1.2)))
    assert one_round(people, minimum=dice.choice((3, 4, 5, 6)), knowing=dice.randrange(len(people))) == []


@pytest.mark.parametrize("seed", range(24))
def test_nothing_is_narrowed_across_rounds_by_who_left_joined_or_stayed_away(seed: int) -> None:
    """The same people answer alike again, but for one or two who left, joined, or missed the round in the middle."""
    dice = random.Random(1000 + seed)
    sizes = [dice.choice((3, 5, 6, 8, 12)) for _ in range(dice.randint(1, 4))]
    people = crowd(seed, sizes, questions=2, roles=ROLES[: dice.randint(1, 8)], spread=dice.choice((0.4, 0.9)))
    where = [list(range(3)) for _ in people]
    for at in dice.sample(range(len(people)), dice.randint(1, 2)):
        where[at] = dice.choice(([0], [1, 2], [0, 2], [2], [0, 1]))
    minimum = dice.choice((3, 5))
    rounds: list[Kept] = []
    for place, name in enumerate(("first", "second", "third")):
        there = [person for person, taken in zip(people, where, strict=True) if place in taken]
        rounds.append(published(there, earlier=rounds, id=name, questions=2, minimum=minimum))
    found = insiders([(person, tuple(taken)) for person, taken in zip(people, where, strict=True)], rounds)
    assert [sentence for insider in found for sentence in narrowed(insider)] == []


BODY = [said("ostley", "ict", point, point, point) for point in (1, 2, 2, 3, 3, 3, 4)]
OTHER_BODY = [said("marlshire", "staff", point, point, point) for point in (0, 1, 1, 2, 2, 4, 4)]

HARD: dict[str, list[Response]] = {
    "the only one of their role": [*BODY, said("ostley", "finance", 0, 0, 0), *OTHER_BODY],
    "two bodies, one of them small": [*BODY, *OTHER_BODY[:2]],
    "two bodies, both small": [*BODY[:3], *OTHER_BODY[:3]],
    "all in a body say the same": [*[said("ostley", "ict", 4, 0, 2) for _ in range(5)], *OTHER_BODY],
    "everybody says the same": [said(body, role, 4, 0, 2) for body in ("ostley", "marlshire") for role in ROLES[:3] for _ in range(2)],
    "nobody knows": [said("ostley", "ict", *["dont_know"] * 3) for _ in range(6)],
    "all but one know": [*[said("ostley", "ict", 3, 3, 3) for _ in range(5)], said("ostley", "ict", *["dont_know"] * 3)],
    "it applies to one": [*[said("ostley", "ict", *["not_applicable"] * 3) for _ in range(6)], said("ostley", "ict", 4, 4, 4)],
    "one missing everywhere": [said(f"p{body}", role, 2, 4, 0) for body in range(3) for role in ROLES[:3] if (body, role) != (1, "finance")]
    * 2,
    "a role that one body has": [*BODY, *OTHER_BODY, *[said("ostley", "union", 4, 4, 4) for _ in range(5)]],
    "a post on the record": [*BODY, said("ostley", "chief_executive", 4, 0, 1, post="Chief Executive"), said("ostley", "member", 1, 1, 1)],
}


@pytest.mark.parametrize("minimum", [3, 5])
@pytest.mark.parametrize("case", HARD)
def test_nothing_is_narrowed_in_the_hard_cases(case: str, minimum: int) -> None:
    assert one_round(HARD[case], minimum=minimum) == []


@pytest.mark.parametrize("case", HARD)
@pytest.mark.parametrize("change", ["one leaves", "one joins", "one for another"])
def test_nothing_is_narrowed_when_a_hard_case_answers_again(case: str, change: str) -> None:
    people = [(person, (0, 1)) for person in HARD[case] if not person.post]
    if change != "one joins":
        people[0] = (people[0][0], (0,))
    if change != "one leaves":
        people.append((said(people[-1][0].partner, people[-1][0].role, 0, 4, "dont_know"), (1,)))
    first = published([person for person, taken in people if 0 in taken], id="first")
    second = published([person for person, taken in people if 1 in taken], id="second", earlier=[first])
    assert [found for insider in insiders(people, [first, second]) for found in narrowed(insider)] == []


def test_a_round_that_says_nothing_of_anybody_is_not_taken_for_safe_by_mistake() -> None:
    """The hard cases tell something: were nothing published, nothing could be narrowed either."""
    told = [
        case for case, people in HARD.items() if any(figure.level is not None for figure in published(people).published.figures.values())
    ]
    assert set(told) >= {"the only one of their role", "all in a body say the same", "a post on the record", "everybody says the same"}


def test_the_attack_finds_what_exact_figures_would_give_away() -> None:
    """The attack has teeth: an exact mean of five who all said 4, and a total beside all but one of its parts."""
    people = [*[said("ostley", "ict", 4) for _ in range(5)], *[said("marlshire", "staff", point) for point in (1, 2, 3, 2, 4)]]
    kept = published(people, questions=1)
    exact = {
        key: figure._replace(step=0.0, level=4.0 if "ostley" in key[1] or "ict" in key[1] else 2.4, agreement=None)
        for key, figure in kept.published.figures.items()
    }
    open_book = replace(kept.published, figures=exact)
    kinds: Counter[Kind] = Counter((person.partner, person.role, (0,), None) for person in people)
    found = narrowed(Insider(QUESTIONS[0], kinds, [open_book]))
    assert found == ["('ostley', 'ict', (0,), None) said 4"]


def test_the_attack_finds_who_left_between_two_exact_rounds() -> None:
    everybody = [said("ostley", "ict", point) for point in (4, 1, 2, 2, 2, 3)]
    rounds = []
    for people in (everybody, everybody[1:]):
        kept = published(people, questions=1)
        mean = sum(int(person.answers[QUESTIONS[0]]) for person in people) / len(people)
        exact = {key: figure._replace(step=0.0, level=mean, agreement=None) for key, figure in kept.published.figures.items()}
        rounds.append(replace(kept.published, figures=exact))
    kinds: Counter[Kind] = Counter({("ostley", "ict", (0, 1), None): 5, ("ostley", "ict", (0,), None): 1})
    assert "('ostley', 'ict', (0,), None) said 4" in narrowed(Insider(QUESTIONS[0], kinds, rounds))


@pytest.mark.parametrize("seed", range(8))
def test_who_goes_on_the_record_later_gives_nobody_else_away(seed: int) -> None:
    """In confidence the first time, by name of the post the second: then everybody knows what they said the first time too."""
    dice = random.Random(seed)
    people = crowd(50 + seed, [dice.choice((5, 6, 9)), dice.choice((3, 5, 8))], questions=2, roles=ROLES[: dice.randint(1, 4)], spread=0.5)
    post = people[0]
    on_record = Response(post.partner, post.role, post.answers, {}, "Chief Executive")
    first = published(people, id="first", questions=2)
    second = published([on_record, *people[1:]], id="second", questions=2, earlier=[first])
    took_part = [(person, (0,) if person is post else (0, 1)) for person in people]
    assert [found for insider in insiders(took_part, [first, second], knowing=0) for found in narrowed(insider)] == []


@pytest.mark.parametrize("minimums", [(3, 6), (6, 3)])
@pytest.mark.parametrize("seed", range(4))
def test_a_minimum_that_changes_between_rounds_gives_nobody_away(seed: int, minimums: tuple[int, int]) -> None:
    people = crowd(80 + seed, (7, 6, 2), questions=2, spread=0.6)
    first = published(people, id="first", questions=2, minimum=minimums[0])
    second = published(people[1:], id="second", questions=2, minimum=minimums[1], earlier=[first])
    took_part = [(person, (0,) if place == 0 else (0, 1)) for place, person in enumerate(people)]
    assert [found for insider in insiders(took_part, [first, second]) for found in narrowed(insider)] == []
