"""Writes about whole bodies: one takes the place of another, and an arrangement is deleted once all have agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.erasure import wipe
from holdfast.web.arrangements.models import Arrangement, Ending, Membership, Succession
from holdfast.web.arrangements.models.ending import WAITING
from holdfast.web.arrangements.permissions import Member, Permission


def bodies_of(arrangement: Arrangement) -> frozenset[str]:
    """The bodies that somebody speaks for today."""
    found = Membership.objects.filter(arrangement=arrangement, ended__isnull=True).exclude(body="")
    return frozenset(found.values_list("body", flat=True))


def propose_successor(*, by: Member, body: str, heir: str, known: Collection[str]) -> Succession:
    """Propose that one partner takes another's place; `known` are the partners on record.

    Raises:
        LedgerRefused: the bodies are not two different partners, or one is proposed already.
    """
    _require(by, Permission.HEAD)
    if body == heir or body not in known or heir not in known:
        raise LedgerRefused(_("Choose two different partners that are on record."))
    if Succession.objects.filter(arrangement=by.arrangement, body=body, settled__isnull=True).exists():
        raise LedgerRefused(_("A successor of this partner is proposed already."))
    return Succession.objects.create(arrangement=by.arrangement, body=body, heir=heir, proposed_by=by.user)


def hand_over(*, by: Member, succession: Succession) -> None:
    """The body that goes hands its place over: its people join the heir, which from now on reads and changes what it told."""
    _require(by, Permission.CORRECT)
    if by.body != succession.body:
        raise PermissionDenied
    with transaction.atomic():
        held = Succession.objects.select_for_update().filter(pk=succession.pk, settled__isnull=True).first()
        if held is None:
            raise LedgerRefused(_("This was settled meanwhile."))
        append(by=by, changes=[Change(act="succeed", heir=held.heir, visibility="partners", reason=_("Taken over after a reorganisation"))])
        Membership.objects.filter(arrangement=by.arrangement, body=held.body, ended__isnull=True).update(body=held.heir)
        _settle(held, is_agreed=True)


def decline_successor(*, by: Member, succession: Succession) -> None:
    """The body that was to go says no, or the lead takes the proposal back.

    Raises:
        LedgerRefused: it was settled meanwhile; what was handed over stays handed over.
    """
    if by.body != succession.body and not by.may(Permission.HEAD):
        raise PermissionDenied
    if by.body == succession.body:
        _require(by, Permission.CORRECT)
    with transaction.atomic():
        held = Succession.objects.select_for_update().filter(pk=succession.pk, settled__isnull=True).first()
        if held is None:
            raise LedgerRefused(_("This was settled meanwhile."))
        _settle(held, is_agreed=False)


def _settle(succession: Succession, *, is_agreed: bool) -> None:
    succession.settled, succession.is_agreed = timezone.now(), is_agreed
    succession.save(update_fields=["settled", "is_agreed"])


def propose_ending(*, by: Member) -> Ending:
    """Propose to delete the arrangement; the proposer's own body agrees by that."""
    _require(by, Permission.HEAD)
    ending, _made = Ending.objects.get_or_create(arrangement=by.arrangement, defaults={"proposed_by": by.user})
    return agree_to_ending(by=by, ending=ending)


def agree_to_ending(*, by: Member, ending: Ending) -> Ending:
    """A body agrees to the deletion; once all have, the waiting time begins."""
    _require(by, Permission.CORRECT)
    with transaction.atomic():
        held = Ending.objects.select_for_update().get(pk=ending.pk)
        held.agreed = sorted({*held.agreed, by.body})
        if held.due is None and bodies_of(by.arrangement) <= set(held.agreed):
            held.due = timezone.now() + WAITING
        held.save(update_fields=["agreed", "due"])
    return held


def object_to_ending(*, by: Member, ending: Ending) -> None:
    """A body objects, or takes its agreement back: the proposal is gone."""
    _require(by, Permission.CORRECT)
    ending.delete()


def delete_due(*, now: dt.datetime) -> list[str]:
    """Delete the arrangements whose time has come; their names. A body that joined meanwhile has to agree first."""
    gone = []
    for ending in Ending.objects.select_related("arrangement").filter(due__lte=now):
        if bodies_of(ending.arrangement) <= set(ending.agreed):
            gone.append(ending.arrangement.name)
            ending.arrangement.delete()
            transaction.on_commit(wipe)
    return gone


def _require(by: Member, permission: Permission) -> None:
    if not by.may(permission):
        raise PermissionDenied
