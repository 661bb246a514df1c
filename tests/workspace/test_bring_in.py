"""A ledger from elsewhere: verified, and taken in whole or not at all."""

from __future__ import annotations

import dataclasses
import io
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from holdfast.core.evidence.decisions import Gate
from holdfast.ledger import Act, Entry, Envelope, Visibility
from holdfast.ledger.digest import GENESIS
from holdfast.ledger.export import Manifest, read_export, write_export
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.models import Arrangement, Exchange, Membership, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.verified import verified
from tests.workspace.personas import SOURCE, Persona, record, signed_in

ADDRESS = "/arrangements/import/"


@pytest.fixture
def taken(ann: Persona, ben: Persona) -> bytes:
    """Ann's export of an arrangement that is then gone from here, as on another installation."""
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet")
    record(ann, "gates", gate="g2", name="Own case", body="Cabinet", visibility="private")
    record(ben, "gates", gate="g3", name="Their case", body="Cabinet", visibility="private")
    row = record(ann, "gates", gate="g4", name="Erased case", body="Cabinet")
    redact(by=ann.place, number=row.number, reason="It named somebody")
    data = ann.client.get(reverse("export_ledger", args=[ann.place.arrangement.public_id, "own"])).getvalue()
    assert isinstance(data, bytes)
    ann.place.arrangement.delete()
    return data


@pytest.fixture
def ada(cat: Persona) -> Persona:
    """Cat, who leads an arrangement here, so she may bring one in."""
    return cat


def send(by: Persona, data: bytes, body: str = "ostley", receipts: str = "", name: str = "ledger.jsonl") -> HttpResponseBase:
    return by.client.post(ADDRESS, {"file": SimpleUploadedFile(name, data), "body": body, "receipts": receipts})


def rewritten(data: bytes, change: Callable[[list[Entry]], list[Entry]], **manifest: Any) -> bytes:
    """The export with other entries, its manifest made to fit them."""
    first, entries = read_export(io.BytesIO(data))
    made = change(list(entries))
    said: dict[str, Any] = {"count": len(made), "head": made[-1].chain, **manifest}
    return b"".join(write_export(dataclasses.replace(first, **said), made))


def relinked(entries: list[Entry], **fields: Any) -> list[Entry]:
    """A whole new chain over these entries, as somebody with time could make it, with something else on entry 4."""
    made: list[Entry] = []
    for entry in entries:
        payload = dict(entry.payload or {})
        envelope: Envelope = entry.envelope
        if envelope.number == 4:
            payload = fields.get("payload", payload)
            envelope = dataclasses.replace(envelope, **{name: value for name, value in fields.items() if name != "payload"})
        made.append(Entry.make(envelope, payload, salt=b"s" * 32, previous=made[-1].chain if made else GENESIS))
    return made


def test_it_goes_on_here(ada: Persona, taken: bytes) -> None:
    manifest: Manifest = read_export(io.BytesIO(taken))[0]
    answer = send(ada, taken)
    assert answer.status_code == 302
    kept = Arrangement.objects.get(public_id=manifest.arrangement)
    assert (kept.name, kept.head, kept.count, kept.imported) == ("Two Councils ICT", manifest.head, manifest.count, manifest.count)
    assert verified(kept).is_whole
    page = ada.client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert "8 entries came with it" in page.content.decode()
    own = Membership.objects.get(arrangement=kept)
    assert (own.user, own.body, own.role) == (ada.user, "ostley", Role.LEAD)
    place = dataclasses.replace(ada.place if ada.member else _member(kept, own, ada.user))
    record(Persona(ada.user, ada.client, place), "gates", gate="g9", name="Here", body="Cabinet")
    assert [gate.name for gate in state_of(kept).evidence(place.reader).of(Gate)] == ["Outline case", "Own case", "Here"]
    kept.refresh_from_db()
    assert verified(kept).is_whole


def _member(arrangement: Arrangement, membership: Membership, user: User) -> Any:
    from holdfast.web.arrangements.permissions import Member

    return Member(arrangement, membership, user)


def test_closed_entries_stay_closed_and_authors_strangers(ada: Persona, ann: Persona, taken: bytes) -> None:
    location = send(ada, taken, body="marlshire").headers["Location"]
    page = ada.client.get(f"{location}history/").content.decode()
    assert "An account elsewhere" in page
    assert "Ann, Programme manager" not in page
    assert "Their case" not in page
    assert "Private to its own body" in page
    assert "Its words are not on this installation" not in page


def test_receipts_are_held_against_it(ada: Persona, taken: bytes) -> None:
    manifest = read_export(io.BytesIO(taken))[0]
    answer = send(ada, taken, receipts=f"8 {'a' * 64}")
    assert answer.status_code == 422
    assert "Entry 8 is not the one on the receipt" in _text(answer)
    assert send(ada, taken, receipts=f"8 {manifest.head}").status_code == 302


def test_it_is_taken_in_once(ada: Persona, taken: bytes) -> None:
    send(ada, taken)
    answer = send(ada, taken)
    assert answer.status_code == 422
    assert "on this installation already" in _text(answer)


LIMIT = {"partner": "ostley", "subject": "payroll", "firmness": "red_line", "on": "2026-11-09", "source": SOURCE}
TERMS = {"bodies": ["ostley", "marlshire"], "sections": ["no_go_areas"], "closes_on": "2026-11-20"}


