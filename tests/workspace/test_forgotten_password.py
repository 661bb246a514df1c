"""A forgotten password: a code by e-mail, typed into the page that asked for it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from holdfast.web.accounts.models import User
from tests.workspace.codes import sign_in, with_app
from tests.workspace.personas import person

NEW = "another long password"


@pytest.fixture
def amy(db: None) -> User:
    return with_app(person("Amy", "ostley"))


def _sent() -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found.group()


def test_it_works(client: Client, amy: User) -> None:
    assert client.get("/sign-in/forgotten/").status_code == 200
    answer = client.post("/sign-in/forgotten/", {"email": amy.email}, follow=True)
    assert f"If there is an account at {amy.email}" in answer.text
    assert "Holdfast: Your code for a new password" == mail.outbox[-1].subject
    answer = client.post("/sign-in/forgotten/code/", {"code": _sent().lower()}, follow=True)
    assert "Choose a new password" in answer.text
    answer = client.post("/sign-in/forgotten/new/", {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is changed" in answer.text
    assert sign_in(client, amy, NEW) == 302
    assert client.get("/arrangements/").status_code == 302, "the second step is still asked for"


def test_an_unknown_address_is_told_the_same_and_gets_no_mail(client: Client, db: None) -> None:
    page = client.post("/sign-in/forgotten/", {"email": "nobody@ostley.example"}, follow=True)
    assert "If there is an account at nobody@ostley.example" in page.text
    assert mail.outbox == []


def test_three_wrong_codes_end_it(client: Client, amy: User) -> None:
    client.post("/sign-in/forgotten/", {"email": amy.email})
    right = _sent()
    for _ in range(3):
        answer = client.post("/sign-in/forgotten/code/", {"code": "BBBB-BBBB"})
    assert answer.headers["Location"] == "/sign-in/"
    assert client.post("/sign-in/forgotten/code/", {"code": right}).headers["Location"] == "/sign-in/"


def test_without_a_code_there_is_no_new_password(client: Client, amy: User) -> None:
    for path in ("/sign-in/forgotten/code/", "/sign-in/forgotten/new/"):
        assert client.post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert sign_in(client, amy, NEW) == 200


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "too short"), ("1qaz2wsx3edc", "too common"), ("amy@ostley.example", "too similar")],
)
def test_a_weak_password_is_refused(client: Client, amy: User, password: str, said: str) -> None:
    client.post("/sign-in/forgotten/", {"email": amy.email})
    client.post("/sign-in/forgotten/code/", {"code": _sent()})
    page = client.post("/sign-in/forgotten/new/", {"password1": password, "password2": password})
    assert said in page.text
    assert f'value="{password}"' not in page.text


def test_asking_again_and_again_is_refused(client: Client, amy: User) -> None:
    answers = [client.post("/sign-in/forgotten/", {"email": amy.email}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert "Too many tries" in client.post("/sign-in/forgotten/", {"email": amy.email}).text
