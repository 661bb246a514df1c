"""Bringing in a file through the API: what it would change, taking it once, and only as it was seen."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from holdfast.web.downloads import WORKBOOK
from tests.workspace.personas import Persona, record
from tests.workspace.programs import Program, refusal_in

FILE = b"""
[arrangement]
name = "Two Councils ICT"

[[services]]
service = "desk"
name = "Service desk"
on = 2026-11-09
source = "Board paper 4"

[[services]]
service = "net"
name = "Network"
on = 2026-11-09
source = "Board paper 4"
"""


def seen(program: Program, content: bytes = FILE) -> dict[str, Any]:
    answer = program.file(program.at("/import/preview"), content)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def take(program: Program, content: bytes = FILE, headers: dict[str, str] | None = None, **wanted: Any) -> Any:
    return program.file(f"{program.at('/import')}?{urlencode(wanted, doseq=True)}", content, **(headers or {}))


def test_a_file_is_looked_over_and_taken_once(ann: Persona) -> None:
    program = Program(ann)
    first = record(ann, "services", service="desk", name="Help desk").number
    shown = seen(program)
    (part,) = [part for part in shown["parts"] if part["section"] == "services"]
    assert (part["new"], part["changed"], part["same"], part["kept"]) == (1, 1, 0, 0)
    (changed,) = [item for item in part["items"] if item["fate"] == "changed"]
    assert changed["number"] == first
    assert [(found["old"], found["new"]) for found in changed["differences"]] == [("Help desk", "Service desk")]
    done = [take(program, seen=shown["seen"], visibility="public", headers={"Idempotency_Key": "file 1"}) for _ in range(2)]
    assert [len(answer.json()["entries"]) for answer in done] == [2, 2]
    assert done[0].content == done[1].content
    records = program.get(program.at("/records?section=services")).json()["items"]
    assert [(row["record"]["name"], row["reads"]) for row in records] == [("Service desk", "public"), ("Network", "public")]
    again = seen(program)
    assert (again["new"], again["changed"]) == (0, 0)
    assert refusal_in(take(program, seen=again["seen"]), 422)["faults"][0]["place"] == ["take"]


def test_only_what_is_named_is_taken_and_only_as_it_was_seen(ann: Persona, ben: Persona) -> None:
    program = Program(ann)
    shown = seen(program)
    assert "did you mean" in refusal_in(take(program, seen=shown["seen"], take=["new:servces"]), 422)["faults"][0]["sentence"]
    refusal_in(take(program, seen=shown["seen"], leave=["services:9"]), 422)
    record(ben, "services", service="net", name="Networks")
    assert "recorded meanwhile" in refusal_in(take(program, seen=shown["seen"]), 409)["detail"]
    tag = program.get(program.at("/records")).headers["ETag"]
    shown = seen(program)
    assert shown["kept"] == 1
    record(ben, "services", service="maps", name="Mapping")
    refusal_in(take(program, seen=shown["seen"], headers={"If_Match": tag}), 412)
    made = take(program, seen=shown["seen"], take=["new:services"], visibility="private").json()["entries"]
    assert len(made) == 1


def test_a_file_that_is_not_right_changes_nothing_and_says_where(ann: Persona, vic: Persona, settings: Any) -> None:
    program = Program(ann)
    wrong = refusal_in(program.file(program.at("/import/preview"), FILE.replace(b"2026-11-09", b'"soon"', 1)), 422)
    assert "services" in wrong["faults"][0]["sentence"]
    refusal_in(program.file(program.at("/import/preview"), b"PK not a workbook", WORKBOOK), 422)
    assert "application/toml" in refusal_in(program.file(program.at("/import/preview"), b"{}", "application/json"), 415)["detail"]
    settings.LARGEST_UPLOAD = 2**20
    assert "1 MB" in refusal_in(program.file(program.at("/import/preview"), b"#" * (2**20 + 1)), 413)["detail"]
    refusal_in(Program(vic).file(program.at("/import/preview"), FILE), 403)
    assert program.get(program.at("/records?section=services")).json()["count"] == 0
