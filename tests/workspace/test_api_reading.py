"""What a program reads: the same as the pages and the commands, for the reader its token stands for."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from holdfast.core.assess import assess
from holdfast.core.business_case import work_out
from holdfast.core.evidence import Evidence
from holdfast.core.sharing.from_evidence import sharing_game
from holdfast.files import read, read_bytes
from holdfast.ledger.canonical import plain_record
from holdfast.ledger.export import read_export
from holdfast.web.arrangements.models import Exchange
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds.models import Mode
from tests.workspace.exchange import begun, overdue, sealed, services
from tests.workspace.personas import Persona, record
from tests.workspace.programs import ROOT, Program
from tests.workspace.rounds import answered, for_many, over
from tests.workspace.rounds import begun as begun_round

EXAMPLE = Path(__file__).parents[2] / "examples" / "four-councils.toml"
DAY = "2026-11-20"


@pytest.fixture
def evidence() -> Evidence:
    """The complete example."""
    return read(EXAMPLE)


@pytest.fixture
def whole(ann: Persona, evidence: Evidence) -> Program:
    """The complete example, entered by a program in one request."""
    program = Program(ann)
    typed = [found for found in evidence.records if found.meta.theme != "answers"]
    changes = [{"act": "record", "section": "arrangement", "record": plain_record(evidence.arrangement)}]
    changes += [{"act": "record", "section": found.meta.section, "record": plain_record(found)} for found in typed]
    found = program.change(*changes)
    assert found.status_code == 201, found.content[:500]
    return program


def everything(program: Program, path: str) -> list[Any]:
    """Every item of a list, page after page, by its links."""
    items, link = [], path
    while link:
        found = program.get(link)
        items += found.json()["items"]
        links = dict(reversed(part.split("; rel=")) for part in found.headers.get("Link", "").split(", ") if part)  # type: ignore[misc]
        link = links.get('"next"', "").strip("<>")
    assert len(items) == found.json()["count"]
    return items


def test_a_whole_arrangement_goes_in_and_comes_out_the_same(whole: Program, evidence: Evidence) -> None:
    def sayings(records: list[Any]) -> list[str]:
        return sorted(json.dumps(found, sort_keys=True) for found in records)

    typed = [found for found in evidence.records if found.meta.theme != "answers"]
    shown = everything(whole, whole.at("/records?size=97"))
    # Ann's body was in it from the beginning.
    founder = [found for found in shown if found["number"] == 2]
    assert sayings([found["record"] for found in shown if found not in founder]) == sayings([plain_record(found) for found in typed])
    toml = whole.get(whole.at("/export/own/evidence.toml"))
    workbook = whole.get(whole.at("/export/own/evidence.xlsx"))
    for name, file in (("x.toml", toml), ("x.xlsx", workbook)):
        assert len(read_bytes(name, file.content)) == len(typed) + 1


def test_results_are_those_of_the_commands(whole: Program) -> None:
    member = whole.of.place
    member.arrangement.refresh_from_db()
    held = state_of(member.arrangement).evidence(member.reader).as_at(dt.date.fromisoformat(DAY))
    catalogue = site_catalogue()
    expected = {
        "assessment": assess(held, catalogue, audience="ostley").to_dict(),
        "business-case": work_out(held, catalogue).to_dict(),
        "shares": sharing_game(held).share(()).to_dict(),
    }
    for name, found in expected.items():
        assert whole.get(whole.at(f"/{name}?as_at={DAY}")).json() == json.loads(json.dumps(found)), name


def test_a_result_is_as_known_on_the_day_that_is_asked(ann: Persona) -> None:
    program = Program(ann)
    record(ann, "gates", gate="g1", name="Outline", body="Cabinet", on="2026-11-01")
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    known = program.get(program.at(f"/assessment?as_at={DAY}&known_at={yesterday}")).json()
    now = program.get(program.at(f"/assessment?as_at={DAY}")).json()
    assert known["as_at"] == now["as_at"] == DAY
    assert known["outlook"]["coverage"] <= now["outlook"]["coverage"]
    assert known["arrangement"] == ""
    points = program.get(program.at(f"/over-time?as_at={DAY}")).json()["points"]
    assert points[-1]["as_at"] == DAY


def test_what_cannot_be_worked_out_is_refused_in_words(ann: Persona) -> None:
    program = Program(ann)
    said = program.get(program.at("/shares"))
    assert said.status_code == 422
    assert any("partners" in fault["sentence"] for fault in said.json()["faults"])
    assert program.get(program.at("/business-case")).status_code == 200


def test_what_if_moves_what_it_mends(whole: Program) -> None:
    before = whole.get(whole.at("/what-if")).json()
    lever = before["can_be_mended"][0]
    after = whole.get(whole.at(f"/what-if?lever={lever}")).json()
    assert before["before"] == before["after"] == after["before"]
    assert after["mended"] == [lever]
    assert after["after"] != after["before"]


def test_the_portfolio_and_one_arrangement(whole: Program) -> None:
    (row,) = whole.get(f"{ROOT}/arrangements").json()["items"]
    assert (row["role"], row["body"], row["id"]) == ("lead", "ostley", str(whole.of.place.arrangement.public_id))
    assert row["outlook"]["rating"] == whole.get(whole.at("/assessment")).json()["outlook"]["rating"]
    one = whole.get(whole.at()).json()
    assert one["head"]["name"] == row["name"]
    assert "ostley" in [partner["body"] for partner in one["partners"]]
    assert "head" in one["may"]
    assert whole.get(f"{ROOT}/token").json()["person"]["name"] == "Ann"
    assert whole.get(whole.at("/warnings")).json()["items"]


def test_entries_are_read_on_from_where_one_was(ann: Persona) -> None:
    program = Program(ann)
    last = everything(program, program.at("/entries"))[-1]["number"]
    row = record(ann, "gates", gate="g1", name="Outline", body="Cabinet")
    (new,) = everything(program, program.at(f"/entries?after={last}"))
    assert (new["number"], new["act"], new["kind"], new["author"]["name"]) == (row.number, "record", "Gates", "Ann")
    assert everything(program, program.at("/entries?section=gates")) == [new]
    assert everything(program, program.at("/entries?act=retire")) == []
    shown = program.get(program.at(f"/entries/{row.number}")).json()
    assert shown["chain"] == new["chain"] == row.chain
    assert "Outline" in shown["receipt"]["content"]
    assert program.get(program.at("/check")).json()["is_whole"] is True


def test_a_closed_entry_has_its_envelope_and_no_words(ann: Persona, ben: Persona) -> None:
    row = record(ben, "contracts", contract="c1", supplier="Hidden", visibility="private")
    program = Program(ann)
    shown = program.get(program.at(f"/entries/{row.number}"))
    assert (shown.json()["access"], shown.json()["body"], shown.json()["kind"]) == ("closed", "marlshire", "")
    assert b"Hidden" not in shown.content
    assert shown.json()["receipt"]["salt"] == ""
    assert program.get(program.at(f"/records/{row.number}")).status_code == 404
    assert Program(ben).get(Program(ben).at(f"/records/{row.number}")).json()["record"]["supplier"] == "Hidden"


def test_an_answer_sheet_says_no_more_than_on_its_page(ann: Persona) -> None:
    record(ann, "rounds", round="r1", questionnaire="full", opened="2026-10-01", closed="2026-10-20", minimum_group=3)
    question = next(iter(site_catalogue().questions))
    said = {"answers": {question: 4}, "comments": {question: "Zqxsaid"}}
    row = record(ann, "answers", round="r1", partner="ostley", respondent="r-1", role="ict", **said)
    found = Program(ann).get(Program(ann).at(f"/records/{row.number}"))
    assert set(found.json()["record"]) <= {"partner", "on", "source", "note"}
    assert b"Zqxsaid" not in found.content


def test_an_exchange_tells_how_far_each_is_and_then_everything(ann: Persona, ben: Persona) -> None:
    services(ann)
    exchange = begun(ann)
    number = sealed(ben, exchange, no_go_areas=[{"subject": "desk", "firmness": "red_line", "note": "Zqxlimit"}])
    before = Program(ann).get(Program(ann).at("/exchanges/1"))
    assert [(place["body"], place["progress"], place["entry"]) for place in before.json()["places"]] == [
        ("ostley", "not_begun", None),
        ("marlshire", "done", None),
    ]
    assert b"Zqxlimit" not in before.content
    assert {part["state"] for part in before.json()["own"]} == {"unanswered"}
    overdue(Exchange.objects.get())
    after = Program(ann).get(Program(ann).at("/exchanges/1")).json()
    places = {place["body"]: place for place in after["places"]}
    assert after["opened"]
    assert (places["ostley"]["proof"], places["marlshire"]["proof"], places["marlshire"]["entry"]) == ("no_answer", "unchanged", number)
    limits = next(part for part in places["marlshire"]["told"] if part["section"] == "no_go_areas")
    assert limits["records"][0]["note"] == "Zqxlimit"
    assert after["own"] == []


def test_a_round_tells_what_may_be_said_once_it_has_closed(ann: Persona, ben: Persona) -> None:
    round = begun_round(ann)
    for persona in (ann, ben):
        path = for_many(persona, round, role="ict")
        for value in "12344":
            answered(path, value)
    program = Program(ann)
    assert program.get(program.at("/rounds/1")).json()["results"] is None
    over(round)
    (line,) = program.get(program.at("/rounds")).json()["items"]
    found = program.get(program.at("/rounds/1")).json()
    assert line["closed"] and {name: found[name] for name in line} == line
    results = found["results"]
    assert results["people"] == 10
    assert {tuple(figure["members"]) for figure in results["figures"] if figure["split"] == "partner"} == {("ostley",), ("marlshire",)}
    assert len(results["questions"]) == len(round.questions)
    levels = [score["level"] for area in results["areas"] for score in area["scores"]]
    assert levels and all(level is None or 0 <= level <= 4 for level in levels)


def test_a_round_in_confidence_is_not_there_for_another_body(ann: Persona, ben: Persona) -> None:
    begun_round(ann, mode=Mode.CONFIDENCE, bodies=["ostley"])
    assert Program(ann).get(Program(ann).at("/rounds/1")).status_code == 200
    assert Program(ben).get(Program(ben).at("/rounds/1")).status_code == 404
    assert Program(ben).get(Program(ben).at("/rounds")).json() == {"items": []}


def test_the_ledger_goes_out_as_lines_that_verify(ann: Persona, ben: Persona) -> None:
    record(ben, "contracts", contract="c1", supplier="Hidden", visibility="private")
    program = Program(ann)
    content = program.get(program.at("/export/own/ledger.jsonl")).getvalue()
    manifest, entries = read_export(io.BytesIO(content))
    assert manifest.count == len(list(entries))
    assert b"Hidden" not in content
    assert b"Hidden" in Program(ben).get(Program(ben).at("/export/own/ledger.jsonl")).getvalue()


def test_papers_of_every_form(whole: Program) -> None:
    begins = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE"}
    for form, begin in begins.items():
        found = whole.get(whole.at(f"/papers/members.{form}"))
        assert found.status_code == 200, found.content[:300]
        assert found.content[:9].upper().startswith(begin.upper())
        assert found.headers["ETag"]
    final = whole.get(whole.at("/papers/full.html?sections=summary&audience=public&is_final=true")).content.decode()
    assert "Public edition" in final
    assert whole.get(whole.at("/papers/annex.html?audience=partners")).status_code == 422
    assert whole.get(whole.at("/papers/full.html?sections=nonsense")).status_code == 422
    assert whole.get(whole.at("/papers/annex.html")).status_code == 200


def test_a_public_paper_counts_what_it_leaves_out_and_tells_nothing_of_it(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="g1", name="Outline", body="Cabinet")
    record(ben, "contracts", contract="c1", supplier="Hidden", visibility="private")
    for persona in (ann, ben):
        content = Program(persona).get(Program(persona).at("/papers/full.html?audience=public")).content
        assert b"Records withheld" in content and b"Gates" in content
        assert b"Outline" not in content and b"Hidden" not in content


def test_the_catalogue_is_open_to_everybody(client: Any) -> None:
    shelves = client.get(f"{ROOT}/catalogue").json()["shelves"]
    for shelf in shelves:
        found = client.get(f"{ROOT}/catalogue/{shelf['shelf']}?size=200").json()
        assert found["count"] == shelf["count"]
        id = found["items"][0]["id"]
        assert client.get(f"{ROOT}/catalogue/{shelf['shelf']}/{id}").json() == found["items"][0]
    kinds = client.get(f"{ROOT}/kinds").json()["items"]
    assert {"gates", "answers"} <= {kind["section"] for kind in kinds}
    assert client.get(f"{ROOT}/kinds/gates").json()["record_schema"]["required"][0] in ("on", "gate", "name")
