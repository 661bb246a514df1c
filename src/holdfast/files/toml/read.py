"""Reads arrangement files in TOML, and says in plain words what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import tomli

from holdfast.core.evidence import Arrangement, Evidence
from holdfast.core.evidence.check import HEAD, KIND_OF, EvidenceRefused, RawRecord, RecordFault, check
from holdfast.core.schema import fields_of
from holdfast.files.fault import placed, refused

_AT_LINE = r"(.*) \(at (?:line (\d+), column \d+|(end of document))\)"
# A key of many parts joined by dots: the parser would need minutes for some thousands of them.
_DEEPEST = 20
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DEEP_KEY = rf"(?<![\w.-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{_DEEPEST},}}"
_TOO_DEEP = "lists or tables stand too deep in each other"
_TWICE = r"Cannot declare \(.*\) twice"
# What the parser says, in words for somebody who edits a file.
_PLAIN = {
    "Cannot overwrite a value": "the same field or section is written twice; expected it once",
    "Invalid value": "expected text in quotation marks, a number, a date such as 2026-11-24, true, false or a list",
    "Cannot mutate immutable namespace": "a table is added to after it was closed; expected each in one place",
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
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") >= _DEEPEST and re.search(_DEEP_KEY, line):
            raise refused(name, f"line {number} is not valid TOML: {_TOO_DEEP}")
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise refused(name, _plain(str(error))) from None
    except RecursionError:
        raise refused(name, f"is not valid TOML: {_TOO_DEEP}") from None
    except ValueError:
        raise refused(name, "is not valid TOML: it holds a number that is too long") from None


def _plain(message: str) -> str:
    match = re.fullmatch(_AT_LINE, message, re.DOTALL)
    if match is None:
        return f"is not valid TOML: {message[:1].lower()}{message[1:]}"
    what, line, _ = match.groups()
    what = re.sub(_TWICE, "Cannot overwrite a value", what)
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
