"""Signing in: the password, the second step, lock-out, and what stays closed without either."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from holdfast.web.accounts.models import User
from tests.workspace.codes import PASSWORD, code, confirmed, sign_in, with_app
from tests.workspace.personas import Persona, person


@pytest.fixture
def amy(db: None) -> User:
    """Somebody with a password and an app."""
    return with_app(person("Amy", "ostley"))


def test_it_works(client: Client, amy: User) -> None:
    assert client.get("/sign-in/").status_code == 200
    answer = client.post("/sign-in/", {"login": amy.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/second-step/"
    assert client.get("/arrangements/").status_code == 302
    answer = client.post("/sign-in/second-step/", {"code": code()})
    assert answer.headers["Location"] == "/arrangements/"
    assert client.get("/arrangements/").status_code == 200


def test_it_leads_back_to_where_one_wanted_to_go(client: Client, amy: User) -> None:
    asked = client.get("/account/")
    assert asked.headers["Location"] == "/sign-in/?next=/account/"
    client.post("/sign-in/", {"login": amy.email, "password": PASSWORD, "next": "/account/"})
    assert client.post("/sign-in/second-step/", {"code": code()}).headers["Location"] == "/account/"


def test_it_leads_nowhere_else(client: Client, amy: User) -> None:
    client.post("/sign-in/", {"login": amy.email, "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert client.post("/sign-in/second-step/", {"code": code()}).headers["Location"] == "/arrangements/"


@pytest.mark.parametrize(("email", "password"), [("amy@ostley.example", "wrong"), ("nobody@ostley.example", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_read_alike(client: Client, amy: User, email: str, password: str) -> None:
    page = client.post("/sign-in/", {"login": email, "password": password})
    assert "The e-mail address or the password is not right" in page.text
    assert password not in page.text


def test_a_code_works_once(client: Client, amy: User) -> None:
    now = code()
    sign_in(client, amy)
    client.post("/sign-in/second-step/", {"code": now})
    other = Client()
    sign_in(other, amy)
    assert "The code is not right" in other.post("/sign-in/second-step/", {"code": now}).text


def test_a_recovery_code_works_once(client: Client, amy: User) -> None:
    recovery = Authenticator.objects.create(user=amy, type="recovery_codes", data={"seed": "a" * 40, "used_mask": 0})
    first = recovery.wrap().get_unused_codes()[0]
    sign_in(client, amy)
    assert client.post("/sign-in/second-step/", {"code": first}).status_code == 302
    other = Client()
    sign_in(other, amy)
    assert other.post("/sign-in/second-step/", {"code": first}).status_code == 200


def test_five_wrong_passwords_lock_the_account_for_a_while(client: Client, amy: User) -> None:
    for _ in range(5):
        sign_in(client, amy, "wrong")
    page = Client(REMOTE_ADDR="10.0.0.9").post("/sign-in/", {"login": amy.email, "password": PASSWORD})
    assert "Wait 5 minutes" in page.text
    cache.clear()
    assert sign_in(client, amy) == 302


def test_five_wrong_codes_do_so_too(client: Client, amy: User) -> None:
    sign_in(client, amy)
    for _ in range(5):
        client.post("/sign-in/second-step/", {"code": "000000"})
    assert "Wait 5 minutes" in client.post("/sign-in/second-step/", {"code": code()}).text


def test_failed_tries_are_counted_for_every_process() -> None:
    from django.conf import settings

    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")


def test_a_forwarded_address_counts_only_behind_a_proxy_of_ours(client: Client, amy: User, settings: object) -> None:
    for place in range(20):
        client.post("/sign-in/", {"login": f"x{place}@ostley.example", "password": "x"}, HTTP_X_FORWARDED_FOR=f"10.1.1.{place}")
    assert "Wait 5 minutes" in client.post("/sign-in/", {"login": amy.email, "password": PASSWORD}).text
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    answer = client.post("/sign-in/", {"login": amy.email, "password": PASSWORD}, HTTP_X_FORWARDED_FOR="10.1.1.99")
    assert answer.status_code == 302


def test_somebody_without_a_second_factor_is_led_to_one(client: Client, db: None) -> None:
    bob = confirmed(person("Bob", "ostley"))
    assert sign_in(client, bob) == 302
    assert client.get("/arrangements/").headers["Location"] == "/account/second-factor/"
    assert "Set up a second factor" in client.get("/account/second-factor/").text


def test_a_session_from_before_the_second_factor_must_show_it(client: Client, db: None) -> None:
    bob = confirmed(person("Bob", "ostley"))
    sign_in(client, bob)
    Authenticator.objects.create(user=bob, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    answer = client.get("/arrangements/")
    assert answer.headers["Location"] == "/account/again/code/?next=%2Farrangements%2F"
    client.post("/account/again/code/", {"code": code("JBSWY3DPEHPK3PXP"), "next": "/arrangements/"})
    assert client.get("/arrangements/").status_code == 200


def test_a_closed_account_gets_nowhere(client: Client, amy: User) -> None:
    amy.is_active = False
    amy.save()
    answer = client.post("/sign-in/", {"login": amy.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/closed/"
    assert client.get("/sign-in/closed/").status_code == 200


def test_nobody_signs_up(client: Client, db: None) -> None:
    given = {"email": "a@b.example", "password1": PASSWORD, "password2": PASSWORD}
    for page in (client.get("/sign-in/by-invitation/"), client.post("/sign-in/by-invitation/", given)):
        assert "Accounts come by invitation" in page.text
    assert not User.objects.exists()


def test_a_passkey_is_asked_for_by_a_form(client: Client, db: None) -> None:
    assert client.get("/sign-in/passkey/").status_code == 405
    page = client.post("/sign-in/passkey/")
    assert page.status_code == 200
    assert "challenge" in page.text


@pytest.mark.parametrize("credential", ["", "{}", "nonsense", '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}'])
def test_a_made_up_passkey_is_refused(client: Client, amy: User, credential: str) -> None:
    client.post("/sign-in/passkey/")
    answer = client.post("/sign-in/passkey/", {"credential": credential})
    assert answer.headers["Location"] == "/sign-in/"
    assert client.get("/arrangements/").status_code == 302


def test_signing_out(ann: Persona) -> None:
    assert "Sign out?" in ann.client.get("/sign-out/").text
    answer = ann.client.post("/sign-out/")
    assert answer.headers["Location"] == "/sign-out/done/"
    assert "You have signed out" in ann.client.get("/sign-out/done/").text
    assert ann.client.get("/arrangements/").status_code == 302
    assert not Session.objects.exists()


def test_no_page_of_somebody_signed_in_is_kept(ann: Persona, client: Client) -> None:
    for path in ("/arrangements/", "/", "/account/", "/examples/"):
        assert "no-store" in ann.client.get(path).headers["Cache-Control"], path
    assert "no-store" not in client.get("/").headers["Cache-Control"]


def test_a_session_ends_after_a_working_day(ann: Persona) -> None:
    assert ann.client.get("/arrangements/").status_code == 200
    session = ann.client.session
    session["begun"] = time.time() - 13 * 3600
    session.save()
    assert ann.client.get("/arrangements/").status_code == 302


def test_a_session_in_use_is_kept_alive_and_no_other(ann: Persona) -> None:
    ann.client.get("/arrangements/")
    first = Session.objects.get().expire_date
    ann.client.get("/arrangements/")
    assert Session.objects.get().expire_date == first
    session = ann.client.session
    session["seen"] = time.time() - 120
    session.save()
    ann.client.get("/arrangements/")
    assert Session.objects.get().expire_date > first
    assert 3500 < ann.client.session.get_expiry_age() <= 3600


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_other_sites(client: Client, amy: User) -> None:
    sign_in(client, amy)
    client.post("/sign-in/second-step/", {"code": code()})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
