"""What an indicator looks at: only the kinds it says it reads, and those that all may look at. What changed relies on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

import pytest

from benchmarks.synthetic import evidence as synthetic
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Arrangement, Evidence, Record
from holdfast.core.evidence.history import Register
from holdfast.core.indicators import READERS
from holdfast.core.over_time import READ_BY_ALL
from holdfast.files import read
from holdfast.files.examples import all_examples

R = TypeVar("R", bound=Record)


class Watched(Evidence):
    """Evidence that notes which kinds somebody looks at; to look at all records at once is not allowed."""

    def __init__(self, whole: Evidence, looked_at: set[type[Record]]) -> None:
        self._whole = whole
        self.looked_at = looked_at

    @property
    def arrangement(self) -> Arrangement:  # type: ignore[override]
        return self._whole.arrangement

    @property
    def date(self) -> dt.date:  # type: ignore[override]
        return self._whole.date

    @property
    def records(self) -> tuple[Record, ...]:
        raise AssertionError("an indicator looks at all records at once")

    def as_at(self, date: dt.date) -> Evidence:
        return Watched(self._whole.as_at(date), self.looked_at)

    def every(self, kind: type[R]) -> tuple[R, ...]:
        self.looked_at.add(kind)
        return self._whole.every(kind)

    def history(self, kind: type[R]) -> tuple[R, ...]:
        self.looked_at.add(kind)
        return self._whole.history(kind)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        self.looked_at.add(kind)
        return self._whole.of(kind)

    def is_complete(self, kind: type[Record], start: dt.date, end: dt.date, partner: str | None = None) -> bool:
        self.looked_at.add(Register)
        return self._whole.is_complete(kind, start, end, partner)


@pytest.fixture(scope="module")
def bodies() -> Mapping[str, Evidence]:
    questions = frozenset(load_catalogue().questions)
    return {example.slug: read(example.path, questions=questions) for example in all_examples()} | {"synthetic": synthetic(4000)}


@pytest.mark.parametrize("indicator", READERS)
def test_it_looks_only_at_what_it_says(indicator: str, bodies: Mapping[str, Evidence]) -> None:
    reader = READERS[indicator]
    for slug, whole in bodies.items():
        looked_at: set[type[Record]] = set()
        assert reader.read(Watched(whole, looked_at)) == reader.read(whole)
        beyond = looked_at - set(reader.kinds) - READ_BY_ALL
        assert not beyond, f"{slug}: {indicator} looks at {', '.join(kind.__name__ for kind in beyond)} without saying so"
