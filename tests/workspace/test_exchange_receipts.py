"""Receipts: what a body keeps, and how anybody checks it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from holdfast.web.arrangements import changes, changes_exchange
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.models import StoredEntry
from tests.workspace.exchange import address, begun, sealed, services
from tests.workspace.personas import Persona

RECEIPT, FILE, CHECK = "exchange_receipt", "exchange_receipt_file", "exchange_check"


@pytest.fixture
def ready(ann: Persona, ben: Persona) -> Any:
    services(ann)
    return begun(ann)


def kept(by: Persona) -> str:
    """The receipt as it was saved."""
    return by.client.get(address(FILE, by, 1)).text


def compared(by: Persona, receipt: str) -> str:
    return by.client.post(address(CHECK, by, 1), {"receipt": receipt}).text


def test_it_names_the_entry_and_both_digests(ben: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    row = StoredEntry.objects.get(number=number)
    text, page = kept(ben), ben.client.get(address(RECEIPT, ben, 1)).text
    for said in (f"Entry: {number}", row.payload_digest, row.chain, "Ben, Programme manager", "Marlshire County Council (marlshire)"):
        assert said in text, said
    assert row.payload_digest[:4] + " " + row.payload_digest[4:8] in page
    assert "60" not in text.split("Payload digest")[0].replace(str(ben.place.arrangement.public_id), "")


def test_there_is_none_before_sealing_or_for_those_who_speak_for_nobody(ann: Persona, ben: Persona, una: Persona, ready: Any) -> None:
    assert ben.client.get(address(RECEIPT, ben, 1)).status_code == 404
    sealed(ben, ready)
    assert ann.client.get(address(RECEIPT, ben, 1)).status_code == 404
    assert una.client.get(address(RECEIPT, ben, 1)).status_code == 403


def test_a_kept_receipt_matches_before_and_after(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    receipt = kept(ben)
    assert "It matches." in compared(ben, receipt)
    assert "It matches." in compared(ann, receipt)
    sealed(ann, ready)
    assert "It matches." in compared(ben, receipt)


def test_another_receipt_does_not_match(ann: Persona, ben: Persona, cat: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    receipt = kept(ben)
    row = StoredEntry.objects.get(number=number)
    assert "Payload digest differ" in compared(ben, receipt.replace(row.payload_digest, "0" * 64))
    assert "cut short since" in compared(ben, receipt.replace(f"Entry: {number}", "Entry: 9999"))
    other = receipt.replace(str(ben.place.arrangement.public_id), str(cat.place.arrangement.public_id) if cat.member else "0" * 8)
    assert "It matches." not in compared(ben, other)


def test_what_is_no_receipt_is_refused_kindly(ben: Persona, ready: Any) -> None:
    page = ben.client.post(address(CHECK, ben, 1), {"receipt": "hello"})
    assert page.status_code == 422
    assert "Paste all of it" in page.text
    assert "Paste your receipt first" in compared(ben, "")


def test_altered_words_no_longer_match(ann: Persona, ben: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    receipt = kept(ben)
    row = StoredEntry.objects.get(number=number)
    StoredEntry.objects.filter(pk=row.pk).update(payload=str(row.payload).replace("collaborate", "combine"))
    assert "it was altered since" in compared(ben, receipt)


def test_a_receipt_of_what_was_taken_back_says_so(ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    receipt = kept(ben)
    changes_exchange.take_back(by=ben.place, exchange=ready)
    assert "the words were erased since" in compared(ben, receipt)


def test_by_hand(ann: Persona, ben: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    sealed(ann, ready)
    row, before = (StoredEntry.objects.get(number=place) for place in (number, number - 1))
    names = ("exchange_content", "exchange_salt", "exchange_envelope")
    content, salt, envelope = (ann.client.get(address(name, ann, 1, number)).content for name in names)
    assert hashlib.sha256(salt + content).hexdigest() == row.payload_digest
    chain = bytes.fromhex(before.chain) + envelope + bytes.fromhex(row.payload_digest)
    assert hashlib.sha256(chain).hexdigest() == row.chain
    assert json.loads(content)["parts"]["depth_wishes"][0]["depth"] == "collaborate"


def test_before_the_opening_only_its_own_body_takes_it_away(ann: Persona, ben: Persona, una: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    for name in ("exchange_content", "exchange_salt", "exchange_envelope"):
        assert ben.client.get(address(name, ann, 1, number)).status_code == 200
        assert ann.client.get(address(name, ann, 1, number)).status_code == 404
        assert una.client.get(address(name, ann, 1, number)).status_code == 404


def test_no_other_entry_is_given_away(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    sealed(ann, ready)
    assert ann.client.get(address("exchange_content", ann, 1, 1)).status_code == 404


def test_the_page_lists_all_once_it_has_opened(ann: Persona, ben: Persona, una: Persona, ready: Any) -> None:
    sealed(ben, ready)
    assert "you can open only what your own body sealed" in una.client.get(address(CHECK, ann, 1)).text
    sealed(ann, ready)
    page = una.client.get(address(CHECK, ann, 1)).text
    assert page.count("unchanged since it was sealed") == 2
    assert "sha256sum" in page


def test_words_erased_later_say_so_everywhere(ann: Persona, ben: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    sealed(ann, ready)
    changes.append(by=ann.place, changes=[Change(act="redact", target=number, reason="Named a person")])
    StoredEntry.objects.filter(number=number).update(payload=None, salt=None)
    page = ann.client.get(address("exchange", ann, 1)).text
    assert "erased since, as the ledger says" in page
    assert ann.client.get(address("exchange_content", ann, 1, number)).status_code == 404


def test_an_outsider_is_told_nothing(ann: Persona, ben: Persona, cat: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    sealed(ann, ready)
    for name in (RECEIPT, FILE, CHECK):
        assert cat.client.get(address(name, ann, 1)).status_code == 404
    for name in ("exchange_content", "exchange_salt", "exchange_envelope"):
        assert cat.client.get(address(name, ann, 1, number)).status_code == 404
