"""Strategies that make valid records of every kind, and evidence whose references hold, from the fields alone."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from holdfast.core.evidence import KINDS, Arrangement, Evidence, Record
from holdfast.core.evidence.check import KIND_OF
from holdfast.core.schema import FieldSpec, Refused, build, fields_of

Codes = Mapping[str, tuple[str, ...]]

# Text that formats stumble over: formulas, escapes, separators, other scripts.
AWKWARD = (
    "=1+1",
    "+44",
    "-5",
    "@sum",
    "'quoted'",
    '"',
    '"""',
    "a; b",
    "x = y",
    "back\\slash",
    "\\;",
    "_x000D_",
    "_x005F_x0041_",
    "#N/A",
    "TRUE",
    "2026-01-01",
    "1e5",
    "007",
    "a\nb",
    "a\r\nb",
    "tab\there",
    "\u2028",
    "é漢😀",
    "yes",
    "nan",
    "\ufffe",
    "{x}",
    "[[gates]]",
    "# no",
)
# What no record may hold is left out: characters that cannot be seen.
SEEN = st.characters(exclude_categories=["Cs", "Cc"])
TEXT = st.one_of(st.sampled_from(AWKWARD), st.text(SEEN, min_size=1, max_size=12)).filter(str.strip)
SLUGS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True)
DATES = st.dates(dt.date(1890, 1, 1), dt.date(2100, 12, 31))
# A partner that has no stake keeps shares from having to add up to 1.
BYSTANDER = "bystander"


def _texts(spec: FieldSpec, codes: Codes) -> st.SearchStrategy[Any]:
    if spec.refers is not None:
        return st.sampled_from(codes[spec.refers.section]) if codes.get(spec.refers.section) else SLUGS
    return SLUGS if spec.pattern else TEXT


def _numbers(spec: FieldSpec, _: Codes) -> st.SearchStrategy[Any]:
    bounds = spec.bounds
    low, high = (bounds.ge, bounds.le) if bounds else (None, None)
    return st.floats(low if low is not None else -1e12, high if high is not None else 1e12, allow_nan=False)


def _wholes(spec: FieldSpec, _: Codes) -> st.SearchStrategy[Any]:
    bounds = spec.bounds
    low, high = (bounds.ge, bounds.le) if bounds else (None, None)
    return st.integers(int(low) if low is not None else -(10**17), int(high) if high is not None else 10**17)


def _money(spec: FieldSpec, _: Codes) -> st.SearchStrategy[Any]:
    is_signed = spec.bounds is None
    return st.decimals(Decimal("-9999999999999.99") if is_signed else 0, Decimal("9999999999999.99"), places=2)


_OF: Mapping[str, Callable[[FieldSpec, Codes], st.SearchStrategy[Any]]] = {
    "text": _texts,
    "number": _numbers,
    "whole": _wholes,
    "money": _money,
    "date": lambda spec, codes: DATES,
    "yes_no": lambda spec, codes: st.booleans(),
    "choice": lambda spec, codes: st.sampled_from(spec.choices),
    "list": lambda spec, codes: st.lists(values(_item(spec), codes), max_size=3),
    "table": lambda spec, codes: st.dictionaries(TEXT, values(_item(spec), codes), max_size=3),
}


def _item(spec: FieldSpec) -> FieldSpec:
    assert spec.item is not None
    return spec.item


def values(spec: FieldSpec, codes: Codes) -> st.SearchStrategy[Any]:
    """Values that the field takes."""
    return _OF[spec.type](spec, codes)


@st.composite
def objects(draw: st.DrawFn, cls: type[Any], codes: Codes, given: Mapping[str, Any]) -> Any:
    """A valid object of a class; optional fields may be left out, and are where they contradict others."""
    raw = {
        spec.name: draw(values(spec, codes)) for spec in fields_of(cls) if spec.name not in given and (spec.required or draw(st.booleans()))
    }
    raw.update(given)
    required = {spec.name for spec in fields_of(cls) if spec.required}
    while True:
        try:
            made = build(cls, raw)
        except Refused as refused:
            wrong = {fault.field.split(" (")[0] for fault in refused.faults}
        else:
            wrong = {fault.field for fault in made.faults()} if isinstance(made, Record) else set()
            if not wrong:
                return made
        for name in wrong:
            if name in required:
                raw[name] = draw(values(next(spec for spec in fields_of(cls) if spec.name == name), codes))
            elif name in raw:
                del raw[name]
            else:
                raw = {name: value for name, value in raw.items() if name in required or name in given}


def records(kind: type[Record], codes: Codes | None = None, **given: Any) -> st.SearchStrategy[Any]:
    """Valid records of a kind; references point at anything unless codes are given."""
    if kind.meta.section == "registers":
        given.setdefault("section", "disputes")
    return objects(kind, codes or {}, given)


def arrangements() -> st.SearchStrategy[Any]:
    """Heads of arrangements."""
    return objects(Arrangement, {}, {})


def _targets(kinds: Iterable[type[Record]]) -> tuple[str, ...]:
    """The sections that records of these kinds refer to, and those that they refer to in turn."""
    found: dict[str, None] = {}
    waiting = deque(kinds)
    while waiting:
        for spec in fields_of(waiting.popleft()):
            refers = spec.refers or (spec.item.refers if spec.item else None)
            if refers is not None and refers.section not in found:
                found[refers.section] = None
                waiting.append(KIND_OF[refers.section])
    return (*found,)


@st.composite
def evidences(draw: st.DrawFn, kinds: tuple[type[Record], ...] = KINDS, most: int = 2) -> Evidence:
    """Valid evidence: references hold, ids are unique, no key stands twice on one date."""
    codes = {section: (*draw(st.lists(SLUGS, min_size=2, max_size=3, unique=True)),) for section in _targets(kinds)}
    found: list[Record] = []
    for kind in KINDS:
        here: list[Record] = []
        for code in codes.get(kind.meta.section, ()):
            here.append(draw(records(kind, codes, **{"id": code, kind.meta.code: code})))
        if kind in kinds:
            here.extend(draw(st.lists(records(kind, codes), max_size=most)))
        found.extend(_sound(here))
    partner = KIND_OF["partners"]
    bystander = {"id": "a-bystander", "partner": BYSTANDER, "name": "Bystander", "on": dt.date(1800, 1, 1), "source": "test"}
    found.append(build(partner, bystander))
    order = {kind: number for number, kind in enumerate(KINDS)}
    return Evidence(draw(arrangements()), sorted(found, key=lambda record: order[type(record)]))


def _sound(found: list[Record]) -> list[Record]:
    """Of records of one kind, those that can stand together."""
    ids: set[str] = {"a-bystander"}
    keys: set[Any] = set()
    kept = []
    for record in found:
        key = (record.on, record.key()) if record.meta.shape == "state" else id(record)
        if record.id not in ids and key not in keys:
            ids.add(record.id)
            keys.add(key)
            kept.append(record)
    return kept
