"""What a partner told otherwise in a later exchange than in an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfast.core.alignment.told import SEALED_KINDS, Told
from holdfast.core.evidence.record import Record
from holdfast.core.schema import fields_of

# Where a statement comes from and when it was made says nothing about what it says.
UNCOMPARED = frozenset({"id", "partner", "on", "source"})


@dataclass(frozen=True, slots=True)
class Moved:
    """One statement of a partner that changed. `before` or `after` is none where there was none, or where the part was not answered."""

    partner: str
    before: Record | None
    after: Record | None

    @property
    def kind(self) -> type[Record]:
        """The kind of record."""
        found = self.after or self.before
        assert found is not None
        return type(found)


def moved(earlier: Sequence[Told], later: Sequence[Told]) -> tuple[Moved, ...]:
    """Every statement that changed, of partners that answered both times; by partner, then in the order of the parts."""
    then = {one.partner: one for one in earlier if one.is_given}
    return tuple(change for one in later if one.is_given and one.partner in then for change in _of_one(then[one.partner], one))


def _of_one(before: Told, after: Told) -> Iterator[Moved]:
    for kind in SEALED_KINDS:
        was, now = _by_key(before.of(kind)), _by_key(after.of(kind))
        for key in dict.fromkeys((*was, *now)):
            if _says(was.get(key)) != _says(now.get(key)):
                yield Moved(after.partner, was.get(key), now.get(key))


def _by_key(records: Sequence[Record]) -> Mapping[tuple[object, ...], Record]:
    return {record.key(): record for record in records}


def _says(record: Record | None) -> Mapping[str, object]:
    if record is None:
        return {}
    return {spec.name: getattr(record, spec.name) for spec in fields_of(type(record)) if spec.name not in UNCOMPARED}
