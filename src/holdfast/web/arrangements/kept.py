"""A small store for what is worked out again and again: it keeps what was used last, and is safe with several threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, MutableMapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(MutableMapping[K, V], Generic[K, V]):
    """At most so many values. A key must name everything its value depends on: then nothing kept is ever stale."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def __getitem__(self, key: K) -> V:
        with self._lock:
            found = self._kept[key]
            self._kept.move_to_end(key)
            return found

    def __setitem__(self, key: K, value: V) -> None:
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def __delitem__(self, key: K) -> None:
        with self._lock:
            del self._kept[key]

    def __iter__(self) -> Iterator[K]:
        with self._lock:
            return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def made(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made now where it is not kept."""
        found = self.get(key)
        if found is None:
            found = self[key] = make()
        return found
