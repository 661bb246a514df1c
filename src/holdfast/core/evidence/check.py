"""The one check of raw evidence, whatever it came from: every fault at once, or `Evidence`.

Files, web forms and the API turn what they hold into plain mappings and come here; nothing else validates records.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from holdfast.core.evidence import KINDS, Arrangement, Evidence, Record
from holdfast.core.evidence.fields import Built, build_checked
from holdfast.core.evidence.hints import nearest, shown
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.shares import share_faults
from holdfast.core.schema import FieldSpec, fields_of

HEAD = "arrangement"
KIND_OF: Mapping[str, type[Record]] = {kind.meta.section: kind for kind in KINDS}
# Nobody reads more sentences than this; looking for them all in a file full of faults could take minutes.
MOST_FAULTS = 1_000
# A reference that does not even look like a name is said to be wrong once, by its type.
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
# Fields whose names are ids of catalogue questions.
QUESTION_FIELDS = ("answers", "comments")


class RawRecord(NamedTuple):
    """One record as it was given: its row in its section (or sheet), and its values by field name."""

    row: int
    values: Mapping[str, Any]


class RecordFault(NamedTuple):
    """What is wrong and where: a section, a row in it and a field, each empty where the fault is wider."""

    section: str
    row: int | None
    field: str
    message: str


class EvidenceRefused(Exception):
    """The raw data is not valid evidence; `faults` lists everything wrong with it, in the order given."""

    def __init__(self, faults: tuple[RecordFault, ...]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


class _Enough(Exception):
    """A section has more faults than anybody reads."""


@dataclass(slots=True)
class _Section:
    """One section on its way through the check."""

    kind: type[Record]
    name: str
    built: dict[int, Record] = field(default_factory=dict)
    faults: list[RecordFault] = field(default_factory=list)

    def say(self, row: int | None, name: str, message: str) -> None:
        """Note one fault of this section."""
        self.faults.append(RecordFault(self.name, row, name, message))
        if len(self.faults) > MOST_FAULTS:
            raise _Enough


def check(
    arrangement: Mapping[str, Any] | None,
    sections: Mapping[str, Sequence[RawRecord]],
    *,
    questions: Collection[str] | None = None,
    found: Sequence[RecordFault] = (),
    rows: Mapping[str, int] | None = None,
    beside: Evidence | None = None,
    may_replace: bool = False,
) -> Evidence:
    """Evidence from raw data, or `EvidenceRefused` with every fault.

    `questions`, where given, are the ids that answers may name. `found` are faults a reader has met already: they are
    put in their places, and nothing more is said about the same field. `rows` gives the rows of the arrangement's fields.
    `beside` is evidence that the new records are added to: they may refer to its records and must not say again what those
    say; only the new ones are returned. Shares are then not added up, since they come one record at a time. With
    `may_replace` they may say again what those say, since a file that is brought in may correct them.
    """
    if arrangement is None and beside is None and not found and not any(sections.values()):
        raise EvidenceRefused((RecordFault("", None, "", "is empty; expected at least the name of the arrangement"),))
    head, head_faults = (beside.arrangement, []) if beside is not None and not arrangement else _head(arrangement, rows or {})
    faults = [*found, *head_faults]
    codes = _Codes(sections, beside)
    done: dict[str, _Section] = {}
    for name, raws in sections.items():
        if name not in KIND_OF:
            hint = nearest(name, KIND_OF) or f"; the sections are {', '.join(KIND_OF)}"
            faults.append(RecordFault(shown(name), None, "", f"is not a section{hint}"))
        else:
            done[name] = _checked(name, raws, codes, questions, None if may_replace else beside)
            faults.extend(done[name].faults)
        if len(faults) > MOST_FAULTS:
            break
    if beside is None:
        faults.extend(_shares(done))
    if faults or head is None:
        raise EvidenceRefused(_in_order(faults, found, [HEAD, *map(shown, sections)]))
    return Evidence(head, (record for name in KIND_OF if name in done for record in done[name].built.values()))


def _in_order(faults: Iterable[RecordFault], found: Sequence[RecordFault], names: Sequence[str]) -> tuple[RecordFault, ...]:
    """Faults as the file has them, each once, and one only for a field the reader could not read."""
    place = {name: number for number, name in enumerate(dict.fromkeys(names))}
    unread = {(fault.section, fault.row, fault.field) for fault in found}
    kept = set(found)
    said = [
        fault
        for fault in faults
        if fault in kept or not {(fault.section, fault.row, fault.field), (fault.section, None, fault.field)} & unread
    ]
    ordered = tuple(dict.fromkeys(sorted(said, key=lambda fault: (place.get(fault.section, -1), fault.row or 0))))
    if len(ordered) <= MOST_FAULTS:
        return ordered
    return (*ordered[:MOST_FAULTS], RecordFault("", None, "", f"has more faults; these are the first {MOST_FAULTS:,}"))


def _checked(
    name: str,
    raws: Sequence[RawRecord],
    codes: _Codes,
    questions: Collection[str] | None,
    beside: Evidence | None,
) -> _Section:
    """One section, checked in every way that needs no other section's records."""
    section = _Section(KIND_OF[name], name)
    try:
        _records(section, raws)
        _references(section, raws, codes)
        _same_key_twice(section, beside)
        _registers(section)
        if questions is not None:
            _questions(section, questions)
    except _Enough:
        pass
    return section


