"""The form for the name, stage and legal form of an arrangement."""

from __future__ import annotations

from holdfast.core.evidence import Arrangement
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, joined, person


def _head(of: Persona) -> Arrangement:
    return state_of(of.place.arrangement).evidence(of.place.reader).arrangement


def test_it_works(ann: Persona) -> None:
    found = send(
        ann.client, page(ann, "head"), name="Two Councils", summary="Two\r\nlines", stage="case", type="joint_committee", price_year="2026"
    )
    assert found.headers["Location"] == page(ann, "evidence")
    head = _head(ann)
    assert (head.name, head.summary, head.stage, head.price_year, head.currency) == ("Two Councils", "Two\nlines", "case", 2026, "GBP")
    assert "Two Councils" in ann.client.get(page(ann, "evidence")).text


def test_the_form_begins_with_what_stands(ann: Persona) -> None:
    send(ann.client, page(ann, "head"), stage="case")
    sent = read_form(ann.client.get(page(ann, "head")).text)
    assert (sent["name"], sent["stage"], sent["currency"]) == (["Two Councils ICT"], ["case"], ["GBP"])


def test_faults(ann: Persona) -> None:
    found = send(ann.client, page(ann, "head"), name="", price_year="soon", summary="Kept")
    assert found.status_code == 422
    assert "Enter: name" in found.text
    assert "“soon” is not right" in found.text
    assert read_form(found.text)["summary"] == ["Kept"]


def test_nothing_different_is_said(ann: Persona) -> None:
    found = send(ann.client, page(ann, "head"))
    assert found.status_code == 422
    assert "Nothing is different yet" in found.text


def test_two_leads_at_once(ann: Persona) -> None:
    other = joined(ann.place.arrangement, person("Lea", "marlshire"), "marlshire", Role.LEAD)
    start = read_form(ann.client.get(page(ann, "head")).text)
    send(other.client, page(other, "head"), summary="By Lea")
    found = send(ann.client, page(ann, "head"), start=start, summary="By Ann")
    assert found.status_code == 409
    assert "By Lea" in found.text
    assert read_form(found.text)["summary"] == ["By Ann"]
    assert _head(ann).summary == "By Lea"
    assert ann.client.post(page(ann, "head"), read_form(found.text)).status_code == 302
    assert _head(ann).summary == "By Ann"


def test_a_fault_does_not_hide_that_somebody_changed_it(ann: Persona) -> None:
    other = joined(ann.place.arrangement, person("Lea", "marlshire"), "marlshire", Role.LEAD)
    faulty = send(ann.client, page(ann, "head"), name="")
    send(other.client, page(other, "head"), summary="By Lea")
    found = send(ann.client, page(ann, "head"), start=read_form(faulty.text), name="Anew")
    assert found.status_code == 409
    assert "By Lea" in found.text


def test_two_clicks_change_once(ann: Persona) -> None:
    start = {**read_form(ann.client.get(page(ann, "head")).text), "summary": ["x"]}
    assert [ann.client.post(page(ann, "head"), start).status_code for _ in range(2)] == [302, 302]
    ann.place.arrangement.refresh_from_db()
    assert ann.place.arrangement.count == 3


def test_only_a_lead(ann: Persona, ben: Persona, vic: Persona, cat: Persona) -> None:
    for persona, status in ((ben, 403), (vic, 403), (cat, 404)):
        assert persona.client.get(page(ann, "head")).status_code == status
        assert persona.client.post(page(ann, "head"), {"name": "x"}).status_code == status
