"""What the ledger refuses whatever anybody's role: changes that would take something back from those who have read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from holdfast.ledger.entry import WIDTH, Act, Envelope
from holdfast.ledger.standing import Standing


class LedgerRefused(Exception):
    """The entry cannot follow what stands; the message is a sentence for the person who made it."""


GONE = "Somebody has replaced or retired this meanwhile. Look at what stands now before you change it."
NARROWER = "What more bodies can already read cannot be replaced by something that fewer can read. Retire it instead."
NOT_YOURS = "Only the body that told this can change it."
NOT_WIDER = "This can already be read that widely."
NO_EXCHANGE = "A sealed statement belongs to an open exchange, and this one has none."
NOTHING_TO_ERASE = "There is no such entry, or its words are erased already."
OPENED = "The exchange has opened: what was sealed in it stays as it was told. Record a new statement instead."
TOGETHER = "What is sealed opens for all at once, when the exchange does. Until then the body that sealed it can take it back."
STILL_OPEN = "An exchange is still going on. It has to open before another one can begin."
DONE = "Your body has said already that it is done. To change what it told, take the answer back first."


def refuse(found: Standing, envelope: Envelope) -> None:
    """Raise `LedgerRefused` where an entry cannot follow what stands."""
    _RULES[envelope.act](found, envelope)


def _record(found: Standing, envelope: Envelope) -> None:
    if envelope.visibility == "sealed" and envelope.exchange is None:
        raise LedgerRefused(NO_EXCHANGE)
    if envelope.visibility == "sealed" and envelope.exchange in found.opened:
        raise LedgerRefused(OPENED)
    if envelope.target is None:
        return
    _changes(found, envelope)
    if WIDTH[envelope.visibility] < WIDTH[found.visibility(envelope.target)]:
        raise LedgerRefused(NARROWER)


def _own(found: Standing, envelope: Envelope) -> Envelope:
    target = found.records.get(envelope.target or 0)
    if target is None:
        raise LedgerRefused(GONE)
    if found.heir(target.body) != found.heir(envelope.body):
        raise LedgerRefused(NOT_YOURS)
    return target


def _changes(found: Standing, envelope: Envelope) -> None:
    target = _own(found, envelope)
    if target.act == "seal":
        raise LedgerRefused(TOGETHER if found.is_sealed(target) else OPENED)


def _reveal(found: Standing, envelope: Envelope) -> None:
    if found.is_sealed(_own(found, envelope)):
        raise LedgerRefused(TOGETHER)
    if envelope.target and WIDTH[envelope.visibility] <= WIDTH[found.visibility(envelope.target)]:
        raise LedgerRefused(NOT_WIDER)


def _open(found: Standing, envelope: Envelope) -> None:
    if envelope.exchange is None:
        raise LedgerRefused(NO_EXCHANGE)
    if envelope.exchange in found.begun | found.opened:
        raise LedgerRefused("This exchange has begun already.")
    if found.begun - found.opened:
        raise LedgerRefused(STILL_OPEN)


def _seal(found: Standing, envelope: Envelope) -> None:
    if envelope.exchange is None or envelope.exchange not in found.begun or envelope.visibility != "sealed":
        raise LedgerRefused(NO_EXCHANGE)
    if envelope.exchange in found.opened:
        raise LedgerRefused(OPENED)
    if found.seal_of(envelope.exchange, envelope.body):
        raise LedgerRefused(DONE)


def _close(found: Standing, envelope: Envelope) -> None:
    if envelope.exchange is None:
        raise LedgerRefused(NO_EXCHANGE)
    if envelope.exchange in found.opened:
        raise LedgerRefused("This exchange has opened already.")


def _redact(found: Standing, envelope: Envelope) -> None:
    """Words are erased by whoever answers for the ledger, also those of a record that no longer stands.

    What is still sealed only its own body may erase.
    """
    if envelope.target is None or not 0 < envelope.target < envelope.number or envelope.target in found.erased:
        raise LedgerRefused(NOTHING_TO_ERASE)
    target = found.records.get(envelope.target)
    if target is not None and found.is_sealed(target) and found.heir(target.body) != found.heir(envelope.body):
        raise LedgerRefused(NOT_YOURS)


def _succeed(found: Standing, envelope: Envelope) -> None:
    if not envelope.heir or found.heir(envelope.heir) == envelope.body:
        raise LedgerRefused("A body cannot hand its place to itself.")
    if envelope.body in found.heirs:
        raise LedgerRefused("This body has handed its place over already.")


_RULES: Mapping[Act, Callable[[Standing, Envelope], None]] = {
    "record": _record,
    "retire": _changes,
    "reveal": _reveal,
    "redact": _redact,
    "open": _open,
    "seal": _seal,
    "close": _close,
    "succeed": _succeed,
}
