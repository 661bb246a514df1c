"""The ledger in memory: carried on with each entry it is what it would be if it were read anew."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.core.evidence.decisions import Gate
from holdfast.ledger import Entry, Envelope, Reader
from holdfast.ledger.canonical import canonical
from holdfast.ledger.digest import GENESIS
from holdfast.ledger.reader import PARTNERS, PUBLIC
from holdfast.web.arrangements import state as states
from holdfast.web.arrangements.ahead import read_ahead
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.models import Arrangement, StoredEntry
from holdfast.web.arrangements.state import LedgerState, state_of
from tests.ledger.chains import START, acts
from tests.workspace.personas import Persona, record

READERS = (PUBLIC, PARTNERS, Reader(frozenset({"ostley"})), Reader(frozenset({"marlshire", "thornmere"})))
SAID: tuple[dict[str, Any], ...] = (
    {"section": "gates", "record": {"gate": "g", "name": "G", "body": "Cabinet", "on": "2026-01-02", "source": "s"}},
    {"section": "partners", "record": {"partner": "ostley", "name": "Ostley", "on": "2026-01-02", "source": "s"}},
    {"section": "arrangement", "record": {"name": "Named"}},
)


def rows(envelopes: list[Envelope], choices: list[int]) -> list[StoredEntry]:
    """Rows of these entries that were never in a database."""
    arrangement, previous, made = Arrangement(name="x"), GENESIS, []
    for envelope, choice in zip(envelopes, choices, strict=True):
        payload = SAID[choice] if envelope.act == "record" else {"reason": "r"}
        entry = Entry.make(envelope, payload, salt=b"s" * 32, previous=previous)
        made.append(StoredEntry.of(arrangement, entry, payload.get("section", ""), canonical(payload).decode()))
        previous = entry.chain
    return made


@settings(max_examples=60)
@given(found=acts(), data=st.data())
def test_carried_on_it_is_what_it_is_when_read_anew(found: list[Envelope], data: st.DataObject) -> None:
    choices = data.draw(st.lists(st.integers(0, 2), min_size=len(found), max_size=len(found)))
    state = LedgerState(found[0].arrangement if found else "")
    moments = (None, START + dt.timedelta(seconds=3))
    for row in rows(found, choices):
        assert state.catch_up(iter([row]))
        anew = LedgerState(state.arrangement)
        assert anew.catch_up(iter(rows(found[: row.number], choices[: row.number])))
        for reader in READERS:
            for moment in moments:
                kept, fresh = state.evidence(reader, known_at=moment), anew.evidence(reader, known_at=moment)
                assert kept.arrangement == fresh.arrangement
                assert sorted(kept.records, key=lambda each: int(each.id)) == sorted(fresh.records, key=lambda each: int(each.id))
                assert kept.every(Gate) == fresh.every(Gate)


def test_an_entry_that_was_taken_back_does_not_stay(ann: Persona) -> None:
    before = state_of(ann.place.arrangement).count

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        record(ann, "gates", gate="g1", name="G", body="Cabinet")
        assert state_of(ann.place.arrangement).count == before + 1
        raise Stop
    ann.place.arrangement.refresh_from_db()
    assert state_of(ann.place.arrangement).count == before
    assert not state_of(ann.place.arrangement).evidence(ann.place.reader).of(Gate)
    record(ann, "gates", gate="g2", name="G", body="Cabinet")
    assert [gate.gate for gate in state_of(ann.place.arrangement).evidence(ann.place.reader).of(Gate)] == ["g2"]


def test_an_arrangement_read_earlier_still_opens(ann: Persona) -> None:
    earlier = Arrangement.objects.get(pk=ann.place.arrangement.pk)
    record(ann, "gates", gate="g1", name="G", body="Cabinet")
    assert state_of(earlier).count == earlier.count == ann.place.arrangement.count


def test_a_database_put_back_to_an_earlier_state_is_read_anew(ann: Persona) -> None:
    arrangement = ann.place.arrangement
    head, count = arrangement.head, arrangement.count
    record(ann, "gates", gate="g1", name="G", body="Cabinet")
    StoredEntry.objects.filter(arrangement=arrangement, number__gt=count).delete()
    Arrangement.objects.filter(pk=arrangement.pk).update(head=head, count=count)
    arrangement.refresh_from_db()
    assert state_of(arrangement).count == count


def test_an_assessment_is_worked_out_once_for_each_state(ann: Persona, ben: Persona) -> None:
    first = assessed(ann.place.arrangement, ann.place.reader)
    assert assessed(ann.place.arrangement, ann.place.reader) is first
    assert assessed(ben.place.arrangement, ben.place.reader) is not first
    record(ann, "gates", gate="g1", name="G", body="Cabinet")
    assert assessed(ann.place.arrangement, ann.place.reader) is not first


def test_only_so_many_ledgers_stay_in_memory(ann: Persona, cat: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "LEDGERS_KEPT", 1)
    first = state_of(ann.place.arrangement)
    state_of(Arrangement.objects.get(name="Elsewhere"))
    again = state_of(ann.place.arrangement)
    assert again is not first
    assert again.chains == first.chains


def test_why_a_private_record_was_retired_is_private_too(ann: Persona, ben: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="G", body="Cabinet", visibility="private")
    (retired,) = append(by=ann.place, changes=[Change(act="retire", target=row.number, reason="Leaked to the press")])
    standing = state_of(ann.place.arrangement).standing
    envelope = state_of(ann.place.arrangement).envelopes[retired.number - 1]
    assert standing.may_open(envelope, ann.place.reader)
    assert not standing.may_open(envelope, ben.place.reader)


def test_what_was_entered_last_is_read_ahead(ann: Persona, cat: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet")
    states._STATES.clear()
    assert read_ahead(60) == 2
    here, there = ann.place.arrangement, Arrangement.objects.get(name="Elsewhere")
    assert [(key, state.count) for (key, _), state in states._STATES.items()] == [(here.pk, here.count), (there.pk, there.count)]
    states.forget_ledgers()
    assert not states._STATES
    assert read_ahead(-1) == 0
