"""The pages of one's tokens: made with the least rights unless more is chosen, shown once, withdrawn by their owner alone."""

from __future__ import annotations

import datetime as dt
import json
import re
import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from holdfast.web.api.views.docs import EXAMPLE
from holdfast.web.arrangements.models import ApiToken
from tests.workspace.personas import Persona
from tests.workspace.programs import ROOT, Program, bearer, secret_of

NEW = reverse("new_token")
SECRET = re.compile(r"holdfast_[\w-]{43}")


def proved(of: Persona) -> Client:
    """The browser of somebody who has just typed their password again."""
    session = of.client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] += [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    return of.client


def form(of: Persona, **values: object) -> dict[str, object]:
    day = timezone.localdate() + dt.timedelta(days=30)
    return {"name": "Nightly copy", "scope": "read", "where": [str(of.place.arrangement.public_id)], "expires": day.isoformat(), **values}


def test_a_token_is_made_shown_once_and_works(ann: Persona) -> None:
    made = proved(ann).post(NEW, form(ann))
    secret = SECRET.search(made.text)
    assert secret
    assert "no-store" in made.headers["Cache-Control"]
    listed = ann.client.get(reverse("tokens"))
    assert "Nightly copy" in listed.text and secret[0] not in listed.text
    assert "Two Councils ICT" in listed.text
    assert Client().get(f"{ROOT}/arrangements", headers=bearer(secret[0])).json()["count"] == 1
    token = ApiToken.objects.get()
    assert (token.may_write, token.is_for_all) == (False, False)
    assert timezone.localdate(token.expires) == timezone.localdate() + dt.timedelta(days=30)


def test_looking_after_people_is_a_scope_of_its_own(ann: Persona) -> None:
    for scope, may in (("write", False), ("people", True)):
        proved(ann).post(NEW, form(ann, scope=scope))
        token = ApiToken.objects.latest("pk")
        assert (token.may_write, token.may_look_after_people) == (True, may)
    assert "read, write and look after people" in ann.client.get(reverse("tokens")).text


def test_making_one_asks_who_one_is_once_more(ann: Persona) -> None:
    asked = ann.client.post(NEW, form(ann))
    assert (asked.status_code, ApiToken.objects.count()) == (302, 0)
    assert "/account/again/" in asked.headers["Location"]


def test_what_is_not_right_is_said_at_its_field(ann: Persona, cat: Persona) -> None:
    client, today = proved(ann), timezone.localdate()
    for wrong, sentence in (
        ({"name": ""}, "Say what the token is for"),
        ({"where": []}, "Choose at least one arrangement"),
        ({"where": [str(cat.user.public_id)]}, "Choose from this list"),
        ({"expires": "soon"}, "Enter a real date"),
        ({"expires": (today - dt.timedelta(days=1)).isoformat()}, "Choose a day from today to a year from now"),
        ({"expires": (today + dt.timedelta(days=500)).isoformat()}, "Choose a day from today to a year from now"),
        ({"scope": "all"}, "scope"),
    ):
        found = client.post(NEW, form(ann, **wrong))
        assert found.status_code == 422
        assert sentence in found.text
    assert not ApiToken.objects.exists()


def test_the_longest_day_that_is_offered_can_be_chosen(ann: Persona) -> None:
    last = timezone.localdate() + dt.timedelta(days=365)
    assert proved(ann).post(NEW, form(ann, expires=last.isoformat(), where=["all"], scope="write")).status_code == 200
    token = ApiToken.objects.get()
    assert (token.may_write, token.is_for_all) == (True, True)
    assert proved(ann).post(NEW, form(ann, expires=timezone.localdate().isoformat())).status_code == 200


def test_too_many_are_refused_in_words(ann: Persona) -> None:
    for _ in range(20):
        secret_of(ann.user)
    refused = proved(ann).post(NEW, form(ann))
    assert refused.status_code == 422
    assert "Withdraw one that is no longer needed" in refused.text


def test_a_token_is_withdrawn_by_its_owner_alone(ann: Persona, ben: Persona) -> None:
    secret = secret_of(ann.user)
    page = reverse("withdraw_token", args=[ApiToken.objects.get().pk])
    assert ben.client.post(page).status_code == 404
    assert ann.client.get(page).status_code == 200
    assert Client().get(f"{ROOT}/token", headers=bearer(secret)).status_code == 200
    assert ann.client.post(page).status_code == 302
    assert Client().get(f"{ROOT}/token", headers=bearer(secret)).status_code == 401
    assert "withdrawn on" in ann.client.get(reverse("tokens")).text
    assert ann.client.post(page).status_code == 404


def test_the_reference_shows_every_operation_to_everybody(client: Client) -> None:
    found = client.get(reverse("api_docs"))
    assert found.status_code == 200
    for path in client.get(reverse("api_openapi")).json()["paths"]:
        assert path in found.text
    assert "<script" not in found.text.split("</head>")[1]
    assert "`" not in re.sub(r"<code class=\"hf-code-line\">.*?</code>", "", found.text, flags=re.DOTALL)


def test_the_example_on_the_page_works(ann: Persona) -> None:
    body = json.loads(EXAMPLE.partition("-d '")[2].strip("'"))
    assert Program(ann).post(Program(ann).at("/entries"), body).status_code == 201


def test_every_refusal_leads_to_its_explanation(ann: Persona, client: Client) -> None:
    refused = client.get(f"{ROOT}/arrangements").json()
    place = refused["type"].partition("#")[2]
    assert f'id="{place}"' in client.get(refused["type"]).text
