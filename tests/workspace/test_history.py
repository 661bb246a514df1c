"""The history: who said what and when, as far as the reader may know it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.models import StoredEntry
from tests.workspace.personas import Persona, record

SECRET = "Quillfeather"


def address(of: Persona) -> str:
    return reverse("history", args=[of.place.arrangement.public_id])


def numbers(of: Persona, **filters: Any) -> list[int]:
    page = of.client.get(address(of), filters)
    assert page.status_code == 200
    return [int(number) for number in re.findall(r'id="entry-(\d+)"', page.text)]


def _gate(by: Persona, name: str, **more: Any) -> StoredEntry:
    return record(by, "gates", gate=name, name=f"Gate {name}", body="Cabinet", **more)


def test_it_says_who_said_what_and_when(ann: Persona, ben: Persona) -> None:
    _gate(ben, "g1")
    page = ann.client.get(address(ann)).text
    assert "Recorded" in page
    assert "Marlshire County Council" in page
    assert "Ben, Programme manager" in page
    assert "Gate g1" in page
    assert ann.place.arrangement.__class__.objects.get(pk=ann.place.arrangement.pk).head[:4] in page


def test_the_latest_comes_first(ann: Persona) -> None:
    for name in ("g1", "g2"):
        _gate(ann, name)
    assert numbers(ann) == [4, 3, 2, 1]


def test_everybody_in_it_sees_it_and_nobody_else(
    ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, cat: Persona
) -> None:
    for persona in (ann, ben, con, vic, una):
        assert numbers(persona) == [3, 2, 1]
    assert cat.client.get(address(ann)).status_code == 404


def test_what_is_not_ones_own_shows_that_it_is_there_and_no_more(ann: Persona, ben: Persona, una: Persona) -> None:
    row = _gate(ann, "g1", visibility="private", note=SECRET, source=SECRET)
    assert "Gate g1" in ann.client.get(address(ann)).text
    for persona in (ben, una):
        page = persona.client.get(address(persona)).text
        assert f'id="entry-{row.number}"' in page
        assert "Private to its own body" in page
        assert "Gate g1" not in page
        assert SECRET not in page


def test_asking_for_a_kind_tells_nothing_of_what_is_closed(ann: Persona, ben: Persona) -> None:
    _gate(ann, "g1", visibility="private")
    assert '<option value="gates"' not in ben.client.get(address(ben)).text
    own = _gate(ben, "g2")
    assert numbers(ben, section="gates") == [own.number]
    assert numbers(ann, section="gates") == [own.number, own.number - 1]


def test_what_was_revealed_can_be_read(ann: Persona, ben: Persona) -> None:
    row = _gate(ann, "g1", visibility="private")
    append(by=ann.place, changes=[Change(act="reveal", target=row.number, visibility="partners", reason="Agreed at the board")])
    page = ben.client.get(address(ben)).text
    assert "Gate g1" in page
    assert "Agreed at the board" in page


def test_filters(ann: Persona, ben: Persona) -> None:
    row = _gate(ben, "g1")
    append(by=ben.place, changes=[Change(act="retire", target=row.number, reason="Entered twice")])
    assert numbers(ann, body="marlshire") == [5, 4]
    assert numbers(ann, body="marlshire", act="retire") == [5]
    assert numbers(ann, author=ben.place.author) == [5, 4]
    assert numbers(ann, section="partners") == [3, 2]
    assert numbers(ann, section="arrangement") == [1]
    day = f"{row.entered:%Y-%m-%d}"
    assert numbers(ann, since=day, until=day) == [5, 4, 3, 2, 1]
    assert numbers(ann, until="2020-01-01") == []
    assert "No entry is like this" in ann.client.get(address(ann), {"until": "2020-01-01"}).text


@pytest.mark.parametrize("wrong", [{"since": "yesterday"}, {"until": "9999-12-31"}, {"body": "nobody"}, {"act": "shout"}, {"page": "x"}])
def test_a_wrong_filter_is_said_and_breaks_nothing(ann: Persona, wrong: dict[str, str]) -> None:
    page = ann.client.get(address(ann), wrong)
    assert page.status_code == 200
    assert ("There is a problem" in page.text) is ("page" not in wrong)


def test_pages(ann: Persona) -> None:
    append(by=ann.place, changes=[Change(section="gates", raw=_raw(number)) for number in range(120)])
    assert numbers(ann) == list(range(122, 92, -1))
    assert numbers(ann, page=5) == [2, 1]
    page = ann.client.get(address(ann), {"page": 2, "act": "record"}).text
    assert "Entries 31 to 60 of 122" in page
    assert "?act=record&amp;page=3" in page


def _raw(number: int) -> dict[str, str]:
    return {"gate": f"n{number}", "name": "N", "body": "Cabinet", "on": "2026-11-01", "source": "s"}


def test_an_account_that_was_closed_leaves_its_entries(ann: Persona, ben: Persona) -> None:
    _gate(ben, "g1")
    ben.user.delete()
    assert "An account that was closed" in ann.client.get(address(ann)).text


def test_answer_sheets_stay_sheets(ann: Persona) -> None:
    record(ann, "rounds", round="r1", questionnaire="quick_check", opened="2026-11-01")
    record(ann, "answers", respondent="a1", round="r1", role="finance", answers={"shared_vision": 3}, comments={"shared_vision": SECRET})
    assert SECRET not in ann.client.get(address(ann)).text
