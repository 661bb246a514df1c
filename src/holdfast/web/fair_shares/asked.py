"""What is asked of the pages of fair shares: a rule, a year, a date, and figures that differ for these sums alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from holdfast.core.finance.cash import financial_year
from holdfast.web.fair_shares.resting import FIELD, read_number

YEARS = (2000, 2099)
ACTUAL, TOLERANCE = "actual", "tolerance"
MOST_TOLERANCE = 100.0
# Prices of leaving are given for so many years.
DATES = 3


@dataclass(frozen=True, slots=True)
class Given:
    """Figures that somebody gave for these sums: changed assumptions, what a year did cost, and the tolerance in percent."""

    changes: Mapping[str, float] = field(default_factory=dict)
    actual: float | None = None
    tolerance: float = 0.0

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Given:
        """As a session keeps it; what does not fit is left out."""
        changes = plain.get("changes")
        kept = {str(key): float(value) for key, value in changes.items()} if isinstance(changes, dict) else {}
        return cls(kept, plain.get(ACTUAL), plain.get(TOLERANCE) or 0.0)

    @classmethod
    def read(cls, query: QueryDict) -> Given:
        """As an address holds it."""
        found = {name.removeprefix(FIELD): read_number(query.get(name, "")) for name in query if name.startswith(FIELD)}
        changes = {key: value for key, value in found.items() if value is not None}
        return cls(changes).settled(query)

    def settled(self, sent: QueryDict) -> Given:
        """The same with the cost of a year and the tolerance that a form gives; what cannot be read is left out."""
        tolerance = read_number(sent.get(TOLERANCE, ""))
        return replace(self, actual=read_number(sent.get(ACTUAL, "")), tolerance=min(tolerance or 0.0, MOST_TOLERANCE))

    @property
    def plain(self) -> dict[str, Any]:
        """As a session keeps it."""
        return {"changes": dict(self.changes), ACTUAL: self.actual, TOLERANCE: self.tolerance}

    @property
    def query(self) -> dict[str, str]:
        """As an address holds it."""
        said = {f"{FIELD}{key}": f"{value:g}" if value < 1e5 else f"{value:.2f}".removesuffix(".00") for key, value in self.changes.items()}
        said |= {} if self.actual is None else {ACTUAL: f"{self.actual:.2f}"}
        return said | ({TOLERANCE: f"{self.tolerance:g}"} if self.tolerance else {})

    def changed(self, changes: Mapping[str, float]) -> Given:
        """The same with other assumptions."""
        return replace(self, changes=dict(changes))


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: which rule, whose statement of which year, and leaving at which date."""

    rule: str
    partner: str
    year: int
    date: dt.date

    @classmethod
    def of(cls, query: QueryDict, today: dt.date) -> Asked:
        """Read from an address; what cannot be read is what would be asked most: next year, and its first day."""
        next_year = financial_year(today) + 1
        return cls(query.get("rule", ""), query.get("partner", ""), _year(query, next_year), _date(query, dt.date(next_year, 4, 1)))

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The date, and the same day of the years after; the day after where there is none."""
        return tuple(_of_year(self.date, self.date.year + later) for later in range(DATES))


def _of_year(date: dt.date, year: int) -> dt.date:
    return dt.date(year, 3, 1) if (date.month, date.day) == (2, 29) and year != date.year else date.replace(year=year)


def _year(query: QueryDict, otherwise: int) -> int:
    text = query.get("year", "")
    first, last = YEARS
    return int(text) if text.isdecimal() and len(text) == 4 and first <= int(text) <= last else otherwise


def _date(query: QueryDict, otherwise: dt.date) -> dt.date:
    try:
        found = dt.date.fromisoformat(query.get("date", ""))
    except ValueError:
        return otherwise
    first, last = YEARS
    return found if first <= found.year <= last - DATES else otherwise


def faults_of(sent: QueryDict) -> dict[str, str]:
    """What is wrong with the cost of a year and the tolerance as they were typed, by field."""
    return {
        name: _("“%(text)s” is not right; enter a number, 0 or more, such as %(like)s")
        % {"text": sent.get(name, "").strip()[:40], "like": like}
        for name, like in ((ACTUAL, "3950000"), (TOLERANCE, "2"))
        if sent.get(name, "").strip() and read_number(sent.get(name, "")) is None
    }
