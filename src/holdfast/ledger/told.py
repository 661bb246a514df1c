"""What a reader was told, entry by entry: which records each entry let them read, or took away.

An entry that changes nothing of what the reader may read (a private one of another body, one that is still sealed) is
passed over, so nothing that is made of this can name it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from holdfast.ledger.entry import Act, Envelope
from holdfast.ledger.reader import Reader
from holdfast.ledger.standing import Standing, follow

# Acts after which anything may have become readable; the others touch one record each.
_WIDE: frozenset[Act] = frozenset({"close", "succeed"})


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that changed what the reader may read.

    `added` and `removed` are numbers of records. `is_open` says whether the reader may read the entry itself, and so may
    be told of it; what it did to the records they can see for themselves.
    """

    envelope: Envelope
    added: frozenset[int]
    removed: frozenset[int]
    is_open: bool


def told(envelopes: Sequence[Envelope], reader: Reader, *, after: dt.datetime | None = None) -> tuple[frozenset[int], list[Told]]:
    """What the reader could read at a moment (nothing, where none is given), and the entries since that changed it."""
    found = Standing()
    place = 0
    while after is not None and place < len(envelopes) and envelopes[place].entered <= after:
        follow(found, envelopes[place])
        place += 1
    start = frozenset(found.readable(reader))
    return start, list(_since(found, envelopes[place:], reader, set(start)))


def readable_at(envelopes: Iterable[Envelope], reader: Reader, moments: Sequence[dt.datetime]) -> list[frozenset[int]]:
    """What the reader could read at each of these moments, earliest first: the ledger read forwards, once."""
    found, rest = Standing(), iter(envelopes)
    ahead = next(rest, None)
    made = []
    for moment in moments:
        while ahead is not None and ahead.entered <= moment:
            follow(found, ahead)
            ahead = next(rest, None)
        made.append(frozenset(found.readable(reader)))
    return made


def _since(found: Standing, envelopes: Iterable[Envelope], reader: Reader, seen: set[int]) -> Iterator[Told]:
    for envelope in envelopes:
        follow(found, envelope)
        touched = {*seen, *found.records} if envelope.act in _WIDE else {envelope.number, envelope.target or 0}
        readable = {number for number in touched if number in found.records and found.may_read(number, reader)}
        added, removed = readable - seen, (touched & seen) - readable
        if added or removed:
            seen |= added
            seen -= removed
            yield Told(envelope, frozenset(added), frozenset(removed), _is_open(found, envelope, reader))


def _is_open(found: Standing, envelope: Envelope, reader: Reader) -> bool:
    """Whether the reader may be told of an entry: it is as widely open as it says, or as its record has since become."""
    visibility = found.visibility(envelope.number) if envelope.number in found.records else envelope.visibility
    return reader.may_read(found.heir(envelope.body), visibility, envelope.exchange, found.opened)
