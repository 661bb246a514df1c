"""What is entered, what is refused, and who may do it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.partners import Partner
from holdfast.ledger import verify
from holdfast.ledger.reader import PARTNERS, PUBLIC
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.state import state_of
from tests.workspace.personas import Persona, record


def _gates(of: Persona) -> list[str]:
    return [gate.name for gate in state_of(of.place.arrangement).evidence(of.place.reader).of(Gate)]


def _gate(by: Persona, name: str, **more: object) -> StoredEntry:
    return record(by, "gates", gate=name, name=name, body="Cabinet", **more)


def test_a_record_is_read_by_the_partners(ann: Persona, ben: Persona) -> None:
    _gate(ann, "g1")
    assert _gates(ben) == ["g1"]
    assert len(state_of(ann.place.arrangement).evidence(PARTNERS).of(Partner)) == 2


def test_private_is_for_ones_own_body(ann: Persona, ben: Persona, vic: Persona, una: Persona) -> None:
    _gate(ann, "g1", visibility="private")
    assert _gates(vic) == ["g1"]
    assert _gates(ben) == _gates(una) == []


def test_public_reads_only_what_is_public(ann: Persona) -> None:
    _gate(ann, "g1")
    _gate(ann, "g2", visibility="public")
    assert [gate.name for gate in state_of(ann.place.arrangement).evidence(PUBLIC).of(Gate)] == ["g2"]


def test_a_correction_replaces_and_a_retirement_removes(ann: Persona) -> None:
    first = _gate(ann, "g1")
    second = record(ann, "gates", gate="g1", name="better", body="Cabinet", target=first.number)
    assert _gates(ann) == ["better"]
    append(by=ann.place, changes=[Change(act="retire", target=second.number, reason="Entered twice")])
    assert _gates(ann) == []


def test_what_was_known_before_can_still_be_read(ann: Persona) -> None:
    first = _gate(ann, "g1")
    record(ann, "gates", gate="g1", name="better", body="Cabinet", target=first.number)
    then = state_of(ann.place.arrangement).evidence(ann.place.reader, known_at=first.entered)
    assert [gate.name for gate in then.of(Gate)] == ["g1"]


def test_somebody_elses_change_in_the_meantime_is_not_overwritten(ann: Persona) -> None:
    first = _gate(ann, "g1")
    record(ann, "gates", gate="g1", name="better", body="Cabinet", target=first.number)
    with pytest.raises(LedgerRefused, match="meanwhile"):
        record(ann, "gates", gate="g1", name="other", body="Cabinet", target=first.number)


def test_a_wrong_record_is_refused_whole(ann: Persona) -> None:
    before = ann.place.arrangement.count
    with pytest.raises(EvidenceRefused, match="missing"):
        append(by=ann.place, changes=[Change(section="partners", raw={"partner": "x", "on": "2026-01-01", "source": "s"})])
    ann.place.arrangement.refresh_from_db()
    assert ann.place.arrangement.count == before


def test_a_contributor_changes_only_their_own(ben: Persona, con: Persona) -> None:
    of_ben, of_con = _gate(ben, "g1"), _gate(con, "g2")
    record(con, "gates", gate="g2", name="again", body="Cabinet", target=of_con.number)
    with pytest.raises(PermissionDenied):
        record(con, "gates", gate="g1", name="again", body="Cabinet", target=of_ben.number)


def test_nobody_changes_what_another_body_told(ann: Persona, ben: Persona) -> None:
    row = _gate(ann, "g1")
    with pytest.raises(PermissionDenied):
        record(ben, "gates", gate="g1", name="again", body="Cabinet", target=row.number)


def test_viewers_and_auditors_record_nothing(vic: Persona, una: Persona) -> None:
    for persona in (vic, una):
        with pytest.raises(PermissionDenied):
            _gate(persona, "g1")


def test_what_more_can_read_is_not_replaced_by_what_fewer_can(ann: Persona) -> None:
    row = _gate(ann, "g1")
    with pytest.raises(LedgerRefused, match="fewer"):
        record(ann, "gates", gate="g1", name="x", body="Cabinet", target=row.number, visibility="private")


def test_revealing(ann: Persona, ben: Persona) -> None:
    row = _gate(ann, "g1", visibility="private")
    append(by=ann.place, changes=[Change(act="reveal", target=row.number, visibility="partners", reason="Agreed at the board")])
    assert _gates(ben) == ["g1"]


def test_the_chain_holds(ann: Persona) -> None:
    for number in range(5):
        _gate(ann, f"g{number}")
    key = str(ann.place.arrangement.public_id)
    found = verify(
        (row.entry(key) for row in StoredEntry.objects.filter(arrangement=ann.place.arrangement)), head=ann.place.arrangement.head
    )
    assert found.is_whole
    assert found.count == ann.place.arrangement.count == 7
