"""One's own account: details, address, password, sessions, and deleting it."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import AccessChange, Membership, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from tests.workspace.codes import PASSWORD, code, show_again, sign_in, with_app
from tests.workspace.personas import Persona, joined, person


@pytest.fixture
def amy(db: None, client: Client) -> User:
    """Somebody who has signed in with password and app."""
    return entered(client, with_app(person("Amy", "ostley")))


def entered(client: Client, user: User) -> User:
    sign_in(client, user)
    client.post("/sign-in/second-step/", {"code": code()})
    show_again(client)
    return user


def test_it_works(ann: Persona) -> None:
    page = ann.client.get("/account/")
    assert page.status_code == 200
    assert "Two Councils ICT" in page.text
    assert "Organisations and their people" not in page.text


def test_name_and_post_are_changed(ann: Persona) -> None:
    page = ann.client.post("/account/", {"name": "Ann Smith", "post": "Head of ICT"}, follow=True)
    assert "Your name and post are changed" in page.text
    ann.user.refresh_from_db()
    assert (ann.user.name, ann.user.post) == ("Ann Smith", "Head of ICT")


def test_a_name_is_needed(ann: Persona) -> None:
    page = ann.client.post("/account/", {"name": " ", "post": ""})
    assert page.status_code == 422
    assert "Enter your name" in page.text


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    for path in ("", "email/", "password/", "sessions/", "delete/", "services/", "email/code/"):
        assert client.get(f"/account/{path}").headers["Location"].startswith("/sign-in/"), path


def test_the_address_changes_once_the_code_is_typed_in(client: Client, amy: User) -> None:
    assert "amy@ostley.example" in client.get("/account/email/").text
    page = client.post("/account/email/", {"email": "amy@marlshire.example", "action_add": ""}, follow=True)
    assert "Confirm the address" in page.text
    amy.refresh_from_db()
    assert amy.email == "amy@ostley.example"
    assert mail.outbox[-1].to == ["amy@marlshire.example"]
    sent = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert sent
    assert "The code is not right" in client.post("/account/email/code/", {"code": "BBBB-BBBB"}).text
    client.post("/account/email/code/", {"code": sent.group()})
    amy.refresh_from_db()
    assert amy.email == "amy@marlshire.example"
    assert EmailAddress.objects.get().email == "amy@marlshire.example"
    assert mail.outbox[-1].to == ["amy@ostley.example"], "the old address is told"


def test_an_address_of_somebody_else_cannot_be_taken(client: Client, amy: User) -> None:
    person("Bob", "ostley")
    client.post("/account/email/", {"email": "bob@ostley.example", "action_add": ""})
    client.post("/account/email/code/", {"code": "BBBB-BBBB"})
    amy.refresh_from_db()
    assert amy.email == "amy@ostley.example"


def test_a_new_password_ends_the_other_sessions(client: Client, amy: User) -> None:
    other = Client()
    sign_in(other, amy)
    other.post("/sign-in/second-step/", {"code": code(steps=1)})
    assert other.get("/arrangements/").status_code == 200
    given = {"oldpassword": PASSWORD, "password1": "yet another password", "password2": "yet another password"}
    assert client.post("/account/password/", given).status_code == 302
    assert client.get("/arrangements/").status_code == 200
    assert other.get("/arrangements/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", "yet another password", "yet another password", "This is not your password as it is now"),
        (PASSWORD, "yet another password", "something else here", "same password"),
        (PASSWORD, "short", "short", "too short"),
    ],
)
def test_a_password_that_will_not_do(client: Client, amy: User, old: str, new: str, again: str, said: str) -> None:
    page = client.post("/account/password/", {"oldpassword": old, "password1": new, "password2": again})
    assert said in page.text
    amy.refresh_from_db()
    assert amy.check_password(PASSWORD)


def test_other_sessions_can_be_ended(client: Client, amy: User) -> None:
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120")
    sign_in(other, amy)
    other.post("/sign-in/second-step/", {"code": code(steps=1)})
    page = client.get("/account/sessions/").text
    assert "Edge on Windows" in page
    assert "This one" in page
    client.post("/account/sessions/")
    assert other.get("/arrangements/").status_code == 302
    assert client.get("/arrangements/").status_code == 200


def _may_delete(persona: Persona) -> None:
    session = persona.client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 2**40, "reauthenticated": True}]
    session.save()


def test_an_account_is_deleted(ben: Persona, con: Persona) -> None:
    with_app(con.user)
    _may_delete(con)
    page = con.client.get("/account/delete/")
    assert "What stays" in page.text
    answer = con.client.post("/account/delete/")
    assert answer.headers["Location"] == "/account/deleted/"
    assert "Your account is deleted" in con.client.get("/account/deleted/").text
    con.user.refresh_from_db()
    assert (con.user.name, con.user.post, con.user.organisation) == ("Somebody who has left", "", None)
    assert "con@" not in con.user.email
    assert not con.user.is_active
    assert not con.user.has_usable_password()
    assert not Authenticator.objects.filter(user=con.user).exists()
    assert not EmailAddress.objects.filter(user=con.user).exists()
    assert Membership.objects.get(user=con.user).ended
    assert AccessChange.objects.first().act == "left"  # type: ignore[union-attr]


def test_what_was_recorded_stays_under_the_public_id(ann: Persona) -> None:
    joined(ann.place.arrangement, person("Deb", "ostley"), "ostley", Role.LEAD)
    with_app(ann.user)
    _may_delete(ann)
    ann.client.post("/account/delete/")
    ann.user.refresh_from_db()
    assert ann.user.erased
    assert StoredEntry.objects.filter(author=str(ann.user.public_id)).count() == 2


def test_the_only_lead_cannot_go(ann: Persona) -> None:
    with_app(ann.user)
    _may_delete(ann)
    page = ann.client.post("/account/delete/")
    assert page.status_code == 422
    assert "Ann is the only lead of Two Councils ICT" in page.text
    ann.user.refresh_from_db()
    assert ann.user.name == "Ann"


def test_the_last_who_looks_after_a_body_cannot_go(ben: Persona, con: Persona) -> None:
    with_app(ben.user)
    _may_delete(ben)
    assert "only Ben can look after the people of marlshire" in ben.client.post("/account/delete/").text
    ben.user.refresh_from_db()
    assert ben.user.is_active
