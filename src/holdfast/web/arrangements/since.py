"""Since which day a page says what changed: a day the person chose, a month ago where they chose none."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from holdfast.web.arrangements.moment import EARLIEST, Moment
from holdfast.web.arrangements.past import Clock

SINCE, CLOCK = "since", "clock"
CLOCKS = (("", _("Whichever fits the day")), ("known", _("What was known then")), ("facts", _("The dates of the records")))


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day some months earlier, or the last of that month where it has no such day."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Since:
    """The day, the clock where one was chosen, and whether the day was."""

    day: dt.date
    clock: Clock | None
    is_chosen: bool


class SinceForm(forms.Form):
    """Asks for another day to compare with."""

    since = forms.DateField(
        label=_("Compare with"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Compare with: enter a real date, such as 2026-10-31")},
    )
    clock = forms.ChoiceField(
        label=_("Look back by"),
        required=False,
        choices=CLOCKS,
        error_messages={"invalid_choice": _("Look back by: choose one of the three")},
    )

    def __init__(self, data: QueryDict | None, *, moment: Moment) -> None:
        super().__init__(data, auto_id="since-%s")
        self._moment = moment

    def clean_since(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data[SINCE]
        if day and day < EARLIEST:
            raise forms.ValidationError(_("Compare with: enter a day from 1990"))
        if day and day >= self._moment.as_at:
            raise forms.ValidationError(_("Compare with: enter a day before the one this page is as at"))
        return day

    @property
    def chosen(self) -> Since:
        """What was chosen; a month before the moment where nothing was, or where it was not right."""
        found: dict[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() else {}
        day, clock = found.get(SINCE), cast("Clock | None", found.get(CLOCK) or None)
        return Since(day or months_before(self._moment.as_at, 1), clock, is_chosen=bool(day))


def asked_since(query: QueryDict, moment: Moment) -> SinceForm:
    """The form as the address fills it; not filled where the address names no day and no clock."""
    return SinceForm(query if query.get(SINCE) or query.get(CLOCK) else None, moment=moment)


def points(moment: Moment, *, months: int, first: dt.date | None) -> list[dt.date]:
    """The ends of the months up to a moment, and the moment; none from before the day anything was known."""
    day = moment.as_at
    ends = [months_before(day.replace(day=1), back) - dt.timedelta(days=1) for back in range(months - 1)]
    return [*sorted(end for end in ends if first and end >= first), day]
