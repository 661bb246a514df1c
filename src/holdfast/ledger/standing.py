"""Which entries stand at a moment, and how widely each may be read: the ledger read forwards, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from holdfast.ledger.entry import WIDTH, Act, Envelope, Visibility
from holdfast.ledger.reader import Reader


@dataclass(slots=True)
class Standing:
    """What stands as known at one moment.

    `records` maps the number of each standing record to its envelope, in order; `widened` gives the visibility of those
    that were revealed. `begun` are the exchanges that have begun and `opened` those that have opened; `seals` gives by exchange
    the answers that stand in it, also where their words were erased after it opened. `heirs` maps a body to the one that took
    its place, `erased` are the entries whose words are gone.
    """

    records: dict[int, Envelope] = field(default_factory=dict)
    widened: dict[int, Visibility] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    heirs: dict[str, str] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)
    seals: dict[int, tuple[Envelope, ...]] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)

    def seal_of(self, exchange: int, body: str) -> Envelope | None:
        """The answer that stands for a body in an exchange: its own, or that of one with the same holder after a reorganisation."""
        holder = self.heir(body)
        found = [seal for seal in self.seals.get(exchange, ()) if self.heir(seal.body) == holder]
        return next((seal for seal in found if seal.body == body), found[0] if found else None)

    def is_sealed(self, envelope: Envelope) -> bool:
        """Whether what an entry says is still sealed."""
        return envelope.visibility == "sealed" and envelope.exchange not in self.opened

    def visibility(self, number: int) -> Visibility:
        """How widely a standing record may be read: as entered, or as since revealed."""
        return self.width_of(self.records[number])

    def width_of(self, envelope: Envelope) -> Visibility:
        """How widely an entry may be read, whether it stands or not."""
        return self.widened.get(envelope.number, envelope.visibility)

    def heir(self, body: str) -> str:
        """The body that now holds this one's place: itself, or its last successor."""
        seen = {body}
        while (body := self.heirs.get(body, body)) not in seen:
            seen.add(body)
        return body

    def may_read(self, number: int, reader: Reader) -> bool:
        """Whether a reader may read a standing record."""
        return self.may_open(self.records[number], reader)

    def may_open(self, envelope: Envelope, reader: Reader) -> bool:
        """Whether a reader may read what an entry says, whether it stands or not."""
        return reader.may_read(self.heir(envelope.body), self.width_of(envelope), envelope.exchange, self.opened)

    def copy(self) -> Standing:
        """The same, to be led on without this one."""
        return Standing(
            dict(self.records),
            dict(self.widened),
            set(self.opened),
            dict(self.heirs),
            set(self.begun),
            dict(self.seals),
            set(self.erased),
        )

    def readable(self, reader: Reader) -> tuple[int, ...]:
        """The numbers of the standing records that a reader may read, in order."""
        may_open = self.opener(reader)
        return tuple(number for number, envelope in self.records.items() if may_open(envelope))

    def opener(self, reader: Reader) -> Callable[[Envelope], bool]:
        """`may_open` for one reader and many entries, of which most are alike."""
        answers: dict[tuple[str, Visibility, int | None], bool] = {}

        def may_open(envelope: Envelope) -> bool:
            asked = (envelope.body, self.width_of(envelope), envelope.exchange)
            if asked not in answers:
                answers[asked] = self.may_open(envelope, reader)
            return answers[asked]

        return may_open


def standing(envelopes: Iterable[Envelope], *, known_at: dt.datetime | None = None) -> Standing:
    """What stands once all entries up to a moment have been entered; up to now where no moment is given."""
    found = Standing()
    for envelope in envelopes:
        if known_at is not None and envelope.entered > known_at:
            break
        follow(found, envelope)
    return found


def follow(found: Standing, envelope: Envelope) -> None:
    """Let one more entry take its effect on what stands."""
    _EFFECTS[envelope.act](found, envelope)


def _record(found: Standing, envelope: Envelope) -> None:
    _retire(found, envelope)
    found.records[envelope.number] = envelope


def _retire(found: Standing, envelope: Envelope) -> None:
    if envelope.target is not None:
        found.records.pop(envelope.target, None)


def _reveal(found: Standing, envelope: Envelope) -> None:
    target = envelope.target
    if target in found.records and WIDTH[envelope.visibility] > WIDTH[found.visibility(target)]:
        found.widened[target] = envelope.visibility


def _redact(found: Standing, envelope: Envelope) -> None:
    target = found.records.get(envelope.target or 0)
    if target is not None and target.exchange is not None and found.is_sealed(target):
        found.seals[target.exchange] = tuple(seal for seal in found.seals.get(target.exchange, ()) if seal.number != target.number)
    _retire(found, envelope)
    if envelope.target is not None:
        found.erased.add(envelope.target)


def _open(found: Standing, envelope: Envelope) -> None:
    if envelope.exchange is not None:
        found.begun.add(envelope.exchange)


def _seal(found: Standing, envelope: Envelope) -> None:
    if envelope.exchange is not None:
        found.records[envelope.number] = envelope
        found.seals[envelope.exchange] = (*found.seals.get(envelope.exchange, ()), envelope)


def _close(found: Standing, envelope: Envelope) -> None:
    if envelope.exchange is not None:
        found.opened.add(envelope.exchange)


def _succeed(found: Standing, envelope: Envelope) -> None:
    if envelope.heir and found.heir(envelope.heir) != envelope.body:
        found.heirs[envelope.body] = envelope.heir


_EFFECTS: Mapping[Act, Callable[[Standing, Envelope], None]] = {
    "record": _record,
    "retire": _retire,
    "redact": _redact,
    "reveal": _reveal,
    "open": _open,
    "seal": _seal,
    "close": _close,
    "succeed": _succeed,
}
