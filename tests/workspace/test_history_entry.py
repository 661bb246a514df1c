"""The page of one entry: in full for whoever may read it, and its receipt for everybody in the arrangement."""

from __future__ import annotations

import hashlib
import html
import re

from django.urls import reverse

from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.models import StoredEntry
from tests.workspace.personas import Persona, record


def page(of: Persona, number: int) -> str:
    found = of.client.get(reverse("history_entry", args=[of.place.arrangement.public_id, number]))
    assert found.status_code == 200
    return found.text


def _gate(by: Persona, **more: object) -> StoredEntry:
    return record(by, "gates", gate="g1", **{"name": "Outline case", "body": "Cabinet", "note": "Moved from May", **more})


def test_it_shows_all_of_it(ann: Persona) -> None:
    row = _gate(ann, planned="2027-05-04")
    text = page(ann, row.number)
    for words in (
        "Outline case",
        "4 May 2027",
        "Board paper 4",
        "Moved from May",
        "9 November 2026",
        "All partners",
        row.chain,
        row.payload_digest,
    ):
        assert words in text


def test_the_receipt_can_be_checked_by_hand(ann: Persona) -> None:
    row = _gate(ann)
    text = page(ann, row.number)
    content, previous, envelope = (html.unescape(found) for found in re.findall(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL))
    assert row.salt is not None
    assert bytes(row.salt).hex() in text
    digest = hashlib.sha256(bytes(row.salt) + content.encode()).digest()
    assert digest.hex() == row.payload_digest
    assert hashlib.sha256(bytes.fromhex(previous) + envelope.encode() + digest).hexdigest() == row.chain


def test_what_replaced_it_and_what_it_replaced(ann: Persona) -> None:
    first = _gate(ann)
    second = _gate(ann, name="Full case", target=first.number)
    (third,) = append(by=ann.place, changes=[Change(act="retire", target=second.number, reason="No longer planned")])
    assert "This no longer stands" in page(ann, first.number)
    assert f"Entry {second.number}</a>" in page(ann, first.number)
    text = page(ann, second.number)
    assert f"Entry {first.number}</a>" in text
    assert f"Entry {third.number}</a>" in text
    assert "No longer planned" in text
    assert "Full case" in page(ann, third.number)


def test_a_closed_entry_shows_its_digests_and_nothing_else(ann: Persona, ben: Persona, una: Persona) -> None:
    row = _gate(ann, visibility="private")
    assert row.salt is not None
    for persona in (ben, una):
        text = page(persona, row.number)
        assert "Private to its own body" in text
        assert row.chain in text
        assert row.payload_digest in text
        for words in ("Outline case", "Moved from May", "Board paper 4", bytes(row.salt).hex(), "gates", "Erase"):
            assert words not in text


def test_it_was_private_and_is_not_any_more(ann: Persona, ben: Persona) -> None:
    row = _gate(ann, visibility="private")
    append(by=ann.place, changes=[Change(act="reveal", target=row.number, visibility="partners", reason="Agreed")])
    text = page(ben, row.number)
    assert "Outline case" in text
    assert "At first: its own body only" in text


def test_it_leads_to_the_assessment_of_that_day(ann: Persona) -> None:
    row = _gate(ann)
    assert f"?known_at={row.entered:%Y-%m-%d}" in page(ann, row.number)


def test_an_entry_that_is_not_there(ann: Persona) -> None:
    for number in (0, 3, 10**12):
        assert ann.client.get(reverse("history_entry", args=[ann.place.arrangement.public_id, number])).status_code == 404


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    assert cat.client.get(reverse("history_entry", args=[ann.place.arrangement.public_id, 1])).status_code == 404
