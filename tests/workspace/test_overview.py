"""The first page of an arrangement."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.workspace.personas import Persona


def address(of: Persona) -> str:
    return reverse("overview", args=[of.place.arrangement.public_id])


def test_it_shows_the_outlook(ann: Persona) -> None:
    page = ann.client.get(address(ann))
    assert page.status_code == 200
    assert "Two Councils ICT" in page.text
    assert "Will it hold?" in page.text


def test_a_partner_sees_it(ben: Persona) -> None:
    assert ben.client.get(address(ben)).status_code == 200


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    assert cat.client.get(address(ann)).status_code == 404


def test_somebody_not_signed_in_is_asked_to(ann: Persona, client: Client) -> None:
    page = client.get(address(ann))
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/sign-in/")
