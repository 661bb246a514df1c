"""The order in which fields are shown: what a record says first, then where it comes from."""

from __future__ import annotations

from typing import Any

from holdfast.core.evidence import Record
from holdfast.core.schema import FieldSpec, fields_of

# Of every record's common fields, those that come after its own.
LAST = ("on", "source", "note")


def columns(kind: type[Record]) -> tuple[FieldSpec, ...]:
    """The fields of a kind: the partner, its own fields, when and from where it is known, its reference."""
    specs = {spec.name: spec for spec in fields_of(kind)}
    common = (*LAST, "id")
    return (*(spec for name, spec in specs.items() if name not in common), *(specs[name] for name in common))


def filled(spec: FieldSpec, value: Any) -> bool:
    """Whether a value says more than leaving the field out would."""
    return spec.required or bool(value != spec.default)
