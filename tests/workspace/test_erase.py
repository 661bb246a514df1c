"""Erasing personal words: the words go, the chain stays, and an entry says who did it and why."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.urls import reverse

from holdfast.core.evidence.decisions import Gate
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.changes_redact import NAMED_BY_IT, redact
from holdfast.web.arrangements.evidence.drafts import FormKey, hold
from holdfast.web.arrangements.models import Draft, StoredEntry
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.verified import verified
from tests.workspace.personas import Persona, record

NAME = "Quillfeather"
WHY = "It named somebody"


def _gate(by: Persona, **more: object) -> StoredEntry:
    return record(by, "gates", gate="g1", **{"name": "Outline case", "body": "Cabinet", "note": f"{NAME} has left", **more})


def _address(of: Persona, number: int) -> str:
    return reverse("erase", args=[of.place.arrangement.public_id, number])


def _erase(by: Persona, number: int, reason: str = WHY) -> HttpResponseBase:
    return by.client.post(_address(by, number), {"reason": reason})


def _stored(of: Persona, number: int) -> StoredEntry:
    return StoredEntry.objects.get(arrangement=of.place.arrangement, number=number)


def test_the_words_go_and_the_chain_stays(ann: Persona, ben: Persona) -> None:
    row = _gate(ben)
    assessed(ann.place.arrangement, ann.place.reader)
    assert "Outline case" in ann.client.get(_address(ann, row.number)).text
    assert _erase(ann, row.number).status_code == 302
    after = _stored(ann, row.number)
    assert (after.payload, after.salt, after.section) == (None, None, "")
    assert (after.payload_digest, after.chain) == (row.payload_digest, row.chain)
    ann.place.arrangement.refresh_from_db()
    assert verified(ann.place.arrangement).is_whole


def test_nothing_in_memory_holds_them(ann: Persona) -> None:
    row = _gate(ann)
    state = state_of(ann.place.arrangement)
    assessed(ann.place.arrangement, ann.place.reader)
    state.evidence(ann.place.reader, known_at=row.entered)
    redact(by=ann.place, number=row.number, reason=WHY)
    state = state_of(ann.place.arrangement)
    assert not state.evidence(ann.place.reader).of(Gate)
    assert not state.evidence(ann.place.reader, known_at=row.entered).of(Gate)
    kept = [found for key in state.kept.keys() if (found := state.kept.get(key))]
    assert kept and NAME not in repr([[record for record in evidence.records] for evidence in kept])
    assert row.number not in state.records
    assert len(state.results) == 0


def test_an_entry_says_who_when_and_why(ann: Persona, ben: Persona) -> None:
    row = _gate(ben)
    _erase(ann, row.number)
    page = ben.client.get(reverse("history_entry", args=[ann.place.arrangement.public_id, row.number])).text
    assert "The words of this entry were erased" in page
    assert "erased" in page
    assert WHY in page
    assert NAME not in page
    history = ben.client.get(reverse("history", args=[ann.place.arrangement.public_id])).text
    assert NAME not in history
    assert "Ann, Programme manager" in history


def test_what_it_replaced_goes_with_it_and_what_replaced_it_stays(ann: Persona) -> None:
    first = _gate(ann)
    second = _gate(ann, target=first.number)
    third = _gate(ann, target=second.number, note="The post is vacant")
    page = ann.client.get(_address(ann, second.number)).text
    assert f"entry {first.number}</a>" in page
    _erase(ann, second.number)
    assert [_stored(ann, row.number).payload is None for row in (first, second, third)] == [True, True, False]
    assert [gate.note for gate in state_of(ann.place.arrangement).evidence(ann.place.reader).of(Gate)] == ["The post is vacant"]
    ann.place.arrangement.refresh_from_db()
    assert ann.place.arrangement.count == 7


def test_the_words_of_a_reason_can_be_erased_too(ann: Persona) -> None:
    row = _gate(ann)
    (retired,) = append(by=ann.place, changes=[Change(act="retire", target=row.number, reason=f"{NAME} asked for it")])
    _erase(ann, retired.number)
    assert _stored(ann, retired.number).payload is None
    assert not state_of(ann.place.arrangement).evidence(ann.place.reader).of(Gate)


def test_a_reason_is_asked_for(ann: Persona) -> None:
    row = _gate(ann)
    answer = ann.client.post(_address(ann, row.number), {"reason": " "})
    assert answer.status_code == 422
    assert "Say why the words are erased" in answer.content.decode()
    assert _stored(ann, row.number).payload is not None


def test_words_are_erased_once(ann: Persona) -> None:
    row = _gate(ann)
    _erase(ann, row.number)
    answer = ann.client.post(_address(ann, row.number), {"reason": WHY})
    assert answer.status_code == 422
    assert "erased already" in answer.content.decode()


def test_the_name_of_the_arrangement_is_changed_first(ann: Persona) -> None:
    with pytest.raises(LedgerRefused, match="another name first"):
        redact(by=ann.place, number=1, reason=WHY)
    assert NAMED_BY_IT in ann.client.post(_address(ann, 1), {"reason": WHY}).content.decode()
    append(by=ann.place, changes=[Change(section="arrangement", raw={"name": "Two Councils"})])
    redact(by=ann.place, number=1, reason=WHY)
    assert state_of(ann.place.arrangement).evidence(ann.place.reader).arrangement.name == "Two Councils"


def test_what_one_may_not_read_one_may_not_erase(ann: Persona, ben: Persona) -> None:
    row = _gate(ben, visibility="private")
    assert ann.client.get(_address(ann, row.number)).status_code == 404
    assert _erase(ann, row.number).status_code == 404
    with pytest.raises(LedgerRefused):
        redact(by=ann.place, number=row.number, reason=WHY)
    assert _stored(ann, row.number).payload is not None


def test_only_a_lead_erases(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, cat: Persona) -> None:
    row = _gate(ben)
    for persona in (ben, con, vic, una):
        assert persona.client.get(_address(persona, row.number)).status_code == 403
        assert _erase(persona, row.number).status_code == 403
        with pytest.raises(PermissionDenied):
            redact(by=persona.place, number=row.number, reason=WHY)
    assert cat.client.post(_address(ann, row.number), {"reason": WHY}).status_code == 404
    assert _stored(ann, row.number).payload is not None


def test_an_entry_that_is_not_there(ann: Persona) -> None:
    assert ann.client.get(_address(ann, 99)).status_code == 404


def test_a_held_form_that_repeats_the_words_goes_with_them(ann: Persona, ben: Persona, cat: Persona) -> None:
    row = _gate(ben)
    path = reverse("add_record", args=[ann.place.arrangement.public_id, "decisions", "gates"])
    held = hold(ben.user, FormKey.new(ben.place, path), {"note": [NAME]})
    elsewhere = hold(cat.user, FormKey("", f"/arrangements/{uuid.uuid4()}/evidence/", str(uuid.uuid4())), {"note": ["kept"]})
    assert _erase(ann, row.number).status_code == 302
    assert not Draft.objects.filter(pk=held.pk).exists()
    assert Draft.objects.filter(pk=elsewhere.pk).exists(), "what belongs to another arrangement stays"
    assert ben.client.get(f"{path}?draft={held.pk}").status_code == 200


def test_a_refused_erasure_lets_go_of_nothing(ann: Persona, ben: Persona) -> None:
    path = reverse("add_record", args=[ann.place.arrangement.public_id, "decisions", "gates"])
    held = hold(ben.user, FormKey.new(ben.place, path), {"note": [NAME]})
    with pytest.raises(LedgerRefused):
        redact(by=ann.place, number=1, reason=WHY)
    assert Draft.objects.filter(pk=held.pk).exists()
