"""How somebody looks at an arrangement: at which moment, and compared with which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone

from holdfast.core.assessment import Glance
from holdfast.core.evidence import Evidence
from holdfast.web.arrangements.moment import Moment, MomentForm, asked
from holdfast.web.arrangements.past import Clock, course
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.since import CLOCK, SINCE, Since, SinceForm, asked_since, months_before, points
from holdfast.web.arrangements.state import LedgerState

MONTHS_SHOWN = 12
OK, UNPROCESSABLE = 200, 422


@dataclass(frozen=True, slots=True)
class Looking:
    """The moment and the day to compare with, and the two forms that ask for others."""

    moment_form: MomentForm
    moment: Moment
    since_form: SinceForm
    since: Since

    @classmethod
    def of(cls, query: QueryDict) -> Looking:
        """As an address says it. Where it is not right, the page is of now and says what was wrong."""
        moment_form = asked(query)
        moment = moment_form.moment
        since_form = asked_since(query, moment)
        return cls(moment_form, moment, since_form, since_form.chosen)

    @property
    def is_wrong(self) -> bool:
        """Whether the address asked for something that cannot be."""
        return bool(self.moment_form.errors or self.since_form.errors)

    @property
    def status(self) -> int:
        """The status of the page."""
        return UNPROCESSABLE if self.is_wrong else OK

    @property
    def forms(self) -> tuple[forms.Form, ...]:
        """Both forms."""
        return (self.moment_form, self.since_form)

    @property
    def kept_fields(self) -> Mapping[str, str]:
        """What a form that asks for another day to compare with must carry on: the moment."""
        return self.moment.fields

    @property
    def kept(self) -> str:
        """The same as the rest of an address that has a query already."""
        return "".join(f"&{name}={value}" for name, value in self.moment.fields.items())

    @property
    def query(self) -> str:
        """The part of an address that keeps the moment and the day to compare with."""
        chosen = {SINCE: self.since.day.isoformat()} if self.since.is_chosen else {}
        parts = {**self.moment.fields, **chosen, **({CLOCK: self.since.clock} if self.since.clock else {})}
        return f"?{urlencode(parts)}" if parts else ""

    @property
    def quick_days(self) -> tuple[dt.date, ...]:
        """Days that are often compared with: a month, three months and a year before the moment."""
        return tuple(months_before(self.moment.as_at, months) for months in (1, 3, 12))


def course_of(member: Member, state: LedgerState, evidence: Evidence, clock: Clock, moment: Moment) -> tuple[Glance, ...]:
    """Where everything stood at the end of each month for which anything was known, at most twelve, up to the moment."""
    dates = points(moment, months=MONTHS_SHOWN, first=_first(state, evidence, clock))
    return course(state, member.reader, dates, clock=clock, moment=moment)


def _first(state: LedgerState, evidence: Evidence, clock: Clock) -> dt.date | None:
    """The first day on which anything was known: entered, or dated."""
    if clock == "known":
        return timezone.localdate(state.envelopes[0].entered) if state.envelopes else None
    return min((record.on for record in evidence.records), default=None)
