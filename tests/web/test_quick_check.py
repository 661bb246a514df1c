"""The quick check: one question at a time, nothing kept between pages."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.test import Client

from holdfast.core.catalogue import load_catalogue
from holdfast.core.catalogue.model import Question
from holdfast.core.quickcheck import answers_in, next_question
from holdfast.files import read_bytes

CATALOGUE = load_catalogue()


def _first() -> Question:
    question = next_question({}, CATALOGUE)
    assert question
    return question


FIRST = _first()


def _asked(text: str) -> str:
    found = re.search(r'name="question" value="([^"]+)"', text)
    assert found
    return found.group(1)


def _carried(text: str) -> dict[str, str]:
    return dict(re.findall(r'name="(given\.[^"]+)" value="([^"]+)"', text))


def _answer(client: Client, text: str, value: str) -> str:
    data = {**_carried(text), "question": _asked(text), "answer": value, "do": "answer"}
    return client.post("/quick-check/", data).content.decode()


def test_it_works(client: Client) -> None:
    text = client.get("/quick-check/").content.decode()
    assert _asked(text) == FIRST.id
    for point in FIRST.points:
        assert point.replace("'", "&#x27;") in text
    assert "I do not know" in text
    assert "Does not apply" in text


def test_each_answer_is_carried_and_never_asked_again(client: Client) -> None:
    text = client.get("/quick-check/").content.decode()
    asked = []
    for value in ("0", "4", "dont_know", "not_applicable", "2"):
        asked.append(_asked(text))
        text = _answer(client, text, value)
    assert list(_carried(text)) == [f"given.{id}" for id in asked]
    assert _asked(text) not in asked
    assert "question 6" in text


def test_the_question_is_the_one_that_tells_most(client: Client) -> None:
    text = _answer(client, client.get("/quick-check/").content.decode(), "1")
    following = next_question({FIRST.id: 1}, CATALOGUE)
    assert following is not None
    assert _asked(text) == following.id


def test_progress_is_a_picture_and_a_table(client: Client) -> None:
    text = _answer(client, client.get("/quick-check/").content.decode(), "1")
    assert 'id="progress-picture"' in text
    assert "What is known, and the outlook, after each answer" in text


def test_stop_and_see_the_result(client: Client) -> None:
    response = client.post("/quick-check/", {f"given.{FIRST.id}": "0", "do": "result"})
    text = response.content.decode()
    assert "Will it hold?" in text
    assert "Take it away as a workbook" in text


def test_no_answers_give_a_result_too(client: Client) -> None:
    assert client.post("/quick-check/", {"do": "result"}).status_code == 200


def test_take_it_away_and_go_on_with_it(client: Client) -> None:
    response = client.post("/quick-check/", {f"given.{FIRST.id}": "3", "do": "toml"})
    content = tomllib.loads(response.content.decode())
    assert content["answers"][0]["answers"] == {FIRST.id: 3}
    assert "attachment" in response.headers["Content-Disposition"]


def test_the_workbook_holds_the_same(client: Client) -> None:
    response = client.post("/quick-check/", {f"given.{FIRST.id}": "3", "do": "workbook"})
    evidence = read_bytes("mine.xlsx", response.content, questions=frozenset(CATALOGUE.questions))
    assert answers_in(evidence) == {FIRST.id: 3}


def test_an_earlier_answer_can_be_changed(client: Client) -> None:
    text = client.post("/quick-check/", {f"given.{FIRST.id}": "3", "do": f"change.{FIRST.id}"}).content.decode()
    assert _asked(text) == FIRST.id
    assert _carried(text) == {}
    assert 'value="3" checked' in text


def test_every_question_answered_ends_in_the_result(client: Client) -> None:
    answers = {f"given.{id}": "2" for id in CATALOGUE.questions}
    assert "Will it hold?" in client.post("/quick-check/", {**answers, "do": "more"}).content.decode()


def test_no_answer_chosen(client: Client) -> None:
    response = client.post("/quick-check/", {"question": FIRST.id, "do": "answer"})
    assert response.status_code == 422
    assert "Choose the answer that fits best" in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"given.nowhere": "1"},
        {f"given.{FIRST.id}": "5"},
        {f"given.{FIRST.id}": "<b>"},
        {"question": "nowhere", "answer": "1", "do": "answer"},
        {"question": "nowhere", "do": "answer"},
        {"do": "change.nowhere"},
    ],
)
def test_what_no_page_sends_is_refused(client: Client, data: dict[str, str]) -> None:
    response = client.post("/quick-check/", data)
    assert response.status_code == 400
    assert "This request cannot be read" in response.content.decode()


def test_a_forged_form_is_refused(strict: Client) -> None:
    assert strict.post("/quick-check/", {"do": "result"}).status_code == 403
