"""Checks the fields of one raw object: names, types, and what lax conversion would take without asking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from holdfast.core.evidence.hints import nearest, shown, slip
from holdfast.core.schema import FieldFault, FieldSpec, Refused, build, expected, fields_of

T = TypeVar("T")
_ISO_DATE = r"\d{4}-\d{2}-\d{2}(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_ITEM = r"(\w+) \((.+)\)"
# Types that conversion would take for something else: true for 1, a number for a date counted from 1970.
_NEVER: Mapping[str, tuple[type, ...]] = {
    "date": (bool, int, float, Decimal),
    "whole": (bool,),
    "number": (bool,),
    "money": (bool,),
    "choice": (bool, float),
}
_KNOWN: dict[type[Any], Mapping[str, FieldSpec]] = {}


class Built(NamedTuple, Generic[T]):
    """The object, where it could be made, and every fault met on the way."""

    made: T | None
    faults: tuple[FieldFault, ...]


def _specs(cls: type[Any]) -> Mapping[str, FieldSpec]:
    specs = _KNOWN.get(cls)
    if specs is None:
        specs = _KNOWN[cls] = {spec.name: spec for spec in fields_of(cls)}
    return specs


def build_checked(cls: type[T], raw: Mapping[str, Any]) -> Built[T]:
    """An object of the class, or everything wrong with its fields; an empty text is a field left out."""
    specs = _specs(cls)
    faults: list[FieldFault] = []
    values: dict[str, Any] = {}
    wrong: set[str] = set()
    for name, value in raw.items():
        spec = specs.get(name)
        if spec is None:
            hint = nearest(str(name), specs) or f"; the fields are {', '.join(specs)}"
            faults.append(FieldFault(shown(name), f"is not a field of this section{hint}"))
        elif value is None or (value.__class__ is str and not value.strip()):
            continue
        elif _is_lax(spec, value):
            faults.extend(_lax_faults(spec, value))
            wrong.add(name)
            if isinstance(value, Mapping) and spec.item is not None:
                values[name] = {key: item for key, item in value.items() if not _is_lax(spec.item, item)}
        else:
            values[name] = value
    try:
        made = build(cls, values)
    except Refused as refused:
        faults.extend(_hinted(fault, specs, values) for fault in refused.faults if fault.field not in wrong)
        made = None
    order = {name: number for number, name in enumerate(raw)}
    faults.sort(key=lambda fault: order.get(fault.field.split(" (")[0], -1))
    return Built(None if faults else made, tuple(faults))


def _is_lax(spec: FieldSpec, value: Any) -> bool:
    """Whether conversion would read something else into the value than its writer meant."""
    if isinstance(value, _NEVER.get(spec.type, ())):
        return True
    if spec.type == "date":
        return isinstance(value, str) and not re.fullmatch(_ISO_DATE, value.strip())
    if spec.item is not None:
        return any(_is_lax(spec.item, item) for _, item in _items(value))
    return False


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    """The members of a list or table, each with the name by which a sentence speaks of it."""
    if isinstance(value, Mapping):
        yield from ((str(name), item) for name, item in value.items())
    elif isinstance(value, list | tuple):
        yield from ((f"item {number}", item) for number, item in enumerate(value, start=1))


def _lax_faults(spec: FieldSpec, value: Any) -> Iterator[FieldFault]:
    if spec.item is None:
        yield FieldFault(spec.name, _sentence(spec, value))
        return
    for name, item in _items(value):
        if _is_lax(spec.item, item):
            yield FieldFault(f"{spec.name} ({name})", _sentence(spec.item, item))


def _sentence(spec: FieldSpec, value: Any) -> str:
    return f"“{shown(value)}” is not right; expected {expected(spec)}{slip(spec, value)}"


def _hinted(fault: FieldFault, specs: Mapping[str, FieldSpec], values: Mapping[str, Any]) -> FieldFault:
    """The schema's fault with its value named in full, on one line, and with what was probably meant."""
    item = re.fullmatch(_ITEM, fault.field, re.DOTALL)
    name = item[1] if item else fault.field
    spec = specs.get(name)
    if spec is None or name not in values:
        return FieldFault(fault.field, " ".join(fault.message.split()))
    if item is None:
        return FieldFault(name, _sentence(spec, values[name]))
    return _hinted_item(spec, values[name], item[2])


def _hinted_item(spec: FieldSpec, value: Any, place: str) -> FieldFault:
    assert spec.item is not None
    if isinstance(value, Mapping):
        return FieldFault(f"{spec.name} ({place})", _sentence(spec.item, value.get(place, place)))
    number = int(place)
    return FieldFault(f"{spec.name} (item {number + 1})", _sentence(spec.item, value[number]))
