"""What the ledger refuses, whoever asks."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.ledger import Envelope, standing
from holdfast.ledger.rules import GONE, NARROWER, NO_EXCHANGE, NOT_WIDER, NOT_YOURS, NOTHING_TO_ERASE, OPENED, LedgerRefused, refuse
from tests.ledger.chains import envelope

# One record of Ostley for all partners, one of its own, one sealed in exchange 1 and one in exchange 2, which has opened.
BEFORE: list[Envelope] = [
    envelope(1),
    envelope(2, visibility="private"),
    envelope(3, visibility="sealed", exchange=1),
    envelope(4, visibility="sealed", exchange=2),
    envelope(5, act="close", exchange=2),
    envelope(6, act="retire", target=1),
    envelope(7),
]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"target": 7},
        {"target": 7, "visibility": "public"},
        {"visibility": "sealed", "exchange": 1},
        {"act": "retire", "target": 2},
        {"act": "reveal", "target": 2, "visibility": "partners"},
        {"act": "redact", "target": 1},
        {"act": "redact", "target": 7, "body": "marlshire"},
        {"act": "close", "exchange": 1},
        {"act": "open", "exchange": 3},
        {"act": "succeed", "heir": "marlshire"},
    ],
    ids=str,
)
def test_what_may_follow(fields: dict[str, Any]) -> None:
    refuse(standing(BEFORE), envelope(8, **fields))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"target": 1}, GONE),
        ({"target": 99}, GONE),
        ({"act": "retire", "target": 1}, GONE),
        ({"act": "retire"}, GONE),
        ({"target": 7, "body": "marlshire"}, NOT_YOURS),
        ({"act": "reveal", "target": 2, "visibility": "public", "body": "marlshire"}, NOT_YOURS),
        ({"target": 7, "visibility": "private"}, NARROWER),
        ({"act": "reveal", "target": 7, "visibility": "partners"}, NOT_WIDER),
        ({"visibility": "sealed"}, NO_EXCHANGE),
        ({"visibility": "sealed", "exchange": 2}, OPENED),
        ({"act": "close"}, NO_EXCHANGE),
        ({"act": "close", "exchange": 2}, "This exchange has opened already."),
        ({"act": "redact"}, NOTHING_TO_ERASE),
        ({"act": "redact", "target": 8}, NOTHING_TO_ERASE),
        ({"act": "succeed", "heir": "ostley"}, "A body cannot hand its place to itself."),
    ],
    ids=str,
)
def test_what_may_not(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LedgerRefused) as refused:
        refuse(standing(BEFORE), envelope(8, **fields))
    assert str(refused.value) == sentence


def test_words_are_erased_once() -> None:
    found = standing([*BEFORE, envelope(8, act="redact", target=1)])
    with pytest.raises(LedgerRefused, match="erased already"):
        refuse(found, envelope(9, act="redact", target=1))


def test_a_successor_may_change_what_its_predecessor_told() -> None:
    found = standing([envelope(1), envelope(2, act="succeed", heir="newtown")])
    refuse(found, envelope(3, body="newtown", target=1))
    with pytest.raises(LedgerRefused):
        refuse(found, envelope(3, body="marlshire", target=1))
