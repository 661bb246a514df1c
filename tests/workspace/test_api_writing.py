"""What a program writes: checked as on a page, done once, and only on what it has seen."""

from __future__ import annotations

import json
from typing import Any

from holdfast.web.arrangements.models import Arrangement, StoredEntry
from holdfast.web.refusal import KINDS
from tests.workspace.personas import Persona, record
from tests.workspace.programs import ROOT, Program, bearer, gate, refusal_in, secret_of


def count(of: Persona) -> int:
    return StoredEntry.objects.filter(arrangement=of.place.arrangement).count()


def test_a_record_is_told_corrected_revealed_and_retired(ann: Persona) -> None:
    program = Program(ann)
    made = program.change({**gate(), "visibility": "private"}).json()["entries"][0]
    assert made["act"] == "record"
    number = made["number"]
    shown = program.get(program.at(f"/records/{number}")).json()
    assert shown["record"]["name"] == "Outline case"
    assert (shown["reads"], shown["holds"], shown["may_change"]) == ("private", "now", True)
    corrected = program.change({**gate("Full case"), "target": number, "reason": "Misread"}).json()["entries"][0]["number"]
    after = program.get(program.at(f"/records/{corrected}")).json()
    assert (after["record"]["name"], after["reads"]) == ("Full case", "private")
    assert program.get(program.at(f"/records/{number}")).status_code == 404
    assert program.change({"act": "reveal", "target": corrected, "visibility": "partners"}).status_code == 201
    assert program.get(program.at(f"/records/{corrected}")).json()["reads"] == "partners"
    assert program.change({"act": "retire", "target": corrected, "reason": "Entered twice"}).status_code == 201
    assert program.get(program.at("/records?section=gates")).json()["items"] == []
    entries = program.get(program.at(f"/entries/{corrected}")).json()
    assert [entries["stands"], entries["reason"]] == [False, "Misread"]


def test_all_changes_are_entered_or_none_and_every_fault_is_named_with_its_place(ann: Persona) -> None:
    program, before = Program(ann), count(ann)
    said = refusal_in(program.change(gate(), gate(gate="g2", on="soon"), gate(gate="g3", planned=7)), 422)
    places = {tuple(fault["place"]) for fault in said["faults"]}
    assert places == {("changes", 1, "record", "on"), ("changes", 2, "record", "planned")}
    assert "expected a date such as 2026-11-24" in said["faults"][0]["sentence"]
    assert count(ann) == before


def test_the_sentences_are_those_of_the_pages(ann: Persona, ben: Persona) -> None:
    program = Program(ann)
    number = program.change(gate()).json()["entries"][0]["number"]
    assert "recorded already" in refusal_in(program.change(gate()), 422)["faults"][0]["sentence"]
    hidden = {**gate(), "target": number, "visibility": "private"}
    assert refusal_in(program.change(hidden), 409)["detail"].startswith("What more bodies can already read")
    program.change({"act": "retire", "target": number, "reason": "Twice"})
    again = refusal_in(program.change({"act": "retire", "target": number, "reason": "Twice"}), 409)
    assert again["detail"].startswith("Somebody has replaced or retired this meanwhile")


