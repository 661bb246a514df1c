"""Adding one record through the form of its kind."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from holdfast.core.evidence.decisions import Decision, Gate
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Stake
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import add, page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, record

GATE = {"gate": "cabinet", "name": "Cabinet decision", "source": "Plan"}


def _gates(of: Persona) -> list[Gate]:
    return list(state_of(of.place.arrangement).evidence(of.place.reader).every(Gate))


def _add_gate(by: Persona, **more: Any) -> Any:
    return send(by.client, add(by, "decisions", "gates"), **{**GATE, **more})


def test_it_works(ann: Persona, ben: Persona) -> None:
    found = _add_gate(ann, planned_day="11", planned_month="3", planned_year="2027", level="full_council")
    assert found.headers["Location"] == f"{page(ann, 'evidence_theme', 'decisions')}#gates"
    (gate,) = _gates(ben)
    assert (gate.name, gate.level, str(gate.planned)) == ("Cabinet decision", "full_council", "2027-03-11")


def test_it_is_told_for_ones_own_body_and_by_oneself(con: Persona) -> None:
    _add_gate(con)
    state = state_of(con.place.arrangement)
    assert (state.envelopes[-1].body, state.envelopes[-1].author) == ("marlshire", con.place.author)


def test_the_date_is_today_and_the_source_is_remembered(ann: Persona) -> None:
    _add_gate(ann, source="Minute 12")
    sent = read_form(ann.client.get(add(ann, "people", "posts")).text)
    assert sent["source"] == ["Minute 12"]
    assert sent["on_year"][0].startswith("20")
    assert sent["visibility"] == ["partners"]


def test_ones_own_body_is_chosen_where_a_partner_is_asked_for(ann: Persona) -> None:
    assert read_form(ann.client.get(add(ann, "partners", "stakes")).text)["partner"] == ["ostley"]
    assert read_form(ann.client.get(add(ann, "decisions", "gates")).text)["partner"] == [""]


def test_save_and_add_another(ann: Persona) -> None:
    assert _add_gate(ann, do="again").headers["Location"] == add(ann, "decisions", "gates")


def test_who_may_read_it(ann: Persona, ben: Persona) -> None:
    _add_gate(ann, visibility="private")
    assert _gates(ben) == []
    assert len(_gates(ann)) == 1


def test_everything_is_shown_again_on_an_error(ann: Persona) -> None:
    found = _add_gate(ann, name="", gate="The Cabinet!", planned_day="31", planned_month="2", planned_year="2027", note="Kept\nhere")
    assert found.status_code == 422
    sent = read_form(found.text)
    assert sent["gate"] == ["The Cabinet!"]
    assert (sent["planned_day"], sent["planned_month"], sent["planned_year"]) == (["31"], ["2"], ["2027"])
    assert sent["note"] == ["Kept\r\nhere"]
    for sentence in ("Enter: full name", "such as “the-cabinet”", "Planned: “31 2 2027” is not a day. Give day, month and year"):
        assert sentence in found.text
    assert _gates(ann) == []


def test_a_day_too_large_for_any_date_is_an_error_in_words(ann: Persona) -> None:
    found = _add_gate(ann, planned_day="9" * 20, planned_month="2", planned_year="2027")
    assert found.status_code == 422
    assert "is not a day. Give day, month and year" in found.text


def test_each_error_leads_to_its_field(ann: Persona) -> None:
    found = _add_gate(ann, name="", on_day="", on_month="", on_year="")
    assert '<a href="#id_name">Enter: full name</a>' in found.text
    assert '<a href="#id_on_0">Enter: known on</a>' in found.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"likely": "£1,200"}, "write it as 1200"),
        ({"likely": "1200.555"}, "at most two decimals"),
        ({"likely": "-5"}, "0 or more"),
        ({"year": "next"}, "a whole number from 1900 to 2200"),
        ({"low": "5", "likely": "4"}, "low, likely and high must not fall"),
        ({"year": ""}, "Enter: financial year"),
        ({"category": None}, "Choose: category"),
    ],
)
def test_the_check_speaks_at_the_field(ann: Persona, typed: dict[str, Any], sentence: str) -> None:
    given = {"category": "saving", "year": "2027", "source": "Case", **typed}
    found = send(ann.client, add(ann, "money", "cash_lines"), **given)
    assert found.status_code == 422
    assert sentence in found.text
    assert not state_of(ann.place.arrangement).evidence(ann.place.reader).every(CashLine)


@pytest.mark.parametrize(("typed", "share"), [("25%", 0.25), ("0.25", 0.25), (" 33.33 % ", 0.3333), ("0", 0.0), ("100%", 1.0)])
def test_a_share_is_kept_from_0_to_1(ann: Persona, typed: str, share: float) -> None:
    send(ann.client, add(ann, "partners", "stakes"), cost_share=typed, source="Paper")
    assert state_of(ann.place.arrangement).evidence(ann.place.reader).every(Stake)[0].cost_share == share


@pytest.mark.parametrize(("typed", "sentence"), [("25", "write 25 percent as 0.25"), ("140%", "a number from 0 to 1"), ("a lot", "a lot")])
def test_a_share_is_never_guessed(ann: Persona, typed: str, sentence: str) -> None:
    found = send(ann.client, add(ann, "partners", "stakes"), cost_share=typed, source="Paper")
    assert found.status_code == 422
    assert sentence in found.text


def test_a_month_may_be_named(ann: Persona) -> None:
    _add_gate(ann, planned_day="11", planned_month="March", planned_year="2027")
    assert str(_gates(ann)[0].planned) == "2027-03-11"


@pytest.mark.parametrize("year", ["26", "", "20266"])
def test_a_year_is_never_guessed(ann: Persona, year: str) -> None:
    assert _add_gate(ann, planned_day="11", planned_month="3", planned_year=year).status_code == 422


def test_pairs(ann: Persona) -> None:
    benefit = {"benefit": "b1", "name": "Savings", "source": "Case"}
    path = add(ann, "money", "benefits")
    for names, values, sentence in (
        (["2026", "2026"], ["1", "2"], "“2026” stands twice"),
        (["2026"], [""], "“2026” has no value"),
        ([""], ["7"], "“7” has no name"),
        (["2026"], ["lots"], "“lots” is not right"),
    ):
        found = send(ann.client, path, **benefit, actuals_name=names, actuals_value=values)
        assert found.status_code == 422
        assert sentence in found.text
        assert read_form(found.text)["actuals_name"][: len(names)] == names
    assert send(ann.client, path, **benefit, actuals_name=["2026", ""], actuals_value=["12.50", ""]).status_code == 302


def test_a_form_with_two_kinds_of_fault_says_both(ann: Persona) -> None:
    found = send(ann.client, add(ann, "money", "benefits"), benefit="b1", name="", actuals_name=["2026"], actuals_value=[""], source="x")
    assert "Enter: full name" in found.text
    assert "has no value" in found.text


def test_names_are_chosen_by_what_they_are_called(ann: Persona, ben: Persona) -> None:
    record(ann, "posts", post="head", title="Head of ICT")
    text = ann.client.get(add(ann, "people", "ties")).text
    assert '<option value="marlshire">Marlshire County Council</option>' in text
    assert '<option value="head">Head of ICT</option>' in text


def test_a_name_that_is_not_recorded_is_refused(ann: Persona) -> None:
    found = send(ann.client, add(ann, "partners", "stakes"), partner="atlantis", source="x")
    assert "“atlantis” is not one of the partners" in found.text
    assert read_form(found.text)["partner"] == ["atlantis"]


def test_the_same_thing_on_the_same_day_leads_to_what_is_recorded(ann: Persona) -> None:
    row = record(ann, "gates", gate="cabinet", name="Cabinet", on="2026-05-01")
    found = _add_gate(ann, on_day="1", on_month="5", on_year="2026")
    assert "is recorded already" in found.text
    assert page(ann, "entry", row.number) in found.text


def test_a_new_statement_may_begin_from_an_earlier_one(ann: Persona) -> None:
    row = record(ann, "gates", gate="cabinet", name="Cabinet", on="2026-05-01", visibility="private", note="Old note")
    path = f"{add(ann, 'decisions', 'gates')}?from={row.number}"
    sent = read_form(ann.client.get(path).text)
    assert (sent["name"], sent["note"], sent["visibility"], sent["source"]) == (["Cabinet"], [""], ["private"], [""])
    assert send(ann.client, path, source="New paper", name="Cabinet and council").status_code == 302
    assert sorted(gate.name for gate in _gates(ann)) == ["Cabinet", "Cabinet and council"]


def test_one_cannot_begin_from_what_one_may_not_read(ann: Persona, ben: Persona) -> None:
    row = record(ann, "gates", gate="cabinet", name="Zanzibar", visibility="private")
    assert "Zanzibar" not in ben.client.get(f"{add(ben, 'decisions', 'gates')}?from={row.number}").text


def test_two_clicks_enter_once(ann: Persona) -> None:
    path = add(ann, "decisions", "decisions")
    start = {**read_form(ann.client.get(path).text), "subject": ["Chair"], "outcome": ["agreed"], "source": ["Minute"]}
    first, second = send(ann.client, path, start=start), send(ann.client, path, start=start)
    assert first.status_code == second.status_code == 302
    assert len(state_of(ann.place.arrangement).evidence(ann.place.reader).every(Decision)) == 1


def test_going_back_and_sending_something_else_is_another_statement(ann: Persona) -> None:
    path = add(ann, "decisions", "decisions")
    start = {**read_form(ann.client.get(path).text), "outcome": ["agreed"], "source": ["Minute"]}
    send(ann.client, path, start=start, subject="Chair")
    send(ann.client, path, start=start, subject="Site")
    found = state_of(ann.place.arrangement).evidence(ann.place.reader).every(Decision)
    assert [decision.subject for decision in found] == ["Chair", "Site"]


def test_the_same_event_again_is_asked_about_first(ann: Persona, ben: Persona) -> None:
    path = add(ann, "decisions", "decisions")
    typed = {"subject": "Chair", "outcome": "agreed", "source": "Minute"}
    send(ann.client, path, **typed)
    found = send(ann.client, path, **typed)
    assert found.status_code == 422
    assert "Exactly this is recorded already" in found.text
    assert send(ann.client, path, start=read_form(found.text), do="anyway").status_code == 302
    assert send(ben.client, add(ben, "decisions", "decisions"), **typed).status_code == 302
    assert len(state_of(ann.place.arrangement).evidence(ann.place.reader).every(Decision)) == 3


def test_a_form_without_its_key_is_shown_again(ann: Persona) -> None:
    found = _add_gate(ann, form_key="forged")
    assert found.status_code == 422
    assert "This form was open for too long" in found.text
    assert read_form(found.text)["name"] == ["Cabinet decision"]
    assert _gates(ann) == []


def test_sealed_cannot_be_chosen_here(ann: Persona) -> None:
    assert _add_gate(ann, visibility="sealed").status_code == 422
    assert _add_gate(ann, visibility=None).status_code == 422


def test_who_may_not_record(ann: Persona, vic: Persona, una: Persona, cat: Persona, client: Client) -> None:
    path = add(ann, "decisions", "gates")
    for persona in (vic, una):
        assert persona.client.get(path).status_code == 403
        assert persona.client.post(path, GATE).status_code == 403
    assert cat.client.get(path).status_code == cat.client.post(path, GATE).status_code == 404
    assert client.get(path).status_code == 302


def test_answers_are_not_typed_in(ann: Persona) -> None:
    assert ann.client.get(add(ann, "answers", "rounds")).status_code == 404


def test_a_form_from_elsewhere_is_refused(ann: Persona) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ann.user)
    assert strict.post(add(ann, "decisions", "gates"), GATE).status_code == 403
    assert _gates(ann) == []


def test_what_is_told_in_a_sealed_exchange_says_so(ann: Persona) -> None:
    said = "Partners tell each other this best in a sealed exchange"
    assert said in ann.client.get(add(ann, "alignment", "motives")).text
    assert said in ann.client.get(page(ann, "ask_by_link", "alignment", "no_go_areas")).text
    assert said not in ann.client.get(add(ann, "decisions", "gates")).text
