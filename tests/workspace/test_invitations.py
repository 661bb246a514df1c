"""The link of an invitation: what it shows, how it is used, and every way in which it does not work."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

import pytest
from django.test import Client
from django.utils import timezone

from holdfast.web.accounts import changes as accounts
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.models import Invitation, User
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.models import AccessChange, Membership
from holdfast.web.arrangements.models.membership import Role
from tests.workspace.codes import PASSWORD, code, with_app
from tests.workspace.personas import Persona, joined, person

GIVEN: Mapping[str, str] = {"act": "make", "name": "Nia New", "post": "Accountant", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def token(ann: Persona) -> str:
    """The token of an invitation to view, for Ostley."""
    return changes_people.invite(by=ann.place, email="nia@ostley.example", body="ostley", role=Role.VIEWER)[1]


def path(token: str) -> str:
    return f"/invitations/{token}/"


def test_it_says_who_invites_whom_to_what(client: Client, token: str) -> None:
    page = client.get(path(token))
    assert page.status_code == 200
    for said in (
        "Two Councils ICT",
        "Ann, Programme manager, Ostley District Council",
        "Viewer",
        "nia@ostley.example",
        "see the arrangement",
    ):
        assert said in page.text
    assert Invitation.objects.get().used is None, "looking at a link does not use it"


def test_it_tells_nothing_else_of_the_arrangement(client: Client, ann: Persona, ben: Persona, token: str) -> None:
    page = client.get(path(token)).text
    assert "Marlshire" not in page
    assert "Will it hold" not in page
    assert str(ann.place.arrangement.public_id) not in page


def test_an_account_is_made_and_led_to_a_second_factor(client: Client, ann: Persona, token: str) -> None:
    answer = client.post(path(token), GIVEN)
    assert answer.headers["Location"] == "/account/second-factor/"
    nia = User.objects.get(email="nia@ostley.example")
    assert (nia.name, nia.post, nia.organisation) == ("Nia New", "Accountant", ann.user.organisation)
    assert Membership.objects.get(user=nia).role == "viewer"
    assert AccessChange.objects.first().act == "joined"  # type: ignore[union-attr]
    assert client.get("/arrangements/").status_code == 302
    assert client.get("/account/second-factor/app/").status_code == 200, "the password just typed in is enough"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Enter your name"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password2": "something else"}, "The two passwords differ"),
        ({"password1": "1qaz2wsx3edc", "password2": "1qaz2wsx3edc"}, "too common"),
        ({"password1": "nia@ostley.example", "password2": "nia@ostley.example"}, "too similar"),
    ],
)
def test_what_will_not_do(client: Client, token: str, change: Mapping[str, str], said: str) -> None:
    page = client.post(path(token), {**GIVEN, **change})
    assert page.status_code == 422
    assert said in page.text
    assert "Accountant" in page.text, "nothing typed is lost"
    assert not User.objects.filter(email="nia@ostley.example").exists()
    assert Invitation.objects.get().used is None


def test_a_link_works_once(client: Client, token: str) -> None:
    client.post(path(token), GIVEN)
    for answer in (Client().get(path(token)), Client().post(path(token), {**GIVEN, "name": "Somebody else"})):
        assert answer.status_code == 410
        assert "It has been used" in answer.text
    assert User.objects.filter(email="nia@ostley.example").count() == 1


def test_two_at_once_are_one(ann: Persona, vic: Persona, token: str) -> None:
    found = accounts.invitation_of(token)
    assert found
    zoe, yan = person("Zoe", "ostley"), person("Yan", "ostley")
    changes_people.accept(by=zoe, invitation=found)
    with pytest.raises(ChangeRefused, match="used"):
        changes_people.accept(by=yan, invitation=found)
    assert not Membership.objects.filter(user=yan).exists()


def test_an_expired_link(client: Client, token: str) -> None:
    Invitation.objects.update(expires=timezone.now() - dt.timedelta(seconds=1))
    for answer in (client.get(path(token)), client.post(path(token), GIVEN)):
        assert answer.status_code == 410
        assert "It has expired" in answer.text


def test_it_lasts_seven_days(token: str) -> None:
    found = Invitation.objects.get()
    assert dt.timedelta(days=6, hours=23) < found.expires - timezone.now() <= dt.timedelta(days=7)


def test_a_withdrawn_link(client: Client, ann: Persona, token: str) -> None:
    changes_people.withdraw(by=ann.place, place=Invitation.objects.get().place)
    for answer in (client.get(path(token)), client.post(path(token), GIVEN)):
        assert answer.status_code == 410
        assert "withdrawn" in answer.text


@pytest.mark.parametrize("forged", ["x", "A" * 32, "..", "in-hand-not", "%00", "é"])
def test_a_forged_link(client: Client, token: str, forged: str) -> None:
    for answer in (client.get(f"/invitations/{forged}/"), client.post(f"/invitations/{forged}/", GIVEN)):
        assert answer.status_code == 404


def test_only_a_digest_is_kept(token: str) -> None:
    kept = Invitation.objects.get().token_digest
    assert kept == Invitation.digest(token)
    assert token not in kept
    assert len(token) >= 32


def test_a_form_of_another_site_is_refused(token: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path(token), GIVEN).status_code == 403


def test_somebody_with_an_account_accepts_with_it(cat: Persona, ann: Persona, token: str) -> None:
    page = cat.client.get(path(token)).text
    assert "Accept as Cat" in page
    assert "You are signed in with another address" in page
    answer = cat.client.post(path(token), {"act": "accept"})
    assert answer.headers["Location"] == f"/arrangements/{ann.place.arrangement.public_id}/"
    assert cat.client.get(answer.headers["Location"]).status_code == 200


def test_somebody_with_an_account_signs_in_first(client: Client, ann: Persona, token: str) -> None:
    nia = with_app(person("Nia", "ostley"))
    assert "There is an account with this address" in client.get(path(token)).text
    answer = client.post(path(token), {"act": "sign_in"})
    assert answer.headers["Location"] == "/sign-in/", "the token stands in no further address"
    client.post("/sign-in/", {"login": nia.email, "password": PASSWORD})
    answer = client.post("/sign-in/second-step/", {"code": code()})
    assert answer.headers["Location"] == "/invitations/in-hand/"
    assert "Accept as Nia" in client.get("/invitations/in-hand/").text
    client.post("/invitations/in-hand/", {"act": "accept"})
    assert Membership.objects.filter(user=nia, ended__isnull=True).exists()


def test_an_account_that_exists_is_not_made_again(client: Client, token: str) -> None:
    person("Nia", "ostley")
    page = client.post(path(token), GIVEN)
    assert page.status_code == 422
    assert "There is an account with this address already" in page.text
    assert Invitation.objects.get().used is None


def test_nothing_in_hand(client: Client, db: None) -> None:
    assert client.get("/invitations/in-hand/").headers["Location"] == "/arrangements/"


def test_somebody_who_takes_part_already(vic: Persona, token: str) -> None:
    answer = vic.client.post(path(token), {"act": "accept"})
    assert answer.status_code == 410
    assert "You take part in this arrangement already" in answer.text
    assert Invitation.objects.get().used is None


def test_those_who_invited_must_still_be_able_to(client: Client, ann: Persona, token: str) -> None:
    joined(ann.place.arrangement, person("Deb", "ostley"), "ostley", Role.LEAD)
    changes_people.end(by=ann.place, place=ann.place.membership)
    page = client.post(path(token), GIVEN)
    assert page.status_code == 422
    assert "may no longer do so" in page.text
    assert not User.objects.filter(email="nia@ostley.example").exists()


def test_a_second_first_person_of_a_body_is_refused(ann: Persona) -> None:
    partner = {"partner": "thornmere", "name": "Thornmere", "on": "2026-11-09", "source": "Board"}
    first, _ = changes_people.invite(by=ann.place, email="a@thornmere.example", body="thornmere", role=Role.LEAD, partner=partner)
    Invitation.objects.filter(pk=first.pk).update(expires=timezone.now() - dt.timedelta(days=1))
    second, _ = changes_people.invite(by=ann.place, email="b@thornmere.example", body="thornmere", role=Role.LEAD)
    Invitation.objects.filter(pk=first.pk).update(expires=timezone.now() + dt.timedelta(days=1))
    changes_people.accept(by=person("Abe", "thornmere"), invitation=Invitation.objects.get(pk=first.pk))
    with pytest.raises(ChangeRefused, match="may no longer"):
        changes_people.accept(by=person("Bea", "thornmere"), invitation=Invitation.objects.get(pk=second.pk))


def test_no_token_gets_into_the_log(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("holdfast.web.accounts.changes.invitation_of", fail)
    lines: list[str] = []
    logger = logging.getLogger("django")
    handler = logger.handlers[0]
    monkeypatch.setattr(handler, "emit", lambda found: lines.append(handler.format(found)))
    answer = Client(raise_request_exception=False).get(path(token))
    assert answer.status_code == 500
    assert lines
    assert "/invitations/…" in lines[0]
    assert not any(token in line for line in lines)
