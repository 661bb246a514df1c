"""Revealing a record to more people."""

from __future__ import annotations

from holdfast.core.evidence.decisions import Gate
from holdfast.ledger.reader import PUBLIC
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, record


def _read(of: Persona) -> int:
    return len(state_of(of.place.arrangement).evidence(of.place.reader).every(Gate))


def test_it_works(ann: Persona, ben: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet", visibility="private")
    assert _read(ben) == 0
    found = send(ann.client, page(ann, "reveal", row.number), visibility="partners", reason="Agreed at the board")
    assert found.headers["Location"] == page(ann, "entry", row.number)
    assert _read(ben) == 1


def test_only_wider_can_be_chosen(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    path = page(ann, "reveal", row.number)
    assert send(ann.client, path, visibility="private").status_code == 422
    assert send(ann.client, path, visibility="partners").status_code == 422
    assert send(ann.client, path, visibility="public").status_code == 302
    assert len(state_of(ann.place.arrangement).evidence(PUBLIC).every(Gate)) == 1
    assert ann.client.get(path).status_code == 403


def test_it_has_to_be_chosen(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet", visibility="private")
    found = send(ann.client, page(ann, "reveal", row.number), reason="Kept words")
    assert found.status_code == 422
    assert "Choose who may read it from now on" in found.text
    assert read_form(found.text)["reason"] == ["Kept words"]


def test_two_clicks_reveal_once(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    path = page(ann, "reveal", row.number)
    start = read_form(ann.client.get(path).text)
    assert [send(ann.client, path, start=start).status_code for _ in range(2)] == [302, 302]


def test_a_contributor_does_not_reveal(con: Persona) -> None:
    row = record(con, "gates", gate="g1", name="Cabinet", visibility="private")
    assert con.client.get(page(con, "reveal", row.number)).status_code == 403


def test_what_is_sealed_is_not_revealed_before_its_time(ann: Persona) -> None:
    row = record(ann, "depth_wishes", partner="ostley", depth="combine", visibility="sealed", exchange=1)
    assert ann.client.get(page(ann, "reveal", row.number)).status_code == 403
