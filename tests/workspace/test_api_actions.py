"""Tasks, the risk register, contests and warnings through the API."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from tests.workspace.personas import Persona, record
from tests.workspace.programs import Program, refusal_in


def test_tasks_and_the_register_are_those_of_the_pages(ann: Persona, ben: Persona) -> None:
    number = record(
        ben,
        "tasks",
        task="t1",
        title="Train two people",
        owner="Head of ICT",
        status="doing",
        due=dt.date(2026, 11, 10),
        finding="skills_shortage",
    ).number
    program = Program(ann)
    (row,) = program.get(program.at("/tasks")).json()["items"]
    assert (row["number"], row["body"], row["is_late"], row["may_change"]) == (number, "marlshire", True, False)
    assert program.get(program.at("/tasks?status=done")).json()["items"] == []
    refusal_in(program.get(program.at("/tasks?whose=theirs")), 422)
    register = {row["problem"]: row for row in program.get(program.at("/risk-register")).json()["items"]}
    assert register["skills_shortage"]["tasks"] == [number]
    assert register["skills_shortage"]["owners"] == ["Head of ICT"]


def test_what_is_contested_is_read_by_no_more_than_what_it_is_about(ann: Persona, ben: Persona, vic: Persona) -> None:
    program = Program(ben)
    hidden = record(ben, "contracts", contract="c1", supplier="Hidden", visibility="private").number
    said = {"about": "record", "of": str(hidden), "says_instead": "It is the old supplier."}
    number = program.post(program.at("/contests"), said).json()["entries"][0]["number"]
    assert program.get(program.at(f"/records/{number}")).json()["reads"] == "private"
    finding = program.post(program.at("/contests"), {**said, "about": "finding", "of": "skills_shortage"}).json()["entries"][0]["number"]
    assert program.get(program.at(f"/records/{finding}")).json()["reads"] == "partners"
    refusal_in(Program(ann).post(program.at("/contests"), said), 404)
    refusal_in(program.post(program.at("/contests"), {**said, "about": "finding", "of": "nothing"}), 404)
    refusal_in(Program(vic).post(program.at("/contests"), said), 403)


def test_a_warning_waits_for_ones_own_body_until_a_day(ann: Persona, ben: Persona) -> None:
    record(ann, "disputes", dispute="desk", subject="The desk", opened=timezone.localdate() - dt.timedelta(days=300))
    program, key = Program(ann), "dispute_open_long:disputes/desk"
    assert key in {row["key"] for row in program.get(program.at("/warnings")).json()["items"]}
    until = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    waits = {"key": key, "reason": "The board has it", "until": until}
    assert program.post(program.at("/warnings/set-aside"), waits).json() == {"key": key}
    aside = {row["key"]: row["aside_until"] for row in program.get(program.at("/warnings")).json()["items"]}
    assert aside[key] == until
    assert "The board has it" not in Program(ben).get(program.at("/warnings")).text
    refusal_in(program.post(program.at("/warnings/set-aside"), waits), 404)
    assert refusal_in(program.post(program.at("/warnings/set-aside"), {**waits, "until": "2020-01-01"}), 422)["faults"][0]["place"] == [
        "until"
    ]
    assert program.post(program.at("/warnings/take-up"), {"key": key}).status_code == 200
    refusal_in(program.post(program.at("/warnings/take-up"), {"key": key}), 404)
