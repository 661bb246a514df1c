"""The entries of a ledger in words for one reader: who said what and when, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence import Arrangement as Head
from holdfast.core.evidence import Record
from holdfast.core.evidence.partners import Partner
from holdfast.core.schema import fields_of
from holdfast.ledger import Envelope, Reader
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import Arrangement, StoredEntry
from holdfast.web.arrangements.state import BrokenChain, LedgerState
from holdfast.web.page.records import RecordBook

ACTS: Mapping[str, Promise] = {
    "record": gettext_lazy("Recorded"),
    "retire": gettext_lazy("Retired"),
    "reveal": gettext_lazy("Revealed"),
    "redact": gettext_lazy("Erased"),
    "open": gettext_lazy("Began a sealed exchange"),
    "seal": gettext_lazy("Sealed an answer"),
    "close": gettext_lazy("Opened a sealed exchange"),
    "succeed": gettext_lazy("Took over a place"),
}
VISIBILITIES: Mapping[str, Promise] = {
    "private": gettext_lazy("Its own body only"),
    "sealed": gettext_lazy("Its own body only, until the sealed exchange opens"),
    "partners": gettext_lazy("All partners"),
    "public": gettext_lazy("Everybody"),
}
# Of what a record says, so much stands on its line of the history.
PAIRS_SHOWN = 3
WORDS_SHOWN = 150
Access = Literal["open", "closed", "erased"]
NOT_HERE = gettext_lazy("Its words are not on this installation")
_CLOSED: Mapping[Access, Promise] = {"erased": gettext_lazy("The words were erased")}
_ELSEWHERE: Mapping[str, Promise] = {
    "sealed": gettext_lazy("Sealed: it opens with the exchange"),
    "private": gettext_lazy("Private to its own body"),
}


@dataclass(frozen=True, slots=True)
class Author:
    """Who made an entry, as far as it is known here."""

    name: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words, as one reader may know it."""

    envelope: Envelope
    chain: str
    author: Author
    body: str
    act: str
    kind: str
    says: str
    access: Access

    @property
    def number(self) -> int:
        return self.envelope.number

    @property
    def who(self) -> str:
        """The name and the post of whoever made it."""
        return ", ".join(filter(None, [self.author.name, self.author.post]))

    @property
    def shown(self) -> str | Promise:
        """What it says, or why that is not shown."""
        return self.says if self.access == "open" else _CLOSED.get(self.access, _ELSEWHERE.get(self.envelope.visibility, NOT_HERE))

    @property
    def short_chain(self) -> str:
        """The beginning of the chain digest, in groups of four, to compare at a glance."""
        return f"{self.chain[:4]} {self.chain[4:8]}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries somebody asks for; each empty where it does not matter."""

    body: str = ""
    section: str = ""
    act: str = ""
    author: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


