"""Every change of who may do what in an arrangement: keyword-only, by whom, one transaction, and always a row of the access log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.web.accounts import changes as accounts
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.models import Invitation, User
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.looking_after import may_end, needed_still, partners, roles_to_give, roles_to_offer
from holdfast.web.arrangements.models import AccessAct, AccessChange, ApiToken, Arrangement, Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member

ROLE_ORDER = {role: place for place, role in enumerate(Role)}


def invite(*, by: Member, email: str, body: str, role: Role, partner: Mapping[str, Any] | None = None) -> tuple[Invitation, str]:
    """An invitation to take part, and its token. `partner` is the record of a body that is new to the arrangement.

    Raises:
        ChangeRefused: the person takes part already, or the body has an invitation for its first person open.
        EvidenceRefused: the record of the new body is not right.
        PermissionDenied: this person may not invite anybody as that.
    """
    with transaction.atomic():
        _lock(by.arrangement)
        if role not in roles_to_offer(by, body):
            raise PermissionDenied
        if Membership.objects.filter(arrangement=by.arrangement, user__email__iexact=email, ended__isnull=True).exists():
            raise ChangeRefused(_("This person takes part already. Change their role instead."))
        if body not in ("", by.body) and open_places(by.arrangement).filter(body=body).exists():
            raise ChangeRefused(_("An invitation for the first person of this body is open. Withdraw it before you invite somebody else."))
        if partner is not None:
            append(by=by, changes=[Change(section="partners", raw=partner)])
        organisation = by.user.organisation if body == by.body else None
        invitation, token = accounts.invite(by=by.user, email=email, organisation=organisation)
        OfferedPlace.objects.create(invitation=invitation, arrangement=by.arrangement, body=body, role=role)
        _log(AccessAct.INVITED, by.arrangement, by.user, invitation=invitation, body=body, role=role)
    return invitation, token


def open_places(arrangement: Arrangement) -> Any:
    """The places on offer whose invitation still works."""
    return OfferedPlace.objects.filter(
        arrangement=arrangement,
        invitation__used__isnull=True,
        invitation__revoked__isnull=True,
        invitation__expires__gt=timezone.now(),
    ).select_related("invitation__invited_by")


def withdraw(*, by: Member, place: OfferedPlace) -> None:
    """Withdraw an invitation.

    Raises:
        PermissionDenied: this person may not invite anybody as that either.
    """
    if Role(place.role) not in roles_to_offer(by, place.body):
        raise PermissionDenied
    with transaction.atomic():
        accounts.revoke(by=by.user, invitation=place.invitation)
        _log(AccessAct.WITHDREW, by.arrangement, by.user, invitation=place.invitation, body=place.body, role=place.role)


def accept(*, by: User, invitation: Invitation) -> Membership | None:
    """Use an invitation; the place it led to, where it led to one.

    Raises:
        ChangeRefused: it can no longer be used, the person takes part already, or those who sent it may no longer offer that.
    """
    with transaction.atomic():
        offered = OfferedPlace.objects.select_related("arrangement").filter(invitation=invitation).first()
        if offered is None:
            accounts.use(by=by, invitation=invitation)
            return None
        _lock(offered.arrangement)
        accounts.use(by=by, invitation=invitation)
        if not _still_offered(offered):
            raise ChangeRefused(_("Those who invited you may no longer do so. Ask somebody of the arrangement to invite you again."))
        try:
            with transaction.atomic():
                made = Membership.objects.create(arrangement=offered.arrangement, user=by, body=offered.body, role=offered.role)
        except IntegrityError:
            raise ChangeRefused(_("You take part in this arrangement already.")) from None
        _log(AccessAct.JOINED, offered.arrangement, by, person=by, invitation=invitation, body=offered.body, role=offered.role)
    return made


def _still_offered(offered: OfferedPlace) -> bool:
    """Whether the one who invited could invite today: they may have left, or the body may have got its first person."""
    inviter = Membership.objects.select_related("user").filter(
        arrangement=offered.arrangement, user=offered.invitation.invited_by, ended__isnull=True, user__is_active=True
    )
    place = inviter.first()
    if place is None:
        return False
    return Role(offered.role) in roles_to_offer(Member(offered.arrangement, place, place.user), offered.body)


def set_role(*, by: Member, place: Membership, role: Role) -> None:
    """Give somebody another role.

    Raises:
        ChangeRefused: nobody would be left to do what they do.
        PermissionDenied: this person may not give that role to them.
    """
    with transaction.atomic():
        _lock(by.arrangement)
        place = _still_here(place)
        if role not in roles_to_give(by, place):
            raise PermissionDenied
        _refuse(needed_still(place, becomes=role, is_body_here=place.body in partners(by)))
        was, place.role = place.role, role
        place.save(update_fields=["role"])
        _log(AccessAct.CHANGED, by.arrangement, by.user, person=place.user, body=place.body, role=role, was=was)


def end(*, by: Member, place: Membership) -> None:
    """End somebody's access, or one's own.

    Raises:
        ChangeRefused: nobody would be left to do what they do.
        PermissionDenied: this person may not end it.
    """
    with transaction.atomic():
        _lock(by.arrangement)
        place = _still_here(place)
        if not may_end(by, place):
            raise PermissionDenied
        _refuse(needed_still(place, is_body_here=place.body in partners(by)))
        _end(by.user, place)


def hand_over(*, by: Member, leaver: Membership, to: Membership) -> None:
    """End a leaver's access; a colleague of the same body takes over their role, where it is the higher, and what they recorded.

    Raises:
        PermissionDenied: this person may not end the leaver's access, or the colleague is of another body.
    """
    with transaction.atomic():
        _lock(by.arrangement)
        leaver, to = _still_here(leaver), _still_here(to)
        if not may_end(by, leaver) or to.pk == leaver.pk or to.body != leaver.body or not leaver.body:
            raise PermissionDenied
        was, to.role = to.role, min(leaver.role, to.role, key=lambda role: ROLE_ORDER[Role(role)])
        to.save(update_fields=["role"])
        leaver.handed_to, leaver.ended = to, timezone.now()
        leaver.save(update_fields=["handed_to", "ended"])
        _log(AccessAct.HANDED, by.arrangement, by.user, person=to.user, leaver=leaver.user, body=to.body, role=to.role, was=was)


def reasons_to_stay(person: User) -> list[str]:
    """Why somebody cannot delete their account yet: a sentence for each arrangement that would be left without a lead or keeper."""
    found = Membership.objects.filter(user=person, ended__isnull=True).select_related("arrangement", "user")
    reasons = (needed_still(place, is_body_here=place.body in partners(Member(place.arrangement, place, person))) for place in found)
    return [reason for reason in reasons if reason]


def delete_account(*, by: User) -> None:
    """Leave every arrangement and delete one's own account.

    Raises:
        ChangeRefused: an arrangement would be left without a lead, or a body without anybody to look after its people.
    """
    with transaction.atomic():
        for place in Membership.objects.filter(user=by, ended__isnull=True).select_related("arrangement", "user"):
            _lock(place.arrangement)
            _refuse(needed_still(place, is_body_here=place.body in partners(Member(place.arrangement, place, by))))
            _end(by, place)
        ApiToken.objects.filter(user=by).delete()
        accounts.erase(by=by)


def _end(by: User, place: Membership) -> None:
    place.ended = timezone.now()
    place.save(update_fields=["ended"])
    act = AccessAct.LEFT if place.user_id == by.pk else AccessAct.ENDED
    _log(act, place.arrangement, by, person=place.user, body=place.body, was=place.role)


def _lock(arrangement: Arrangement) -> None:
    """Changes of access to one arrangement follow each other, so that two people at once cannot leave it without a lead."""
    Arrangement.objects.select_for_update().get(pk=arrangement.pk)


def _still_here(place: Membership) -> Membership:
    found = Membership.objects.select_related("user", "arrangement").filter(pk=place.pk, ended__isnull=True).first()
    if found is None:
        raise ChangeRefused(_("Somebody has ended this access meanwhile."))
    return found


def _refuse(reason: str) -> None:
    if reason:
        raise ChangeRefused(reason)


def _log(act: AccessAct, arrangement: Arrangement, by: User, **values: Any) -> None:
    AccessChange.objects.create(act=act, arrangement=arrangement, by=by, **values)
