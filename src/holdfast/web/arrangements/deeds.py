"""Entries in words, for a reader who may know of them: what was told, by whom, when, and where to read it in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.facts import partner_names
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Post
from holdfast.core.evidence.scope import Service
from holdfast.core.schema import fields_of
from holdfast.ledger import Act
from holdfast.ledger.told import Told
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.moment import day_of
from holdfast.web.arrangements.state import LedgerState
from holdfast.web.page.records import PRIVATE, RecordBook

# The field that says most of a record, the first that it has.
MAIN = ("name", "title", "subject", "supplier", "paper", "version")
FIELDS_SAID = 2
NAMING: tuple[type[Record], ...] = (Partner, Service, Post)


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry in words. All but `text` and `day` are empty where the reader may not read the entry itself.

    `kind` is the kind of record it told for the first time, empty for anything else.
    """

    number: int
    text: str
    day: dt.date
    kind: str = ""
    author: str = ""
    body: str = ""
    source: str = ""
    link: str = ""


def entry_link(arrangement: Arrangement, number: int | str) -> str:
    """The page of an entry, or nothing where this site has none."""
    try:
        return reverse("entry", args=[arrangement.public_id, number])
    except NoReverseMatch:
        return ""


def number_of(reference: str) -> int | None:
    """The entry that a record's reference leads to: the record's id is the entry's number, with its place in it where it has many."""
    number = reference.rpartition("/")[2].partition(".")[0]
    return int(number) if number.isdigit() and not reference.startswith("rounds/") else None


class DeedBook:
    """Finds the entries behind the records of a step, and says them in words. Names of authors are looked up once."""

    def __init__(self, arrangement: Arrangement, state: LedgerState, readable: Evidence) -> None:
        self._arrangement = arrangement
        self._state = state
        self._readable = readable
        self._names = partner_names(readable)

    def of(self, told: Sequence[Told], references: Iterable[str]) -> tuple[Deed, ...]:
        """The entries among these that touched these records, in the order of the records, each once."""
        by_number = {number: item for item in reversed(told) for number in item.added | item.removed}
        items = (by_number.get(number_of(reference) or 0) for reference in references)
        return tuple(self.deed(item) for item in dict.fromkeys(filter(None, items)))

    def together(self, deeds: Iterable[Deed]) -> tuple[Deed, ...]:
        """The same, with records of one kind that one person told on one day as one line, at the place of the first."""
        lines: dict[tuple[object, ...], list[Deed]] = {}
        for deed in deeds:
            own = (deed.kind, deed.day, deed.author, deed.body) if deed.kind else (deed.number,)
            lines.setdefault(own, []).append(deed)
        return tuple(_as_one(found) for found in lines.values())

    def deed(self, item: Told) -> Deed:
        """One entry in words."""
        envelope = item.envelope
        day = day_of(envelope.entered)
        if not item.is_open:
            return Deed(envelope.number, _("A record was taken back; you may not read who did it or why"), day)
        record = next(iter(self._state.told(envelope.number)), None)
        return Deed(
            number=envelope.number,
            text=_SAID.get(envelope.act, _record)(self, item),
            day=day,
            kind=record.meta.title if isinstance(record, Record) and not envelope.target else "",
            author=self._authors.get(envelope.author, ""),
            body=self._names.get(envelope.body, envelope.body),
            source=record.source if isinstance(record, Record) else "",
            link=entry_link(self._arrangement, envelope.number),
        )

    def said(self, number: int | None) -> str:
        """What the records of an entry say, in a few words."""
        told = self._state.told(number or 0)
        if not told:
            return _("a record whose words were erased")
        first = told[0]
        if not isinstance(first, Record):
            return _("The arrangement itself")
        return self.headline(first) if len(told) == 1 else _("%(count)d records told together") % {"count": len(told)}

    def headline(self, record: Record) -> str:
        """A record in a few words: its kind, what it is called, and whose it is. An answer sheet is personal: only its kind."""
        if record.meta.section in PRIVATE:
            return record.meta.title
        called = next((str(value) for name in MAIN if (value := getattr(record, name, ""))), "") or self._fields(record)
        whose = self._names.get(record.partner or "")
        return f"{record.meta.title}: {called}" + (f" ({whose})" if whose and whose != called else "")

    def _fields(self, record: Record) -> str:
        """The first fields of a record that has no name of its own, with the names of what they refer to."""
        referred = [(spec.refers.section, getattr(record, spec.name)) for spec in fields_of(type(record)) if spec.refers]
        named = [found for place in referred if (found := self._coded.get(place))]
        book = RecordBook(Evidence(self._readable.arrangement, [record, *named]))
        shown = book.behind([f"{record.meta.section}/{record.id}"], most=1).shown
        said = [f"{title.lower()} {value}" for title, value in (shown[0].says if shown else ()) if title != _("Partner")]
        return ", ".join(said[:FIELDS_SAID])

    def body(self, code: str) -> str:
        """A body's name."""
        return self._names.get(code, code)

    @cached_property
    def _coded(self) -> Mapping[tuple[str, object], Record]:
        """What other records refer to, by section and code."""
        return {(kind.meta.section, getattr(item, kind.meta.code)): item for kind in NAMING for item in self._readable.of(kind)}

    @cached_property
    def _authors(self) -> Mapping[str, str]:
        wanted = {envelope.author for envelope in self._state.envelopes if envelope.author}
        return {str(public_id): name for public_id, name in User.objects.filter(public_id__in=wanted).values_list("public_id", "name")}


def _as_one(deeds: Sequence[Deed]) -> Deed:
    first = deeds[0]
    if len(deeds) == 1:
        return first
    return replace(first, text=_("%(kind)s: %(count)d records") % {"kind": first.kind, "count": len(deeds)}, link="", source="")


def _record(book: DeedBook, item: Told) -> str:
    words = book.said(item.envelope.number)
    return _("%(record)s, in place of an earlier record") % {"record": words} if item.envelope.target else words


def _retire(book: DeedBook, item: Told) -> str:
    return _("Retired: %(record)s") % {"record": book.said(item.envelope.target)}


def _reveal(book: DeedBook, item: Told) -> str:
    return _("Opened to more readers: %(record)s") % {"record": book.said(item.envelope.target)}


def _redact(book: DeedBook, item: Told) -> str:
    return _("Words were erased from entry %(number)d") % {"number": item.envelope.target or 0}


def _close(book: DeedBook, item: Told) -> str:
    return _("The sealed exchange opened for all")


def _succeed(book: DeedBook, item: Told) -> str:
    return _("%(heir)s took the place of %(body)s") % {
        "heir": book.body(item.envelope.heir or ""),
        "body": book.body(item.envelope.body),
    }


def _open(book: DeedBook, item: Told) -> str:
    return _("A sealed exchange began")


def _seal(book: DeedBook, item: Told) -> str:
    return _("What %(body)s had sealed") % {"body": book.body(item.envelope.body)}


_SAID: Mapping[Act, Callable[[DeedBook, Told], str]] = {
    "record": _record,
    "retire": _retire,
    "reveal": _reveal,
    "redact": _redact,
    "open": _open,
    "seal": _seal,
    "close": _close,
    "succeed": _succeed,
}
