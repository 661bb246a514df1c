"""The early warnings of an arrangement for one reader, with what the reader's body has set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from holdfast import __version__
from holdfast.core.catalogue import load_catalogue
from holdfast.core.early_warnings import EarlyWarning, Watch, early_warnings
from holdfast.ledger import Reader
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.kept import Kept
from holdfast.web.arrangements.models import Arrangement, SetAside
from holdfast.web.arrangements.moment import now
from holdfast.web.arrangements.past import compared
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.since import months_before
from holdfast.web.arrangements.state import LedgerState

_KEPT: Kept[tuple[object, ...], tuple[EarlyWarning, ...]] = Kept(256)


@dataclass(frozen=True, slots=True)
class Warned:
    """The warnings to look at, and those set aside with the note that says why."""

    open: tuple[EarlyWarning, ...]
    aside: tuple[tuple[EarlyWarning, SetAside], ...]


def warnings_for(arrangement: Arrangement, state: LedgerState, reader: Reader) -> tuple[EarlyWarning, ...]:
    """All warnings of what a reader may read today. Kept by everything they depend on."""
    today, catalogue = now(), load_catalogue()
    key = (state.chains[-1], reader, today.as_at, catalogue.digest, __version__)
    return _KEPT.made(key, lambda: _watched(arrangement, state, reader))


def _watched(arrangement: Arrangement, state: LedgerState, reader: Reader) -> tuple[EarlyWarning, ...]:
    today, catalogue = now(), load_catalogue()
    since = months_before(today.as_at, int(catalogue.parameters["warning_window"].value))
    found, past = assessed(arrangement, reader), compared(state, reader, since=since, moment=today)
    return early_warnings(Watch(found.evidence, found.assessment, past.changes, past.days, catalogue))


def warned(member: Member, state: LedgerState) -> Warned:
    """The warnings for a member, less those the member's body has set aside until a day to come."""
    aside = set_aside_by(member)
    found = warnings_for(member.arrangement, state, member.reader)
    return Warned(
        open=tuple(warning for warning in found if warning.key not in aside),
        aside=tuple((warning, aside[warning.key]) for warning in found if warning.key in aside),
    )


def set_aside_by(member: Member) -> Mapping[str, SetAside]:
    """What the member's body has set aside and not taken up again, by the warning's key."""
    today: dt.date = timezone.localdate()
    notes = SetAside.objects.select_related("by").filter(
        arrangement=member.arrangement, body=member.body, until__gte=today, ended__isnull=True
    )
    return {note.key: note for note in notes} if member.body else {}
