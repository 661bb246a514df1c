"""No insider can narrow anybody's answer, or the sum of a group under the minimum, to one value: not from one round, nor from several."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest

from holdfast.core.rounds.asked import Response
from holdfast.core.rounds.publish import Kept
from tests.core.rounds.attack import Insider, Kind, narrowed
from tests.core.rounds.people import ROLES, crowd, published


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
