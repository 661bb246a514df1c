"""Beginning an arrangement, and the short names of bodies: nothing that is typed there breaks a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from holdfast.web.arrangements.models import Arrangement, Membership
from tests.workspace.addresses import page
from tests.workspace.personas import Persona, person, record, signed_in

NEW = "/arrangements/new/"
GIVEN = {"name": "Three Councils ICT", "body_name": "Ostley District Council", "body": "ostley"}
SHORT = "Use small letters, figures and hyphens only"


@pytest.fixture
def client(db: None) -> Client:
    """Somebody of Ostley who takes part in nothing yet."""
    return signed_in(person("Ann", "ostley"))


def test_it_begins_with_the_organisation_of_whoever_begins(client: Client) -> None:
    form = client.get(NEW).text
    assert 'value="Ostley"' in form
    assert 'value="ostley"' in form
    assert client.post(NEW, GIVEN).status_code == 302


def test_capitals_are_meant_as_small_letters(client: Client) -> None:
    assert client.post(NEW, {**GIVEN, "body": "OSTLEY"}).status_code == 302
    assert Membership.objects.get().body == "ostley"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"body": "-x"}, SHORT),
        ({"body": "_"}, SHORT),
        ({"body": "ost ley"}, SHORT),
        ({"body": "ost.ley"}, SHORT),
        ({"body": ""}, "Enter a short name"),
        ({"name": ""}, "Enter the name of the arrangement"),
        ({"body_name": ""}, "Enter the name of your body"),
    ],
)
def test_what_is_wrong_is_said_in_words(client: Client, given: dict[str, Any], said: str) -> None:
    answer = client.post(NEW, {**GIVEN, **given})
    assert answer.status_code == 422
    assert said in answer.text
    assert not Arrangement.objects.exists()


def test_a_body_is_brought_in_by_the_same_rule(ann: Persona) -> None:
    given = {"name": "Thornmere District Council", "email": "tom@thornmere.example", "role": "lead"}
    for short in ("-x", "thorn mere"):
        assert SHORT in ann.client.post(page(ann, "invite_body"), {**given, "body": short}).text
    assert "The invitation is made" in ann.client.post(page(ann, "invite_body"), {**given, "body": "Thornmere"}).text
    assert "A body of this short name takes part already" in ann.client.post(page(ann, "invite_body"), {**given, "body": "OSTLEY"}).text


def test_a_partner_with_a_dot_in_its_short_name_can_be_brought_in(ann: Persona) -> None:
    record(ann, "partners", partner="st.albans", name="St Albans")
    assert page(ann, "invite", "st.albans") in ann.client.get(page(ann, "people")).text
    assert "Invite somebody of St Albans" in ann.client.get(page(ann, "invite", "st.albans")).text
