"""The fields of a dataclass as every consumer sees them: forms, tables, sheets, documentation and the check."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

from holdfast.core.schema.frozen import Bounds, Outcome, Pattern, Refers, Says


class FieldSpec(NamedTuple):
    """One field as every consumer sees it: its words, its plain type and its limits.

    `type` is one of: text, date, yes_no, whole, number, money, choice, list, table; `choices` belongs
    to choice; `item` is the spec of a list's or a table's members.
    """

    name: str
    says: Says
    type: str
    required: bool
    default: Any
    choices: tuple[str, ...] = ()
    bounds: Bounds | None = None
    pattern: Pattern | None = None
    refers: Refers | None = None
    outcome: bool = False
    item: FieldSpec | None = None


_PLAIN: Mapping[Any, str] = {
    str: "text",
    dt.date: "date",
    bool: "yes_no",
    int: "whole",
    float: "number",
    Decimal: "money",
}


_FIELDS: dict[type[Any], tuple[FieldSpec, ...]] = {}


def fields_of(cls: type[Any]) -> tuple[FieldSpec, ...]:
    """The fields of a dataclass in order, with what its annotations say; worked out once a class."""
    found = _FIELDS.get(cls)
    if found is None:
        found = _FIELDS[cls] = tuple(field_spec(field) for field in dataclasses.fields(cls))
    return found


@cache  # what all records have in common is one field each, worked out once for all kinds
def field_spec(field: dataclasses.Field[Any]) -> FieldSpec:
    if isinstance(field.type, str):  # evaluating some 500 annotations at each start would take longer than an assessment
        raise TypeError(f"the module that has the field {field.name} must not postpone its annotations")
    words = field.metadata.get("says") or Says(field.name.replace("_", " ").capitalize())
    default = None if field.default is dataclasses.MISSING else field.default
    if field.default_factory is not dataclasses.MISSING:
        default = field.default_factory()
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    return _type_spec(field.name, words, field.type, required=required, default=default)


def _type_spec(name: str, words: Says, hint: Any, *, required: bool, default: Any) -> FieldSpec:
    marks: dict[type, Any] = {}
    hint = _unwrap(hint, marks)
    extra: dict[str, Any] = {}
    origin = typing.get_origin(hint)
    if origin is Literal:
        kind = "choice"
        extra["choices"] = typing.get_args(hint)
    elif origin is tuple:
        kind = "list"
        extra["item"] = _type_spec(name, words, typing.get_args(hint)[0], required=True, default=None)
    elif origin is not None and issubclass(origin, Mapping):
        kind = "table"
        extra["item"] = _type_spec(name, words, typing.get_args(hint)[1], required=True, default=None)
    elif dataclasses.is_dataclass(hint):
        kind = "object"
        extra["choices"] = (hint,)
    else:
        kind = _PLAIN[hint]
    return FieldSpec(
        name=name,
        says=words,
        type=kind,
        required=required,
        default=default,
        bounds=marks.get(Bounds),
        pattern=marks.get(Pattern),
        refers=marks.get(Refers),
        outcome=Outcome in marks,
        **extra,
    )


def _unwrap(hint: Any, marks: dict[type, Any]) -> Any:
    """Take off `Annotated` and `| None`, collecting the marks on the way."""
    while True:
        origin = typing.get_origin(hint)
        if origin is Annotated:
            hint, *found = typing.get_args(hint)
            for mark in found:
                marks.setdefault(type(mark), mark)
        elif origin in (typing.Union, types.UnionType):
            (hint,) = (arg for arg in typing.get_args(hint) if arg is not type(None))
        else:
            return hint
