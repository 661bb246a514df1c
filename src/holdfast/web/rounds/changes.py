"""Every write of those who run a round: begin it, invite people to it, make links for many, withdraw them, close it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.rounds.asked import SMALLEST_MINIMUM
from holdfast.web.accounts.changes import TOKEN_BYTES, ChangeRefused
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements.changes import locked
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.rounds.asked import name_of, unasked
from holdfast.web.rounds.models import Link, Mode, Round
from holdfast.web.rounds.numbers import LARGEST_CAP, LARGEST_GROUP, LONGEST


def begin(
    *,
    by: Member,
    name: str,
    questionnaire: str,
    questions: Sequence[str],
    mode: str,
    bodies: Sequence[str],
    roles: Sequence[str],
    is_for_all: bool,
    minimum_group: int,
    opens_on: dt.date,
    closes_on: dt.date,
    remind_on: Sequence[dt.date] = (),
) -> Round:
    """A new round.

    Raises:
        ChangeRefused: what is wrong with it, in a sentence.
        PermissionDenied: the person may not begin one of this mode.
    """
    _require(by, Permission.ROUNDS)
    asked = [by.body] if mode == Mode.CONFIDENCE else list(dict.fromkeys(bodies))
    if mode != Mode.CONFIDENCE:
        _require(by, Permission.ROUNDS_OF_ALL)
    for fault in _faults(mode, asked, questions, roles, is_for_all, minimum_group, opens_on, closes_on):
        raise ChangeRefused(fault)
    with transaction.atomic():
        arrangement = locked(by.arrangement)
        last = Round.objects.filter(arrangement=arrangement).aggregate(last=Max("number"))["last"] or 0
        return Round.objects.create(
            arrangement=arrangement,
            number=last + 1,
            name=name,
            questionnaire=questionnaire,
            questions=list(questions),
            mode=mode,
            body=by.body,
            begun_by=by.user,
            bodies=asked,
            roles=list(roles),
            is_for_all=is_for_all,
            minimum_group=minimum_group,
            opens_on=opens_on,
            closes_on=closes_on,
            remind_on=sorted(day.isoformat() for day in remind_on if opens_on <= day <= closes_on),
        )


def _faults(
    mode: str,
    bodies: Sequence[str],
    questions: Sequence[str],
    roles: Sequence[str],
    is_for_all: bool,
    minimum_group: int,
    opens_on: dt.date,
    closes_on: dt.date,
) -> list[str]:
    """What is wrong with a round, each a sentence."""
    today = timezone.localdate()
    silent = [] if is_for_all else unasked(questions, roles)
    rules = (
        (not questions, _("Choose at least one question.")),
        (not roles, _("Choose at least one group of people to ask.")),
        (mode != Mode.CONFIDENCE and len(bodies) < 2, _("Choose at least two partners, or run it in confidence inside your own body.")),
        (
            not SMALLEST_MINIMUM <= minimum_group <= LARGEST_GROUP,
            _("The smallest group that is shown is a number from %(least)d to %(most)d.")
            % {"least": SMALLEST_MINIMUM, "most": LARGEST_GROUP},
        ),
        (opens_on < today, _("Choose an opening day from today on.")),
        (not opens_on < closes_on <= opens_on + LONGEST, _("Choose a closing day after the opening day, within half a year.")),
        (
            bool(silent),
            _("None of these questions is meant for: %(roles)s. Leave them out, or ask everybody everything.")
            % {"roles": ", ".join(name_of(role) for role in silent)},
        ),
    )
    return [sentence for is_wrong, sentence in rules if is_wrong]


def may_run(by: Member, of: Round) -> bool:
    """Whether this person may change the round itself: whoever may begin one like it."""
    if of.mode == Mode.CONFIDENCE:
        return by.may(Permission.ROUNDS) and takes_part(by, of)
    return by.may(Permission.ROUNDS_OF_ALL)


def may_invite(by: Member, of: Round) -> bool:
    """Whether this person may ask the people of their own body."""
    return by.may(Permission.ROUNDS) and takes_part(by, of) and of.closed is None


def takes_part(by: Member, of: Round) -> bool:
    """Whether the person's body is one of those whose people are asked."""
    heir = state_of(by.arrangement).standing.heir
    return bool(by.body) and by.body in {heir(body) for body in of.bodies}