def test_a_program_may_not_more_than_its_person(ann: Persona, ben: Persona, con: Persona, vic: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Outline", body="Cabinet")
    for persona in (ben, con):
        refusal_in(Program(persona).change({"act": "retire", "target": row.number, "reason": "Mine now"}), 403)
    assert refusal_in(Program(vic).change(gate()), 403)["title"] == str(KINDS["not_allowed"].title)
    head = {"act": "record", "section": "arrangement", "record": {"name": "Ours"}}
    refusal_in(Program(ben).change(head), 403)
    assert Program(ann).change(head).status_code == 201
    assert Program(ann).get(Program(ann).at()).json()["head"]["name"] == "Ours"


def test_a_kind_is_corrected_by_its_own_and_answers_are_not_typed(ann: Persona) -> None:
    program = Program(ann)
    number = record(ann, "services", service="desk", name="Service desk").number
    said = refusal_in(program.change({**gate(), "target": number}), 422)
    assert said["faults"][0]["place"] == ["changes", 0, "section"]
    answers = {"act": "record", "section": "answers", "record": {"round": "r1", "role": "ict", "on": "2026-11-09", "source": "s"}}
    assert "readiness rounds" in refusal_in(program.change(answers), 422)["faults"][0]["sentence"]
    nowhere = {"act": "record", "section": "gats", "record": {}}
    assert "did you mean" in refusal_in(program.change(nowhere), 422)["faults"][0]["sentence"]


def test_a_request_that_arrives_twice_is_done_once(ann: Persona) -> None:
    program = Program(ann)
    first = program.change(gate(), Idempotency_Key="night 1")
    before = count(ann)
    second = program.change(gate(), Idempotency_Key="night 1")
    assert (first.status_code, first.content) == (201, first.content)
    assert (second.status_code, second.content) == (201, first.content)
    assert count(ann) == before
    other = refusal_in(program.change(gate(gate="g2"), Idempotency_Key="night 1"), 422)
    assert other["title"] == str(KINDS["key_used"].title)
    elsewhere = program.post(f"{ROOT}/arrangements", {"name": "N", "body": "b", "body_name": "B"}, Idempotency_Key="night 1")
    refusal_in(elsewhere, 422)
    assert program.change(gate(gate="g2"), Idempotency_Key="night 2").status_code == 201
    refusal_in(program.change(gate(gate="g3"), Idempotency_Key="k" * 201), 422)


def test_a_reason_is_words(ann: Persona) -> None:
    program = Program(ann)
    number = program.change(gate()).json()["entries"][0]["number"]
    for reason, sentence in (
        ("", "is empty"),
        ("   ", "is empty"),
        ("a\x00b", "cannot be shown"),
        ("x" * 301, "at most 300 letters"),
        (7, "some text"),
    ):
        said = refusal_in(program.change({"act": "retire", "target": number, "reason": reason}), 422)
        assert sentence in said["faults"][0]["sentence"]
        assert said["faults"][0]["place"] == ["changes", 0, "reason"]


def test_what_was_refused_can_be_sent_again_under_its_key(ann: Persona) -> None:
    program = Program(ann)
    refusal_in(program.change(gate(on="soon"), Idempotency_Key="night 3"), 422)
    assert program.change(gate(), Idempotency_Key="night 3").status_code == 201


def test_nothing_is_written_over_what_nobody_has_seen(ann: Persona, ben: Persona) -> None:
    program = Program(ann)
    seen = program.get(program.at("/records")).headers["ETag"]
    record(ben, "services", service="desk", name="Service desk")
    before = count(ann)
    refusal_in(program.change(gate(), If_Match=seen), 412)
    assert count(ann) == before
    now = program.get(program.at("/assessment")).headers["ETag"]
    done = program.change(gate(), If_Match=f'"x", W/{now}', Idempotency_Key="one")
    assert done.status_code == 201
    assert program.change(gate(), If_Match=now, Idempotency_Key="one").content == done.content
    assert program.change(gate(gate="g2"), If_Match="*").status_code == 201
    refusal_in(program.change(gate(gate="g3"), If_Match='"nonsense"'), 412)


def test_words_are_erased_by_a_lead_alone(ann: Persona, ben: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Zqxname", body="Cabinet")
    path = f"/entries/{row.number}/erase"
    refusal_in(Program(ben).post(Program(ben).at(path), {"reason": "It named somebody"}), 403)
    program = Program(ann)
    assert program.post(program.at(path), {"reason": "It named somebody"}).json()["entries"][0]["act"] == "redact"
    shown = program.get(program.at(f"/entries/{row.number}"))
    assert shown.json()["access"] == "erased"
    assert b"Zqxname" not in shown.content
    refusal_in(program.post(program.at(path), {"reason": "Again"}), 409)


def test_an_arrangement_is_begun(ann: Persona) -> None:
    program = Program(ann)
    new = {"name": "Two more", "body": "ostley", "body_name": "Ostley District Council"}
    made = [program.post(f"{ROOT}/arrangements", new, Idempotency_Key="begin") for _ in range(2)]
    assert [found.status_code for found in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert Arrangement.objects.filter(name="Two more").count() == 1
    refused = program.post(f"{ROOT}/arrangements", {**new, "body": "Not a slug!"})
    assert refusal_in(refused, 422)["faults"][0]["place"] == ["body"]
    assert program.post(f"{ROOT}/arrangements", {**new, "body": "Ostley"}).status_code == 201, "capitals are meant as small letters"


def test_what_cannot_be_read_is_refused_in_words(ann: Persona) -> None:
    program, headers = Program(ann), bearer(secret_of(ann.user))
    path = program.at("/entries")

    def sent(body: bytes, kind: str = "application/json") -> Any:
        return program.client.generic("POST", path, body, kind, headers=headers)

    for body in (b"{", b"\xff", b'{"changes": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000, b'{"changes": ["\\ud800"]}', b'{"a": 1e400}'):
        refusal_in(sent(body), 400)
    refusal_in(sent(b""), 415)
    refusal_in(sent(b"changes=1", "application/x-www-form-urlencoded"), 415)
    refusal_in(sent(b'{"changes": "' + b"x" * 300_000 + b'"}'), 413)
    for strange in ([], {}, {"changes": []}, {"changes": [{}]}, {"changes": [{"act": "close"}]}, {"changes": [gate()], "more": 1}):
        said = refusal_in(program.post(path, strange), 422)
        assert all(fault["sentence"] for fault in said["faults"])
    assert "pydantic" not in json.dumps(said)
    for name, change in (("record", {"act": "record", "section": "gates"}), ("target", {"act": "retire", "reason": "Twice"})):
        assert refusal_in(program.change(change), 422)["faults"][0]["place"] == ["changes", 0, name]
