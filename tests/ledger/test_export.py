"""An exported ledger: written and read without loss, and refused where it cannot be one."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.ledger import Entry, verify
from holdfast.ledger.export import LONGEST_LINE, NOT_ONE, ExportRefused, Manifest, in_one_line, read_export, write_export
from tests.ledger.chains import ARRANGEMENT, AUTHOR, chain, chains, envelope

ENTRIES = chain([envelope(number) for number in range(1, 4)])


def manifest(entries: list[Entry]) -> Manifest:
    return Manifest(
        arrangement=ARRANGEMENT,
        name="Two Councils ICT",
        count=len(entries),
        head=entries[-1].chain,
        audience="ostley",
        exported="2026-11-09T10:00:00+00:00",
        author=AUTHOR,
        post="Programme manager",
        body="ostley",
        holdfast="0.1.0",
        catalogue="abc",
    )


def written(entries: list[Entry]) -> bytes:
    return b"".join(write_export(manifest(entries), entries))


def read(data: bytes) -> tuple[Manifest, list[Entry]]:
    found, entries = read_export(io.BytesIO(data))
    return found, list(entries)


def with_line(place: int, **changes: Any) -> bytes:
    """The export of three entries with something on one line set to something else."""
    lines = written(ENTRIES).splitlines(keepends=True)
    plain = json.loads(lines[place])
    for name, value in changes.items():
        (plain["envelope"] if name in plain.get("envelope", ()) else plain)[name] = value
    lines[place] = json.dumps(plain).encode() + b"\n"
    return b"".join(lines)


@settings(max_examples=40)
@given(chains())
def test_nothing_is_lost(entries: list[Entry]) -> None:
    found, again = read(written(entries))
    assert found == manifest(entries)
    assert again == entries
    assert verify(again, head=found.head).is_whole


@given(st.text())
def test_any_name_can_be_exported(name: str) -> None:
    kept = in_one_line(name)
    data = b"".join(write_export(dataclasses.replace(manifest(ENTRIES), name=kept), ENTRIES))
    assert read(data)[0].name == kept


def test_it_is_written_and_read_one_line_at_a_time() -> None:
    def endless() -> Iterator[Entry]:
        yield ENTRIES[0]
        raise AssertionError("more was asked for than was needed")

    lines = write_export(manifest(ENTRIES), endless())
    first, second = next(lines), next(lines)

    class Pipe(io.BytesIO):
        """A file whose third line must not be read yet."""

        def readline(self, size: int | None = -1, /) -> bytes:
            assert self.tell() < len(first + second)
            return super().readline(size)

    _, entries = read_export(Pipe(first + second + first))
    assert next(entries) == ENTRIES[0]


FOREIGN = {
    "empty": b"",
    "line": b"\n",
    "toml": b"[arrangement]\n",
    "object": b"{}\n",
    "list": b"[]\n",
    "zip": b"PK\x03\x04",
    "bytes": b"\xff\xfe",
    "version": b'{"format":"holdfast-ledger","version":2}\n',
    "deep": b"[" * 100_000,
    "long": b"{" * 2 * LONGEST_LINE,
}
WRONG: tuple[dict[str, Any], ...] = (
    {"count": 0},
    {"count": True},
    {"count": "3"},
    {"head": "zz"},
    {"arrangement": "x"},
    {"exported": "yesterday"},
    {"exported": "2026-11-09"},
    {"author": 4},
    {"name": "\x1b[2J"},
    {"name": "x" * 201},
    {"more": 1},
)


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(ExportRefused) as refused:
        read(data)
    assert str(refused.value) == NOT_ONE


@pytest.mark.parametrize("changes", WRONG, ids=str)
def test_a_first_line_that_is_not_right(changes: dict[str, Any]) -> None:
    with pytest.raises(ExportRefused):
        read(with_line(0, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"number": 2.0},
        {"number": 2**31},
        {"act": "erase"},
        {"act": ["record"]},
        {"body": "Ostley Council"},
        {"visibility": "secret"},
        {"author": "Ann"},
        {"entered": "2026-11-02T09:00:00"},
        {"entered": "0001-01-01T00:00:00+05:00"},
        {"entered": 5},
        {"exchange": "1"},
        {"target": -1},
        {"heir": ""},
        {"envelope": None},
        {"payload": "words"},
        {"payload": []},
        {"salt": "ab"},
        {"salt": "zz" * 32},
        {"chain": None},
        {"payload_digest": "AB" * 32},
        {"name": "more"},
    ],
    ids=str,
)
def test_an_entry_that_is_none_is_refused_with_its_line(changes: dict[str, Any]) -> None:
    with pytest.raises(ExportRefused, match="line 3 is not an entry"):
        read(with_line(2, **changes))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"envelope":{}, "envelope":{}}\n', "line 5 cannot be read"),
        (b'{"payload": NaN}\n', "line 5 cannot be read"),
        (b'{"payload": ' + b"9" * 5000 + b"}\n", "line 5 cannot be read"),
        (b'{"payload": {"a": ' * 50_000, "line 5 cannot be read"),
        (b'{"cut off', "line 5 cannot be read"),
        (b"\xff\n", "line 5 cannot be read"),
        (b"4\n", "line 5 is not an entry"),
        (b" " * (LONGEST_LINE + 1), "line 5 is over 1,024 KB"),
    ],
    ids=["twice", "nan", "huge", "deep", "cut", "bytes", "number", "long"],
)
def test_a_line_that_cannot_be_read_is_named(line: bytes, words: str) -> None:
    with pytest.raises(ExportRefused, match=words):
        read(written(ENTRIES) + line)
