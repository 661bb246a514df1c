"""The shares of all partners on one page."""

from __future__ import annotations

from holdfast.core.evidence.partners import Stake
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, record

HALVES = {"cost_share-ostley": "50%", "cost_share-marlshire": "0.5", "source": "Draft agreement"}


def _stakes(of: Persona) -> dict[str, float | None]:
    return {str(stake.partner): stake.cost_share for stake in state_of(of.place.arrangement).evidence(of.place.reader).every(Stake)}


def test_it_works(ann: Persona, ben: Persona) -> None:
    found = send(ann.client, page(ann, "stakes"), **HALVES)
    assert found.headers["Location"] == f"{page(ann, 'evidence_theme', 'partners')}#stakes"
    assert _stakes(ann) == {"ostley": 0.5, "marlshire": 0.5}


def test_two_clicks_enter_once(ann: Persona, ben: Persona) -> None:
    start = {**read_form(ann.client.get(page(ann, "stakes")).text), **{name: [value] for name, value in HALVES.items()}}
    assert [ann.client.post(page(ann, "stakes"), start).status_code for _ in range(2)] == [302, 302]
    assert len(state_of(ann.place.arrangement).evidence(ann.place.reader).every(Stake)) == 2


def test_they_must_add_up(ann: Persona, ben: Persona) -> None:
    found = send(ann.client, page(ann, "stakes"), **{**HALVES, "cost_share-ostley": "40%"})
    assert found.status_code == 422
    assert "add up to 0.9" in found.text
    assert ">90%<" in found.text
    assert _stakes(ann) == {}


def test_what_is_not_known_may_stay_empty(ann: Persona, ben: Persona) -> None:
    assert send(ann.client, page(ann, "stakes"), **{**HALVES, "cost_share-marlshire": ""}).status_code == 302
    assert _stakes(ann) == {"ostley": 0.5}


def test_adding_up_enters_nothing(ann: Persona, ben: Persona) -> None:
    found = send(ann.client, page(ann, "stakes"), **{**HALVES, "cost_share-ostley": "30%", "do": "add_up"})
    assert found.status_code == 200
    assert ">80%<" in found.text
    assert read_form(found.text)["cost_share-ostley"] == ["30%"]
    assert _stakes(ann) == {}


def test_only_what_differs_is_entered(ann: Persona, ben: Persona) -> None:
    send(ann.client, page(ann, "stakes"), **HALVES)
    found = send(ann.client, page(ann, "stakes"), source="Again")
    assert "Nothing is different" in found.text
    before = state_of(ann.place.arrangement).count
    send(ann.client, page(ann, "stakes"), **{"vote_share-ostley": "50%", "source": "Again"})
    assert state_of(ann.place.arrangement).count == before + 1


def test_on_the_same_day_ones_own_is_corrected_and_anothers_is_not(ann: Persona, ben: Persona) -> None:
    send(ann.client, page(ann, "stakes"), **HALVES)
    assert send(ann.client, page(ann, "stakes"), **{"cost_share-ostley": "40%", "cost_share-marlshire": "60%"}).status_code == 302
    assert _stakes(ann) == {"ostley": 0.4, "marlshire": 0.6}
    found = send(ben.client, page(ben, "stakes"), **HALVES)
    assert found.status_code == 422
    assert "is recorded already" in found.text
    assert _stakes(ann) == {"ostley": 0.4, "marlshire": 0.6}


def test_faults_stand_at_their_boxes(ann: Persona, ben: Persona) -> None:
    found = send(ann.client, page(ann, "stakes"), **{**HALVES, "cost_share-ostley": "lots", "source": "", "on_day": "40"})
    assert found.status_code == 422
    assert "Share of cost, Ostley District Council: “lots” is not right" in found.text
    assert "Enter: source" in found.text
    assert found.text.count("“40 ") <= 2
    assert read_form(found.text)["cost_share-ostley"] == ["lots"]


def test_a_partner_that_has_left_is_not_asked_for(ann: Persona, ben: Persona) -> None:
    record(ann, "partners", partner="gone", name="Gone Council", left="2026-01-01")
    assert "Gone Council" not in ann.client.get(page(ann, "stakes")).text


def test_who_may_not(ann: Persona, vic: Persona, cat: Persona) -> None:
    for persona, status in ((vic, 403), (cat, 404)):
        assert persona.client.get(page(ann, "stakes")).status_code == status
        assert persona.client.post(page(ann, "stakes"), HALVES).status_code == status
