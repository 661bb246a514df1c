"""What a program writes: done once however often it arrives, and only where the program has seen what stands."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.api.asked import Asked
from holdfast.web.api.body import FileSent
from holdfast.web.api.etags import place_of
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes_evidence import REMEMBERED, digest_of
from holdfast.web.arrangements.models import Arrangement, SentForm, StoredEntry
from holdfast.web.arrangements.state import state_of


class KeyUsed(Exception):
    """The key of this request names an earlier request that said something else."""


class MovedOn(Exception):
    """Something was entered since the program looked."""


def done(request: Asked, make: Callable[[], Sequence[int]]) -> list[int]:
    """The numbers of what `make` makes inside an arrangement, or has made when this request came before.

    Raises:
        KeyUsed, MovedOn: nothing was done.
        Whatever `make` raises; nothing was done either.
    """

    def made() -> list[int]:
        if request.seen is not None and place_of(arrangement) not in request.seen:
            raise MovedOn
        return list(make())

    by = request.member
    with transaction.atomic():
        # Locked before looking, so that of two that arrive at once the second finds what the first has done.
        arrangement = changes.locked(by.arrangement)
        numbers = _once(by.user, request.once, _sent(request), made)
    by.arrangement.refresh_from_db()
    return numbers


def entered(request: Asked, make: Callable[[], Iterable[StoredEntry]]) -> dict[str, Any]:
    """The same of entries of the ledger, as an answer tells them."""
    numbers = done(request, lambda: [row.number for row in make()])
    state = state_of(request.member.arrangement)
    return {"entries": [{"number": number, "act": state.envelopes[number - 1].act, "chain": state.chains[number]} for number in numbers]}


def _sent(request: Asked) -> list[Any]:
    """What tells one request from another under the same key."""
    read = request.read
    return [request.get_full_path(), read.digest if isinstance(read, FileSent) else read]


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
