"""Days on which tests of what happens over time take place, and records that matter to a finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.utils import timezone

from holdfast.core.catalogue import load_catalogue
from holdfast.files import read
from holdfast.files.examples import complete_example
from holdfast.ledger.canonical import plain_record
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.evidence.in_groups import in_groups
from holdfast.web.arrangements.models import StoredEntry
from tests.make import evidence
from tests.workspace.personas import Persona, record

EXAMPLE = read(complete_example())
# What a ledger takes of it: figures of groups in place of people's own answers.
TAKEN = in_groups(EXAMPLE, evidence(), load_catalogue())
# The tests begin on the day after the complete example ends.
BEGUN, EARLIER, LATER, TODAY = dt.date(2026, 11, 10), dt.date(2026, 11, 16), dt.date(2026, 12, 10), dt.date(2026, 12, 20)
# The problem that a partner's own plan raises most.
PROBLEM, TITLE = "competing_ambitions", "Competing ambitions"


@contextmanager
def on(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Everything within happens on this day."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))
    with mock.patch("django.utils.timezone.now", lambda: moment):
        yield


def entered(day: dt.date, by: Persona, section: str, /, **values: Any) -> StoredEntry:
    """A record entered on a day, and known on that day where nothing else is said."""
    with on(day):
        return record(by, section, **{"on": day, **values})


def dispute(day: dt.date, by: Persona, name: str = "desk", /, **values: Any) -> StoredEntry:
    """A dispute that was opened early in the year, told on a day."""
    return entered(day, by, "disputes", **{"dispute": name, "subject": f"The {name} dispute", "opened": "2026-02-01", **values})


def much_is_known(by: Persona, *, day: dt.date = BEGUN) -> None:
    """The complete example, entered on one day, in one go, and as a file is: with figures of groups in place of people's own answers."""
    told = [Change(section=record.meta.section, raw=plain_record(record)) for record in TAKEN.records]
    with on(day):
        changes.append(by=by.place, changes=told)


def own_plan(day: dt.date, by: Persona, about: str, /, **values: Any) -> StoredEntry:
    """A partner makes a plan of its own, told on a day."""
    return entered(day, by, "events", **{"type": "parallel_plan", "partner": by.place.body, "about": about, **values})


def turned_customer(day: dt.date, by: Persona, about: str, /, **values: Any) -> StoredEntry:
    """A partner turns into a customer, told on a day."""
    return own_plan(day, by, about, **{"type": "role_drift", **values})
