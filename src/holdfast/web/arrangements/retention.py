"""How long this installation keeps an arrangement in which nobody records any more (docs/adr/0026-how-long-things-are-kept.md).

The time is counted from the last entry, or from when somebody said that the arrangement is still needed. Nothing is deleted
before its people have been told and had time to object, to export, or to keep it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from holdfast.web.arrangements.models import Arrangement, Retention, StoredEntry
from holdfast.web.arrangements.since import months_before

# From being told until the end.
NOTICE = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Limit:
    """The end that comes near: since when nothing was entered, the day from which it may be deleted, and whether people were told."""

    since: dt.date
    ends: dt.date
    is_told: bool


def limit_of(arrangement: Arrangement) -> Limit | None:
    """The end of an arrangement, where it is near; nothing where there is no limit, or time enough."""
    months: int = settings.KEEP_MONTHS
    if not months:
        return None
    since = _last_entry(arrangement)
    if not _is_near(since, months):
        return None
    noted = Retention.objects.filter(arrangement=arrangement).first()
    since = max(since, noted.kept) if noted and noted.kept else since
    if not _is_near(since, months):
        return None
    told = noted.told if noted and noted.told and noted.told > since else None
    notice_ends = timezone.localdate(told or timezone.now()) + NOTICE
    return Limit(timezone.localdate(since), max(_over(since, months), notice_ends), told is not None)


def _is_near(since: dt.datetime, months: int) -> bool:
    return _over(since, months) - NOTICE <= timezone.localdate()


def _over(since: dt.datetime, months: int) -> dt.date:
    return months_before(timezone.localdate(since), -months)


def _last_entry(arrangement: Arrangement) -> dt.datetime:
    found = StoredEntry.objects.filter(arrangement=arrangement).order_by("-number").values_list("entered", flat=True).first()
    return found or arrangement.created
