"""Writes about facts asked by link: ask, withdraw, take the answer in, enter it or set it aside, and forget."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.evidence import Record
from holdfast.ledger import Visibility
from holdfast.web.accounts.changes import TOKEN_BYTES, ChangeRefused
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements.asked import Typed
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.models import FactReply, FactRequest
from holdfast.web.arrangements.models.fact_request import KEPT, Manner
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of


def ask(
    *, by: Member, kind: type[Record], question: str, asked_of: str, until: dt.date, filled: Typed, once: str
) -> tuple[FactRequest, str]:
    """A request and the token of its link, which is kept nowhere; the token is empty where this form has asked already."""
    _require(by, Permission.RECORD)
    forget(now=timezone.localdate())
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made, is_new = FactRequest.objects.get_or_create(
        once=once,
        defaults={
            "arrangement": by.arrangement,
            "body": by.body,
            "asked_by": by.user,
            "token_digest": Invitation.digest(token),
            "section": kind.meta.section,
            "filled": dict(filled),
            "question": question,
            "asked_of": asked_of,
            "until": until,
        },
    )
    return made, token if is_new else ""


def may_withdraw(by: Member, asked: FactRequest) -> bool:
    """Whether this person may withdraw a request of their body: their own, or anybody's where they are trusted with that."""
    return by.may(Permission.CORRECT) or (by.may(Permission.RECORD) and asked.asked_by_id == by.user.pk)


def withdraw(*, by: Member, asked: FactRequest) -> None:
    """Make a link work no longer.

    Raises:
        ChangeRefused: it has been answered meanwhile.
        PermissionDenied: it is not this person's to withdraw.
    """
    with transaction.atomic():
        held = _held(by, asked)
        if not may_withdraw(by, held):
            raise PermissionDenied
        if held.answered is not None:
            raise ChangeRefused(_("It has been answered meanwhile. Look the answer over."))
        held.withdrawn = held.withdrawn or timezone.now()
        held.save(update_fields=["withdrawn"])


def answer(*, asked: FactRequest, manner: Manner, typed: Typed, who: str = "", remark: str = "") -> None:
    """Take in what whoever has the link says. Of two people at once, one is refused.

    Raises:
        ChangeRefused: the link has been used, withdrawn, or has expired.
    """
    with transaction.atomic():
        held = FactRequest.objects.select_for_update().filter(pk=asked.pk).first()
        refusal = _("It is no longer there.") if held is None else held.refusal
        if held is None or refusal is not None:
            raise ChangeRefused(str(refusal))
        held.answered = timezone.now()
        held.save(update_fields=["answered"])
        FactReply.objects.create(request=held, manner=manner, typed=dict(typed), who=who, remark=remark)


def enter(*, by: Member, asked: FactRequest, raw: Mapping[str, Any], visibility: Visibility) -> int:
    """Enter an answer as a record of this person's body; the number of its entry. The reply is deleted.

    Raises:
        ChangeRefused: a colleague has entered it or set it aside meanwhile.
        EvidenceRefused, LedgerRefused: as `append` does; the reply then still waits.
    """
    with transaction.atomic():
        held = _waiting(by, asked)
        (row,) = append(by=by, changes=[Change(section=held.section, raw=raw, visibility=visibility)])
        _settle(held, entry=row.number)
    return row.number


def set_aside(*, by: Member, asked: FactRequest, reason: str) -> None:
    """Do not enter an answer. The reply is deleted, the reason stays with the request.

    Raises:
        ChangeRefused: a colleague has entered it or set it aside meanwhile.
    """
    with transaction.atomic():
        _settle(_waiting(by, asked), reason=reason)


def forget(*, now: dt.date) -> int:
    """Delete the requests whose time is over, with any reply to them; how many there were."""
    found = FactRequest.objects.filter(until__lt=now - KEPT)
    count = found.count()
    found.delete()
    return count


def _held(by: Member, asked: FactRequest) -> FactRequest:
    """The request as it stands now, of this person's own body, held until the transaction ends."""
    held = FactRequest.objects.select_for_update().filter(pk=asked.pk, arrangement=by.arrangement).first()
    if held is None:
        raise ChangeRefused(_("It is no longer there."))
    if not by.body or state_of(by.arrangement).standing.heir(held.body) != by.body:
        raise PermissionDenied
    return held


def _waiting(by: Member, asked: FactRequest) -> FactRequest:
    _require(by, Permission.RECORD)
    held = _held(by, asked)
    if held.answered is None or held.settled is not None:
        raise ChangeRefused(_("A colleague has entered it or set it aside meanwhile."))
    return held


def _settle(held: FactRequest, *, entry: int | None = None, reason: str = "") -> None:
    FactReply.objects.filter(request=held).delete()
    held.settled, held.entry, held.reason = timezone.now(), entry, reason
    held.save(update_fields=["settled", "entry", "reason"])


def _require(by: Member, permission: Permission) -> None:
    if not by.may(permission) or not by.body:
        raise PermissionDenied
