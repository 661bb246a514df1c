"""Setting up, using and removing a second factor."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from holdfast.web.accounts.models import User
from tests.workspace.codes import PASSWORD, code, confirmed, show_again, sign_in, with_app
from tests.workspace.personas import person

APP = "/account/second-factor/app/"


@pytest.fixture
def bob(db: None) -> User:
    """Somebody with a password alone."""
    return confirmed(person("Bob", "ostley"))


@pytest.fixture
def amy(db: None, client: Client) -> User:
    """Somebody who has signed in with an app."""
    user = with_app(person("Amy", "ostley"))
    sign_in(client, user)
    client.post("/sign-in/second-step/", {"code": code()})
    show_again(client)
    return user


def _key(page: str) -> str:
    found = re.search(r'class="hf-key-text"><code>([A-Z2-7 ]+)</code>', page)
    assert found
    return found.group(1).replace(" ", "")


def test_an_app_is_set_up(client: Client, bob: User) -> None:
    sign_in(client, bob)
    assert client.get("/arrangements/").status_code == 302
    page = client.get(APP).text
    assert "<svg" in page
    assert "data:image" not in page
    answer = client.post(APP, {"code": code(_key(page))})
    assert answer.headers["Location"] == "/account/second-factor/recovery-codes/"
    codes = client.get(answer.headers["Location"]).text
    assert len(re.findall(r"<li><code>\d{8}</code></li>", codes)) == 10
    assert 'href="/arrangements/"' in codes
    assert client.get("/arrangements/").status_code == 200


def test_a_wrong_code_sets_nothing_up(client: Client, bob: User) -> None:
    sign_in(client, bob)
    client.get(APP)
    assert "The code is not right" in client.post(APP, {"code": "000000"}).text
    assert not Authenticator.objects.exists()
    assert client.get("/arrangements/").status_code == 302


def test_setting_up_ends_the_other_sessions(client: Client, bob: User) -> None:
    other = Client()
    sign_in(other, bob)
    sign_in(client, bob)
    client.post(APP, {"code": code(_key(client.get(APP).text))})
    assert "sign-in" in other.get("/account/second-factor/").headers["Location"]


def test_recovery_codes_can_be_taken_away_and_made_anew(client: Client, amy: User) -> None:
    client.post("/account/second-factor/recovery-codes/new/")
    first = client.get("/account/second-factor/recovery-codes.txt")
    assert first.headers["Content-Type"].startswith("text/plain")
    client.post("/account/second-factor/recovery-codes/new/")
    assert client.get("/account/second-factor/recovery-codes.txt").text != first.text


def test_the_app_is_removed_and_its_holder_told(client: Client, amy: User) -> None:
    assert client.get(f"{APP}remove/").status_code == 200
    client.post(f"{APP}remove/")
    assert not Authenticator.objects.exists()
    assert "If this was not you" in str(mail.outbox[-1].body)


def test_what_changes_who_can_get_in_asks_again(client: Client, amy: User) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    for path in (f"{APP}remove/", "/account/second-factor/recovery-codes/new/", "/account/second-factor/passkeys/add/", "/account/delete/"):
        assert client.get(path).headers["Location"].startswith("/account/again/"), path
    answer = client.post("/account/again/?next=/account/delete/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/account/delete/"
    assert client.get("/account/delete/").status_code == 200


def test_a_wrong_password_does_not_open_it(client: Client, amy: User) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    assert "The password is not right" in client.post("/account/again/", {"password": "wrong"}).text
    assert client.get("/account/delete/").status_code == 302


def test_the_pages_of_passkeys(client: Client, amy: User) -> None:
    key = Authenticator.objects.create(user=amy, type="webauthn", data={"name": "Office laptop", "credential": {}})
    assert "Office laptop" in client.get("/account/second-factor/passkeys/").text
    path = f"/account/second-factor/passkeys/{key.pk}/"
    client.post(f"{path}name/", {"name": "Home laptop"})
    assert "Remove Home laptop?" in client.get(f"{path}remove/").text
    client.post(f"{path}remove/")
    assert "You have none" in client.get("/account/second-factor/passkeys/").text


def test_a_made_up_passkey_is_not_added(client: Client, amy: User) -> None:
    assert "challenge" in client.get("/account/second-factor/passkeys/add/").text
    answer = client.post("/account/second-factor/passkeys/add/", {"name": "x", "credential": "{}", "passwordless": "True"})
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_nobody_reaches_somebody_elses_passkey(client: Client, amy: User, bob: User) -> None:
    key = Authenticator.objects.create(user=bob, type="webauthn", data={"name": "Bob's", "credential": {}})
    for act in ("name", "remove"):
        assert client.get(f"/account/second-factor/passkeys/{key.pk}/{act}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "app/", "app/remove/", "recovery-codes/", "recovery-codes/new/", "recovery-codes.txt", "passkeys/", "passkeys/add/"]
)
def test_none_of_it_is_for_strangers(client: Client, db: None, path: str) -> None:
    answer = client.get(f"/account/second-factor/{path}")
    assert answer.status_code in (302, 403)
    assert answer.status_code == 403 or answer.headers["Location"].startswith("/sign-in/")
