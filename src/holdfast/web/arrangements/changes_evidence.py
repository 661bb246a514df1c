"""Entering what a form or a file holds: once, however often it arrives, and only where what was seen still stands."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from holdfast.core.evidence.check import HEAD
from holdfast.ledger.canonical import canonical
from holdfast.ledger.rules import GONE, LedgerRefused
from holdfast.web.arrangements.changes import Change, append_to, locked
from holdfast.web.arrangements.models import Arrangement, SentForm, StoredEntry
from holdfast.web.arrangements.permissions import Member

# Longer than a form's key lasts, after which a form cannot arrive again.
REMEMBERED = dt.timedelta(days=8)
# Entries of an arrangement from one clearing away of what is remembered no longer to the next.
BETWEEN_CLEARINGS = 20


def enter(*, by: Member, changes: Sequence[Change], once: str, sent: Any, head: int | None = None) -> list[int]:
    """Enter the changes of one form; the numbers of its entries, those of the first time where it has been entered already.

    `once` names the form and `sent` is what was sent in it. `head`, where given, is the entry of the arrangement's head that
    the form was made from: it must still be the latest.

    Raises:
        EvidenceRefused, LedgerRefused, PermissionDenied: as `append` does; nothing is entered then.
    """
    with transaction.atomic():
        # Locked before looking, so that of two that arrive at once the second finds what the first has entered.
        arrangement = locked(by.arrangement)
        earlier = entered_before(by, once=once, sent=sent)
        if earlier is not None:
            return earlier
        if head is not None and head != head_number(arrangement):
            raise LedgerRefused(GONE)
        numbers = [row.number for row in append_to(arrangement, by=by, changes=changes)]
        # Now and then is enough, and everybody else who writes here is waiting.
        if any(number % BETWEEN_CLEARINGS == 0 for number in numbers):
            SentForm.objects.filter(sent__lt=timezone.now() - REMEMBERED).delete()
        SentForm.objects.create(user=by.user, once=once, digest=digest_of(sent), numbers=numbers)
    return numbers


def entered_before(by: Member, *, once: str, sent: Any) -> list[int] | None:
    """The entries this form has made already, where it has arrived before with the same in it."""
    found = SentForm.objects.filter(user=by.user, once=once, digest=digest_of(sent)).first()
    return None if found is None else list(found.numbers)


def digest_of(sent: Any) -> str:
    """What is kept of what was sent, to tell whether it is the same again."""
    return hashlib.sha256(canonical(sent)).hexdigest()


def head_number(arrangement: Arrangement) -> int:
    """The number of the latest entry of the arrangement's head, 0 where there is none."""
    latest = StoredEntry.objects.filter(arrangement=arrangement, act="record", section=HEAD).order_by("-number")
    return latest.values_list("number", flat=True).first() or 0
