"""Words leave the database for good: the row loses them, and so do the pages and logs the database keeps beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping

from django.db import connection, transaction
from django.urls import reverse

from holdfast.web.arrangements.models import Arrangement, Draft, StoredEntry

LOG = logging.getLogger("django.holdfast")


def erase(arrangement: Arrangement, numbers: Collection[int]) -> None:
    """Empty the payload and the salt of these entries; their envelopes and digests stay, and with them the chain."""
    if numbers:
        rows = StoredEntry.objects.filter(arrangement=arrangement, number__in=numbers)
        rows.update(payload=None, salt=None, section="")
        transaction.on_commit(wipe)


def drop_drafts(arrangement: Arrangement) -> None:
    """Let go of every form and file that is held for somebody in this arrangement and not entered yet."""
    Draft.objects.filter(path__startswith=reverse("overview", args=[arrangement.public_id])).delete()


def wipe() -> None:
    """Take what was erased out of the database's own files as well."""
    _WIPES[connection.vendor]()


def _wipe_sqlite() -> None:
    """The file itself is overwritten at once (secure_delete); the log beside it still holds the words until it is cut off."""
    with connection.cursor() as cursor:
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if is_busy:
        LOG.error("Erased words stay in the log of the database until nobody reads it: erase something again, or start the site anew.")


def _wipe_postgresql() -> None:
    """The old version of a row stays in its table until that is vacuumed."""
    with connection.cursor() as cursor:
        for model in (StoredEntry, Draft):
            cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")


_WIPES: Mapping[str, Callable[[], None]] = {"sqlite": _wipe_sqlite, "postgresql": _wipe_postgresql}
