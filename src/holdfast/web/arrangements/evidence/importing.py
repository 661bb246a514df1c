"""What a file would change: each of its records beside what is recorded, before anything is entered.

A state is matched by its key and date, an event by all it says, so that the same file brought in twice changes nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.evidence import Arrangement, Evidence, KindMeta, Record
from holdfast.core.evidence.check import HEAD, KIND_OF
from holdfast.core.schema import FieldSpec, build, fields_of
from holdfast.files import read_bytes
from holdfast.files.layout import columns
from holdfast.ledger import Visibility
from holdfast.ledger.canonical import plain_record
from holdfast.ledger.entry import WIDTH
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.evidence.content import Content, content_of
from holdfast.web.arrangements.evidence.forms import HEAD_LEFT_OUT
from holdfast.web.arrangements.evidence.in_groups import LeftOut, first_figures, in_groups, made_here
from holdfast.web.arrangements.evidence.recorded import Recorded, Stated
from holdfast.web.arrangements.permissions import Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.page.records import PRIVATE
from holdfast.web.page.values import Words

# new: not recorded yet. changed: recorded, and this person may correct it. same: recorded so. kept: recorded otherwise, and not
# this person's to change.
Fate = Literal["new", "changed", "same", "kept"]
NOT_YOURS = _("Another body recorded this; only it can change it.")
NOT_YOUR_OWN = _("A colleague recorded this; an editor of your body can change it.")
SEALED = _("This is sealed, or was told in a sealed exchange; it stays as it was told.")
ONLY_A_LEAD = _("Only a lead can change this.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that would change."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a file and what would become of it. `row` is its place in its section."""

    record: Record
    row: int
    fate: Fate
    label: str
    found: Stated | None = None
    differences: tuple[Difference, ...] = ()
    why: Promise | str = ""

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.record.meta.section}:{self.row}"


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one kind in a file, by what would become of them."""

    kind: type[Record]
    items: tuple[Item, ...]

    @property
    def meta(self) -> KindMeta:
        """What the kind is."""
        return self.kind.meta

    def _of(self, fate: Fate) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.fate == fate)

    @property
    def new(self) -> tuple[Item, ...]:
        return self._of("new")

    @property
    def changed(self) -> tuple[Item, ...]:
        return self._of("changed")

    @property
    def same(self) -> tuple[Item, ...]:
        return self._of("same")

    @property
    def kept(self) -> tuple[Item, ...]:
        return self._of("kept")

    @property
    def is_idle(self) -> bool:
        """Whether all of it is recorded already."""
        return len(self.same) == len(self.items)

    @property
    def is_shown(self) -> bool:
        """Whether what its records say may stand on a page."""
        return self.kind.meta.section not in PRIVATE


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a file would change."""

    head: tuple[Difference, ...]
    head_raw: Mapping[str, Any]
    may_change_head: bool
    parts: tuple[Part, ...]
    left_out: LeftOut

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records of each fate."""
        found = Counter(item.fate for part in self.parts for item in part.items)
        return {fate: found[fate] for fate in ("new", "changed", "same", "kept")}

    @property
    def idle(self) -> tuple[Part, ...]:
        """The kinds of which all is recorded already."""
        return tuple(part for part in self.parts if part.is_idle)

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to enter."""
        return bool(self.counts["new"] or self.counts["changed"] or (self.head and self.may_change_head))

    @property
    def digest(self) -> str:
        """What was shown, so that it can be told whether it still is what would happen."""
        told = [f"{item.key} {item.fate} {item.found.number if item.found else 0}" for part in self.parts for item in part.items]
        head = [f"{item.title}: {item.old} > {item.new}" for item in self.head]
        return hashlib.sha256("\n".join([*head, *told]).encode()).hexdigest()


MOVED = _("Something was recorded meanwhile, and what this file would change is not what you saw. Look it over again.")
NOTHING_TAKEN = _("Choose at least one thing to take")


def packed_file(name: str, content: bytes, recorded: Recorded) -> dict[str, Any]:
    """What a file holds, read beside what is recorded, as plain JSON.

    Raises:
        FileRefused: it cannot be read; every fault at once.
    """
    catalogue = site_catalogue()
    read = read_bytes(name, content, questions=frozenset(catalogue.questions), beside=recorded.evidence)
    grouped = in_groups(read, recorded.evidence, catalogue)
    return {
        "name": name,
        "head": plain_record(grouped.arrangement),
        "records": [[record.meta.section, plain_record(record)] for record in grouped.records],
        "made": made_here(read, grouped),
    }


def _unpacked(content: Mapping[str, Any]) -> Evidence:
    """The evidence of such JSON; a record's reference is its place in its section."""
    rows: Counter[str] = Counter()
    records: list[Record] = []
    for section, plain in content["records"]:
        rows[section] += 1
        records.append(build(KIND_OF[section], {**plain, "id": str(rows[section])}))
    return Evidence(build(Arrangement, content["head"]), records)


