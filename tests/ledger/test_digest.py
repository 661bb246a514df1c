"""The digests, against values worked out with hashlib from bytes written down by hand."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from holdfast.ledger import Entry
from holdfast.ledger.digest import GENESIS, is_digest, payload_digest
from tests.ledger.chains import envelope

SALT = bytes(range(32))
PAYLOAD = {"section": "gates", "record": {"on": "2026-11-02", "name": "Café £5", "planned": None, "cost": "12.50"}}
PAYLOAD_BYTES = '{"record":{"cost":"12.50","name":"Café £5","on":"2026-11-02","planned":null},"section":"gates"}'.encode()
ENVELOPE_BYTES = (
    b'{"act":"record","arrangement":"0b9f7c1e-6f0a-4a53-9a52-2f6f1d2f8a10","author":"6a1f0c52-3d7e-4a0f-8a63-0f6a2f1f9d11",'
    b'"body":"ostley","entered":"2026-11-02T09:00:01.000125+00:00","exchange":null,"heir":null,"number":1,"target":null,'
    b'"visibility":"partners"}'
)
CONTENT = hashlib.sha256(SALT + PAYLOAD_BYTES).digest()
FIRST = hashlib.sha256(bytes(32) + ENVELOPE_BYTES + CONTENT).digest()


def test_the_first_entry() -> None:
    entry = Entry.make(envelope(1), PAYLOAD, salt=SALT)
    assert entry.payload_digest == CONTENT.hex()
    assert entry.chain == FIRST.hex()


def test_the_values_stay_what_they_were_when_this_was_written() -> None:
    assert CONTENT.hex() == "ea3acab62b23bbd7a465d3372e6ca55b78b70299a65f3210af0f5edaba7a0976"
    assert FIRST.hex() == "7aa7dab4c28406778fc907d1e9d2c2ae59ea4e52b615d39a27501bba017b0f2f"


def test_the_next_entry_follows_the_first() -> None:
    other = ENVELOPE_BYTES.replace(b'"number":1', b'"number":2').replace(b"09:00:01", b"09:00:02")
    entry = Entry.make(envelope(2), PAYLOAD, salt=SALT, previous=FIRST.hex())
    assert entry.chain == hashlib.sha256(FIRST + other + CONTENT).hexdigest()


def test_a_moment_is_written_in_utc() -> None:
    summer = dt.timezone(dt.timedelta(hours=1))
    same = envelope(1, entered=dt.datetime(2026, 11, 2, 10, 0, 1, 125, tzinfo=summer))
    assert Entry.make(same, PAYLOAD, salt=SALT).chain == FIRST.hex()


def test_a_salt_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        payload_digest(b"short", b"{}")


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "G" * 64, "A" * 64, "0" * 63 + "\n", "é" * 64])
def test_what_is_no_digest(text: str) -> None:
    assert not is_digest(text)
    assert is_digest(GENESIS)


def test_a_closed_entry_keeps_its_digests_and_says_nothing() -> None:
    entry = Entry.make(envelope(1), PAYLOAD, salt=SALT)
    assert (entry.closed().payload, entry.closed().salt) == (None, None)
    assert (entry.closed().payload_digest, entry.closed().chain) == (entry.payload_digest, entry.chain)
