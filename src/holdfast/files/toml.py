"""Arrangement files in TOML: read with the standard library, written so that every value comes back exactly."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

import tomli_w

from holdfast.core.evidence import KINDS, Arrangement, Evidence, Record
from holdfast.core.evidence.check import HEAD, KIND_OF, EvidenceRefused, RawRecord, RecordFault, check
from holdfast.core.schema import FieldSpec, fields_of
from holdfast.files.fault import placed, refused
from holdfast.files.layout import columns, filled

COMMENT = "# The evidence of one arrangement, for Holdfast: one block for each record, in sections by kind.\n"
_AT_LINE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|(end of document))\)", re.DOTALL)
# What the parser says, in words for somebody who edits a file.
_PLAIN = {
    "Cannot overwrite a value": "the same field or section is written twice; expected it once",
    "Invalid value": "expected text in quotation marks, a number, a date such as 2026-11-24, true, false or a list",
    "Invalid date or datetime": "there is no such date; expected one such as 2026-11-24",
    "Expected newline or end of document after a statement": (
        "expected one “field = value” on a line, text in quotation marks, dates such as 2026-11-24"
    ),
    "Illegal character '\\n'": "a text is not closed; expected a quotation mark at its end",
}


def read_toml(name: str, data: bytes, questions: Collection[str] | None, beside: Evidence | None = None) -> Evidence:
    """The evidence of a TOML file, or `FileRefused` with every fault."""
    raw = _parsed(name, _text(name, data))
    faults: list[RecordFault] = []
    head = raw.pop(HEAD, None)
    if head is not None and not isinstance(head, dict):
        faults.append(RecordFault(HEAD, None, "", "is not right; expected one table that begins with [arrangement]"))
        head = {}
    sections = {section: tuple(_records(section, value, faults)) for section, value in raw.items()}
    try:
        return check(head, sections, questions=questions, found=faults, beside=beside, may_replace=True)
    except EvidenceRefused as refusal:
        raise placed(name, refusal.faults) from None


def _text(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(name, "is in UTF-16; save it as UTF-8")
    zero = data.find(b"\0")
    if zero >= 0:
        raise refused(name, f"line {_line(data, zero)} holds a zero byte, so this is not text; expected TOML in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(name, f"line {_line(data, error.start)} is not in UTF-8; save the file as UTF-8") from None


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refused(name, _plain(str(error))) from None
    except RecursionError:
        raise refused(name, "is not valid TOML: lists or tables stand too deep in each other") from None
    except ValueError:
        raise refused(name, "is not valid TOML: it holds a number that is too long") from None


def _plain(message: str) -> str:
    match = _AT_LINE.fullmatch(message)
    if match is None:
        return f"is not valid TOML: {message[:1].lower()}{message[1:]}"
    what, line, _ = match.groups()
    words = _PLAIN.get(what, what[:1].lower() + what[1:])
    return f"line {line} is not valid TOML: {words}" if line else f"is not valid TOML at its end: {words}"


def _records(section: str, value: Any, faults: list[RecordFault]) -> Iterator[RawRecord]:
    """The records of a section; anything else at its place is a fault of the file."""
    if isinstance(value, list):
        for row, item in enumerate(value, start=1):
            if isinstance(item, dict):
                yield RawRecord(row, item)
            elif section in KIND_OF:
                faults.append(RecordFault(section, row, "", f"is not a record; expected fields under [[{section}]]"))
    elif section in KIND_OF:
        faults.append(RecordFault(section, None, "", f"is not a list of records; expected [[{section}]] above each, with two brackets"))
    elif section in {spec.name for spec in fields_of(Arrangement)}:
        faults.append(RecordFault(section, None, "", "stands outside every section; expected it under [arrangement]"))


def write_toml(evidence: Evidence) -> str:
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
