"""An exported ledger: one JSON Lines file, of which the first line says what it is and each further line is one entry.

What the reader of an export may not read goes out as a closed entry: its envelope and its digests. So the chain can be verified
by anybody who holds the file, and nothing is in it that its reader could not see. docs/adr/0012 says why it is like this.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, get_args

from holdfast.ledger.canonical import canonical, read_exactly
from holdfast.ledger.digest import is_digest
from holdfast.ledger.entry import Act, Entry, Envelope, Visibility

FORMAT = "holdfast-ledger"
VERSION = 1
# No record comes near it; a longer line is not read to its end.
LONGEST_LINE = 1024 * 1024
LONGEST_NAME = 200
NOT_ONE = "is not an exported ledger; expected a file that “Export the ledger” wrote"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


class ExportRefused(Exception):
    """The file is not an exported ledger that can be read; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the first line says: which ledger this is, up to which entry, for whom, and who wrote it with what.

    `audience` is who may read what is open in it. `author`, `post` and `body` are of the person who exported it, by post and
    not by name. `head` is the chain digest of entry number `count`.
    """

    arrangement: str
    name: str
    count: int
    head: str
    audience: str
    exported: str
    author: str
    post: str
    body: str
    holdfast: str
    catalogue: str


def in_one_line(text: str) -> str:
    """A name as the first line may hold it."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))[:LONGEST_NAME]


def write_export(manifest: Manifest, entries: Iterable[Entry]) -> Iterator[bytes]:
    """The lines of the file, one at a time; `entries` are closed already where the reader may not read them."""
    yield canonical({"format": FORMAT, "version": VERSION, **asdict(manifest)}) + b"\n"
    for entry in entries:
        yield canonical(_plain(entry)) + b"\n"


def read_export(file: BinaryIO) -> tuple[Manifest, Iterator[Entry]]:
    """What the first line says, and the entries, read one at a time as they are asked for.

    Raises:
        ExportRefused: the file is something else; or, while the entries are read, a line of it cannot be read.
    """
    lines = _lines(file)
    try:
        return _manifest(next(lines, {})), _entries(lines)
    except ExportRefused:
        raise ExportRefused(NOT_ONE) from None


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "envelope": entry.envelope.plain(),
        "payload": entry.payload,
        "salt": None if entry.salt is None else entry.salt.hex(),
        "payload_digest": entry.payload_digest,
        "chain": entry.chain,
    }


def _lines(file: BinaryIO) -> Iterator[dict[str, Any]]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise ExportRefused(f"line {number} is over {LONGEST_LINE // 1024:,} KB, more than any entry is")
        try:
            found = read_exactly(line)
        except (ValueError, RecursionError):
            raise ExportRefused(f"line {number} cannot be read: it is not JSON, or the file was cut off in it") from None
        if not isinstance(found, dict):
            raise ExportRefused(f"line {number} is not an entry")
        yield found


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    said = dict(plain)
    if said.pop("format", None) != FORMAT or said.pop("version", None) != VERSION or not _fits(said, _MANIFEST):
        raise ExportRefused(NOT_ONE)
    return Manifest(**said)


def _entries(lines: Iterator[dict[str, Any]]) -> Iterator[Entry]:
    for number, plain in enumerate(lines, start=1):
        if not _fits(plain, _ENTRY) or not _fits(plain["envelope"], _ENVELOPE):
            raise ExportRefused(f"line {number + 1} is not an entry of a ledger")
        yield Entry(
            envelope=Envelope.from_plain(plain["envelope"]),
            payload=plain["payload"],
            salt=None if plain["salt"] is None else bytes.fromhex(plain["salt"]),
            payload_digest=plain["payload_digest"],
            chain=plain["chain"],
        )


Check = Callable[[Any], bool]


def _fits(plain: Mapping[str, Any], checks: Mapping[str, Check]) -> bool:
    """Whether exactly these values are there, each as it must be."""
    return plain.keys() == checks.keys() and all(check(plain[name]) for name, check in checks.items())


def _is_words(value: Any) -> bool:
    """Words for one line of a page or a terminal: nothing that could move a cursor, nothing endless."""
    return isinstance(value, str) and len(value) <= LONGEST_NAME and value.isprintable()


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 < value < 2**31


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value
    except ValueError:
        return False


def _is_moment(value: Any) -> bool:
    try:
        moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
        return moment is not None and moment.utcoffset() is not None and bool(moment.astimezone(dt.UTC))
    except (ValueError, OverflowError):
        return False


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _or_empty(check: Check) -> Check:
    return lambda value: value == "" or check(value)


def _is_hex(value: Any) -> bool:
    return isinstance(value, str) and is_digest(value)


_MANIFEST: Mapping[str, Check] = {
    "arrangement": _is_id,
    "name": _is_words,
    "count": _is_number,
    "head": _is_hex,
    "audience": _is_words,
    "exported": _is_moment,
    "author": _is_id,
    "post": _is_words,
    "body": _is_words,
    "holdfast": _is_words,
    "catalogue": _is_words,
}
_ENTRY: Mapping[str, Check] = {
    "envelope": lambda value: isinstance(value, dict),
    "payload": _or_none(lambda value: isinstance(value, dict)),
    # 32 bytes too, so it looks like a digest.
    "salt": _or_none(_is_hex),
    "payload_digest": _is_hex,
    "chain": _is_hex,
}
_ENVELOPE: Mapping[str, Check] = {
    "arrangement": _is_id,
    "number": _is_number,
    "act": lambda value: value in get_args(Act),
    "body": _or_empty(_is_name),
    "visibility": lambda value: value in get_args(Visibility),
    # Empty where the calendar made the entry, and nobody.
    "author": _or_empty(_is_id),
    "entered": _is_moment,
    "exchange": _or_none(_is_number),
    "target": _or_none(_is_number),
    "heir": _or_none(_is_name),
}
