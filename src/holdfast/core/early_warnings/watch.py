"""What a rule of early warning looks at, and what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from holdfast.core.assessment import Assessment
from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.facts import DAYS_A_MONTH
from holdfast.core.indicators import READERS
from holdfast.core.indicators.reading import Reading, reference
from holdfast.core.over_time import Changes

HALFWAY = 0.5


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known at a date, what it adds up to, and what changed in the month before.

    `dates` gives the day of each step of the changes. All of it is what one reader may read.
    """

    evidence: Evidence
    assessment: Assessment
    changes: Changes
    dates: Mapping[str, dt.date]
    catalogue: Catalogue

    @property
    def date(self) -> dt.date:
        """The date the evidence is read at."""
        return self.evidence.date

    def days(self, parameter: str) -> dt.timedelta:
        """A parameter of the catalogue as a length of time: its unit is days or months."""
        found = self.catalogue.parameters[parameter]
        return dt.timedelta(days=found.value * (DAYS_A_MONTH if found.unit == "months" else 1))

    def halfway(self, indicator: str) -> float:
        """The value at which an indicator is half worrying, which is where a warning begins."""
        found = self.catalogue.indicators[indicator]
        return found.healthy + HALFWAY * (found.critical - found.healthy)

    def reading(self, indicator: str) -> Reading | None:
        """What an indicator reads, where that is known and at least half worrying."""
        found, band = READERS[indicator].read(self.evidence), self.catalogue.indicators[indicator]
        if found.value is None or (found.value - band.healthy) / (band.critical - band.healthy) < HALFWAY:
            return None
        return found

    def latest(self, references: Iterable[str]) -> dt.date:
        """The latest day on which any of these records became known; the date of the evidence where none is named."""
        wanted = set(references)
        dates = (record.on for record in self.evidence.records if reference(record) in wanted)
        return max(dates, default=self.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing a rule found: what it is about, in a sentence, since when, and the records behind it.

    `subject` stays the same while the thing goes on, so that it can be set aside. `action` names a better action of the
    catalogue than the rule's own, `due` the date it leads up to.
    """

    subject: str
    text: str
    since: dt.date
    because: tuple[str, ...]
    action: str = ""
    finding: str = ""
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it warns of, what to do about it (and the catalogue's action), and the function that looks."""

    id: str
    title: str
    do: str
    action: str
    look: Callable[[Watch], Iterator[Sign]]


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One early warning for one reader. `because` are the records behind it, `action` an id of the catalogue or empty."""

    rule: str
    title: str
    subject: str
    text: str
    since: dt.date
    because: tuple[str, ...]
    do: str
    action: str
    finding: str
    due: dt.date | None

    @property
    def key(self) -> str:
        """What names this warning for as long as it goes on."""
        return f"{self.rule}:{self.subject}"

    @property
    def token(self) -> str:
        """The same for an address, which must not tell what the records behind it are called."""
        return token_of(self.key)


def token_of(key: str) -> str:
    """The digest of a warning's key."""
    return hashlib.blake2b(key.encode(), digest_size=10).hexdigest()


def about(record: Record) -> str:
    """The subject of a sign about one record: its section and its code, which a later record of the same thing keeps."""
    code = getattr(record, record.meta.code, "") if record.meta.code else ""
    return f"{record.meta.section}/{code or record.id}"


def told_by(*records: Record) -> tuple[str, ...]:
    """These records as references."""
    return tuple(reference(record) for record in records)


def day(date: dt.date) -> str:
    """A date in words."""
    return f"{date.day} {date:%B %Y}"
