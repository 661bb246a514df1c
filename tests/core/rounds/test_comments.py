"""Comments: none under fewer voices than the minimum, and in an order that tells nothing."""

from __future__ import annotations

from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.publish import publish
from holdfast.core.rounds.published import Published
from tests.core.rounds.people import CATALOGUE, CLOSED

IDS = ("shared_vision", "vision_first", "fair_votes", "lead_rotates")


def written(*by_person: dict[str, str], seed: int = 0, minimum: int = 3, post: str = "") -> Published:
    people = [Response("a", "ict", dict.fromkeys(IDS, 1), words, post) for words in by_person]  # type: ignore[arg-type]
    return publish(AskedRound("spring", CLOSED, IDS, minimum=minimum), people, catalogue=CATALOGUE, seed=seed).published


def test_enough_comments_on_a_question_stand_under_it() -> None:
    (shown,) = written({"shared_vision": "one"}, {"shared_vision": "two"}, {"shared_vision": "three"}).comments
    assert (shown.area, shown.question, sorted(shown.words)) == ("vision", "shared_vision", ["one", "three", "two"])


def test_too_few_on_a_question_stand_under_their_area() -> None:
    result = written({"shared_vision": "one"}, {"shared_vision": "two"}, {"vision_first": "three"})
    assert [(shown.area, shown.question, len(shown.words)) for shown in result.comments] == [("vision", "", 3)]
    assert not result.comments_held_back


def test_too_few_in_an_area_stand_together() -> None:
    result = written({"shared_vision": "one"}, {"vision_first": "two"}, {"fair_votes": "three"})
    assert [(shown.area, shown.question, len(shown.words)) for shown in result.comments] == [("", "", 3)]


def test_three_comments_of_one_person_are_one_voice() -> None:
    result = written({"shared_vision": "one", "vision_first": "two", "fair_votes": "three"}, {"shared_vision": "four"}, {})
    assert result.comments == ()
    assert result.comments_held_back


def test_what_is_left_beside_those_shown_is_held_back() -> None:
    result = written({"shared_vision": "one"}, {"shared_vision": "two"}, {"shared_vision": "three"}, {"fair_votes": "alone"})
    assert [shown.question for shown in result.comments] == ["shared_vision"]
    assert result.comments_held_back


def test_a_comment_without_words_is_none() -> None:
    result = written({"shared_vision": " "}, {"shared_vision": ""}, {"shared_vision": "\n"})
    assert (result.comments, result.comments_held_back) == ((), False)


def test_the_order_is_not_that_of_arrival_and_the_same_for_a_seed() -> None:
    people = [{"shared_vision": f"comment {at:02}"} for at in range(20)]
    (one,), (again,), (turned,), (other,) = (
        written(*given, seed=seed).comments for given, seed in ((people, 1), (people, 1), (people[::-1], 1), (people, 2))
    )
    assert one == again == turned != other
    assert list(one.words) != sorted(one.words)
    assert sorted(one.words) == sorted(other.words)


def test_a_post_on_the_record_speaks_for_itself_and_is_no_voice_of_the_others() -> None:
    two = [{"shared_vision": "one"}, {"shared_vision": "two"}, {}]
    people = [Response("a", "ict", {"shared_vision": 1}, words) for words in two]
    people.append(Response("a", "chief_executive", {"shared_vision": 4}, {"shared_vision": "I back it"}, "Chief Executive"))
    result = publish(AskedRound("spring", CLOSED, IDS, minimum=3), people, catalogue=CATALOGUE).published
    assert result.comments == ()
    (post,) = result.on_record
    assert (post.post, post.partner, post.answers, post.comments) == (
        "Chief Executive", "a", {"shared_vision": 4}, {"shared_vision": "I back it"},
    )  # fmt: skip
    assert [group.members for group in result.roles] == [("ict",)]
