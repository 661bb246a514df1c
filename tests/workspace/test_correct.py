"""Correcting one record: in place, once, and never over what somebody else has changed meanwhile."""

from __future__ import annotations

import pytest
from django.test import Client

from holdfast.core.evidence.decisions import Gate
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import add, page
from tests.workspace.filled import FormReader, read_form, send
from tests.workspace.personas import Persona, opened, record


def _names(of: Persona) -> list[str]:
    return [gate.name for gate in state_of(of.place.arrangement).evidence(of.place.reader).every(Gate)]


def _gate(by: Persona, name: str = "Cabinet", **more: object) -> int:
    return record(by, "gates", gate="g1", name=name, **more).number


def test_it_works(ann: Persona) -> None:
    number = _gate(ann)
    found = send(ann.client, page(ann, "correct", number), name="Council", reason="Wrong body")
    assert _names(ann) == ["Council"]
    envelope = state_of(ann.place.arrangement).envelopes[-1]
    assert envelope.target == number
    assert found.headers["Location"] == page(ann, "entry", envelope.number)


def test_the_form_begins_with_what_stands(ann: Persona) -> None:
    number = _gate(ann, planned="2027-03-11", criteria="One\nTwo")
    sent = read_form(ann.client.get(page(ann, "correct", number)).text)
    assert (sent["name"], sent["planned_day"], sent["criteria"]) == (["Cabinet"], ["11"], ["One\r\nTwo"])


def test_everything_is_shown_again_on_an_error(ann: Persona) -> None:
    found = send(ann.client, page(ann, "correct", _gate(ann)), name="", note="Kept")
    assert found.status_code == 422
    assert "Enter: full name" in found.text
    assert read_form(found.text)["note"] == ["Kept"]
    assert _names(ann) == ["Cabinet"]


def test_nothing_different_is_said(ann: Persona) -> None:
    found = send(ann.client, page(ann, "correct", _gate(ann)))
    assert found.status_code == 422
    assert "Nothing is different yet" in found.text


def test_who_may_read_it_stays_and_is_never_narrowed(ann: Persona, ben: Persona) -> None:
    private = page(ann, "correct", _gate(ann, visibility="private"))
    assert read_form(ann.client.get(private).text)["visibility"] == ["private"]
    send(ann.client, private, name="Council")
    assert _names(ben) == []
    public = page(ann, "correct", record(ann, "gates", gate="g2", name="x", visibility="public").number)
    assert send(ann.client, public, name="y", visibility="private").status_code == 422


def test_two_clicks_correct_once(ann: Persona) -> None:
    path = page(ann, "correct", _gate(ann))
    start = read_form(ann.client.get(path).text)
    first, second = (send(ann.client, path, start=start, name="Council") for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert _names(ann) == ["Council"]
    assert ann.client.get(second.headers["Location"], follow=True).status_code == 200


def test_a_stale_form_shows_both_and_loses_nothing(ben: Persona, con: Persona) -> None:
    path = page(ben, "correct", _gate(ben))
    start = read_form(ben.client.get(path).text)
    newer = _gate(ben, "Board", target=int(path.split("/")[-3]), note="By a colleague")
    found = send(ben.client, path, start=start, name="Council", note="My own note")
    assert found.status_code == 409
    for said in ("Somebody has replaced this meanwhile", "Council", "Board", "My own note", "By a colleague"):
        assert said in found.text
    assert _names(ben) == ["Board"]

    form = FormReader(found.text)
    assert form.action == page(ben, "correct", newer)
    assert form.sent["name"] == ["Council"]
    assert ben.client.post(form.action, form.sent).status_code == 302
    assert _names(ben) == ["Council"]


def test_a_stale_form_of_what_was_retired_may_be_recorded_anew(ann: Persona) -> None:
    path = page(ann, "correct", _gate(ann))
    start = read_form(ann.client.get(path).text)
    append(by=ann.place, changes=[Change(act="retire", target=int(path.split("/")[-3]), reason="Twice")])
    found = send(ann.client, path, start=start, name="Council")
    assert found.status_code == 409
    form = FormReader(found.text)
    assert form.action == add(ann, "decisions", "gates")
    assert ann.client.post(form.action, form.sent).status_code == 302
    assert _names(ann) == ["Council"]


def test_what_stands_now_may_not_be_ones_own_to_correct(ben: Persona, con: Persona) -> None:
    number = _gate(con)
    path = page(con, "correct", number)
    start = read_form(con.client.get(path).text)
    _gate(ben, "Board", target=number)
    found = send(con.client, path, start=start, name="Council")
    assert found.status_code == 409
    assert "Council" in found.text
    assert "not yours to correct" in found.text
    assert "<form method" not in found.text.split("<main")[1]


def test_a_sealed_record_stays_sealed(ann: Persona, ben: Persona) -> None:
    row = record(ann, "depth_wishes", partner="ostley", depth="combine", visibility="sealed", exchange=1)
    path = page(ann, "correct", row.number)
    assert "visibility" not in read_form(ann.client.get(path).text)
    assert send(ann.client, path, depth="communicate", visibility="public").status_code == 302
    envelope = state_of(ann.place.arrangement).envelopes[-1]
    assert (envelope.visibility, envelope.exchange) == ("sealed", 1)


def test_what_was_told_in_an_opened_exchange_stays(ann: Persona) -> None:
    row = record(ann, "depth_wishes", partner="ostley", depth="combine", visibility="sealed", exchange=1)
    opened(ann, 1)
    assert ann.client.get(page(ann, "correct", row.number)).status_code == 403
    assert ann.client.get(page(ann, "retire", row.number)).status_code == 403
    text = ann.client.get(page(ann, "entry", row.number)).text
    assert "it stays as it was told" in text
    assert f"{add(ann, 'alignment', 'depth_wishes')}?from={row.number}" in text


def test_others_that_name_it_are_counted(ann: Persona) -> None:
    post = record(ann, "posts", post="head", title="Head of ICT")
    record(ann, "posts", post="chief", title="Chief", deputy="head")
    assert "1 other record names this" in ann.client.get(page(ann, "correct", post.number)).text


@pytest.mark.parametrize("name", ["correct", "retire", "reveal"])
def test_who_may_not(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, cat: Persona, name: str) -> None:
    number = _gate(ben)
    for persona, status in ((ann, 403), (con, 403), (vic, 403), (una, 403), (cat, 404)):
        path = page(ann, name, number)
        assert persona.client.get(path).status_code == status
        assert persona.client.post(path, {"name": "x", "reason": "x", "visibility": "public"}).status_code == status
    assert Client().get(page(ann, name, number)).status_code == 302
    assert _names(ben) == ["Cabinet"]


@pytest.mark.parametrize("name", ["correct", "retire", "reveal"])
def test_what_one_may_not_read_is_not_there(ann: Persona, ben: Persona, name: str) -> None:
    number = _gate(ann, visibility="private")
    for found in (ben.client.get(page(ben, name, number)), ben.client.post(page(ben, name, number), {"name": "x"})):
        assert found.status_code == 404
