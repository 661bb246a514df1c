"""The two clocks of a page: as at which day, and as known at which moment; now, where nobody asked otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

AS_AT, KNOWN_AT = "as_at", "known_at"
# A plan can be read a few years ahead; beyond that the page would only mislead.
YEARS_AHEAD = 5
EARLIEST = dt.date(1990, 1, 1)


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a day, by the clock of the installation."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def day_of(moment: dt.datetime) -> dt.date:
    """The day of a moment, by the same clock."""
    return timezone.localdate(moment)


@dataclass(frozen=True, slots=True)
class Moment:
    """The day the records are read at, and the last day whose entries count; today and all entries where none is given."""

    as_at: dt.date
    known_day: dt.date | None = None
    is_now: bool = True

    @property
    def known_at(self) -> dt.datetime | None:
        """The last moment whose entries count; none for all."""
        return None if self.known_day is None else end_of(self.known_day)

    @property
    def is_ahead(self) -> bool:
        """Whether the day is still to come."""
        return self.as_at > timezone.localdate()

    @property
    def fields(self) -> Mapping[str, str]:
        """The moment as an address holds it; nothing for now."""
        given = {AS_AT: self.as_at, KNOWN_AT: self.known_day}
        return {} if self.is_now else {name: day.isoformat() for name, day in given.items() if day}

    @property
    def query(self) -> str:
        """The part of an address that keeps the moment from page to page; empty for now."""
        return f"?{urlencode(self.fields)}" if self.fields else ""


def now() -> Moment:
    """Today, with all that is known."""
    return Moment(timezone.localdate())


class MomentForm(forms.Form):
    """Asks for another moment. Both fields may be left empty."""

    as_at = forms.DateField(
        label=_("As at"),
        help_text=_("What was true on this day. A day to come shows what today’s records would say then."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("As at: enter a real date, such as 2026-10-31")},
    )
    known_at = forms.DateField(
        label=_("As known on"),
        help_text=_("What had been entered here by the end of this day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("As known on: enter a real date, such as 2026-10-31")},
    )

    def clean_as_at(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data[AS_AT]
        last = timezone.localdate() + dt.timedelta(days=366 * YEARS_AHEAD)
        if day and not EARLIEST <= day <= last:
            raise forms.ValidationError(_("As at: enter a day from 1990 to %(years)d years from now"), params={"years": YEARS_AHEAD})
        return day

    def clean_known_at(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data[KNOWN_AT]
        if day and not EARLIEST <= day:
            raise forms.ValidationError(_("As known on: enter a day from 1990"))
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("As known on: nobody can say yet what will be known on a day to come"))
        return day

    @property
    def moment(self) -> Moment:
        """What was asked for; now, where nothing was, or where it was not right."""
        found: dict[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() else {}
        as_at, known = found.get(AS_AT), found.get(KNOWN_AT)
        if not as_at and not known:
            return now()
        return Moment(as_at or known or timezone.localdate(), known, is_now=False)


def asked(query: QueryDict) -> MomentForm:
    """The form as the address fills it; not filled where the address names no moment."""
    return MomentForm(query if query.get(AS_AT) or query.get(KNOWN_AT) else None, auto_id="moment-%s")
