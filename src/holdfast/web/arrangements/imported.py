"""An exported ledger held against everything an own one is held against, before any of it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from holdfast.core.evidence import Arrangement as Head
from holdfast.core.evidence.check import HEAD, KIND_OF
from holdfast.core.evidence.fields import build_checked
from holdfast.ledger import Entry, Standing, Verification, verify
from holdfast.ledger.export import Manifest, read_export
from holdfast.ledger.rules import LedgerRefused, refuse
from holdfast.ledger.standing import follow
from holdfast.web.arrangements.state import ROUNDS_ERASED

FAULTS_SAID = 20


class ImportRefused(Exception):
    """The ledger is not taken in; `sentences` say why."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


@dataclass(slots=True)
class _Replay:
    """The ledger led through its own rules once more, entry by entry."""

    standing: Standing = field(default_factory=Standing)
    bodies: dict[str, None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def through(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            if len(self.faults) < FAULTS_SAID:
                self.faults.extend(f"Entry {entry.envelope.number}: {fault}" for fault in self._faults(entry))
            self.bodies.setdefault(entry.envelope.body)
            follow(self.standing, entry.envelope)
            yield entry

    def _faults(self, entry: Entry) -> Iterator[str]:
        try:
            refuse(self.standing, entry.envelope)
        except LedgerRefused as refused:
            yield str(refused)
        if entry.payload is not None:
            yield from _SAID.get(entry.envelope.act, _reason_faults)(entry.payload)


@dataclass(frozen=True, slots=True)
class Examined:
    """An export that may be taken in: what its first line says, what was verified, and the bodies that speak in it."""

    manifest: Manifest
    verification: Verification
    bodies: tuple[str, ...]


def examined(file: BinaryIO, *, anchors: Mapping[int, str] | None = None) -> Examined:
    """Read a whole export and hold it against its digests, the ledger's rules and the record kinds; nothing is kept.

    Raises:
        ExportRefused: it is not an exported ledger, or a line of it cannot be read.
        ImportRefused: it was altered, or holds what no ledger of ours could hold.
    """
    manifest, entries = read_export(file)
    replay = _Replay()
    found = verify(replay.through(entries), head=manifest.head, anchors=anchors)
    faults = [*found.faults, *replay.faults]
    if found.count != manifest.count:
        faults.append(f"Its first line says that it has {manifest.count:,} entries, and it has {found.count:,}.")
    if faults:
        raise ImportRefused(faults[:FAULTS_SAID])
    return Examined(manifest, found, tuple(sorted(body for body in replay.bodies if body)))


def _record_faults(payload: Mapping[str, Any]) -> Iterator[str]:
    """A record is checked as one from any file is."""
    section, raw = payload.get("section"), payload.get("record")
    kind = Head if section == HEAD else KIND_OF.get(section) if isinstance(section, str) else None
    if kind is None or not isinstance(raw, dict) or "id" in raw:
        yield "it is not a record of a kind that is known here."
        return
    built = build_checked(kind, raw if kind is Head else {**raw, "id": "1"})
    yield from (f"{fault.field}: {fault.message}." for fault in built.faults)
    if "parts" in payload:
        yield from _answer_faults(payload)
    yield from _reason_faults(payload)


def _answer_faults(payload: Mapping[str, Any]) -> Iterator[str]:
    """Many records in one entry, such as a sealed answer: each is checked as any record is."""
    parts = payload.get("parts")
    if not isinstance(parts, dict) or not all(isinstance(records, list) for records in parts.values()):
        yield "what it tells together is not a list of records of each kind."
        return
    for section, records in parts.items():
        for raw in records:
            yield from _record_faults({"section": section, "record": raw})


def _exchange_faults(payload: Mapping[str, Any]) -> Iterator[str]:
    """What a sealed exchange that begins says: who takes part, of which kinds, and until when."""
    lists = [payload.get("bodies"), payload.get("sections")]
    if not all(isinstance(found, list) and all(isinstance(name, str) for name in found) for found in lists) or not _is_date(payload):
        yield "it does not say who takes part in the exchange, of what, and until when."


def _is_date(payload: Mapping[str, Any]) -> bool:
    try:
        return bool(dt.date.fromisoformat(payload["closes_on"]))
    except (KeyError, TypeError, ValueError):
        return False


def _reason_faults(payload: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(payload.get("reason", ""), str):
        yield "its reason is not in words."


def _erasure_faults(payload: Mapping[str, Any]) -> Iterator[str]:
    """Why words were erased, and of which rounds they were."""
    rounds = payload.get(ROUNDS_ERASED, [])
    if not isinstance(rounds, list) or not all(isinstance(name, str) for name in rounds):
        yield "it does not say in words of which rounds something was erased."
    yield from _reason_faults(payload)


_SAID: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "record": _record_faults,
    "seal": _answer_faults,
    "open": _exchange_faults,
    "redact": _erasure_faults,
}
