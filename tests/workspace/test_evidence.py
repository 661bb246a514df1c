"""The themes of an arrangement, with how much is recorded in each."""

from __future__ import annotations

import re

from django.test import Client

from tests.workspace.addresses import page
from tests.workspace.personas import Persona, record


def _row(text: str, theme: str) -> str:
    found = re.search(rf'<th scope="row"><a [^>]*/evidence/{theme}/">.*?</tr>', text, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_it_says_how_much_is_recorded_and_by_whom(ann: Persona, ben: Persona) -> None:
    record(ben, "gates", gate="g1", name="Cabinet")
    record(ann, "gates", gate="g2", name="Council")
    text = ann.client.get(page(ann, "evidence")).text
    assert "Decisions Records 2" in _row(text, "decisions")
    assert "Marlshire County Council, Ostley District Council" in _row(text, "decisions")
    assert "Records 0 Nothing yet" in _row(text, "people")


def test_what_a_later_record_has_followed_is_counted_apart(ann: Persona) -> None:
    record(ann, "rules", topic="chair", status="open", on="2026-01-05")
    assert "kept that" not in ann.client.get(page(ann, "evidence")).text
    record(ann, "rules", topic="chair", status="agreed", on="2026-02-05")
    text = ann.client.get(page(ann, "evidence")).text
    assert "Records 1" in _row(text, "rules")
    assert "1 earlier one is kept that a later one has followed." in text


def test_what_is_not_known_is_said_and_what_to_find_out_next(ann: Persona) -> None:
    text = _row(ann.client.get(page(ann, "evidence")).text, "people")
    assert re.search(r"0 of \d+ indicators known", text)
    assert "?" in text


def test_club_rules_have_a_page_of_their_own(ann: Persona) -> None:
    record(ann, "rules", topic="chair", status="agreed")
    text = ann.client.get(page(ann, "evidence")).text
    assert "Records 1" in _row(text, "rules")
    assert "Records 0" in _row(text, "decisions")


def test_answers_are_named_only_where_there_are_any(ann: Persona) -> None:
    assert "Readiness answers" not in ann.client.get(page(ann, "evidence")).text
    record(ann, "rounds", round="r1")
    assert "Readiness answers" in ann.client.get(page(ann, "evidence")).text


def test_a_private_record_is_counted_for_its_own_body_only(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet", visibility="private")
    assert "Records 1" in _row(ann.client.get(page(ann, "evidence")).text, "decisions")
    assert "Records 0" in _row(ben.client.get(page(ben, "evidence")).text, "decisions")


def test_a_viewer_is_offered_nothing_to_do(ann: Persona, vic: Persona) -> None:
    assert "Bring in a workbook" in ann.client.get(page(ann, "evidence")).text
    text = vic.client.get(page(vic, "evidence")).text
    assert "Bring in a workbook" not in text
    assert "/add/" not in text


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    assert cat.client.get(page(ann, "evidence")).status_code == 404


def test_somebody_not_signed_in_is_asked_to(ann: Persona, client: Client) -> None:
    assert client.get(page(ann, "evidence")).status_code == 302
