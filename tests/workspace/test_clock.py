"""The clock of a server may be set back; the order of what was entered never is."""

from __future__ import annotations

import datetime as dt

import pytest

from holdfast.ledger import verify
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.state import state_of
from tests.workspace.personas import Persona, record


def test_a_clock_set_back_puts_nothing_out_of_order(ann: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    first = record(ann, "gates", gate="g1", name="Outline case", body="Cabinet")
    early = first.entered - dt.timedelta(days=3)
    monkeypatch.setattr(changes.timezone, "now", lambda: early)
    second = record(ann, "gates", gate="g2", name="Outline case", body="Cabinet")
    third = record(ann, "gates", gate="g3", name="Outline case", body="Cabinet")
    assert first.entered < second.entered < third.entered
    assert third.entered - first.entered < dt.timedelta(seconds=1)
    rows = StoredEntry.objects.filter(arrangement=ann.place.arrangement)
    assert verify(row.entry(str(ann.place.arrangement.public_id)) for row in rows).is_whole
    known = state_of(ann.place.arrangement).evidence(ann.place.reader, known_at=second.entered)
    assert len(known) == 3
