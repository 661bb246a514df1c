"""What one person may read of an arrangement, record by record: who told it, who may read it, whether it holds today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.evidence import KINDS, Evidence, Record
from holdfast.core.schema import FieldSpec, fields_of
from holdfast.ledger import Envelope, Visibility
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import number_of, state_of
from holdfast.web.page.values import Words

# The fields by which records refer to others.
REFERRING: Mapping[type[Record], tuple[FieldSpec, ...]] = {
    kind: tuple(spec for spec in fields_of(kind) if spec.refers or (spec.item and spec.item.refers)) for kind in KINDS
}
# now: it holds. earlier: a later statement on the same thing holds. later: it is dated after today.
Place = Literal["now", "earlier", "later"]
WHO_READS: Mapping[str, Promise] = {
    "private": _("Private"),
    "sealed": _("Sealed"),
    "opened": _("Opened to all partners"),
    "partners": _("All partners"),
    "public": _("Public"),
}
WHO_READS_IN_FULL: Mapping[str, Promise] = {
    "private": _("Only people of the body that recorded it can read it."),
    "sealed": _("Only people of the body that recorded it can read it, until the sealed exchange opens to all at once."),
    "opened": _("It was sealed. The exchange has opened, so every partner of this arrangement, and its auditors, can read it."),
    "partners": _("Every partner of this arrangement, and its auditors, can read it."),
    "public": _("Anybody can read it."),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """One record as it stands, with what is known of its entry."""

    record: Record
    envelope: Envelope
    number: int
    reads: str
    visibility: Visibility
    place: Place

    @property
    def reads_words(self) -> Promise:
        """Who may read it, in a word or two."""
        return WHO_READS[self.reads]

    @property
    def widest(self) -> Visibility:
        """How widely it may be read now, as a visibility that can be chosen: what has opened is read by the partners."""
        return "partners" if self.reads == "opened" else self.visibility

    @property
    def is_fixed(self) -> bool:
        """Whether it was told in a sealed exchange: it stays as it was told, or its whole answer is taken back before it opens."""
        return self.reads == "opened" or self.envelope.act == "seal"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is recorded: how many hold or will, how many later ones have followed, the last that was entered, and who told it."""

    count: int
    earlier: int
    last: Envelope | None
    bodies: tuple[str, ...]


class Recorded:
    """The records of one arrangement that a person may read."""

    def __init__(self, member: Member) -> None:
        state = state_of(member.arrangement)
        self.member = member
        self.today = timezone.localdate()
        # One moment of the ledger: another thread may lead it on while the page is made.
        with state.lock:
            self.evidence: Evidence = state.evidence(member.reader)
            self.standing = state.fork()
            self.envelopes = tuple(state.envelopes)
            self._read = dict(state.records)

    @cached_property
    def words(self) -> Words:
        """The values of these records in words."""
        return Words(self.evidence)

    @cached_property
    def _holding(self) -> Evidence:
        return self.evidence.as_at(self.today)

    def of(self, kind: type[Record]) -> tuple[Stated, ...]:
        """Every standing record of a kind, in the order entered."""
        holding = {record.id for record in self._holding.of(kind)}
        return tuple(self._stated(record, holding) for record in self.evidence.every(kind))

    def tally(self, kinds: Iterable[type[Record]]) -> Tally:
        """How much is recorded of some kinds, without looking at each record for longer than that takes."""
        count = 0
        numbers: list[int] = []
        for kind in kinds:
            records = self.evidence.every(kind)
            numbers.extend(number_of(record) for record in records)
            count += len(self._holding.of(kind)) + sum(record.on > self.today for record in records)
        bodies = {self.standing.records[number].body for number in numbers}
        last = self.standing.records[max(numbers)] if numbers else None
        return Tally(count, len(numbers) - count, last, tuple(sorted({self.body_name(body) for body in bodies})))

    def holding(self, kind: type[Record]) -> tuple[Record, ...]:
        """The records of a kind that hold today."""
        return self._holding.of(kind)

    def entry(self, number: int) -> Stated | None:
        """The standing record of this entry, where there is one that this person may read."""
        if number not in self.standing.records or not self.standing.may_read(number, self.member.reader):
            return None
        record = self._read.get(number)
        if not isinstance(record, Record):
            return None
        return self._stated(record, {found.id for found in self._holding.of(type(record))})

    def is_answer(self, number: int) -> bool:
        """Whether this entry is a whole sealed answer that this person may read: many records in one."""
        envelope = self.standing.records.get(number)
        return envelope is not None and envelope.act == "seal" and self.standing.may_read(number, self.member.reader)

    def successor(self, number: int) -> Stated | None:
        """What stands in place of an entry that was replaced, where this person may read it."""
        seen = number
        for envelope in self.envelopes[number:]:
            if envelope.act == "record" and envelope.target == seen:
                seen = envelope.number
        return None if seen == number else self.entry(seen)

    def told(self, number: int) -> Record | None:
        """What a record that no longer stands said, where this person could read it when it was entered."""
        record = self._read.get(number)
        if not isinstance(record, Record):
            return None
        told = self.envelopes[number - 1]
        body = self.standing.heir(told.body)
        return record if self.member.reader.may_read(body, told.visibility, told.exchange, self.standing.opened) else None

    def without(self, number: int | None) -> Evidence:
        """The same evidence as if one record had never been told."""
        gone = None if number is None else self.entry(number)
        return self.evidence if gone is None else self.evidence.without(gone.record)

    def may_change(self, number: int) -> bool:
        """Whether this person may correct or retire a standing record."""
        return self.member.may_change_in(self.standing, number)

    def body_name(self, body: str) -> str:
        """The name of a body that tells."""
        return self.words.name("partners", self.standing.heir(body))

    def naming(self, stated: Stated) -> int:
        """How many standing records name what this one is about, where nothing else says what it is."""
        meta = stated.record.meta
        code = getattr(stated.record, meta.code) if meta.code else None
        same = [record for record in self.evidence.every(type(stated.record)) if meta.code and getattr(record, meta.code) == code]
        if code is None or len(same) > 1:
            return 0
        return sum(_names(record, meta.section, code) for kind in KINDS for record in self.evidence.every(kind))

    def _stated(self, record: Record, holding: set[str]) -> Stated:
        number = number_of(record)
        envelope = self.standing.records[number]
        visibility = self.standing.visibility(number)
        is_opened = visibility == "sealed" and envelope.exchange in self.standing.opened
        place: Place = "now" if record.id in holding else "later" if record.on > self.today else "earlier"
        return Stated(record, envelope, number, "opened" if is_opened else visibility, visibility, place)


def _names(record: Record, section: str, code: str) -> bool:
    """Whether a record refers to what is called so in a section, other than by being it."""
    for spec in REFERRING[type(record)]:
        refers = spec.refers or (spec.item.refers if spec.item else None)
        if refers is None or refers.section != section or (record.meta.section == section and spec.name == record.meta.code):
            continue
        value = getattr(record, spec.name)
        if value == code or (isinstance(value, tuple) and code in value):
            return True
    return False
