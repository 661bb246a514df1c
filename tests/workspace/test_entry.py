"""One record with all it says: who told it, who may read it, what rests on it."""

from __future__ import annotations

from holdfast.web.arrangements.changes import Change, append
from tests.workspace.addresses import page
from tests.workspace.personas import Persona, record


def test_it_says_everything(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet", criteria="First line\nSecond line", planned="2027-03-11", note="Brought forward")
    text = ann.client.get(page(ann, "entry", row.number)).text
    for said in ("Cabinet", "First line<br>Second line", "11 Mar 2027", "Brought forward", "Board paper 4", "by Ann, Programme manager"):
        assert said in text
    assert "Every partner of this arrangement" in text


def test_it_names_the_readings_that_rest_on_it(ann: Persona) -> None:
    row = record(ann, "teams", team="Service desk", posts=10, interim=4, vacant=1)
    text = ann.client.get(page(ann, "entry", row.number)).text
    assert "Posts held by interims" in text
    assert page(ann, "workspace_finding", "skills_shortage") in text


def test_what_may_be_done_depends_on_who_looks(ann: Persona, ben: Persona, con: Persona, vic: Persona) -> None:
    row = record(con, "gates", gate="g1", name="Cabinet", visibility="partners")
    may = {
        persona.user.name: [name for name in ("correct", "retire", "reveal") if page(persona, name, row.number) in text]
        for persona in (ann, ben, con, vic)
        if (text := persona.client.get(page(persona, "entry", row.number)).text)
    }
    assert may == {"Ann": [], "Ben": ["correct", "retire", "reveal"], "Con": ["correct", "retire"], "Vic": []}


def test_a_replaced_record_leads_to_what_stands(ann: Persona) -> None:
    first = record(ann, "gates", gate="g1", name="Cabinet")
    second = record(ann, "gates", gate="g1", name="Board", target=first.number)
    third = record(ann, "gates", gate="g1", name="Council", target=second.number)
    assert ann.client.get(page(ann, "entry", first.number)).headers["Location"] == page(ann, "entry", third.number)


def test_a_retired_record_is_said_to_be_gone(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Zanzibar")
    append(by=ann.place, changes=[Change(act="retire", target=row.number, reason="Entered twice")])
    found = ann.client.get(page(ann, "entry", row.number))
    assert found.status_code == 410
    assert "Zanzibar" not in found.text


def test_what_one_may_not_read_is_not_there(ann: Persona, ben: Persona, una: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet", visibility="private")
    gone = record(ann, "gates", gate="g2", name="Board", visibility="private")
    append(by=ann.place, changes=[Change(act="retire", target=gone.number, reason="x", visibility="private")])
    for reader in (ben, una):
        for number in (row.number, gone.number):
            assert reader.client.get(page(reader, "entry", number)).status_code == 404


def test_what_is_not_a_record_is_not_there(ann: Persona) -> None:
    for number in (0, 1, 99, 10**30):
        assert ann.client.get(page(ann, "entry", number)).status_code == 404


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    assert cat.client.get(page(ann, "entry", 2)).status_code == 404
