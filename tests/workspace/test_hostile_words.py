"""Hostile words come out as words: on tables, entries, forms, stale forms, previews and messages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from holdfast.core.evidence.decisions import Gate
from holdfast.files import write_toml
from tests.make import evidence, make
from tests.workspace.addresses import add, page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, record

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>'\"{{ member }}{% now %}"
WORDS = {
    "markup": MARKUP,
    "formula": '=HYPERLINK("http://x")',
    "right_to_left": "\u202eevil \u05d0\u05d1",
    "long": "a" * 5000,
    "many_words": "word " * 2000,
    "emoji": "🏛️ é ñ",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_on_every_page_of_a_record(ann: Persona, words: str) -> None:
    send(ann.client, add(ann, "decisions", "gates"), gate="g1", name=words, criteria=words, source=words, note=words)
    number = ann.place.arrangement.count + 1
    pages = [
        page(ann, "evidence"),
        page(ann, "evidence_theme", "decisions"),
        page(ann, "evidence_kind", "decisions", "gates"),
        page(ann, "entry", number),
        page(ann, "correct", number),
        page(ann, "retire", number),
        page(ann, "reveal", number),
        page(ann, "overview"),
        add(ann, "decisions", "gates"),
        f"{page(ann, 'evidence_theme', 'decisions')}?words={words[:50]}&partner={words[:50]}",
    ]
    for path in pages:
        found = ann.client.get(path)
        assert found.status_code == 200, path
        assert "<script>alert" not in found.text, path
        assert "onerror=alert(1)>" not in found.text, path
    sent = read_form(ann.client.get(page(ann, "correct", number)).text)
    assert sent["name"] == [words.strip()]


def test_on_a_form_with_errors_and_a_stale_one(ann: Persona) -> None:
    found = send(ann.client, add(ann, "decisions", "gates"), gate=MARKUP, name=MARKUP, planned_day=MARKUP, level=MARKUP, partner=MARKUP)
    assert found.status_code == 422
    assert "<script>alert" not in found.text
    assert read_form(found.text)["partner"] == [MARKUP]
    row = record(ann, "gates", gate="g1", name=MARKUP)
    path = page(ann, "correct", row.number)
    start = read_form(ann.client.get(path).text)
    record(ann, "gates", gate="g1", name=f"{MARKUP}2", target=row.number)
    found = send(ann.client, path, start=start, name=f"{MARKUP}3")
    assert found.status_code == 409
    assert "<script>alert" not in found.text


def test_in_a_file(ann: Persona) -> None:
    content = write_toml(evidence(make(Gate, gate="g1", name=MARKUP, source=MARKUP)))
    upload = SimpleUploadedFile(f"{MARKUP[:30]}.toml", content.encode())
    found = ann.client.post(page(ann, "import"), {"file": upload}, follow=True)
    assert found.status_code == 200
    assert "<script>alert" not in found.text


def test_more_than_a_form_may_hold_is_refused_whole(ann: Persona) -> None:
    found = send(ann.client, add(ann, "decisions", "gates"), gate="g1", name="x", source="x", note="a" * 300_000)
    assert found.status_code in (400, 413)
