"""Receipts: written, read back however they were wrapped, and what the digests of an entry prove."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from holdfast.ledger import Entry, Envelope
from holdfast.ledger.digest import GENESIS
from holdfast.ledger.receipt import NoReceipt, Receipt, proof, receipt_text

ARRANGEMENT = "4689ada2-d7c0-4ead-a72f-7808317bd58d"


def entry(**said: object) -> Entry:
    moment = dt.datetime(2026, 11, 2, 16, 12, 3, tzinfo=dt.UTC)
    envelope = Envelope(
        arrangement=ARRANGEMENT, number=1, act="seal", body="ostley", visibility="sealed", author="x", entered=moment, exchange=1
    )
    return Entry.make(envelope, {"parts": {}, **said}, salt=bytes(32))


def text(of: Entry) -> str:
    return receipt_text(of, name="Four Councils", partner="Ostley District Council", by="Ann, Programme manager")


def test_a_receipt_reads_back() -> None:
    assert Receipt.read(text(entry())) == Receipt.of(entry())


def test_it_says_what_a_person_needs() -> None:
    for said in ("Ostley District Council", "Ann, Programme manager", "2026-11-02 16:12:03 UTC", "Exchange: 1"):
        assert said in text(entry())


def test_spaces_and_wraps_do_not_matter() -> None:
    receipt = Receipt.of(entry())
    grouped = " ".join(receipt.payload_digest[start : start + 4] for start in range(0, 64, 4))
    wrapped = text(entry()).replace(receipt.payload_digest, grouped[:50] + "\r\n    " + grouped[50:].upper())
    assert Receipt.read(f"> {wrapped}") == receipt


def test_what_is_no_receipt_says_what_is_missing() -> None:
    with pytest.raises(NoReceipt, match="Chain digest"):
        Receipt.read(text(entry()).rsplit("\n", 2)[0])
    with pytest.raises(NoReceipt, match="Arrangement, Entry"):
        Receipt.read("hello")


def test_differences_are_named() -> None:
    mine, other = Receipt.of(entry()), Receipt.of(entry(more=1))
    assert mine.differences(mine) == ()
    assert mine.differences(other) == ("Payload digest", "Chain digest")


def test_an_entry_proves_itself() -> None:
    assert proof(entry(), GENESIS, is_redacted=False) == "unchanged"


def test_other_words_do_not_fit() -> None:
    assert proof(dataclasses.replace(entry(), payload={"parts": {"a": 1}}), GENESIS, is_redacted=False) == "altered"


def test_another_time_does_not_fit() -> None:
    later = dataclasses.replace(entry().envelope, entered=dt.datetime(2026, 11, 3, tzinfo=dt.UTC))
    assert proof(dataclasses.replace(entry(), envelope=later), GENESIS, is_redacted=False) == "altered"


def test_another_place_in_the_chain_does_not_fit() -> None:
    assert proof(entry(), "1" * 64, is_redacted=False) == "altered"


def test_erased_words_are_erased_only_where_the_ledger_says_so() -> None:
    assert proof(entry().closed(), GENESIS, is_redacted=True) == "erased"
    assert proof(entry().closed(), GENESIS, is_redacted=False) == "altered"