def with_exchange(entries: list[Entry], terms: dict[str, Any], told: dict[str, Any]) -> list[Entry]:
    """The ledger with an exchange that began, got one answer and opened."""
    made = list(entries)
    steps: list[tuple[Act, Visibility, dict[str, Any]]] = [("open", "partners", terms), ("seal", "sealed", told), ("close", "partners", {})]
    for act, visibility, payload in steps:
        last = made[-1]
        envelope = dataclasses.replace(
            last.envelope, act=act, visibility=visibility, number=last.envelope.number + 1, exchange=1, target=None, body="ostley"
        )
        made.append(Entry.make(envelope, payload, salt=b"s" * 32, previous=last.chain))
    return made


def test_exchanges_come_with_it(ada: Persona, taken: bytes) -> None:
    send(ada, rewritten(taken, lambda entries: with_exchange(entries[:4], TERMS, {"parts": {"no_go_areas": [LIMIT]}})))
    found = Exchange.objects.get(arrangement__imported=7)
    assert (found.number, found.bodies, found.sections) == (1, TERMS["bodies"], TERMS["sections"])
    assert found.closes_on.isoformat() == TERMS["closes_on"]
    assert found.opened is not None


@pytest.mark.parametrize(
    ("terms", "told", "sentence"),
    [
        ({**TERMS, "closes_on": "soon"}, {"parts": {}}, "does not say who takes part"),
        (TERMS, {"parts": {"no_go_areas": "none"}}, "is not a list of records"),
        (TERMS, {"parts": {"no_go_areas": [{**LIMIT, "firmness": "iron"}]}}, "firmness"),
    ],
    ids=["terms", "parts", "record"],
)
def test_an_exchange_that_no_ledger_could_hold(
    ada: Persona, taken: bytes, terms: dict[str, Any], told: dict[str, Any], sentence: str
) -> None:
    answer = send(ada, rewritten(taken, lambda entries: with_exchange(entries[:4], terms, told)))
    assert answer.status_code == 422
    assert sentence in _text(answer)


def _text(response: HttpResponseBase) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())  # type: ignore[attr-defined]


def _with_words(data: bytes) -> bytes:
    return data.replace(b"Outline case", b"Another case")


ALTERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "words": (_with_words, "Entry 4: what it says was altered"),
    "cut": (lambda data: b"".join(data.splitlines(keepends=True)[:-1]), "taken from its end"),
    "out": (lambda data: b"".join(line for place, line in enumerate(data.splitlines(keepends=True)) if place != 3), "Entry 3 is missing"),
    "count": (lambda data: rewritten(data, lambda entries: entries, count=99), "says that it has 99 entries, and it has 8"),
    "none": (lambda data: b"PK\x03\x04" + data, "is not an exported ledger"),
    "line": (lambda data: data + b"{}\n", "line 10 is not an entry"),
    "bomb": (lambda data: data + b"[" * 200_000, "line 10 cannot be read"),
    "erased": (
        lambda data: rewritten(
            data, lambda entries: relinked(entries[:4], act="redact", target=3, payload={"reason": "It named somebody", "rounds": [5]})
        ),
        "Entry 4: it does not say in words of which rounds something was erased.",
    ),
    "kind": (
        lambda data: rewritten(data, lambda entries: relinked(entries[:4], payload={"section": "shoes", "record": {}})),
        "Entry 4: it is not a record of a kind that is known here.",
    ),
    "record": (
        lambda data: rewritten(data, lambda entries: relinked(entries[:4], payload={"section": "gates", "record": {"gate": "x"}})),
        "Entry 4: name: is missing",
    ),
    "reason": (
        lambda data: rewritten(
            data, lambda entries: relinked(entries[:4], act="retire", target=3, body="marlshire", payload={"reason": 4})
        ),
        "Only the body that told this can change it.",
    ),
    "rules": (lambda data: rewritten(data, lambda entries: relinked(entries[:4], target=99)), "Entry 4: Somebody has replaced or retired"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_was_altered_is_refused_whole(name: str, ada: Persona, taken: bytes) -> None:
    change, sentence = ALTERED[name]
    before = StoredEntry.objects.count()
    answer = send(ada, change(taken))
    assert answer.status_code == 422
    assert sentence in _text(answer)
    assert Arrangement.objects.count() == 1
    assert StoredEntry.objects.count() == before


def test_a_body_that_does_not_speak_in_it(ada: Persona, taken: bytes) -> None:
    answer = send(ada, taken, body="thornmere")
    assert answer.status_code == 422
    assert "Choose one of marlshire, ostley." in _text(answer)


def test_nothing_sent(ada: Persona) -> None:
    answer = ada.client.post(ADDRESS, {})
    assert answer.status_code == 422
    assert "Choose a file first" in _text(answer)
    assert "Give the short name of your body" in _text(answer)


def test_who_may(ada: Persona, taken: bytes, db: None) -> None:
    administrator = User.objects.create_user("admin@it.example", name="Ida", is_administrator=True)
    nobody = User.objects.create_user("nobody@it.example", name="Noel")
    assert signed_in(administrator).get(ADDRESS).status_code == 200
    assert signed_in(nobody).get(ADDRESS).status_code == 403
    assert send(Persona(nobody, signed_in(nobody), None), taken).status_code == 403
    assert Client().get(ADDRESS).status_code == 302


def test_every_name_in_the_file_that_could_be_a_markup_is_text(ada: Persona, taken: bytes) -> None:
    data = rewritten(taken, lambda entries: entries, name="<script>alert(1)</script>")
    page = ada.client.get(send(ada, data).headers["Location"]).content.decode()
    assert "<script>alert" not in page


def test_an_arrangement_id_that_is_none(ada: Persona, taken: bytes) -> None:
    line, rest = taken.split(b"\n", 1)
    said = {**json.loads(line), "arrangement": str(uuid.uuid4()).upper()}
    assert send(ada, json.dumps(said).encode() + b"\n" + rest).status_code == 422
