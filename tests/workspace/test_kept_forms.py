"""What is typed is not lost when the session has ended, or the form’s token has."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from holdfast.core.evidence.decisions import Gate
from holdfast.web.arrangements.models import Draft
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import add, page
from tests.workspace.filled import Sent, read_form, send
from tests.workspace.personas import Persona, record, sign_in

SIGN_IN = "/sign-in/?next="


def _typed(by: Persona, path: str) -> Sent:
    start = read_form(by.client.get(path).text)
    return {**start, "gate": ["g1"], "name": ["Cabinet"], "source": ["Plan"], "note": ["Long\r\nnote"], "depends_on": ["a", "b"]}


def _gates(of: Persona) -> int:
    return len(state_of(of.place.arrangement).evidence(of.place.reader).every(Gate))


@pytest.fixture
def path(ann: Persona) -> str:
    return add(ann, "decisions", "gates")


def _come_back(by: Persona, client: Client, kept: str) -> Sent:
    """Sign in and go where the sign-in leads to."""
    asked = client.get(kept)
    assert asked.headers["Location"].startswith(SIGN_IN)
    sign_in(client, by.user)
    found = client.get(kept)
    assert found.status_code == 200
    assert "Nothing is lost" in found.text
    return read_form(found.text)


def test_somebody_whose_session_has_ended_comes_back_to_the_filled_form(ann: Persona, path: str) -> None:
    typed = _typed(ann, path)
    ann.client.logout()
    turned_away = ann.client.post(path, typed)
    kept = turned_away.headers["Location"]
    assert kept.startswith(f"{path}?draft=")
    assert _gates(ann) == 0
    sent = _come_back(ann, ann.client, kept)
    assert {name: sent[name] for name in ("gate", "name", "note", "source")} == {
        name: typed[name] for name in ("gate", "name", "note", "source")
    }
    assert sent["depends_on"] == ["a", "b"]
    ann.client.post(path, {**sent, "depends_on": []})
    assert _gates(ann) == 1
    assert Draft.objects.count() == 0


def test_a_form_whose_token_has_ended_is_shown_again(ann: Persona, path: str) -> None:
    typed = _typed(ann, path)
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, ann.user)
    found = strict.post(path, typed, follow=True)
    assert found.status_code == 200
    assert read_form(found.text)["name"] == ["Cabinet"]
    assert _gates(ann) == 0


def test_a_correction_too(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    path = page(ann, "correct", row.number)
    typed = {**read_form(ann.client.get(path).text), "name": ["Council"]}
    ann.client.logout()
    kept = ann.client.post(path, typed).headers["Location"]
    sent = _come_back(ann, ann.client, kept)
    assert sent["name"] == ["Council"]
    assert ann.client.post(path, sent).status_code == 302


def test_a_kept_correction_of_what_was_replaced_meanwhile_shows_both(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    path = page(ann, "correct", row.number)
    typed = {**read_form(ann.client.get(path).text), "name": ["Council"]}
    ann.client.logout()
    kept = ann.client.post(path, typed).headers["Location"]
    record(ann, "gates", gate="g1", name="Board", target=row.number)
    sign_in(ann.client, ann.user)
    found = ann.client.get(kept)
    assert found.status_code == 409
    assert "Council" in found.text
    assert "Board" in found.text


def test_a_kept_form_that_was_entered_already_is_entered_once(ann: Persona, path: str) -> None:
    typed = {**_typed(ann, path), "depends_on": []}
    assert ann.client.post(path, typed).status_code == 302
    ann.client.logout()
    kept = ann.client.post(path, typed).headers["Location"]
    sent = _come_back(ann, ann.client, kept)
    assert ann.client.post(path, sent).status_code == 302
    assert _gates(ann) == 1


def test_somebody_else_at_the_same_browser_does_not_see_it(ann: Persona, vic: Persona, path: str) -> None:
    other = Client()
    kept = other.post(path, _typed(ann, path)).headers["Location"]
    other.force_login(vic.user)
    assert "Cabinet" not in other.get(kept).text
    again = ann.client.get(kept)
    assert read_form(again.text)["name"] == ["Cabinet"]


def test_it_is_kept_for_an_hour(ann: Persona, path: str) -> None:
    client = Client()
    kept = client.post(path, _typed(ann, path)).headers["Location"]
    Draft.objects.update(touched=timezone.now() - dt.timedelta(minutes=61))
    assert read_form(ann.client.get(kept).text)["name"] == [""]
    client.post(path, _typed(ann, path))
    assert Draft.objects.count() == 1


def test_sending_it_again_keeps_it_once(ann: Persona, path: str) -> None:
    client, typed = Client(), _typed(ann, path)
    for _ in range(3):
        client.post(path, typed)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("key", ["", "forged", "a:b:c"])
def test_nothing_is_kept_for_a_form_that_is_not_ours(ann: Persona, path: str, key: str) -> None:
    found = Client().post(path, {**_typed(ann, path), "form_key": key})
    assert found.headers["Location"] == f"{SIGN_IN}{path}"
    assert Draft.objects.count() == 0


def test_a_key_is_good_for_its_own_page_only(ann: Persona, path: str) -> None:
    typed = _typed(ann, add(ann, "people", "posts"))
    Client().post(path, typed)
    assert Draft.objects.count() == 0


def test_what_is_kept_stands_in_no_address(ann: Persona, path: str) -> None:
    kept = Client().post(path, {**_typed(ann, path), "note": ["Zanzibar"]}).headers["Location"]
    assert "Zanzibar" not in kept


@pytest.mark.parametrize("draft", ["", "x", "0" * 40, "00000000-0000-0000-0000-000000000000"])
def test_an_address_of_nothing_kept_is_an_empty_form(ann: Persona, path: str, draft: str) -> None:
    assert read_form(ann.client.get(path, {"draft": draft}).text)["name"] == [""]


def test_a_form_sent_by_another_than_its_owner_is_not_entered(ann: Persona, vic: Persona, path: str) -> None:
    typed = _typed(ann, path)
    from holdfast.web.arrangements.models.membership import Role
    from tests.workspace.personas import joined, person

    eve = joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.EDITOR)
    found = send(eve.client, path, start=typed)
    assert found.status_code == 422
    assert _gates(ann) == 0


@pytest.mark.parametrize(
    ("route", "more", "field"),
    [("new_task", (), "title"), ("contest", ("finding", "skills_shortage"), "says_instead")],
)
def test_an_action_and_a_contest_are_not_lost_either(route: str, more: tuple[str, ...], field: str, ann: Persona) -> None:
    path = page(ann, route, *more)
    typed = {**read_form(ann.client.get(path).text), field: ["Typed at length"]}
    ann.client.logout()
    kept = ann.client.post(path, typed).headers["Location"]
    assert kept.startswith(f"{path}?draft=")
    assert _come_back(ann, ann.client, kept)[field] == ["Typed at length"]
    before = ann.place.arrangement.count
    ann.client.post(path, {**typed, "owner": ["Head of ICT"], field: ["Typed at length"]})
    ann.place.arrangement.refresh_from_db()
    assert ann.place.arrangement.count == before + 1
    assert Draft.objects.count() == 0
