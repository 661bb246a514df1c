"""A file that is read beside what is recorded already: it may leave out, and say anew, what that says."""

from __future__ import annotations

import pytest

from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.partners import Partner
from holdfast.files import FileRefused, read_bytes, template
from tests.files.bad import SOUND, sound_workbook
from tests.make import evidence, make

ALONE = b'[[gates]]\ngate = "cabinet"\nname = "Cabinet"\npartner = "ostley"\non = 2026-01-01\nsource = "Plan"\n'
OSTLEY = make(Partner, partner="ostley", name="Ostley")


def test_a_file_may_name_what_is_recorded() -> None:
    with pytest.raises(FileRefused):
        read_bytes("a.toml", ALONE)
    read = read_bytes("a.toml", ALONE, beside=evidence(OSTLEY))
    assert [gate.name for gate in read.of(Gate)] == ["Cabinet"]
    assert read.arrangement.name == "Test"


def test_what_neither_says_is_still_refused() -> None:
    with pytest.raises(FileRefused, match="not one of the partners"):
        read_bytes("a.toml", ALONE, beside=evidence(make(Partner, partner="marsh", name="Marsh")))


@pytest.mark.parametrize(("name", "data"), [("a.toml", SOUND.encode()), ("a.xlsx", sound_workbook())])
def test_a_file_may_say_again_what_is_recorded(name: str, data: bytes) -> None:
    held = evidence(make(Gate, gate="cabinet", name="Old name", on="2026-01-01"))
    assert [gate.name for gate in read_bytes(name, data, beside=held).of(Gate)] == ["Cabinet decision"]


def test_a_workbook_without_a_name_takes_the_one_that_is_recorded() -> None:
    assert read_bytes("a.xlsx", template(), beside=evidence()).arrangement.name == "Test"
