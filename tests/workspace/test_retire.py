"""Retiring a record with a reason."""

from __future__ import annotations

import pytest

from holdfast.core.evidence.decisions import Gate
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, record


def _gates(of: Persona) -> int:
    return len(state_of(of.place.arrangement).evidence(of.place.reader).every(Gate))


def test_it_works(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    found = send(ann.client, page(ann, "retire", row.number), reason="Entered twice")
    assert found.headers["Location"] == f"{page(ann, 'evidence_theme', 'decisions')}#gates"
    assert _gates(ann) == 0
    assert "Entered twice" in str(StoredEntry.objects.latest("id").payload)


def test_the_entry_that_names_the_arrangement_stays(ann: Persona) -> None:
    with pytest.raises(LedgerRefused, match="gives the arrangement its name"):
        append(by=ann.place, changes=[Change(act="retire", target=1, reason="Not needed")])
    assert state_of(ann.place.arrangement).evidence(ann.place.reader).arrangement.name


def test_a_reason_is_asked_for(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    for reason in ("", "   "):
        found = send(ann.client, page(ann, "retire", row.number), reason=reason)
        assert found.status_code == 422
        assert "Say why it no longer holds" in found.text
    assert _gates(ann) == 1


def test_the_reason_is_read_by_those_who_read_the_record(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet", visibility="private")
    send(ann.client, page(ann, "retire", row.number), reason="Zanzibar")
    assert state_of(ann.place.arrangement).envelopes[-1].visibility == "private"


def test_two_clicks_retire_once(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    path = page(ann, "retire", row.number)
    start = read_form(ann.client.get(path).text)
    assert [send(ann.client, path, start=start, reason="Twice").status_code for _ in range(2)] == [302, 302]


def test_what_was_replaced_meanwhile_is_not_retired_and_the_reason_is_not_lost(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet")
    path = page(ann, "retire", row.number)
    start = read_form(ann.client.get(path).text)
    newer = record(ann, "gates", gate="g1", name="Council", target=row.number)
    found = send(ann.client, path, start=start, reason="Decided by the council")
    assert found.status_code == 410
    assert "Decided by the council" in found.text
    assert page(ann, "entry", newer.number) in found.text
    assert _gates(ann) == 1


def test_it_warns_where_others_name_it(ann: Persona, ben: Persona) -> None:
    row = next(number for number, kept in state_of(ann.place.arrangement).standing.records.items() if kept.act == "record" and number == 2)
    record(ann, "stakes", partner="ostley", cost_share=0.5)
    assert "1 other record names it" in ann.client.get(page(ann, "retire", row)).text


def test_an_earlier_statement_holds_again(ann: Persona) -> None:
    record(ann, "gates", gate="g1", name="Earlier", on="2026-01-01")
    later = record(ann, "gates", gate="g1", name="Later", on="2026-02-01")
    append(by=ann.place, changes=[Change(act="retire", target=later.number, reason="x")])
    assert ">Earlier</a>" in ann.client.get(page(ann, "evidence_theme", "decisions")).text
