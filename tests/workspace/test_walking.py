"""The search for planted words finds them however they are packed: what the tests of leaks rest on."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable

import pytest

from tests.workspace.walking import found_in, unpacked

MARK, VALUE, SALT = "Zqxsupplier7731", "8173264", "ab12" * 16
AROUND = b"<p>Quite other words, x7731 and Zqx alone, AAAAAAAAAAAA </p>" * 20
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda word: word,
    "in capitals": bytes.upper,
    "in hexadecimal": lambda word: word.hex().encode(),
    "in hexadecimal capitals": lambda word: word.hex().upper().encode(),
    **{f"in base64 after {before}": lambda word, before=before: base64.b64encode(b"q" * before + word + b"tail") for before in range(4)},  # type: ignore[misc]
}


@pytest.mark.parametrize("way", WAYS)
def test_a_mark_is_found(way: str) -> None:
    assert found_in(AROUND + WAYS[way](MARK.encode()) + AROUND, [MARK, "Zqxother0000"]) == {MARK}


def test_an_amount_and_a_salt_are_found() -> None:
    assert found_in(AROUND + b"8,173,264" + AROUND, [VALUE]) == {VALUE}
    assert found_in(AROUND + bytes.fromhex(SALT) + AROUND, [SALT]) == {SALT}
    assert found_in(AROUND + SALT.upper().encode(), [SALT]) == {SALT}


def test_nothing_is_found_where_nothing_is() -> None:
    assert found_in(AROUND, [MARK, VALUE, SALT]) == set()


def test_an_archive_is_looked_into() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", f"<c>{MARK}</c>")
    assert found_in(b"\n".join(unpacked(packed.getvalue())), [MARK]) == {MARK}
