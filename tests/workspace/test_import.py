"""Bringing in a file: what it would change is seen first, and the same file twice changes nothing."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Decision, Gate
from holdfast.core.evidence.partners import Partner
from holdfast.files import template, write_toml, write_workbook
from holdfast.ledger import verify
from holdfast.web.arrangements.evidence.content import content_of
from holdfast.web.arrangements.models import Draft, StoredEntry
from holdfast.web.arrangements.state import state_of
from tests.make import evidence, make
from tests.workspace.addresses import page
from tests.workspace.days import EXAMPLE, TAKEN
from tests.workspace.filled import FormReader, read_form
from tests.workspace.personas import Persona, record

NAME = {"name": "Two Councils ICT"}


def upload(by: Persona, content: bytes | str, name: str = "ours.toml") -> Any:
    """Choose a file and go on to its preview, or to its faults."""
    data = content.encode() if isinstance(content, str) else content
    return by.client.post(page(by, "import"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def take(by: Persona, preview: Any, **changes: Any) -> Any:
    """Record what is ticked."""
    return by.client.post(preview.request["PATH_INFO"], {**read_form(preview.text), **changes}, follow=True)


def tally(preview: Any) -> dict[str, int]:
    """The numbers at the top of a preview."""
    found = re.search(r'<ul class="hf-tally">(.*?)</ul>', preview.text, re.DOTALL)
    assert found, preview.text
    return {words.split()[0].strip(":"): int(number) for number, words in re.findall(r"<b>(\d+)</b> ([^<]+)", found.group(1))}


def known_to(of: Persona) -> Evidence:
    return state_of(of.place.arrangement).evidence(of.place.reader)


@pytest.mark.parametrize(("name", "content"), [("a.toml", write_toml(EXAMPLE).encode()), ("a.xlsx", write_workbook(EXAMPLE))])
def test_a_whole_file_and_then_the_same_again(ann: Persona, name: str, content: bytes) -> None:
    preview = upload(ann, content, name)
    assert tally(preview)["new"] == len(TAKEN)
    done = take(ann, preview)
    assert f"{len(TAKEN) + 1} records were taken from {name}." in done.text
    found = {content_of(item) for item in known_to(ann).records}
    assert {content_of(item) for item in TAKEN.records} <= found
    assert known_to(ann).arrangement.stage == "case"

    again = upload(ann, content, name)
    assert tally(again) == {"new": 0, "changed": 0, "recorded": len(TAKEN)}
    assert "There is nothing to take" in again.text


def test_the_other_format_says_the_same(ann: Persona) -> None:
    take(ann, upload(ann, write_toml(EXAMPLE)))
    assert tally(upload(ann, write_workbook(EXAMPLE), "a.xlsx"))["recorded"] == len(TAKEN)


def test_nothing_is_recorded_before_it_is_taken(ann: Persona) -> None:
    before = ann.place.arrangement.count
    upload(ann, write_toml(EXAMPLE))
    ann.place.arrangement.refresh_from_db()
    assert ann.place.arrangement.count == before


def test_a_change_is_shown_field_by_field(ann: Persona) -> None:
    row = record(ann, "gates", gate="g1", name="Cabinet", on="2026-01-01", source="test", planned="2027-03-11")
    preview = upload(ann, write_toml(evidence(make(Gate, gate="g1", name="Council", planned=dt.date(2027, 4, 1)), **NAME)))
    assert tally(preview)["changed"] == 1
    assert "<del>Cabinet</del>" in preview.text
    assert "<ins>Council</ins>" in preview.text
    assert "<del>11 Mar 2027</del>" in preview.text
    take(ann, preview)
    assert [gate.name for gate in known_to(ann).every(Gate)] == ["Council"]
    assert state_of(ann.place.arrangement).envelopes[-1].target == row.number


def test_as_many_events_as_the_file_has(ann: Persona) -> None:
    twice = evidence(*(make(Decision, subject="Chair", outcome="agreed") for _ in range(2)), **NAME)
    preview = upload(ann, write_toml(twice))
    assert tally(preview)["new"] == 2
    take(ann, preview)
    assert tally(upload(ann, write_toml(twice))) == {"new": 0, "changed": 0, "recorded": 2}
    thrice = evidence(*(make(Decision, subject="Chair", outcome="agreed") for _ in range(3)), **NAME)
    assert tally(upload(ann, write_toml(thrice)))["new"] == 1


def test_a_part_of_a_file_may_name_what_is_recorded(ann: Persona) -> None:
    alone = '[[gates]]\ngate = "g1"\nname = "Cabinet"\npartner = "ostley"\non = 2026-01-01\nsource = "Plan"\n'
    preview = upload(ann, alone)
    assert tally(preview) == {"new": 1, "changed": 0, "recorded": 0}
    take(ann, preview)
    assert known_to(ann).arrangement.name == "Two Councils ICT"
    assert len(known_to(ann).every(Gate)) == 1


def test_what_another_body_recorded_is_left_alone(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet", on="2026-01-01")
    preview = upload(ben, write_toml(evidence(make(Gate, gate="g1", name="Council"), **NAME)))
    assert tally(preview)["changed"] == 0
    assert "Another body recorded this" in preview.text
    assert "There is nothing to take" in preview.text


def test_a_colleagues_record_is_an_editors_to_change(ben: Persona, con: Persona) -> None:
    record(ben, "gates", gate="g1", name="Cabinet", on="2026-01-01")
    content = write_toml(evidence(make(Gate, gate="g1", name="Council"), **NAME))
    assert "A colleague recorded this" in upload(con, content).text
    assert tally(upload(ben, content))["changed"] == 1


def test_the_head_is_a_leads_to_change(ann: Persona, ben: Persona) -> None:
    content = write_toml(evidence(make(Gate, gate="g1", name="Cabinet"), name="Renamed"))
    assert "Only a lead can change these" in upload(ben, content).text
    take(ben, upload(ben, content))
    assert known_to(ann).arrangement.name == "Two Councils ICT"
    take(ann, upload(ann, content))
    assert known_to(ann).arrangement.name == "Renamed"


def test_choosing_what_to_take(ann: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet", on="2026-01-01")
    content = write_toml(
        evidence(
            make(Gate, gate="g1", name="Council"),
            make(Gate, gate="g2", name="Board"),
            make(Gate, gate="g3", name="Scrutiny"),
            make(Decision, subject="Chair", outcome="agreed"),
            name="Renamed",
        )
    )
    take(ann, upload(ann, content), take=["new:gates"], leave=["gates:3"])
    assert sorted(gate.name for gate in known_to(ann).every(Gate)) == ["Board", "Cabinet"]
    assert known_to(ann).every(Decision) == ()
    assert known_to(ann).arrangement.name == "Two Councils ICT"


def test_nothing_ticked_is_said(ann: Persona) -> None:
    preview = upload(ann, write_toml(evidence(make(Gate, gate="g1", name="Council"), **NAME)))
    found = take(ann, preview, take=[])
    assert found.status_code == 422
    assert "Choose at least one thing" in found.text


def test_what_names_something_left_out_is_refused_in_words(ann: Persona) -> None:
    content = write_toml(
        evidence(make(Partner, partner="wex", name="Wexcombe"), make(Gate, gate="g1", name="Council", partner="wex"), **NAME)
    )
    found = take(ann, upload(ann, content), take=["new:gates"])
    assert found.status_code == 422
    assert "Gates: “wex” is not one of the partners" in found.text
    assert known_to(ann).every(Gate) == ()


def test_who_may_read_it(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet", on="2026-01-01", visibility="partners")
    content = write_toml(evidence(make(Gate, gate="g1", name="Council"), make(Gate, gate="g2", name="Board"), **NAME))
    take(ann, upload(ann, content), visibility="private")
    # What the partners could read stays theirs to read; what is new is private.
    assert [gate.name for gate in known_to(ben).every(Gate)] == ["Council"]
    assert len(known_to(ann).every(Gate)) == 2


@pytest.mark.parametrize("visibility", ["sealed", "", "everybody"])
def test_who_may_read_it_has_to_be_chosen(ann: Persona, visibility: str) -> None:
    found = take(ann, upload(ann, write_toml(evidence(make(Gate, gate="g1", name="x"), **NAME))), visibility=visibility)
    assert found.status_code == 422
    assert known_to(ann).every(Gate) == ()


def test_a_sealed_record_is_left_alone(ann: Persona) -> None:
    record(ann, "depth_wishes", partner="ostley", depth="combine", on="2026-01-01", visibility="sealed", exchange=1)
    content = '[[depth_wishes]]\npartner = "ostley"\ndepth = "communicate"\non = 2026-01-01\nsource = "x"\n'
    assert "This is sealed" in upload(ann, content).text


def test_a_private_record_of_another_is_neither_matched_nor_told(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="g1", name="Zanzibar", on="2026-01-01", visibility="private")
    preview = upload(ben, write_toml(evidence(make(Gate, gate="g1", name="Council"), **NAME)))
    assert tally(preview)["new"] == 1
    assert "Zanzibar" not in preview.text


def test_what_was_recorded_meanwhile_is_shown_before_anything_is_taken(ann: Persona) -> None:
    preview = upload(ann, write_toml(evidence(make(Gate, gate="g1", name="Council"), **NAME)))
    record(ann, "gates", gate="g1", name="Cabinet", on="2026-01-01")
    found = take(ann, preview)
    assert found.status_code == 409
    assert "Look it over again" in found.text
    assert "<del>Cabinet</del>" in found.text
    take(ann, found)
    assert [gate.name for gate in known_to(ann).every(Gate)] == ["Council"]


def test_what_others_recorded_elsewhere_does_not_matter(ann: Persona) -> None:
    preview = upload(ann, write_toml(evidence(make(Gate, gate="g1", name="Council"), **NAME)))
    record(ann, "posts", post="p1", title="Head")
    assert take(ann, preview).status_code == 200
    assert len(known_to(ann).every(Gate)) == 1


def test_two_clicks_take_once(ann: Persona) -> None:
    preview = upload(ann, write_toml(evidence(make(Decision, subject="Chair", outcome="agreed"), **NAME)))
    first, second = take(ann, preview), take(ann, preview)
    assert first.status_code == second.status_code == 200
    assert len(known_to(ann).every(Decision)) == 1


def test_every_fault_has_its_place_and_nothing_is_taken(ann: Persona) -> None:
    content = (
        '[arrangement]\nname = "x"\n[[gates]]\ngate = "A b"\nname = "x"\non = 2026-01-01\nsource = "s"\n[[shoes]]\nsize = 4\n[[gates]]\n'
    )
    found = upload(ann, content)
    assert found.status_code == 422
    for said in ("gate", "such as “a-b”", "is not a section"):
        assert said in found.text
    assert Draft.objects.count() == 0
    assert known_to(ann).every(Gate) == ()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"x", "is not a kind of file"),
        ("a.toml", b"", "is empty"),
        ("a.toml", b"\xff\xfe", "UTF-16"),
        ("a.xlsx", b"PK\x03\x04broken", "not a workbook"),
        ("a.toml", b"= = =", "not valid TOML"),
    ],
)
def test_other_files_are_refused_in_words(ann: Persona, name: str, content: bytes, said: str) -> None:
    found = upload(ann, content, name)
    assert found.status_code == 422
    assert said in found.text


def test_the_empty_workbook_has_nothing_to_take(ann: Persona) -> None:
    assert "There is nothing to take" in upload(ann, template(), "holdfast-template.xlsx").text


def test_no_file(ann: Persona) -> None:
    found = ann.client.post(page(ann, "import"))
    assert found.status_code == 422
    assert "Choose a file first" in found.text


def test_the_file_is_held_for_its_owner_for_an_hour(ann: Persona, ben: Persona) -> None:
    preview = upload(ann, write_toml(evidence(make(Gate, gate="g1", name="Zanzibar"), **NAME)))
    path = preview.request["PATH_INFO"]
    assert ben.client.get(path).status_code == 410
    assert "Zanzibar" not in ben.client.get(path).text
    Draft.objects.update(touched=timezone.now() - dt.timedelta(minutes=61))
    assert ann.client.get(path).status_code == ann.client.post(path, FormReader(preview.text).sent).status_code == 410


def test_the_file_goes_once_it_is_taken_or_another_is_chosen(ann: Persona) -> None:
    content = write_toml(evidence(make(Gate, gate="g1", name="Cabinet"), **NAME))
    upload(ann, content)
    preview = upload(ann, content)
    assert Draft.objects.count() == 1
    take(ann, preview)
    assert Draft.objects.count() == 0


def test_answers_are_counted_and_not_shown(ann: Persona) -> None:
    content = (
        '[[rounds]]\nround = "r1"\non = 2026-01-01\nsource = "s"\n'
        '[[answers]]\nround = "r1"\nrespondent = "7"\non = 2026-01-01\nsource = "Zanzibar"\nanswers.shared_vision = 0\n'
    )
    preview = upload(ann, content)
    assert tally(preview)["new"] == 2
    assert "Zanzibar" not in preview.text


def test_who_may_not(ann: Persona, vic: Persona, una: Persona, cat: Persona) -> None:
    preview = upload(ann, write_toml(evidence(make(Gate, gate="g1", name="Cabinet"), **NAME)))
    for persona, status in ((vic, 403), (una, 403), (cat, 404)):
        for path in (page(ann, "import"), preview.request["PATH_INFO"]):
            assert persona.client.get(path).status_code == status
            assert persona.client.post(path).status_code == status


def test_5000_records(ann: Persona) -> None:
    many = evidence(*(make(Decision, subject=f"Point {number}", outcome="agreed") for number in range(5_000)), **NAME)
    preview = upload(ann, write_toml(many))
    assert tally(preview)["new"] == 5_000
    done = take(ann, preview)
    assert "5000 records were taken" in done.text
    key = str(ann.place.arrangement.public_id)
    ann.place.arrangement.refresh_from_db()
    rows = StoredEntry.objects.filter(arrangement=ann.place.arrangement)
    assert verify((row.entry(key) for row in rows), head=ann.place.arrangement.head).is_whole
    assert tally(upload(ann, write_toml(many)))["recorded"] == 5_000
