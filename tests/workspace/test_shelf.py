"""What is kept beside the ledgers: bounded for each and for all together, and used last stays longest."""

from __future__ import annotations

import pytest

from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.shelf import Room, Shelf
from holdfast.web.arrangements.state import RESULTS_KEPT, ROOM_FOR_EVIDENCE, ROOM_FOR_RESULTS, LedgerState, state_of
from tests.workspace.personas import Persona


def test_what_was_used_longest_ago_goes_first() -> None:
    shelf: Shelf[str, int] = Shelf(Room(9), 2)
    shelf.put("a", 1)
    shelf.put("b", 2)
    assert shelf.get("a") == 1
    shelf.put("c", 3)
    assert shelf.get("b") is None
    assert (shelf.get("a"), shelf.get("c")) == (1, 3)


def test_all_shelves_share_one_room() -> None:
    room = Room(3)
    first, second = Shelf[str, int](room, 3), Shelf[str, int](room, 3)
    for name in "abc":
        first.put(name, 1)
    first.get("a")
    second.put("a", 2)
    assert first.keys() == ["c", "a"]
    assert len(room.places) == 3
    first.put("c", 4)
    assert len(room.places) == 3


def test_what_goes_makes_room() -> None:
    room = Room(3)
    first, second = Shelf[str, int](room, 3), Shelf[str, int](room, 3)
    first.put("a", 1)
    first.put("b", 1)
    first.drop("a")
    first.drop("never there")
    second.put("a", 2)
    second.put("b", 2)
    assert len(first) == 1
    first.clear()
    assert list(room.places.values()) == [second, second]


def test_many_ledgers_keep_no_more_than_there_is_room_for() -> None:
    before = len(ROOM_FOR_RESULTS.places)
    states = [LedgerState(f"ledger {number}") for number in range(2 * ROOM_FOR_RESULTS.most // RESULTS_KEPT)]
    try:
        for state in states:
            for number in range(RESULTS_KEPT):
                assert state.result(number, object) is state.result(number, object)
        assert before <= len(ROOM_FOR_RESULTS.places) <= ROOM_FOR_RESULTS.most
        assert len(states[0].results) == 0
        assert len(states[-1].results) == RESULTS_KEPT
    finally:
        for state in states:
            state.let_go()


def test_a_ledger_that_is_kept_no_longer_leaves_nothing_behind(ann: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_of(ann.place.arrangement)
    state.evidence(ann.place.reader)
    state.result("anything", object)
    monkeypatch.setattr("holdfast.web.arrangements.state.LEDGERS_KEPT", 1)
    other = Arrangement.objects.create(name="Another")
    state_of(other)
    assert (len(state.kept), len(state.results)) == (0, 0)
    assert state.kept not in ROOM_FOR_EVIDENCE.places.values()
