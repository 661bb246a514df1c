"""Single sign-on by OpenID Connect, with a service that answers as the test says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from holdfast.web.accounts.adapters import ServiceAdapter
from holdfast.web.accounts.models import User
from holdfast.web.accounts.oidc import Service, service
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.models import Membership
from holdfast.web.arrangements.models.membership import Role
from tests.workspace.codes import confirmed, show_again, with_app
from tests.workspace.personas import Persona, person

URL = "https://sso.example"
ENVIRONMENT = {
    "HOLDFAST_OIDC_URL": URL,
    "HOLDFAST_OIDC_CLIENT_ID": "holdfast",
    "HOLDFAST_OIDC_SECRET": "s",
    "HOLDFAST_OIDC_NAME": "Marl ID",
}
CONFIGURATION = {
    "issuer": URL,
    "authorization_endpoint": f"{URL}/authorise",
    "token_endpoint": f"{URL}/token",
    "userinfo_endpoint": f"{URL}/me",
}


class Answer:
    """What the service answers."""

    status_code = 200
    headers: Mapping[str, str] = {"content-type": "application/json"}

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said = said

    def json(self) -> dict[str, Any]:
        return dict(self.said)

    def raise_for_status(self) -> None:
        pass


class Talk:
    """A conversation with the service: keeps what it was told."""

    def __init__(self, claims: Mapping[str, Any]) -> None:
        self.claims = claims
        self.told: list[Mapping[str, Any]] = []

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def get(self, url: str, **_: Any) -> Answer:
        return Answer(CONFIGURATION if url.endswith("openid-configuration") else self.claims)

    def request(self, method: str, url: str, data: Mapping[str, Any], **_: Any) -> Answer:
        self.told.append(data)
        return Answer({"access_token": "t", "token_type": "bearer"})


@pytest.fixture
def talk(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Talk:
    """The service is set up, and knows Nia."""
    made = service(ENVIRONMENT)
    assert made
    _use(settings, made)
    conversation = Talk({"sub": "42", "email": "nia@ostley.example", "email_verified": True, "name": "Nia New"})
    monkeypatch.setattr(ServiceAdapter, "get_requests_session", lambda self: conversation)
    return conversation


def _use(settings: Any, made: Service) -> None:
    settings.SSO = made
    settings.SOCIALACCOUNT_PROVIDERS = made.providers()


def _through(client: Client, query: str = "") -> Any:
    """Go to the service and come back."""
    away = client.post(f"/sign-in/with/sso/{query}")
    assert away.headers["Location"].startswith(f"{URL}/authorise?")
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    return client.get(f"/sign-in/with/sso/back/?code=c&state={state}", follow=True)


def test_the_sign_in_page_offers_it(client: Client, talk: Talk) -> None:
    assert "Sign in with Marl ID" in client.get("/sign-in/").text
    assert "You are led to that service and back" in client.get("/sign-in/with/sso/").text


def test_without_a_service_there_is_none(client: Client, db: None) -> None:
    assert "Sign in with Marl ID" not in client.get("/sign-in/").text
    assert client.get("/sign-in/with/sso/").status_code == 404


def test_the_way_there_is_proved_by_a_secret_of_its_own(client: Client, talk: Talk) -> None:
    asked = parse_qs(urlsplit(client.post("/sign-in/with/sso/").headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    _through(client)
    assert talk.told[-1]["code_verifier"]


def test_a_stranger_gets_no_account(client: Client, talk: Talk) -> None:
    assert "Accounts come by invitation" in _through(client).text
    assert not User.objects.exists()


def test_an_address_is_no_proof_where_the_service_is_not_trusted(client: Client, talk: Talk) -> None:
    with_app(person("Nia", "ostley"))
    assert "Accounts come by invitation" in _through(client).text
    assert not SocialAccount.objects.exists()
    assert client.get("/arrangements/").status_code == 302


def test_it_is_where_the_service_is_trusted(client: Client, talk: Talk, settings: Any) -> None:
    made = service({**ENVIRONMENT, "HOLDFAST_OIDC_TRUSTED": "1"})
    assert made
    _use(settings, made)
    nia = confirmed(person("Nia", "ostley"))
    _through(client)
    assert SocialAccount.objects.get().user == nia
    assert client.get("/arrangements/").status_code == 200, "the service answers for the second step"


def test_not_even_then_where_the_service_has_not_verified_it(client: Client, talk: Talk, settings: Any) -> None:
    made = service({**ENVIRONMENT, "HOLDFAST_OIDC_TRUSTED": "1"})
    assert made
    _use(settings, made)
    talk.claims = {**talk.claims, "email_verified": False}
    confirmed(person("Nia", "ostley"))
    assert "Accounts come by invitation" in _through(client).text


def test_somebody_connects_it_and_signs_in_with_it(client: Client, talk: Talk) -> None:
    nia = confirmed(person("Nia", "ostley"))
    client.post("/sign-in/", {"login": nia.email, "password": "correct horse battery"})
    show_again(client)
    assert "Connect Marl ID" in client.get("/account/services/").text
    _through(client, "?process=connect")
    assert SocialAccount.objects.get().user == nia
    other = Client()
    _through(other)
    assert other.get("/arrangements/").status_code == 200
    client.post("/account/services/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_somebody_invited_accepts_with_it(client: Client, ann: Persona, talk: Talk) -> None:
    token = changes_people.invite(by=ann.place, email="nia@ostley.example", body="ostley", role=Role.VIEWER)[1]
    assert "Accept with Marl ID" in client.get(f"/invitations/{token}/").text
    assert client.post(f"/invitations/{token}/", {"act": "service"}).headers["Location"] == "/sign-in/with/sso/"
    assert "Accept as Nia New" in _through(client).text
    client.post("/invitations/in-hand/", {"act": "accept"})
    nia = User.objects.get(email="nia@ostley.example")
    assert not nia.has_usable_password()
    assert Membership.objects.get(user=nia).role == "viewer"
    assert client.get("/arrangements/").status_code == 200
    assert client.get("/account/delete/").status_code == 200, "there is no password to ask for"
    client.post("/account/password/first/", {"password1": "correct horse battery", "password2": "correct horse battery"})
    assert client.get("/account/delete/").headers["Location"].startswith("/account/again/")


def test_an_invitation_for_another_address_makes_no_account(client: Client, ann: Persona, talk: Talk) -> None:
    token = changes_people.invite(by=ann.place, email="somebody@ostley.example", body="ostley", role=Role.VIEWER)[1]
    client.post(f"/invitations/{token}/", {"act": "service"})
    assert "Accounts come by invitation" in _through(client).text
    assert not User.objects.filter(email="nia@ostley.example").exists()


def test_coming_back_without_having_signed_in(client: Client, talk: Talk) -> None:
    away = client.post("/sign-in/with/sso/")
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    page = client.get(f"/sign-in/with/sso/back/?error=access_denied&state={state}", follow=True)
    assert "You have not signed in" in page.text


def test_a_forged_return(client: Client, talk: Talk) -> None:
    page = client.get("/sign-in/with/sso/back/?code=c&state=made-up")
    assert page.status_code in (401, 403, 200)
    assert "did not answer as it should" in page.text
    assert client.get("/arrangements/").status_code == 302


def test_forms_may_lead_to_the_service_and_nowhere_else() -> None:
    made = service({**ENVIRONMENT, "HOLDFAST_OIDC_URL": f"{URL}/realms/x", "HOLDFAST_OIDC_ORIGINS": "https://login.example"})
    assert made
    assert made.origins == (URL, "https://login.example")
    assert service({}) is None


@pytest.mark.parametrize("wrong", [{"HOLDFAST_OIDC_CLIENT_ID": ""}, {"HOLDFAST_OIDC_URL": "sso.example"}])
def test_a_service_that_is_not_whole_is_refused_at_start(wrong: Mapping[str, str]) -> None:
    with pytest.raises(SystemExit, match="HOLDFAST_OIDC"):
        service({**ENVIRONMENT, **wrong})
