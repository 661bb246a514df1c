"""A sealed exchange through the API: begun, answered part by part, sealed, taken back, and silent to everybody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from holdfast.core.alignment.told import SEALED_SECTIONS
from holdfast.web.arrangements.models import Exchange
from tests.workspace.exchange import AGREED, answer, begun, sealed, services
from tests.workspace.personas import Persona
from tests.workspace.programs import Program, refusal_in

SECRET = "Zqxsecret"


@pytest.fixture
def planned(ann: Persona, ben: Persona) -> Persona:
    services(ann)
    return ann


def own(program: Program, rest: str = "") -> str:
    return program.at(f"/exchanges/1/answer{rest}")


def given(program: Program, section: str, rows: Any, revision: int = 0, **more: Any) -> Any:
    return program.post(own(program, f"/{section}"), {"records": rows, "revision": revision, **more})


def test_an_exchange_is_begun_answered_and_opens(planned: Persona, ben: Persona) -> None:
    program = Program(planned)
    terms = {
        "bodies": ["ostley", "marlshire"],
        "sections": list(SEALED_SECTIONS),
        "closes_on": (timezone.localdate() + dt.timedelta(days=14)).isoformat(),
        "agreed": AGREED,
    }
    made = [program.post(program.at("/exchanges"), terms, Idempotency_Key="autumn") for _ in range(2)]
    assert [found.status_code for found in made] == [201, 201]
    assert (made[0].json()["number"], Exchange.objects.count()) == (1, 1)
    # Of what is kept back only what is named is sent; everything else is told to be free, as on the page.
    parts = {**answer(), "no_go_areas": [{"subject": "desk", "firmness": "red_line", "note": SECRET}]}
    for section, rows in parts.items():
        assert given(program, section, rows).json()["missing"] == ""
    shown = program.get(own(program)).json()
    assert (shown["entry"], shown["is_finished"], [part["revision"] for part in shown["parts"]]) == (None, True, [1] * 5)
    areas = {
        row["subject"]: row["firmness"] for row in next(part for part in shown["parts"] if part["section"] == "no_go_areas")["records"]
    }
    assert areas == {"desk": "red_line", "net": "no_limit", "maps": "no_limit"}
    entry = program.post(own(program, "/done"), {}).json()["entries"][0]
    assert entry["act"] == "seal"
    assert program.get(own(program)).json()["entry"] == entry["number"]
    other = Program(ben)
    for path in (own(other), other.at("/exchanges/1"), other.at("/entries"), other.at("/records")):
        assert SECRET not in other.get(path).text
    sealed(ben, Exchange.objects.get(number=1))
    assert SECRET in other.get(other.at("/exchanges/1")).text


def test_a_part_is_checked_as_on_the_page_and_written_over_nobody(planned: Persona) -> None:
    begun(planned)
    program = Program(planned)
    said = refusal_in(given(program, "depth_wishes", [{"depth": "as deep as it goes"}]), 422)
    assert said["faults"][0]["place"] == ["records", 0, "depth"]
    first = given(program, "depth_wishes", [{"depth": "collaborate"}])
    assert (first.json()["state"], first.json()["revision"]) == ("answered", 1)
    assert "meanwhile" in refusal_in(given(program, "depth_wishes", [{"depth": "collaborate"}]), 409)["detail"]
    left = given(program, "depth_wishes", [], 1, state="rather_not_say").json()
    assert (left["state"], left["records"]) == ("rather_not_say", [])
    refusal_in(given(program, "depth_wishes", [{"depth": "collaborate"}], 2, state="does_not_apply"), 422)
    assert "not finished" in refusal_in(program.post(own(program, "/done"), {}), 409)["detail"]
    refusal_in(given(program, "gates", []), 404)


def test_what_was_sealed_can_be_taken_back_until_it_opens(planned: Persona, ben: Persona, con: Persona, vic: Persona) -> None:
    exchange = begun(planned)
    sealed(planned, exchange)
    program = Program(planned)
    refusal_in(given(program, "depth_wishes", [{"depth": "collaborate"}], 1), 409)
    refusal_in(Program(vic).post(own(Program(vic), "/take-back"), {}), 403)
    taken = [program.post(own(program, "/take-back"), {}, Idempotency_Key="oops") for _ in range(2)]
    assert [found.json()["entries"][0]["act"] for found in taken] == ["redact", "redact"]
    refusal_in(program.post(own(program, "/take-back"), {}), 409)
    assert program.get(own(program)).json()["entry"] is None
    assert given(Program(con), "depth_wishes", [{"depth": "collaborate"}]).status_code == 200
    refusal_in(Program(con).post(own(Program(con), "/done"), {}), 403)


def test_who_takes_no_part_has_no_answer_and_only_a_lead_begins(planned: Persona, ben: Persona, una: Persona) -> None:
    refusal_in(Program(ben).post(Program(ben).at("/exchanges"), {}), 403)
    begun(planned)
    refusal_in(Program(una).get(own(Program(una))), 403)
    terms = {"bodies": ["ostley", "nowhere"], "sections": ["motives"], "closes_on": "2027-01-01", "agreed": AGREED}
    assert refusal_in(Program(planned).post(Program(planned).at("/exchanges"), terms), 422)["faults"][0]["place"] == ["bodies"]
    late = {**terms, "bodies": ["ostley", "marlshire"], "closes_on": timezone.localdate().isoformat()}
    assert "closing date" in refusal_in(Program(planned).post(Program(planned).at("/exchanges"), late), 409)["detail"]
