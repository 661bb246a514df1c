"""The administrator's pages: organisations and their people, and nothing of any arrangement."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from holdfast.web.accounts.models import Invitation, Organisation, User
from tests.workspace.codes import sign_in, with_app
from tests.workspace.personas import Persona, person, signed_in

PATHS = ("/organisations/", "/organisations/add/", "/organisations/ostley/", "/organisations/ostley/rename/")


@pytest.fixture
def ada(db: None) -> Persona:
    """Administrates."""
    user = person("Ada", "host")
    user.is_administrator = True
    user.save()
    return Persona(user, signed_in(user), None)


def test_it_works(ada: Persona, ann: Persona) -> None:
    for path in PATHS:
        assert ada.client.get(path).status_code == 200, path
    assert "Ann" in ada.client.get("/organisations/ostley/").text
    assert "Organisations and their people" in ada.client.get("/account/").text


def test_nobody_else_finds_them(ann: Persona, client: Client) -> None:
    for path in (*PATHS, f"/people/{ann.user.public_id}/"):
        assert ann.client.get(path).status_code == 404, path
        assert client.get(path).status_code == 302, path
    assert ann.client.post("/organisations/ostley/invite/", {"email": "x@ostley.example"}).status_code == 404


def test_an_administrator_reads_no_arrangement(ada: Persona, ann: Persona) -> None:
    base = f"/arrangements/{ann.place.arrangement.public_id}/"
    for path in (base, f"{base}people/"):
        assert ada.client.get(path).status_code == 404
    assert "Two Councils" not in ada.client.get(f"/people/{ann.user.public_id}/").text
    assert "Two Councils" not in ada.client.get("/arrangements/").text


def test_an_organisation_is_added_and_renamed(ada: Persona) -> None:
    answer = ada.client.post("/organisations/add/", {"name": "Wexcombe District Council", "slug": "wexcombe"})
    assert answer.headers["Location"] == "/organisations/wexcombe/"
    ada.client.post("/organisations/wexcombe/rename/", {"name": "Wexcombe Borough Council"})
    assert Organisation.objects.get(slug="wexcombe").name == "Wexcombe Borough Council"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "", "slug": "x"}, "Enter its name"),
        ({"name": "Host", "slug": "x"}, "There is an organisation of this name already"),
        ({"name": "Other", "slug": "host"}, "Another organisation has this short name"),
        ({"name": "Other", "slug": "a b"}, "Use small letters"),
    ],
)
def test_what_will_not_do(ada: Persona, given: dict[str, str], said: str) -> None:
    page = ada.client.post("/organisations/add/", given)
    assert page.status_code == 422
    assert said in page.text


def test_a_name_that_is_taken_is_refused(ada: Persona, ann: Persona) -> None:
    assert ada.client.post("/organisations/ostley/rename/", {"name": "Host"}).status_code == 422
    assert Organisation.objects.get(slug="ostley").name == "Ostley"


def test_somebody_is_invited(ada: Persona) -> None:
    page = ada.client.post("/organisations/host/invite/", {"email": "New@Host.example"})
    assert page.status_code == 200
    made = Invitation.objects.get()
    assert made.email == "new@host.example"
    assert mail.outbox[-1].to == ["new@host.example"]
    token = page.text.split("/invitations/")[1].split("/")[0]
    assert token in str(mail.outbox[-1].body)
    assert token not in str(list(Invitation.objects.values()))
    assert "Host" in Client().get(f"/invitations/{token}/").text
    assert token not in ada.client.get("/organisations/host/").text, "the link is shown once"


def test_an_invitation_is_withdrawn(ada: Persona) -> None:
    page = ada.client.post("/organisations/host/invite/", {"email": "new@host.example"})
    token = page.text.split("/invitations/")[1].split("/")[0]
    ada.client.post(f"/organisations/host/withdraw/{Invitation.objects.get().pk}/")
    assert Client().get(f"/invitations/{token}/").status_code == 410
    assert "new@host.example" not in ada.client.get("/organisations/host/").text


def test_nobody_who_has_an_account_is_invited(ada: Persona) -> None:
    page = ada.client.post("/organisations/host/invite/", {"email": "ADA@host.example"})
    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_an_account_is_closed_at_once_and_opened_again(ada: Persona, ann: Persona) -> None:
    path = f"/people/{ann.user.public_id}/"
    assert "closed" in ada.client.post(path, {"act": "close"}, follow=True).text
    assert ann.client.get("/arrangements/").status_code == 302
    ada.client.post(path, {"act": "open"})
    ann.user.refresh_from_db()
    assert ann.user.is_active
    assert [letter.to for letter in mail.outbox] == [["ann@ostley.example"]] * 2


def test_a_lost_second_factor_is_taken_away(ada: Persona, client: Client, db: None) -> None:
    amy = with_app(person("Amy", "ostley"))
    ada.client.post(f"/people/{amy.public_id}/", {"act": "clear"})
    assert not Authenticator.objects.exists()
    assert "set up new ones" in str(mail.outbox[-1].body)
    sign_in(client, amy)
    assert client.get("/arrangements/").headers["Location"] == "/account/second-factor/"


def test_nobody_shuts_themselves_out(ada: Persona) -> None:
    path = f"/people/{ada.user.public_id}/"
    for act in ("close", "clear"):
        ada.client.post(path, {"act": act})
    assert User.objects.get(pk=ada.user.pk).is_active
    assert "This is you" in ada.client.get(path).text


def test_an_unknown_act_does_nothing(ada: Persona, ann: Persona) -> None:
    assert ada.client.post(f"/people/{ann.user.public_id}/", {"act": "erase"}).status_code == 200
    ann.user.refresh_from_db()
    assert ann.user.is_active