def plan_of(content: Mapping[str, Any], recorded: Recorded) -> Plan:
    """What the records of a packed file would change for this person."""
    state = state_of(recorded.member.arrangement)
    read, left_out = first_figures(_unpacked(content), state.ever_told(), made=content["made"], erased=state.erased_of)
    words = Words(Evidence(read.arrangement, (*recorded.evidence.records, *read.records)))
    may_change_head = recorded.member.may(Permission.HEAD)
    return Plan(
        head=tuple(_head_differences(recorded.evidence.arrangement, read.arrangement, words)),
        head_raw={spec.name: getattr(read.arrangement, spec.name) for spec in _head_specs()},
        may_change_head=may_change_head,
        parts=tuple(
            Part(kind, tuple(_MATCH[kind.meta.shape](read.every(kind), recorded, words))) for kind in KIND_OF.values() if read.every(kind)
        ),
        left_out=left_out,
    )


def _head_specs() -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(Arrangement) if spec.name not in HEAD_LEFT_OUT)


def _head_differences(old: Arrangement, new: Arrangement, words: Words) -> Iterator[Difference]:
    for spec in _head_specs():
        if getattr(old, spec.name) != getattr(new, spec.name):
            yield _difference(spec, getattr(old, spec.name), getattr(new, spec.name), words)


def _difference(spec: FieldSpec, old: Any, new: Any, words: Words) -> Difference:
    return Difference(spec.says.title, words.alone(spec, old), words.alone(spec, new))


def _events(records: Sequence[Record], recorded: Recorded, words: Words) -> Iterator[Item]:
    """As many of the same are left alone as are recorded already."""
    held: Counter[Content] = Counter(content_of(record) for record in recorded.evidence.every(type(records[0])))
    for row, record in enumerate(records, start=1):
        content = content_of(record)
        fate: Fate = "same" if held[content] else "new"
        held[content] -= fate == "same"
        yield Item(record, row, fate, words.label(record))


def _states(records: Sequence[Record], recorded: Recorded, words: Words) -> Iterator[Item]:
    held: dict[tuple[object, ...], list[Stated]] = {}
    for stated in recorded.of(type(records[0])):
        held.setdefault((stated.record.on, *stated.record.key()), []).append(stated)
    for row, record in enumerate(records, start=1):
        yield _state(record, row, held.get((record.on, *record.key()), []), recorded, words)


def _state(record: Record, row: int, found: Sequence[Stated], recorded: Recorded, words: Words) -> Item:
    label = words.label(record)
    if not found:
        return Item(record, row, "new", label)
    content = content_of(record)
    same = next((stated for stated in found if content_of(stated.record) == content), None)
    if same is not None:
        return Item(record, row, "same", label, same)
    own = next((stated for stated in found if not _why_not(stated, recorded)), None)
    stated = own or found[0]
    differences = tuple(
        _difference(spec, getattr(stated.record, spec.name), getattr(record, spec.name), words)
        for spec in columns(type(record))[:-1]
        if getattr(stated.record, spec.name) != getattr(record, spec.name)
    )
    return Item(record, row, "changed" if own else "kept", label, stated, differences, _why_not(stated, recorded))


def _why_not(stated: Stated, recorded: Recorded) -> Promise | str:
    """Why this person's file may not correct a record, or nothing where it may."""
    if stated.visibility == "sealed":
        return SEALED
    if recorded.may_change(stated.number):
        return ""
    is_own_body = recorded.standing.heir(stated.envelope.body) == recorded.member.body
    return NOT_YOUR_OWN if is_own_body else NOT_YOURS


_MATCH: Mapping[str, Callable[[Sequence[Record], Recorded, Words], Iterator[Item]]] = {"event": _events, "state": _states}


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose to take: whole groups such as `new:gates`, without single records such as `gates:3`."""

    taken: frozenset[str]
    left: frozenset[str]
    visibility: Visibility

    def takes(self, item: Item) -> bool:
        """Whether a record is to be entered."""
        return item.fate in ("new", "changed") and f"{item.fate}:{item.record.meta.section}" in self.taken and item.key not in self.left


def changes_of(plan: Plan, choice: Choice) -> list[Change]:
    """The entries that a choice asks for. What more can read already is never narrowed."""
    changes = []
    if plan.head and plan.may_change_head and f"changed:{HEAD}" in choice.taken:
        changes.append(Change(section=HEAD, raw=plan.head_raw))
    for item in (item for part in plan.parts for item in part.items if choice.takes(item)):
        widths = [choice.visibility, *([item.found.widest] if item.found else [])]
        changes.append(
            Change(
                section=item.record.meta.section,
                raw=plain_record(item.record),
                visibility=max(widths, key=WIDTH.__getitem__),
                target=item.found.number if item.found else None,
            )
        )
    return changes
