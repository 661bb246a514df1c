"""What a program writes: done once however often it arrives, and only where the program has seen what stands."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.api.etags import place_of
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes_evidence import REMEMBERED, digest_of
from holdfast.web.arrangements.models import Arrangement, SentForm, StoredEntry
from holdfast.web.arrangements.permissions import Member


class KeyUsed(Exception):
    """The key of this request names an earlier request that said something else."""


class MovedOn(Exception):
    """Something was entered since the program looked."""


def enter_once(
    *, by: Member, once: uuid.UUID | None, sent: Any, seen: frozenset[str] | None, make: Callable[[], Sequence[StoredEntry]]
) -> list[int]:
    """The numbers of the entries that `make` makes, or has made when this request came before.

    Raises:
        KeyUsed, MovedOn: nothing was entered.
        EvidenceRefused, LedgerRefused, PermissionDenied: as `make` does; nothing was entered either.
    """

    def made() -> list[int]:
        if seen is not None and place_of(arrangement) not in seen:
            raise MovedOn
        return [row.number for row in make()]

    with transaction.atomic():
        # Locked before looking, so that of two that arrive at once the second finds what the first has entered.
        arrangement = changes.locked(by.arrangement)
        return _once(by.user, once, sent, made)


def begin_once(*, by: User, once: uuid.UUID | None, sent: Any, name: str, body: str, body_name: str) -> Arrangement:
    """A new arrangement, or the one that was begun when this request came before.

    Raises:
        KeyUsed: nothing was begun.
        EvidenceRefused: as `changes.begin` does.
    """

    def made() -> list[int]:
        return [changes.begin(by=by, name=name, body=body, body_name=body_name).arrangement.pk]

    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        (found,) = _once(by, once, sent, made)
        return Arrangement.objects.get(pk=found)


def _once(user: User, once: uuid.UUID | None, sent: Any, make: Callable[[], list[int]]) -> list[int]:
    if once is None:
        return make()
    SentForm.objects.filter(user=user, sent__lt=timezone.now() - REMEMBERED).delete()
    earlier = SentForm.objects.filter(user=user, once=once).first()
    if earlier is None:
        numbers = make()
        SentForm.objects.create(user=user, once=once, digest=digest_of(sent), numbers=numbers)
        return numbers
    if earlier.digest != digest_of(sent):
        raise KeyUsed
    return list(earlier.numbers)
