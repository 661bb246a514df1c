"""What the ledger lets happen to a sealed exchange, and who may read what of it when."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

import pytest

from holdfast.ledger import Envelope, Reader, Standing
from holdfast.ledger.reader import PARTNERS
from holdfast.ledger.rules import DONE, LedgerRefused, refuse
from holdfast.ledger.standing import follow

OSTLEY, MARLSHIRE = Reader(frozenset({"ostley"})), Reader(frozenset({"marlshire"}))
_numbers = count(1)


def act(name: str, body: str = "ostley", **more: Any) -> Envelope:
    visibility = "sealed" if name == "seal" else "partners"
    settings = {"visibility": visibility, "exchange": 1, **more}
    moment = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
    return Envelope(arrangement="a", number=next(_numbers), act=name, body=body, author="x", entered=moment, **settings)  # type: ignore[arg-type]


def after(*envelopes: Envelope) -> Standing:
    """What stands after these, each checked."""
    found = Standing()
    for envelope in envelopes:
        refuse(found, envelope)
        follow(found, envelope)
    return found


def refused(found: Standing, envelope: Envelope) -> str:
    with pytest.raises(LedgerRefused) as caught:
        refuse(found, envelope)
    return str(caught.value)


def test_a_sealed_answer_is_read_by_its_body_alone_until_all_opens() -> None:
    seal = act("seal")
    sealed = after(act("open"), seal)
    assert [sealed.may_read(seal.number, reader) for reader in (OSTLEY, MARLSHIRE, PARTNERS)] == [True, False, False]
    opened = after(act("open"), seal, act("close"))
    assert [opened.may_read(seal.number, reader) for reader in (OSTLEY, MARLSHIRE, PARTNERS)] == [True, True, True]


def test_nothing_is_sealed_without_an_exchange_that_is_going_on() -> None:
    assert refused(Standing(), act("seal"))
    assert refused(after(act("open")), act("seal", exchange=2))
    assert refused(after(act("open")), act("seal", visibility="partners"))
    assert refused(after(act("open"), act("close")), act("seal"))


def test_one_answer_a_body() -> None:
    assert refused(after(act("open"), act("seal")), act("seal")) == DONE
    assert len(after(act("open"), act("seal"), act("seal", "marlshire")).seals[1]) == 2


def test_taking_back_lets_the_body_seal_anew() -> None:
    first, second = act("seal"), act("seal")
    found = after(act("open"), first, act("redact", target=first.number), second)
    assert found.seal_of(1, "ostley") == second
    assert first.number not in found.records


def test_only_its_own_body_takes_back_what_is_sealed() -> None:
    seal = act("seal")
    assert refused(after(act("open"), seal), act("redact", "marlshire", target=seal.number, exchange=None))


def test_words_erased_after_the_opening_leave_the_answer_on_record() -> None:
    seal = act("seal")
    found = after(act("open"), seal, act("close"), act("redact", "marlshire", target=seal.number, exchange=None))
    assert found.seal_of(1, "ostley") == seal
    assert seal.number not in found.records


@pytest.mark.parametrize("name", ["reveal", "retire", "record"])
def test_what_is_sealed_is_neither_revealed_nor_replaced(name: str) -> None:
    seal = act("seal")
    sealed = after(act("open"), seal)
    change = act(name, target=seal.number, exchange=None, visibility="public" if name == "reveal" else "partners")
    assert "together" in refused(sealed, change) or "all at once" in refused(sealed, change)


@pytest.mark.parametrize("name", ["retire", "record"])
def test_what_has_opened_stays_as_it_was_told(name: str) -> None:
    seal = act("seal")
    assert "stays as it was told" in refused(after(act("open"), seal, act("close")), act(name, target=seal.number, exchange=None))


def test_one_exchange_at_a_time_and_each_opens_once() -> None:
    assert refused(after(act("open")), act("open", exchange=2))
    assert refused(after(act("open")), act("open"))
    assert after(act("open"), act("close"), act("open", exchange=2)).begun == {1, 2}
    assert refused(after(act("open"), act("close")), act("close"))


def test_a_successor_holds_the_answer_of_the_body_it_took_over() -> None:
    seal = act("seal")
    found = after(act("open"), seal, act("succeed", "ostley", heir="north", exchange=None))
    assert found.seal_of(1, "ostley") == found.seal_of(1, "north") == seal
    assert refused(found, act("seal", "north")) == DONE
    assert found.may_read(seal.number, Reader(frozenset({"north"})))
    assert not found.may_read(seal.number, OSTLEY)


def test_two_answers_of_bodies_that_became_one_both_stand() -> None:
    first, second = act("seal"), act("seal", "marlshire")
    merged = [act("succeed", body, heir="north", exchange=None) for body in ("ostley", "marlshire")]
    found = after(act("open"), first, second, *merged)
    assert (found.seal_of(1, "ostley"), found.seal_of(1, "marlshire")) == (first, second)
