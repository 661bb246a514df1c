"""What is said of something just done: it reaches the next page of the same session, and nobody else."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.workspace.personas import Persona, signed_in

SAID = "Your name and post are changed."


def changed(by: Persona) -> Client:
    """A browser in which a person has just changed their name, and has not looked at the next page yet."""
    browser = signed_in(by.user)
    answer = browser.post(reverse("account"), {"name": "Ann Other", "post": "Head of ICT"})
    assert answer.status_code == 302
    return browser


def test_it_is_said_once(ann: Persona) -> None:
    browser = changed(ann)
    assert SAID in browser.get(reverse("account")).text
    assert SAID not in browser.get(reverse("account")).text


def test_another_session_in_the_same_browser_does_not_see_it(ann: Persona, ben: Persona) -> None:
    browser = changed(ann)
    browser.cookies["sessionid"] = signed_in(ben.user).cookies["sessionid"].value
    assert SAID not in browser.get(reverse("account")).text
    assert not browser.cookies["messages"].value


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(ann: Persona) -> None:
    cookie: Any = changed(ann).cookies["messages"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_recording_from_the_same_source_writes_no_session(ann: Persona) -> None:
    browser = signed_in(ann.user)
    page = reverse("add_record", args=[ann.place.arrangement.public_id, "decisions", "gates"])

    def sent(gate: str) -> None:
        key = browser.get(page).context["key"]
        day = {"on_day": "2", "on_month": "2", "on_year": "2026"}
        fields = {"form_key": key, "gate": gate, "name": gate, "source": "Board paper 4", "visibility": "partners", **day}
        assert browser.post(page, fields).status_code == 302

    sent("one")
    before = Session.objects.get(pk=browser.cookies["sessionid"].value).session_data
    sent("two")
    assert Session.objects.get(pk=browser.cookies["sessionid"].value).session_data == before
