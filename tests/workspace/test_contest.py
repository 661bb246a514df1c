"""Saying that something is wrong."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.workspace.personas import Persona, record

PROBLEM = "sovereignty_and_personal_agenda"
WORDS = "The vote was put right in October."


def address(of: Persona, about: str = "finding", what: str = PROBLEM) -> str:
    return reverse("contest", args=[of.place.arrangement.public_id, about, what])


def finding(of: Persona) -> str:
    return of.client.get(reverse("workspace_finding", args=[of.place.arrangement.public_id, PROBLEM])).text


def test_it_is_printed_beside_the_finding_for_everybody(ann: Persona, ben: Persona) -> None:
    page = ben.client.post(address(ben), {"says_instead": WORDS}, follow=True)
    assert page.status_code == 200
    assert WORDS in page.text
    shown = finding(ann)
    assert "Marlshire County Council contests this." in shown
    assert WORDS in shown


def test_a_contested_record_shows_at_the_finding_it_is_behind(ann: Persona, ben: Persona) -> None:
    record(ann, "stakes", partner="ostley", cost_share=0.5, vote_share=0.25)
    row = record(ann, "stakes", partner="marlshire", cost_share=0.5, vote_share=0.75)
    ben.client.post(address(ben, "record", str(row.number)), {"says_instead": WORDS})
    assert WORDS in finding(ann)


def test_a_withdrawn_contest_is_gone(ann: Persona, ben: Persona) -> None:
    row = record(ben, "contests", partner="marlshire", about="finding", of=PROBLEM, says_instead=WORDS)
    record(ben, "contests", partner="marlshire", about="finding", of=PROBLEM, says_instead=WORDS, status="withdrawn", target=row.number)
    assert WORDS not in finding(ann)


def test_nothing_said(ben: Persona) -> None:
    page = ben.client.post(address(ben), {"says_instead": " "})
    assert page.status_code == 422
    assert "Say what is wrong, in a sentence or two." in page.text


def test_said_twice_on_one_day(ben: Persona) -> None:
    ben.client.post(address(ben), {"says_instead": WORDS})
    page = ben.client.post(address(ben), {"says_instead": "Again"})
    assert page.status_code == 422
    assert "is recorded already" in page.text
    assert "Again" in page.text


def test_a_viewer_is_told_whom_to_ask(vic: Persona) -> None:
    assert "Ask an editor of your body" in vic.client.get(address(vic)).text
    assert vic.client.post(address(vic), {"says_instead": WORDS}).status_code == 403


@pytest.mark.parametrize(("about", "what"), [("finding", "nothing"), ("record", "999"), ("partner", "ostley")])
def test_what_does_not_exist(ann: Persona, about: str, what: str) -> None:
    assert ann.client.get(address(ann, about, what)).status_code == 404


def test_a_private_record_of_another_body_cannot_be_named(ann: Persona, ben: Persona) -> None:
    row = record(ann, "gates", gate="g", name="G", body="Cabinet", visibility="private")
    assert ben.client.get(address(ben, "record", str(row.number))).status_code == 404


def test_an_outsider(ann: Persona, cat: Persona) -> None:
    assert cat.client.post(address(ann), {"says_instead": WORDS}).status_code == 404


def test_what_is_said_of_a_private_record_stays_with_those_who_read_it(ann: Persona, ben: Persona, con: Persona) -> None:
    row = record(ben, "stakes", partner="marlshire", cost_share=0.5, vote_share=0.75, visibility="private")
    con.client.post(address(con, "record", str(row.number)), {"says_instead": WORDS})
    entry = reverse("history_entry", args=[ann.place.arrangement.public_id, row.number + 1])
    assert WORDS in ben.client.get(entry).text
    assert WORDS not in ann.client.get(entry).text
