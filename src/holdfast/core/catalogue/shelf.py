"""A shelf of the catalogue: the entries of one class by id, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from holdfast.core.schema import Refused, build

T = TypeVar("T")


class Shelf(Mapping[str, T]):
    """Entries by id. A command uses few of the hundreds there are, so none is made before it is needed."""

    def __init__(self, cls: type[T], raw: Mapping[str, Mapping[str, Any]]) -> None:
        self._cls = cls
        self._raw = raw
        self._made: dict[str, T] = {}

    def __getitem__(self, id: str) -> T:
        found = self._made.get(id)
        if found is None:
            found = self._made[id] = build(self._cls, self._raw[id])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def faults(self) -> Iterator[str]:
        """Everything wrong with its entries, each a sentence without the shelf's name. Makes them all."""
        for id in self._raw:
            try:
                self[id]
            except Refused as refused:
                yield from (f"{id}, {fault.field}: {fault.message}" for fault in refused.faults)