class History:
    """The ledger of an arrangement as one reader may know it."""

    def __init__(self, arrangement: Arrangement, state: LedgerState, reader: Reader) -> None:
        self.arrangement, self.state, self.reader = arrangement, state, reader
        self.may_open = state.standing.opener(reader)
        self.bodies: Mapping[str, str] = state.result(("bodies", reader), self._bodies)

    def _bodies(self) -> dict[str, str]:
        """The name of each body, where the reader may know it."""
        return {partner.partner: partner.name for partner in self.state.evidence(self.reader).every(Partner) if partner.partner}

    def book(self) -> RecordBook:
        """Finds the words of records and of what they refer to."""
        return self.state.result(("book", self.reader), lambda: RecordBook(self.state.evidence(self.reader)))

    def body(self, code: str) -> str:
        """The name of a body, or of the arrangement where nobody spoke for one."""
        return self.bodies.get(code, code) if code else str(_("The arrangement"))

    def told(self, number: int) -> tuple[Record | Head, ...]:
        """What an entry tells, where the reader may read it."""
        return self.state.told(number) if self.may_open(self.state.envelopes[number - 1]) else ()

    def kinds(self) -> dict[str, str]:
        """The kinds of which the reader may read a record, by section."""
        return self.state.result(("kinds", self.reader), self._kinds)

    def _kinds(self) -> dict[str, str]:
        read = (kind for envelope in self.state.envelopes for kind in map(kind_of, self.told(envelope.number)))
        return dict(sorted(set(read), key=lambda kind: kind[1]))

    def authors(self) -> dict[str, Author]:
        """Everybody who made an entry here, by name."""
        ids = {envelope.author for envelope in self.state.envelopes[self.arrangement.imported :]}
        return dict(sorted(known_authors(ids).items(), key=lambda item: item[1].name))

    def numbers(self, wanted: Wanted) -> list[int]:
        """The entries that somebody asks for, the latest first.

        Asking for a kind finds only what the reader may read: what is closed does not even tell of which kind it is.
        """
        first, last = bounds(wanted)
        return [
            envelope.number
            for envelope in reversed(self.state.envelopes)
            if wanted.body in ("", envelope.body)
            and wanted.act in ("", envelope.act)
            and wanted.author in ("", envelope.author)
            and first <= envelope.entered < last
            and (not wanted.section or any(kind_of(told)[0] == wanted.section for told in self.told(envelope.number)))
        ]

    def lines(self, numbers: Collection[int]) -> list[Line]:
        """These entries in words, in the order given."""
        rows = rows_of(self.arrangement, self.state, numbers)
        here = {row.author for row in rows.values() if row.number > self.arrangement.imported}
        authors = known_authors(here)
        return [self._line(rows[number], authors) for number in numbers]

    def _line(self, row: StoredEntry, authors: Mapping[str, Author]) -> Line:
        envelope = self.state.envelopes[row.number - 1]
        told = self.told(row.number)
        access: Access = "erased" if row.number in self.state.standing.erased else "open" if self._is_here(row) else "closed"
        return Line(
            envelope=envelope,
            chain=row.chain,
            author=self._author(envelope, authors),
            body=self.body(envelope.body),
            act=str(ACTS[envelope.act]),
            kind=", ".join(dict.fromkeys(kind_of(each)[1] for each in told)),
            says=self._says(row, told) if access == "open" else "",
            access=access,
        )

    def _is_here(self, row: StoredEntry) -> bool:
        return row.payload is not None and self.may_open(self.state.envelopes[row.number - 1])

    def _author(self, envelope: Envelope, authors: Mapping[str, Author]) -> Author:
        """Whoever made the entry. An account that an import names is never taken for one of here, whatever it says."""
        if not envelope.author:
            return Author(_("By the calendar"))
        if envelope.number <= self.arrangement.imported:
            return Author(_("An account elsewhere"), envelope.author[:8])
        return authors.get(envelope.author, Author(_("An account that was closed"), envelope.author[:8]))

    def _says(self, row: StoredEntry, told: tuple[Record | Head, ...]) -> str:
        said = "; ".join(map(self._in_short, told)) or reason_of(row)
        return said if len(said) <= WORDS_SHOWN else f"{said[: WORDS_SHOWN - 1].rstrip()}…"

    def _in_short(self, told: Record | Head) -> str:
        """What it is called, and the first things that are said of it."""
        name = str(getattr(told, "name", "") or getattr(told, "title", ""))
        known = {name, str(getattr(told, told.meta.code, "")) if isinstance(told, Record) and told.meta.code else ""}
        pairs = [f"{title}: {value}" for title, value in self.words(told) if value not in known]
        return ". ".join(filter(None, [name, "; ".join(pairs[:PAIRS_SHOWN])]))

    def words(self, told: Record | Head) -> tuple[tuple[str, str], ...]:
        """What a record, or the head of the arrangement, says, field by field."""
        if isinstance(told, Record):
            return self.book().whole(told).says
        values = ((spec.says.title, getattr(told, spec.name)) for spec in fields_of(Head))
        return tuple((title, str(value).replace("_", " ")) for title, value in values if value not in (None, ""))


def kind_of(told: Record | Head) -> tuple[str, str]:
    """The section and the title of the kind of record."""
    return (told.meta.section, told.meta.title) if isinstance(told, Record) else ("arrangement", _("The arrangement itself"))


def bounds(wanted: Wanted) -> tuple[dt.datetime, dt.datetime]:
    """The first moment that is asked for, and the first after it, by the clock of the installation."""
    first = make_aware(dt.datetime.combine(wanted.since, dt.time.min)) if wanted.since else dt.datetime.min.replace(tzinfo=dt.UTC)
    after = wanted.until + dt.timedelta(days=1) if wanted.until else None
    return first, make_aware(dt.datetime.combine(after, dt.time.min)) if after else dt.datetime.max.replace(tzinfo=dt.UTC)


def known_authors(ids: Iterable[str]) -> dict[str, Author]:
    """The name and the post of each account that is still here."""
    found = User.objects.filter(public_id__in=[each for each in set(ids) if each]).values_list("public_id", "name", "post")
    return {str(public_id): Author(name, post) for public_id, name, post in found}


def rows_of(arrangement: Arrangement, state: LedgerState, numbers: Collection[int]) -> dict[int, StoredEntry]:
    """The stored rows of these entries, each held against what was read when it was entered.

    Raises:
        BrokenChain: one of them has been altered since.
    """
    rows = {row.number: row for row in StoredEntry.objects.filter(arrangement=arrangement, number__in=list(numbers))}
    for number in numbers:
        row = rows.get(number)
        if row is None or not row.is_as_told() or row.chain != state.chains[number]:
            raise BrokenChain(arrangement)
        if row.envelope(state.arrangement) != state.envelopes[number - 1] or (row.payload is None and state.told(number)):
            raise BrokenChain(arrangement)
    return rows


def reason_of(row: StoredEntry) -> str:
    """Why something was retired, revealed or erased, in the words of whoever did it."""
    said = row.said()
    return str(said.get("reason", "")) if said else ""
