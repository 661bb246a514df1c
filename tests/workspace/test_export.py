"""What can be taken away, for whom, and that nothing else is in it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import cast

import pytest
from django.http import StreamingHttpResponse
from django.urls import reverse

from holdfast.core.evidence.decisions import Gate
from holdfast.files import read_bytes
from holdfast.ledger import Entry, verify
from holdfast.ledger.export import Manifest, read_export
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.models import StoredEntry
from tests.cli.runner import run
from tests.workspace.personas import Persona, record
from tests.workspace.personas import opened as opened_by_calendar

SECRET, SEALED, ERASED = "Quillfeather", "Mallowick", "Tarnbury"
FILES = ("export_ledger", "export_toml", "export_workbook")


@pytest.fixture
def full(ann: Persona, ben: Persona) -> Persona:
    """Ann, with an arrangement that holds something of every visibility, and something erased."""
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet", visibility="public")
    record(ann, "gates", gate="g2", name="Full case", body="Cabinet")
    record(ann, "gates", gate="g3", name="Own case", body="Cabinet", note=SECRET, visibility="private")
    record(ben, "gates", gate="g4", name="Their case", body="Cabinet", note=SECRET, visibility="private")
    append(by=ben.place, changes=[_sealed()])
    row = record(ann, "gates", gate="g5", name=ERASED, body="Cabinet")
    redact(by=ann.place, number=row.number, reason="It named somebody")
    return ann


def _sealed() -> Change:
    raw = {"partner": "marlshire", "subject": SEALED, "firmness": "red_line", "on": "2026-11-09", "source": "s"}
    return Change(section="no_go_areas", raw=raw, visibility="sealed", exchange=1)


def address(of: Persona, page: str, audience: str) -> str:
    return reverse(page, args=[of.place.arrangement.public_id, audience])


def taken(of: Persona, page: str, audience: str) -> bytes:
    answer = of.client.get(address(of, page, audience))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.getvalue()


def ledger(of: Persona, audience: str) -> tuple[Manifest, list[Entry]]:
    manifest, entries = read_export(io.BytesIO(taken(of, "export_ledger", audience)))
    return manifest, list(entries)


def opened(entries: list[Entry]) -> list[int]:
    return [entry.envelope.number for entry in entries if entry.payload is not None]


def test_the_page_offers_each_file_for_each_reader(full: Persona, una: Persona) -> None:
    page = full.client.get(reverse("export", args=[full.place.arrangement.public_id])).text
    for name in FILES:
        for audience in ("own", "partners", "public"):
            assert address(full, name, audience) in page
    page = una.client.get(reverse("export", args=[full.place.arrangement.public_id])).text
    assert address(full, "export_ledger", "own") not in page
    assert address(full, "export_ledger", "partners") in page


@pytest.mark.parametrize("audience", ["own", "partners", "public"])
def test_the_chain_verifies_for_every_reader(full: Persona, audience: str, tmp_path: Path) -> None:
    manifest, entries = ledger(full, audience)
    full.place.arrangement.refresh_from_db()
    assert verify(entries, head=full.place.arrangement.head).is_whole
    assert (manifest.count, manifest.head) == (full.place.arrangement.count, full.place.arrangement.head)
    assert (manifest.author, manifest.body, manifest.post) == (full.place.author, "ostley", "Programme manager")
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(taken(full, "export_ledger", audience))
    assert run("verify", path).exit_code == 0


def test_each_reader_gets_what_they_may_read(full: Persona, ben: Persona, una: Persona) -> None:
    assert opened(ledger(full, "own")[1]) == [1, 2, 3, 4, 5, 6, 10]
    assert opened(ledger(ben, "own")[1]) == [1, 2, 3, 4, 5, 7, 8, 10]
    for persona in (full, ben, una):
        assert opened(ledger(persona, "partners")[1]) == [1, 2, 3, 4, 5, 10]
        assert opened(ledger(persona, "public")[1]) == [4]
    assert opened(ledger(una, "own")[1]) == [1, 2, 3, 4, 5, 10]
    assert ledger(una, "own")[0].audience == "partners"


@pytest.mark.parametrize("page", FILES)
def test_nothing_that_is_not_theirs_is_in_it(full: Persona, ben: Persona, una: Persona, page: str) -> None:
    salts = [bytes(row.salt).hex() for row in StoredEntry.objects.filter(number__in=[6, 7, 8]) if row.salt]
    for persona, audience, words in (
        (full, "own", ["Their case", SEALED, ERASED]),
        (ben, "own", ["Own case", ERASED]),
        (full, "partners", [SECRET, SEALED, ERASED]),
        (ben, "public", [SECRET, SEALED, ERASED, "Full case", "Ostley District Council"]),
        (una, "own", [SECRET, SEALED, ERASED]),
    ):
        data = _plain(page, taken(persona, page, audience))
        assert not [word for word in words if word.encode() in data]
        if audience != "own":
            assert not [salt for salt in salts if salt.encode() in data]


def _plain(page: str, data: bytes) -> bytes:
    """What a file holds as text: a workbook is packed."""
    if page != "export_workbook":
        return data
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_what_was_sealed_is_open_once_the_exchange_has_opened(full: Persona, ben: Persona) -> None:
    opened_by_calendar(ben, 1)
    assert 8 in opened(ledger(full, "partners")[1])
    assert SEALED.encode() in taken(full, "export_toml", "own")


@pytest.mark.parametrize(("page", "name"), [("export_toml", "x.toml"), ("export_workbook", "x.xlsx")])
def test_what_stands_can_be_read_again(full: Persona, page: str, name: str) -> None:
    evidence = read_bytes(name, taken(full, page, "own"))
    assert [gate.gate for gate in evidence.of(Gate)] == ["g1", "g2", "g3"]


def test_it_goes_out_piece_by_piece(full: Persona) -> None:
    answer = full.client.get(address(full, "export_ledger", "own"))
    assert isinstance(cast(object, answer), StreamingHttpResponse)


def test_an_altered_row_does_not_go_out(full: Persona) -> None:
    assert ledger(full, "own")
    StoredEntry.objects.filter(number=5).update(payload='{"section":"gates","record":{"name":"Forged"}}')
    from holdfast.web.arrangements.state import BrokenChain

    with pytest.raises(BrokenChain):
        taken(full, "export_ledger", "own")


def test_no_other_reader_can_be_asked_for(full: Persona) -> None:
    for page in FILES:
        assert full.client.get(address(full, page, "marlshire")).status_code == 404


def test_an_outsider_is_told_nothing(full: Persona, cat: Persona) -> None:
    for page in FILES:
        assert cat.client.get(address(full, page, "public")).status_code == 404