def _head(raw: Mapping[str, Any] | None, rows: Mapping[str, int]) -> tuple[Arrangement | None, list[RecordFault]]:
    if raw is None:
        return None, [RecordFault(HEAD, None, "", "is missing; expected a section with at least the name of the arrangement")]
    built = build_checked(Arrangement, raw)
    return built.made, [RecordFault(HEAD, rows.get(fault.field), fault.field, fault.message) for fault in built.faults]


def _records(section: _Section, raws: Sequence[RawRecord]) -> None:
    """Build every record of a section; a record without an id takes its number in the section."""
    given: dict[str, int] = {}
    for raw in raws:
        identity = raw.values.get("id")
        if isinstance(identity, str) and identity.strip():
            first = given.setdefault(identity.strip(), raw.row)
            if first != raw.row:
                section.say(raw.row, "id", f"“{identity.strip()}” is already the reference of row {first}; expected one of its own")
    taken = set(given)
    for number, raw in enumerate(raws, start=1):
        values = raw.values
        identity = values.get("id")
        if identity is None or (isinstance(identity, str) and not identity.strip()):
            values = {**values, "id": _free(str(number), taken)}
        built: Built[Record] = build_checked(section.kind, values)
        for fault in built.faults:
            section.say(raw.row, fault.field, fault.message)
        if built.made is not None:
            section.built[raw.row] = built.made
            for fault in built.made.faults():
                section.say(raw.row, fault.field, fault.message)


def _free(wanted: str, taken: set[str]) -> str:
    """The wanted id, or the first of wanted-2, wanted-3... that nobody has."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name)
    return name


class _Codes(dict[str, frozenset[str]]):
    """The names by which records of a section are referred to, those of faulty records included: collected when first asked for,
    since one new record refers to few of the sections it is added beside."""

    def __init__(self, sections: Mapping[str, Sequence[RawRecord]], beside: Evidence | None) -> None:
        super().__init__()
        self._sections, self._beside = sections, beside

    def __missing__(self, section: str) -> frozenset[str]:
        kind = KIND_OF[section]
        given = (raw.values.get(kind.meta.code) for raw in self._sections.get(section, ()))
        held = (getattr(record, kind.meta.code) for record in (self._beside.every(kind) if self._beside else ()))
        self[section] = frozenset(code.strip() for code in given if isinstance(code, str) and code.strip()).union(held)
        return self[section]


def _references(section: _Section, raws: Sequence[RawRecord], codes: _Codes) -> None:
    code = section.kind.meta.code
    specs = [spec for spec in fields_of(section.kind) if _target(spec) and (spec.name, _target(spec)) != (code, section.name)]
    for raw in raws:
        for spec in specs:
            value = raw.values.get(spec.name)
            for name in value if isinstance(value, list | tuple) else (value,):
                if isinstance(name, str) and _SLUG.fullmatch(name.strip()) and name.strip() not in codes[_target(spec)]:
                    section.say(raw.row, spec.name, _dangling(name.strip(), _target(spec), codes[_target(spec)]))


def _target(spec: FieldSpec) -> str:
    refers = spec.refers or (spec.item.refers if spec.item else None)
    return refers.section if refers else ""


def _dangling(name: str, target: str, known: frozenset[str]) -> str:
    if not known:
        return f"“{name}” is not one of the {target}; none is given yet, so first add it to {target}"
    hint = nearest(name, known)
    return f"“{name}” is not one of the {target}{hint or f'; expected one of {_some(known)}'}"


def _some(known: Iterable[str]) -> str:
    names = sorted(known)
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def _same_key_twice(section: _Section, beside: Evidence | None) -> None:
    meta = section.kind.meta
    if meta.shape == "event":
        return
    seen: dict[tuple[object, ...], int] = {}
    days = {record.on for record in section.built.values()}
    held = {(record.on, record.key()) for record in beside.every(section.kind) if record.on in days} if beside else frozenset()
    for row, record in section.built.items():
        first = seen.setdefault((record.on, record.key()), row)
        shown = ", ".join(str(part) for part in record.key() if part not in (None, "")) or "the whole arrangement"
        if first != row:
            section.say(
                row,
                " and ".join(meta.key),
                f"“{shown}” known on {record.on} is already in row {first}; expected one row, or a later date where it has changed",
            )
        elif (record.on, record.key()) in held:
            section.say(
                row,
                " and ".join(meta.key),
                f"“{shown}” known on {record.on} is recorded already; correct that record, or give a later date where it has changed",
            )


def _registers(section: _Section) -> None:
    """A register must name a section of records: the field that does so is called `section`."""
    if section.name != "registers":
        return
    for row, record in section.built.items():
        name = getattr(record, "section", "")
        if name not in KIND_OF:
            section.say(row, "section", f"“{name}” is not a section{nearest(name, KIND_OF)}")


def _questions(section: _Section, questions: Collection[str]) -> None:
    names = [spec.name for spec in fields_of(section.kind) if spec.type == "table" and spec.name in QUESTION_FIELDS]
    for row, record in section.built.items():
        for name in names:
            for question in getattr(record, name):
                if question not in questions:
                    section.say(
                        row, f"{name} ({question})", f"“{question}” is not a question of the catalogue{nearest(question, questions)}"
                    )


def _shares(done: Mapping[str, _Section]) -> Iterator[RecordFault]:
    """Shares of all partners must add up to 1, once every partner has one."""
    section, members = done.get(Stake.meta.section), done.get(Partner.meta.section)
    if section is None or members is None:
        return
    stakes = {row: record for row, record in section.built.items() if isinstance(record, Stake)}
    partners = [record for record in members.built.values() if isinstance(record, Partner)]
    for fault in share_faults(stakes, partners):
        yield RecordFault(section.name, fault.row, fault.share, fault.message)