def invite(*, by: Member, of: Round, role: str, label: str, email: str, post: str) -> tuple[Link, str]:
    """A link for one person of one's own body, and its token, which is kept nowhere.

    Raises:
        ChangeRefused: the round has closed, or does not ask people of this role.
        PermissionDenied: it is not this person's to invite.
    """
    _may_invite(by, of)
    if role not in of.roles:
        raise ChangeRefused(_("This round does not ask people of this group."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = Link.objects.create(
        round=of,
        body=by.body,
        token_digest=Invitation.digest(token),
        role=role,
        label=label,
        email=email.lower(),
        post=post,
        is_passed_on=not email,
    )
    return made, token


def pass_on(*, link: Link) -> None:
    """The letter with this link did not leave, so it is shown to whoever invites: from now on it is one that others know."""
    Link.objects.filter(pk=link.pk, begun=0, is_handed_in=False).update(is_passed_on=True)


def make_open_link(*, by: Member, of: Round, label: str, role: str, cap: int) -> tuple[Link, str]:
    """A link for many people of one's own body, at most so many; without a role, each of them says which group is theirs.

    Raises:
        ChangeRefused: the round has closed, or the number is none.
        PermissionDenied: it is not this person's to invite.
    """
    _may_invite(by, of)
    _cap(cap)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = Link.objects.create(
        round=of, body=by.body, token_digest=Invitation.digest(token), label=label, role=role, cap=cap, is_for_many=True
    )
    return made, token


def change_cap(*, by: Member, link: Link, cap: int) -> None:
    """Let more people, or fewer, begin with a link for many; who has begun may go on."""
    _may_invite(by, link.round)
    _cap(cap)
    Link.objects.filter(pk=link.pk, is_for_many=True, body=by.body).update(cap=cap)


def revoke(*, by: Member, link: Link) -> None:
    """Make a link work no longer. What was handed in by it stays counted: nobody can tell which answers those are."""
    _may_invite(by, link.round)
    Link.objects.filter(pk=link.pk).update(is_revoked=True)


def renew(*, by: Member, link: Link) -> str:
    """Another token for the link of one person, where the first was lost or has gone astray; the old one works no longer."""
    _may_invite(by, link.round)
    if link.needs_key:
        raise ChangeRefused(_("Withdraw this link and make another: somebody may be in the middle of answering by it."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    digest = Invitation.digest(token)
    with transaction.atomic():
        held = Link.objects.select_for_update().get(pk=link.pk)
        held.drafts.filter(key_digest=held.token_digest).update(key_digest=digest)
        held.token_digest = digest
        held.save(update_fields=["token_digest"])
    return token


def take_place(link: Link) -> bool:
    """Count somebody who begins with a link for many; false where it is full. Two at once never share the last place."""
    return Link.objects.filter(pk=link.pk, begun__lt=F("cap"), is_revoked=False).update(begun=F("begun") + 1) == 1


def call_off(*, by: Member, of: Round) -> None:
    """Delete a round that has not opened yet, with its links.

    Raises:
        ChangeRefused: it has opened.
        PermissionDenied: it is not this person's.
    """
    if not may_run(by, of):
        raise PermissionDenied
    if not of.is_to_come:
        raise ChangeRefused(_("It has opened, so it can only be closed."))
    of.delete()


def _cap(cap: int) -> None:
    if not 1 <= cap <= LARGEST_CAP:
        raise ChangeRefused(_("How many people may use the link is a number from 1 to %(most)d.") % {"most": LARGEST_CAP})


def _may_invite(by: Member, of: Round) -> None:
    if of.closed is not None or of.is_due:
        raise ChangeRefused(_("The round has closed."))
    if not may_invite(by, of):
        raise PermissionDenied


def _require(by: Member, permission: Permission) -> None:
    if not by.may(permission) or not by.body:
        raise PermissionDenied
