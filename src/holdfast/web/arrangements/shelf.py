"""What was worked out, kept for the next who asks: so much for each ledger, and so much for all ledgers of the process together.

What was used last stays longest. Anything here may go at any moment, and is then worked out again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Room:
    """How much all shelves together may hold."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = threading.Lock()
        # Every place in use on any shelf, that which was used last at the end.
        self.places: OrderedDict[tuple[int, Hashable], Shelf[Hashable, object]] = OrderedDict()


class Shelf(Generic[K, T]):
    """What is kept beside one ledger; it takes its places from a room that all share."""

    def __init__(self, room: Room, most: int) -> None:
        self._room = room
        self._most = most
        self._values: OrderedDict[K, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> T | None:
        """What is kept under a key; it was then used last."""
        with self._room.lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                self._room.places.move_to_end((id(self), key))
            return found

    def put(self, key: K, value: T) -> None:
        """Keep a value; what was used longest ago goes, first here and then anywhere."""
        with self._room.lock:
            self._values[key] = value
            self._values.move_to_end(key)
            self._room.places[id(self), key] = self  # type: ignore[assignment]  # only ever asked to let go
            self._room.places.move_to_end((id(self), key))
            if len(self._values) > self._most:
                self._let_go(next(iter(self._values)))
            while len(self._room.places) > self._room.most:
                (_, oldest), shelf = next(iter(self._room.places.items()))
                shelf._let_go(oldest)

    def drop(self, key: K) -> None:
        """Keep this no longer."""
        with self._room.lock:
            if key in self._values:
                self._let_go(key)

    def keys(self) -> list[K]:
        """What is kept now."""
        with self._room.lock:
            return list(self._values)

    def clear(self) -> None:
        """Keep nothing."""
        with self._room.lock:
            for key in list(self._values):
                self._let_go(key)

    def _let_go(self, key: K) -> None:
        del self._values[key]
        del self._room.places[id(self), key]
