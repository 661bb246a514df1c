"""The one way an entry is written down before its digest is taken: canonical JSON (RFC 8785)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

import rfc8785

from holdfast.core.evidence import Record
from holdfast.core.schema import fields_of

# Numbers beyond this are not the same in every program that reads JSON, so they are written as text, as money is.
LARGEST_EXACT = 2**53 - 1


class NotCanonical(ValueError):
    """A value has no canonical form: a number that is none, half a character, or a nesting without end."""


def canonical(plain: Any) -> bytes:
    """The bytes of plain JSON values in canonical form: equal values give equal bytes, on any machine."""
    try:
        return rfc8785.dumps(plain)
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise NotCanonical(str(error)) from None


def read_exactly(text: str | bytes) -> Any:
    """What JSON says, where every program that reads it would find the same.

    Raises:
        ValueError: it is not JSON, or holds a name twice in one object, or a number that is none.
        RecursionError: it is nested without end.
    """
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once: of two values under one name, each program would take another."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice")
    return made


def _no_number(text: str) -> Any:
    raise ValueError(text)


def canonical_flat(plain: Mapping[str, str | int | None]) -> bytes:
    """The bytes that `canonical` gives, for an object of texts, whole numbers and nothing else, whose names are in order.

    Much quicker: an envelope is written anew for every entry that is read.
    """
    members = [f'"{name}":{_FLAT[type(value)](value)}' for name, value in plain.items()]
    try:
        return f"{{{','.join(members)}}}".encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(str(error)) from None


_FLAT: Mapping[type, Callable[[Any], str]] = {str: encode_basestring, int: str, type(None): lambda value: "null"}


def plain_record(record: object) -> dict[str, Any]:
    """A record, or the head of an arrangement, as plain JSON values: only the fields that say something.

    Dates are ISO texts and money is decimal text, which the check of evidence reads back exactly. The reference is left
    out: in the ledger it is the entry's number.
    """
    made = {}
    for spec in fields_of(type(record)):
        value = getattr(record, spec.name)
        if spec.name == "id" and isinstance(record, Record):
            continue
        if spec.required or value != spec.default:
            made[spec.name] = plain_value(value)
    return made


def plain_value(value: Any) -> Any:
    """One value of a field as JSON holds it."""
    return _PLAIN.get(type(value), _as_is)(value)


def _as_is(value: Any) -> Any:
    return {str(name): plain_value(item) for name, item in value.items()} if isinstance(value, Mapping) else value


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    Decimal: str,
    int: lambda value: value if abs(value) <= LARGEST_EXACT else str(value),
    float: lambda value: value if abs(value) <= LARGEST_EXACT else str(value),
    dt.date: lambda value: value.isoformat(),
    tuple: lambda value: [plain_value(item) for item in value],
    list: lambda value: [plain_value(item) for item in value],
}
