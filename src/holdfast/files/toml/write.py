"""Writes arrangement files in TOML, so that every value comes back exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import tomli_w

from holdfast.core.evidence import KINDS, Arrangement, Evidence, Record
from holdfast.core.evidence.check import HEAD
from holdfast.core.schema import FieldSpec, fields_of
from holdfast.files.layout import columns, filled

COMMENT = "# The evidence of one arrangement, for Holdfast: one block for each record, in sections by kind.\n"


def toml_of(evidence: Evidence) -> str:
    """The evidence as TOML: sections in the order of kinds, fields only where they say something."""
    parts = [COMMENT, f"[{HEAD}]\n{''.join(_lines(evidence.arrangement, fields_of(Arrangement)))}"]
    by_kind: dict[type[Record], list[Record]] = {kind: [] for kind in KINDS}
    for record in evidence.records:
        by_kind[type(record)].append(record)
    for kind, records in by_kind.items():
        specs = columns(kind)[:-1]
        for number, record in enumerate(records, start=1):
            parts.append(f"[[{kind.meta.section}]]\n{_identity(record, number)}{''.join(_lines(record, specs))}")
    return "\n".join(parts)


def _identity(record: Record, number: int) -> str:
    """The id, unless reading would give the same one."""
    return "" if record.id == str(number) else f"id = {_literal(record.id)}\n"


def _lines(thing: object, specs: tuple[FieldSpec, ...]) -> Iterator[str]:
    for spec in specs:
        value = getattr(thing, spec.name)
        if not filled(spec, value):
            continue
        if isinstance(value, Mapping):
            for name, item in value.items():
                yield f"{spec.name}.{tomli_w.dumps({name: _plain_value(item)})}"
        elif isinstance(value, tuple):
            yield f"{spec.name} = [{', '.join(_literal(item) for item in value)}]\n"
        else:
            text = isinstance(value, str) and "\r" not in value
            yield tomli_w.dumps({spec.name: _plain_value(value)}, multiline_strings=text)


def _literal(value: Any) -> str:
    return tomli_w.dumps({"x": _plain_value(value)}).removeprefix("x = ").removesuffix("\n")


def _plain_value(value: Any) -> Any:
    """Whole amounts as whole numbers, so that what was typed as 1200 does not become 1200.0."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
