"""JSON Schemas of what is recorded, made from the classes themselves: one way for every kind, and for the catalogue's entries too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from holdfast.core.alignment.told import SEALED_KINDS
from holdfast.core.evidence import KINDS, Arrangement
from holdfast.core.evidence.check import HEAD
from holdfast.core.schema import FieldSpec, expected, fields_of, limits

Schema = dict[str, Any]
# The reference of a record is the number of its entry, so nobody gives one.
NOT_GIVEN = "id"
# What every record of a sealed answer is given in the end.
GIVEN_BY_AN_EXCHANGE = frozenset({NOT_GIVEN, "partner", "on", "source"})
# Digits before and after the point of an amount.
AMOUNT = r"[0-9]{1,13}(\.[0-9]{1,2})?"


def kind_schemas() -> dict[str, Schema]:
    """The schema of each kind of record, and of the arrangement's own head, by section."""
    return {HEAD: object_schema(Arrangement), **{kind.meta.section: _record_schema(kind) for kind in KINDS}}


def part_schemas() -> dict[str, Schema]:
    """The schema of a record of each kind that is told in a sealed exchange, as a body gives it."""
    return {kind.meta.section: object_schema(kind, left_out=GIVEN_BY_AN_EXCHANGE) for kind in SEALED_KINDS}


def _record_schema(kind: type[Any]) -> Schema:
    return {"title": kind.meta.title, "description": kind.meta.purpose, **object_schema(kind, left_out=frozenset({NOT_GIVEN}))}


def object_schema(cls: type[Any], *, left_out: frozenset[str] = frozenset()) -> Schema:
    """The schema of a class whose fields carry their words and limits. What may be left out may be null as well."""
    specs = [spec for spec in fields_of(cls) if spec.name not in left_out]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [spec.name for spec in specs if spec.required],
        "properties": {spec.name: _field(spec) for spec in specs},
    }


def _field(spec: FieldSpec) -> Schema:
    made = _value(spec)
    if not spec.required:
        made = {"anyOf": [made, {"type": "null"}]}
    return {**made, "title": spec.says.title, "description": _words(spec)}


def _words(spec: FieldSpec) -> str:
    """What the field is, what it takes, and in which unit."""
    refers = spec.refers or (spec.item.refers if spec.item else None)
    parts = [spec.says.hint, f"Takes {expected(spec)}", f"Names one of {refers.section}" if refers else "", spec.says.unit]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _value(spec: FieldSpec) -> Schema:
    return _OF_TYPE[spec.type](spec)


def _text(spec: FieldSpec) -> Schema:
    least = {"minLength": 1} if spec.required else {}
    return {"type": "string", **least, **({"pattern": f"^({spec.pattern.regex})$"} if spec.pattern else {})}


def _bounds(spec: FieldSpec) -> Schema:
    ge, le = limits(spec)
    return {"minimum": ge, "maximum": le}


def _whole(spec: FieldSpec) -> Schema:
    return {"type": "integer", **_bounds(spec)}


def _money(spec: FieldSpec) -> Schema:
    """As text it is exact, so that is how it is given back."""
    is_signed = not (spec.bounds and spec.bounds.ge == 0)
    return {"anyOf": [{"type": "string", "pattern": f"^{'-?' if is_signed else ''}{AMOUNT}$"}, {"type": "number", **_bounds(spec)}]}


def _list(spec: FieldSpec) -> Schema:
    return {"type": "array", "items": _value(spec.item) if spec.item else {}}


def _table(spec: FieldSpec) -> Schema:
    return {"type": "object", "additionalProperties": _value(spec.item) if spec.item else {}, "propertyNames": {"minLength": 1}}


_OF_TYPE: Mapping[str, Callable[[FieldSpec], Schema]] = {
    "text": _text,
    "date": lambda spec: {"type": "string", "format": "date"},
    "yes_no": lambda spec: {"type": "boolean"},
    "whole": _whole,
    "number": lambda spec: {"type": "number", **_bounds(spec)},
    "money": _money,
    "choice": lambda spec: {"type": "string", "enum": list(spec.choices)},
    "list": _list,
    "table": _table,
    "object": lambda spec: object_schema(spec.choices[0]),  # type: ignore[arg-type]
}
